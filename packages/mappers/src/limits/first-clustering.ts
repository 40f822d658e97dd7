import { NONE } from '@nmap/kernels';
import type { Network, Problem } from '@nmap/ir';
import { growClusters } from './grow-clusters.ts';
import { clusterLegally } from './cluster-legally.ts';
import { Filling, chipNeurons, nextFit } from './filling.ts';
import { populationOf } from './orders.ts';
import { packedGroups } from './packed-groups.ts';
import type { PassContext } from '../pass.ts';
import { byTiles } from './tile-order.ts';
import { unwatched } from '../watch/watch.ts';

/** Beyond these, clusters that grow by spikes take minutes where limits on axons bind. */
const MOST_GROWN_SYNAPSES = 1e6;
const PATIENCE = 64;

/**
 * A legal clustering by simple means: neurons in order of what they hear, one core after the other, and, of small networks,
 * clusters grown by spikes, the order of the file, and the groups that a split network brings with it; the one with the fewest packets. Where
 * none of them ends, tiles of images, and then the ladder of fallbacks.
 * @throws NmapError (not-found).
 */
export function firstClustering(problem: Problem, name: string, ctx: PassContext): Filling {
  const { network } = problem;
  const chip = chipNeurons(problem);
  const fills: ((filling: Filling) => void)[] = [
    (filling) => void nextFit(filling, byInputs(problem)),
    (filling) => void nextFit(filling, chip),
  ];
  if (network.synapseCount <= MOST_GROWN_SYNAPSES)
    fills.push((filling) => growClusters(problem, filling, PATIENCE, unwatched()));
  const packed = packedGroups(problem);
  if (packed !== null) fills.push((filling) => void nextFit(filling, packed.order, packed.groupOf));
  let best: Filling | null = null;
  let least = Infinity;
  for (const fill of fills) {
    const filling = new Filling(problem);
    fill(filling);
    const packets = packetsOf(network, filling);
    if (packets >= least) continue;
    least = packets;
    best = filling;
  }
  return (
    best ??
    inTiles(problem) ??
    clusterLegally(problem, name, { ...ctx, stat: () => undefined }, (filling, watch) =>
      growClusters(problem, filling, PATIENCE, watch),
    )
  );
}

/** By tiles of images, which fill cores of few inputs; null where they do not end. */
function inTiles(problem: Problem): Filling | null {
  const filling = new Filling(problem);
  return nextFit(filling, byTiles(problem)) === NONE ? filling : null;
}

/**
 * Populations as they stand; of each, neurons by their lowest source, those without inputs by their lowest target. Of a convolution that
 * is position by position, the channels of one beside each other: they hear the same.
 */
export function byInputs(problem: Problem): Uint32Array {
  const { inStart, inSource, outStart, outTarget } = problem.network;
  const population = populationOf(problem);
  const first = (neuron: number): number => {
    if (inStart[neuron] < inStart[neuron + 1]) return inSource[inStart[neuron]];
    return outStart[neuron] < outStart[neuron + 1] ? outTarget[outStart[neuron]] : neuron;
  };
  return chipNeurons(problem).sort((a, b) => population[a] - population[b] || first(a) - first(b) || a - b);
}

/** Spikes times other clusters reached; Infinity where a neuron has no cluster. */
function packetsOf(network: Network, { tracker }: Filling): number {
  const { clusterOf } = tracker;
  const { outStart, outTarget, spikes, external, vertexCount } = network;
  const seenBy = new Uint32Array(Math.max(1, tracker.clusterCount)).fill(NONE);
  let packets = 0;
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    const home = clusterOf[neuron];
    if (home === NONE && external[neuron] === 0) return Infinity;
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
      const cluster = clusterOf[outTarget[e]];
      if (cluster === NONE || cluster === home || seenBy[cluster] === neuron) continue;
      seenBy[cluster] = neuron;
      packets += spikes[neuron];
    }
  }
  return packets;
}
