import type { SwapCost } from '../../place/common/swap-cost.ts';
import type { Candidates } from './candidates.ts';

/** Smallest gain worth an exchange, as part of the whole cost: below it sums differ by rounding, and sweeps might not end. */
const WORTH = 1e-12;

export interface Sweep {
  readonly made: number;
  /** Exchanges weighed. */
  readonly tried: number;
  /** False where it was stopped before the last cluster. */
  readonly whole: boolean;
}

/**
 * Gives each cluster, by id, its best improving exchange; ties to the core met first.
 * @param goOn asked before every cluster with the exchanges weighed so far.
 */
export function sweep(cost: SwapCost, candidates: Candidates, goOn: (tried: number) => boolean): Sweep {
  const { coreOf } = cost;
  const cores = new Uint32Array(cost.clusterAt.length);
  const worth = -WORTH * Math.abs(cost.total());
  let made = 0;
  let tried = 0;
  for (let cluster = 0; cluster < coreOf.length; cluster++) {
    if (!goOn(tried)) return { made, tried, whole: false };
    const own = coreOf[cluster];
    const count = candidates(cluster, cores);
    tried += count;
    let best = worth;
    let bestCore = -1;
    for (let k = 0; k < count; k++) {
      if (cores[k] === own) continue;
      const delta = cost.delta(own, cores[k]);
      if (delta < best) {
        best = delta;
        bestCore = cores[k]!;
      }
    }
    if (bestCore < 0) continue;
    cost.swap(own, bestCore);
    made++;
  }
  return { made, tried, whole: true };
}
