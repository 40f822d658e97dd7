/**
 * Simulated annealing of single neurons between clusters under every limit of every core ({@link LegalKernel}); minimises
 * connectivity. For limits that no count of neurons and synapses foretells: distinct input axons, output axons,
 * fan-out. Needs no table of gains, so that thousands of small cores are as cheap as ten.
 *
 * Cost: O(distinct sources of the neuron) per proposal.
 */
import type { Rng } from '@nmap/kernels';
import { anneal } from '../../anneal/anneal.ts';
import { falling, lossesOf, meanOf } from '../../anneal/temperatures.ts';
import { WORK_OF_SOURCE, type Filling } from '../../limits/filling.ts';
import type { Watch } from '../../watch/watch.ts';
import { LegalKernel } from './legal-kernel.ts';

export interface LegalAnnealOptions {
  /** Proposals per neuron. */
  readonly sweeps: number;
  /** Proposals times sources of a neuron, at most: large networks get fewer sweeps. */
  readonly work: number;
  /** First and last temperature, as shares of the mean cost of a proposed move that costs anything. */
  readonly hot: number;
  readonly cold: number;
}

/** Proposals that set the temperatures. */
const TRIALS = 1000;

/** Improves the filling in place, or leaves it as it was. All neurons of the chip must be placed. @returns what was saved */
export function annealLegal(
  { tracker }: Filling,
  chip: Uint32Array,
  options: LegalAnnealOptions,
  rng: Rng,
  watch: Watch,
): number {
  const sources = tracker.problem.network.inSource.length;
  const sweeps = Math.min(options.sweeps, Math.ceil(options.work / Math.max(1, sources)));
  if (chip.length === 0 || tracker.clusterCount < 2 || sweeps === 0) return 0;
  const kernel = new LegalKernel(tracker, chip, rng);
  const scale = meanOf(lossesOf(kernel.sample(TRIALS)));
  if (scale === 0) return 0;
  const { cost } = anneal(
    kernel,
    {
      steps: sweeps,
      proposals: chip.length,
      temperatures: falling(options.hot * scale, options.cold / options.hot, sweeps),
      workOfProposal: WORK_OF_SOURCE * (1 + sources / chip.length),
    },
    watch,
  );
  return 0 - cost;
}
