/**
 * Cuts an order of neurons into consecutive segments, one to a core, under every limit
 * that a subset of a legal core keeps: neurons, synapses, memory, fan-in, input axons, and
 * the sum of reserves where output axons are limited.
 *
 * With one class of cores this is next-fit, which is optimal for a given order. With
 * several, the farthest neuron that a[0] cores of class 0, a[1] of class 1, ... can reach
 * is computed for every vector a: if any cut into segments is legal, one is found, with
 * the fewest cores. So what was found on a chip is found again on every chip that has
 * as much of everything.
 *
 * Cost: O(m) for each class for the reach of every start, by a sliding window, and one step for each
 * vector; gives up (null) beyond {@link MOST_VECTORS} vectors.
 */
import type { Problem } from '@nmap/ir';
import { CoreSupply, liveCores, usableCores } from './core-supply.ts';
import { KernelCounts, sharedKernelsOf } from './kernel-counts.ts';

/** 4 M vectors: 20 MB, a tenth of a second. */
const MOST_VECTORS = 4_000_000;

export interface Segment {
  readonly classId: number;
  /** order[from .. to - 1]. */
  readonly from: number;
  readonly to: number;
}

export function cutIntoSegments(
  problem: Problem,
  order: Uint32Array,
  reserve: Float64Array | null,
  neuronCap: number,
): Segment[] | null {
  const classes = new CoreSupply(problem).order;
  const length = order.length;
  if (length === 0) return [];
  const live = liveCores(problem);
  const most = Math.min(usableCores(problem), length);
  const reachOf = classes.map((classId) => segmentEnds(problem, order, classId, reserve, neuronCap));

  // Vectors in mixed radix: digit i counts cores of classes[i].
  const radix = classes.map((classId) => Math.min(live[classId], most) + 1);
  const vectors = radix.reduce((product, digits) => product * digits, 1);
  if (vectors > MOST_VECTORS) return null;
  const stride = new Array<number>(classes.length);
  for (let i = 0, step = 1; i < classes.length; step *= radix[i], i++) stride[i] = step;

  const reach = new Int32Array(vectors); // reach[vector] = neurons of the order that can be placed; 0 = none
  const last = new Uint8Array(vectors); // last[vector] = index of the class of the last segment
  const digits = new Uint32Array(classes.length);
  let used = 0;
  let found = -1;
  let foundUsed = Infinity;
  for (let vector = 1; vector < vectors; vector++) {
    for (let i = 0; i < digits.length; i++) {
      used++;
      if (++digits[i] < radix[i]) break;
      used -= digits[i];
      digits[i] = 0;
    }
    if (used > most || used >= foundUsed) continue;
    for (let i = 0; i < digits.length; i++) {
      if (digits[i] === 0) continue;
      const before = reach[vector - stride[i]];
      const end = before >= length ? length : reachOf[i][before];
      if (end > reach[vector]) {
        reach[vector] = end;
        last[vector] = i;
      }
    }
    if (reach[vector] >= length) {
      found = vector;
      foundUsed = used;
    }
  }
  if (found < 0) return null;

  const segments: Segment[] = [];
  for (let vector = found; vector > 0;) {
    const i = last[vector];
    const before = vector - stride[i];
    const from = reach[before];
    const to = reach[vector];
    if (to > from) segments.push({ classId: classes[i], from, to });
    vector = before;
  }
  return segments.reverse();
}

/** ends[start] = end of the longest legal segment from `start` on a core of the class; = start if even one neuron is too much. */
function segmentEnds(
  problem: Problem,
  order: Uint32Array,
  classId: number,
  reserve: Float64Array | null,
  neuronCap: number,
): Uint32Array {
  const { inStart, inSource, fanIn, vertexCount, units } = problem.network;
  const { limits, sharedKernels } = problem.target.classes[classId];
  const size = units?.size ?? null;
  const onto = units?.synapses ?? fanIn;
  const mostNeurons = Math.min(limits.neurons ?? Infinity, neuronCap);
  const mostSynapses = limits.synapses ?? Infinity;
  const mostBits = limits.synapseMemoryBits ?? Infinity;
  const bits = limits.synapseMemoryBits === null ? 0 : (limits.bitsPerSynapse ?? 0);
  const mostFanIn = limits.fanInPerNeuron ?? Infinity;
  const mostInputs = limits.inputAxons ?? Infinity;
  const mostOutputs = reserve === null ? Infinity : (limits.outputAxons ?? Infinity);

  const ends = new Uint32Array(order.length);
  // On most chips no limit asks who is heard, and to count it takes all the time.
  const countsInputs = mostInputs < Infinity;
  const heard = new Uint32Array(countsInputs ? vertexCount : 0); // heard[source] = its targets in the window
  const kernels = sharedKernels === true ? sharedKernelsOf(problem) : null;
  // The window is its only cluster.
  const stored = kernels === null ? null : new KernelCounts(kernels, 1);
  let neurons = 0;
  let synapses = 0;
  let inputs = 0;
  let outputs = 0;
  let end = 0;
  for (let start = 0; start < order.length; start++) {
    while (end < order.length) {
      const neuron = order[end];
      const own = size === null ? 1 : size[neuron];
      const synapsesWith = stored === null ? synapses + onto[neuron] : stored.storedWith(neuron, 0);
      if (neurons + own > mostNeurons || fanIn[neuron] > mostFanIn || synapsesWith > mostSynapses) break;
      if (synapsesWith * bits > mostBits) break;
      if (reserve !== null && outputs + reserve[neuron] > mostOutputs) break;
      if (countsInputs) {
        let fresh = 0;
        for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++)
          if (heard[inSource[e]] === 0) fresh += size === null ? 1 : size[inSource[e]];
        if (inputs + fresh > mostInputs) break;
        for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) heard[inSource[e]]++;
        inputs += fresh;
      }
      neurons += own;
      synapses = synapsesWith;
      stored?.add(neuron, 0);
      if (reserve !== null) outputs += reserve[neuron];
      end++;
    }
    ends[start] = end;
    if (end === start) {
      end = start + 1; // The window is empty: step over a neuron that this class cannot hold.
      continue;
    }
    const neuron = order[start];
    if (countsInputs) {
      for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++)
        if (--heard[inSource[e]] === 0) inputs -= size === null ? 1 : size[inSource[e]];
    }
    neurons -= size === null ? 1 : size[neuron];
    if (stored === null) synapses -= onto[neuron];
    else {
      stored.remove(neuron, 0);
      synapses = stored.stored[0]!;
    }
    if (reserve !== null) outputs -= reserve[neuron];
  }
  return ends;
}
