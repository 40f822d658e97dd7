/** Neurons, synapses and weights of each core, from its boxes. */
import type { NetworkSpec } from '@nmap/ir';
import { runsOf, type Sides } from '../manifest/stated-boxes.ts';
import { axesOfSpec, kernelRule, type AxisRule, type KernelRule, type ProductRule } from './axis-rule.ts';
import type { BoxesOfCore } from './boxes-of-core.ts';
import type { Streamed } from './stream-projections.ts';

export interface BoxLoads {
  readonly neurons: Float64Array;
  /** Multapses counted. */
  readonly synapses: Float64Array;
  /** Entries of the kernels of its channels, each once, and the synapses that have none. */
  readonly storedWeights: Float64Array;
  /** Most synapses onto one neuron. */
  readonly maxFanIn: Float64Array;
}

/** fanIn[output] along an axis. */
type Taps = Float64Array;

export function loadsOfBoxes(
  spec: NetworkSpec,
  cores: readonly BoxesOfCore[],
  rules: readonly (ProductRule | null)[],
  streamed: Streamed,
): BoxLoads {
  const kernels = spec.projections.map((projection) => kernelRule(spec, projection));
  const arriving: Arriving[][] = spec.populations.map(() => []);
  for (const [index, rule] of rules.entries()) {
    const to = spec.populations.findIndex(({ id }) => id === spec.projections[index].to);
    const kernel = kernels[index];
    const taps = rule?.along.map(tapsOf) as readonly [Taps, Taps, Taps] | undefined;
    arriving[to].push({ kernel, taps: taps ?? null, visited: streamed.fanInOf(index) });
  }
  const loads = {
    neurons: new Float64Array(cores.length),
    synapses: new Float64Array(cores.length),
    storedWeights: new Float64Array(cores.length),
    maxFanIn: new Float64Array(cores.length),
  };
  for (const [core, populations] of cores.entries()) {
    for (const [population, boxes] of populations) {
      const axes = axesOfSpec(spec.populations[population]);
      for (const box of boxes) {
        loads.neurons[core] += (box[1] - box[0]) * (box[3] - box[2]) * (box[5] - box[4]);
        for (const each of arriving[population]) {
          const onto = synapsesOnto(box, each, axes);
          loads.synapses[core] += onto;
          if (each.kernel === null) loads.storedWeights[core] += onto;
        }
        loads.maxFanIn[core] = Math.max(loads.maxFanIn[core], mostOnto(box, arriving[population], axes));
      }
      for (const each of arriving[population])
        if (each.kernel !== null)
          loads.storedWeights[core] += each.kernel.entries * channelsUsing(boxes, each, axes);
    }
  }
  return loads;
}

/** A projection, seen from its target: synapses onto a neuron as a product of its axes, or one by one. */
interface Arriving {
  readonly kernel: KernelRule | null;
  readonly taps: readonly [Taps, Taps, Taps] | null;
  readonly visited: Float64Array | null;
}

type Axes = readonly [number, number, number];

function synapsesOnto(box: Sides, { taps, visited }: Arriving, axes: Axes): number {
  if (taps !== null)
    return product(taps.map((along, axis) => sumOf(along, box[2 * axis], box[2 * axis + 1])));
  let onto = 0;
  for (const [from, to] of runsOf(box, axes)) onto += sumOf(visited!, from, to + 1);
  return onto;
}

/** Distinct channels of the boxes in which some neuron has a synapse of the projection. */
function channelsUsing(boxes: readonly Sides[], { kernel, taps, visited }: Arriving, axes: Axes): number {
  const using = new Set<number>();
  for (const box of boxes) {
    if (taps === null) {
      for (const [from, to] of runsOf(box, axes))
        for (let neuron = from; neuron <= to; neuron++)
          if (visited![neuron] > 0) using.add(Math.floor(neuron / kernel!.neurons));
      continue;
    }
    const [channels, rows, columns] = taps;
    if (sumOf(rows, box[2], box[3]) === 0 || sumOf(columns, box[4], box[5]) === 0) continue;
    for (let channel = box[0]; channel < box[1]; channel++) if (channels[channel] > 0) using.add(channel);
  }
  return using.size;
}

/** Most synapses onto one neuron of a box: positions that all projections see alike are looked at once. */
function mostOnto(box: Sides, arriving: readonly Arriving[], axes: Axes): number {
  const byAxes = arriving.flatMap(({ taps }) => (taps === null ? [] : [taps]));
  const visited = arriving.flatMap(({ visited: onto }) => (onto === null ? [] : [onto]));
  const kinds = [0, 1, 2].map((axis) => {
    const found = new Map<string, number>();
    for (let at = box[2 * axis]; at < box[2 * axis + 1]; at++) {
      const key = visited.length === 0 ? byAxes.map((along) => along[axis][at]).join() : String(at);
      if (!found.has(key)) found.set(key, at);
    }
    return [...found.values()];
  });
  let most = 0;
  for (const channel of kinds[0])
    for (const row of kinds[1])
      for (const column of kinds[2]) {
        let onto = 0;
        for (const each of visited) onto += each[(channel * axes[1] + row) * axes[2] + column];
        for (const [channels, rows, columns] of byAxes)
          onto += channels[channel] * rows[row] * columns[column];
        most = Math.max(most, onto);
      }
  return most;
}

function tapsOf(rule: AxisRule): Taps {
  if (rule.kind === 'all') return new Float64Array(rule.outLength).fill(rule.inLength);
  return Float64Array.from(rule.reads, (inputs) => inputs.length);
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at];
  return sum;
}

function product(values: readonly number[]): number {
  return values.reduce((all, value) => all * value, 1);
}
