/**
 * Simulated annealing of one level of a placement ({@link RoutedKernel}). Both ends of the geometric schedule are the
 * temperatures at which a given share of sampled worsening proposals would pass, so that neither units nor prices need a
 * constant of their own.
 *
 * Cost: sweeps x nodes proposals, each a delta of {@link RoutedState}.
 */
import type { Rng } from '@nmap/kernels';
import { anneal as annealKernel } from '../../anneal/anneal.ts';
import { falling, lossesOf, temperatureOfShare } from '../../anneal/temperatures.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Proposals } from './proposals.ts';
import { RoutedKernel } from './routed-kernel.ts';
import type { RoutedState } from '../../routed/state.ts';

export interface AnnealOptions {
  /** Proposals per node. */
  readonly sweeps: number;
  /** Share of the worsening proposals that would pass at the first temperature, and at the last. */
  readonly hot: number;
  readonly cold: number;
}

/** Proposals that set the temperatures. */
const TRIALS = 2000;
/** Fewer sweeps than this cannot recover what a hot one loses: they run at the last temperature. */
const FEWEST_HOT_SWEEPS = 8;
/** A net of a node is two look-ups, and under trees more: as much work as so many entries looked at. */
const WORK_OF_NET = 2;

/** Improves `state` in place, or leaves it as it was. */
export function anneal(
  state: RoutedState,
  proposals: Proposals,
  { sweeps, ...shares }: AnnealOptions,
  rng: Rng,
  watch: Watch,
): void {
  const { nodeCount, inNets, ownNets } = state.nets;
  if (nodeCount === 0) return;
  const kernel = new RoutedKernel(state, proposals, rng);
  const losses = lossesOf(kernel.sample(TRIALS));
  const cold = temperatureOfShare(losses, shares.cold);
  const hot = sweeps < FEWEST_HOT_SWEEPS ? cold : temperatureOfShare(losses, shares.hot);
  annealKernel(
    kernel,
    {
      steps: sweeps,
      proposals: nodeCount,
      temperatures: falling(hot, cold / hot, sweeps),
      workOfProposal: WORK_OF_NET * (1 + (inNets.length + ownNets.length) / nodeCount),
    },
    watch,
  );
}
