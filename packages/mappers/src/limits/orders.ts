/**
 * Orders of the chip's neurons that fills walk. External neurons are never part of one.
 */
import { MaxHeap } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { chipNeurons } from './filling.ts';

/**
 * Sources before targets, lowest id first among those whose sources are all listed
 * (Kahn). Where only cycles are left, the lowest id among the rest is taken as if it were
 * free; self-loops are ignored. Cost O(m + n log n).
 */
export function topologicalOrder(problem: Problem): Uint32Array {
  const { network } = problem;
  const chip = chipNeurons(problem);
  const waiting = new Int32Array(network.vertexCount); // waiting[neuron] = sources not listed yet; -1 = listed or ready
  for (const neuron of chip) {
    for (let e = network.inStart[neuron]; e < network.inStart[neuron + 1]; e++) {
      const source = network.inSource[e];
      if (source !== neuron && network.external[source] === 0) waiting[neuron]++;
    }
  }
  // Of equal keys the lowest id comes first.
  const ready = new MaxHeap(network.vertexCount);
  for (const neuron of chip) {
    if (waiting[neuron] !== 0) continue;
    waiting[neuron] = -1;
    ready.insert(neuron, 0);
  }
  const order = new Uint32Array(chip.length);
  let listed = 0;
  let lowest = 0;
  while (listed < order.length) {
    let neuron: number;
    if (ready.size > 0) neuron = ready.pop();
    else {
      while (waiting[chip[lowest]] < 0) lowest++;
      neuron = chip[lowest]!;
      waiting[neuron] = -1;
    }
    order[listed++] = neuron;
    for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++) {
      const target = network.outTarget[e];
      if (target === neuron || waiting[target] <= 0) continue;
      if (--waiting[target] > 0) continue;
      waiting[target] = -1;
      ready.insert(target, 0);
    }
  }
  return order;
}

/** Most synapses first, then most targets, then lowest id: the hard ones while there is room. */
export function heaviestFirst(problem: Problem): Uint32Array {
  const { fanIn, outStart, units } = problem.network;
  const onto = units?.synapses ?? fanIn;
  return chipNeurons(problem).sort(
    (a, b) => onto[b] - onto[a] || outStart[b + 1] - outStart[b] - (outStart[a + 1] - outStart[a]) || a - b,
  );
}

/** Most neurons first, as bins are packed: small units fill what is left between large ones. Null where all are alike. */
export function largestFirst(problem: Problem): Uint32Array | null {
  const { units } = problem.network;
  const chip = chipNeurons(problem);
  if (units === null || chip.every((vertex) => units.size[vertex] === units.size[chip[0]])) return null;
  const { size, synapses } = units;
  return chip.sort((a, b) => size[b] - size[a] || synapses[b] - synapses[a] || a - b);
}

/** group[neuron] = index of its population. */
export function populationOf(problem: Problem): Uint32Array {
  const group = new Uint32Array(problem.network.vertexCount);
  for (const [index, { first, vertexCount }] of problem.network.populations.entries())
    group.fill(index, first, first + vertexCount);
  return group;
}
