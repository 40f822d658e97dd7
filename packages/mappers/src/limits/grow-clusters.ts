import { MaxHeap, NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Watch } from '../watch/watch.ts';
import { chipNeurons, chosenFit, type Filling } from './filling.ts';

/** A partner drawn closer changes its place in the heap: as much work as so many entries looked at. */
const WORK_OF_PARTNER = 8;

/** Fills clusters until all neurons are placed or nothing fits any more; stopped, it places the rest by id. */
export function growClusters(problem: Problem, filling: Filling, patience: number, watch: Watch): void {
  const chip = chipNeurons(problem);
  if (growByAffinity(problem, filling, { patience }, watch)) {
    chosenFit(filling, chip, 'closest');
    return;
  }
  filling.hurry();
  chosenFit(filling, chip, 'lowest');
}

export interface GrowthOptions {
  /** Neurons in a row that may fail to fit before the core is closed. */
  readonly patience: number;
  /** What later cores begin with: the first of this order that has none; default: the neuron of most spikes. */
  readonly laterSeeds?: Uint32Array;
}

/** Growth alone: what fits no cluster that could be opened stays unplaced. @returns false where the watch ended it. */
export function growByAffinity(
  problem: Problem,
  filling: Filling,
  { patience, laterSeeds }: GrowthOptions,
  watch: Watch,
): boolean {
  const { network } = problem;
  const { tracker } = filling;
  const chip = chipNeurons(problem);
  // key[neuron] = spikes that it exchanges with the open cluster
  const heap = new MaxHeap(network.vertexCount);
  for (const neuron of chip) heap.insert(neuron, 0);
  const bySpikes = Uint32Array.from(chip).sort((a, b) => network.spikes[b] - network.spikes[a] || a - b);
  const raised: number[] = []; // neurons whose affinity is not 0
  const aside: number[] = []; // neurons that do not fit the open cluster
  let placed = 0;

  /** Draws the partners of a new member closer to the open cluster. */
  const place = (neuron: number, cluster: number): void => {
    tracker.add(neuron, cluster);
    placed++;
    const { outStart, outTarget, inStart, inSource, spikes } = network;
    const sent = spikes[neuron];
    if (sent > 0) {
      for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) draw(outTarget[e], sent);
    }
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const heard = spikes[inSource[e]];
      if (heard > 0) draw(inSource[e], heard);
    }
  };
  const draw = (partner: number, spikes: number): void => {
    if (!heap.has(partner)) return;
    if (heap.key[partner] === 0) raised.push(partner);
    heap.update(partner, heap.key[partner] + spikes);
  };

  const seeds = laterSeeds === undefined ? bySpikes : [...bySpikes.subarray(0, 1), ...laterSeeds];
  for (const seed of seeds) {
    if (!heap.has(seed)) continue;
    const cluster = filling.openFor(seed);
    if (cluster === NONE) continue;
    heap.remove(seed);
    place(seed, cluster);
    let misses = 0;
    while (heap.size > 0 && misses < patience) {
      const neuron = heap.pop();
      if (!tracker.fits(neuron, cluster)) {
        // Loads only grow: it will not fit this cluster later either.
        aside.push(neuron);
        misses++;
        continue;
      }
      misses = 0;
      place(neuron, cluster);
      const { inStart, outStart } = network;
      const partners = inStart[neuron + 1] - inStart[neuron] + outStart[neuron + 1] - outStart[neuron];
      if (!watch.spend(WORK_OF_PARTNER * partners, placed / chip.length)) return false;
    }
    for (const neuron of aside) heap.insert(neuron, 0);
    aside.length = 0;
    for (const neuron of raised) if (heap.has(neuron)) heap.update(neuron, 0);
    raised.length = 0;
  }
  return true;
}
