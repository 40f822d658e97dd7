import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Watch } from '../watch/watch.ts';
import { fewestCores } from './fewest-cores.ts';
import { WORK_OF_SOURCE, type Filling } from './filling.ts';

/** What a spike that stays on the core is worth, and a start for neurons without inputs; the size counts 2 a neuron. */
const SPIKE_WORTH = 100;
const NO_INPUTS_WORTH = 100;

/**
 * Fills clusters from the stream until all neurons are placed or nothing fits any more; what fits nowhere stays
 * unplaced, and so does the rest where the watch ends it. @returns false where it did.
 *
 * The published algorithm opens ceil(n / N) empty cores at first. Empty cores of a class are alike and the lowest
 * wins a tie, so that one core not yet opened stands for all of them here.
 */
export function fillFromStream(
  problem: Problem,
  filling: Filling,
  stream: Uint32Array,
  watch: Watch,
): boolean {
  const { inStart, inSource, outStart, outTarget, spikes } = problem.network;
  const { tracker } = filling;
  const { clusterOf } = tracker;
  const atFirst = fewestCores(problem);
  // exchanged[cluster] = spikes that stay on it if the neuron joins
  const exchanged = new Float64Array(tracker.classOf.length);

  for (let i = 0; i < stream.length; i++) {
    const neuron = stream[i];
    const firstIn = inStart[neuron];
    const endIn = inStart[neuron + 1];
    exchanged.fill(0, 0, tracker.clusterCount);
    for (let e = firstIn; e < endIn; e++) {
      const home = clusterOf[inSource[e]];
      if (home !== NONE) exchanged[home] += spikes[inSource[e]];
    }
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
      const home = clusterOf[outTarget[e]];
      if (home !== NONE) exchanged[home] += spikes[neuron];
    }

    const hasInputs = endIn > firstIn;
    let best: number = NONE;
    let bestScore = -Infinity;
    for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
      let score = SPIKE_WORTH * exchanged[cluster] - (1 + 2 * tracker.neurons[cluster]);
      if (!hasInputs && tracker.axons.inputAxons[cluster] === 0) score += NO_INPUTS_WORTH;
      if (score <= bestScore || !tracker.fits(neuron, cluster)) continue;
      best = cluster;
      bestScore = score;
    }
    const emptyScore = (hasInputs ? 0 : NO_INPUTS_WORTH) - 1;
    if (best === NONE || (tracker.clusterCount < atFirst && emptyScore > bestScore)) {
      const opened = filling.openFor(neuron);
      if (opened !== NONE) best = opened;
    }
    if (best !== NONE) tracker.add(neuron, best);
    const neighbours = endIn - firstIn + outStart[neuron + 1] - outStart[neuron];
    if (!watch.spend(WORK_OF_SOURCE * (neighbours + tracker.clusterCount), (i + 1) / stream.length)) {
      return false;
    }
  }
  return true;
}
