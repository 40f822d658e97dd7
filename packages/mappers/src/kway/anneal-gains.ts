/**
 * Simulated annealing on the gain table ({@link GainKernel}). Gets out of the local optima in which FM ends; on graphs
 * without structure it is the stronger of the two. Heats until part of the order is lost, then cools.
 *
 * **Source** S. Kirkpatrick et al. 1983 (see `anneal/anneal.ts`); for partitions: D. S. Johnson et al., Operations
 * Research 37(6), 1989, doi:10.1287/opre.37.6.865.
 * **Differs from the papers** Limits are hard; a move goes to the part of a random neighbour; how hot it gets is found
 * by heating.
 */
import type { Rng } from '@nmap/kernels';
import { anneal } from '../anneal/anneal.ts';
import { risingThenFalling } from '../anneal/temperatures.ts';
import { connectivity } from '../hierarchy/hypergraph.ts';
import type { Watch } from '../watch/watch.ts';
import { GainKernel } from './gain-kernel.ts';
import type { PartitionState } from './state.ts';

export interface AnnealOptions {
  /** Proposals per node in all, at most. */
  readonly sweeps: number;
  /** Sweeps times pins are at most this, so that large graphs get fewer sweeps. */
  readonly work: number;
  /**
   * Heating ends when the cost has risen by this share of what lies between it and the cost of a random
   * partition: how much order is given up to find a better one.
   */
  readonly rise: number;
}

/** Temperature at which heating begins, as a share of the mean weight of a net. */
const COLDEST = 0.05;
/** Heating takes at most this share of the sweeps, and would get to this multiple of the coldest. */
const HEATING_SHARE = 0.25;
const HOTTEST = 1000;
/** Sweeps without a move after which no more are expected. */
const FROZEN_SWEEPS = 10;
/** Last temperature, as a share of the hottest. */
const COOLING = 0.05;
/** A proposal looks at a node, a net and a pin, and some of them move the node: as much work as so many entries. */
const WORK_OF_PROPOSAL = 64;

/** Improves `state` in place, or leaves its cost as it was. Requires a state within its limits. */
export function annealGains(state: PartitionState, options: AnnealOptions, rng: Rng, watch: Watch): void {
  const { nodeCount, netCount, netWeight, pins } = state.graph;
  const sweeps = Math.min(options.sweeps, Math.ceil(options.work / Math.max(1, pins.length)));
  if (netCount === 0 || sweeps === 0) return;
  const kernel = new GainKernel(state, rng);
  const rise = {
    coldest: COLDEST * (netWeight.reduce((sum, weight) => sum + weight, 0) / netCount),
    share: HEATING_SHARE,
    hottest: HOTTEST,
    rise: options.rise,
    atRandom: costAtRandom(state, rng),
    cooling: COOLING,
  };
  anneal(
    kernel,
    {
      steps: sweeps,
      proposals: nodeCount,
      temperatures: risingThenFalling(rise, sweeps),
      workOfProposal: WORK_OF_PROPOSAL,
      frozenAfter: FROZEN_SWEEPS,
    },
    watch,
  );
}

/** What the same sizes of parts would cost with nodes dealt at random. */
function costAtRandom({ graph, part, partCount }: PartitionState, rng: Rng): number {
  return connectivity(graph, rng.shuffle(part.slice()), partCount);
}
