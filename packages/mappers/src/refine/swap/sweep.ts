import type { SwapCost } from '../../place/common/swap-cost.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Candidates } from './candidates.ts';

/** Smallest gain worth an exchange, as part of the whole cost: below it sums differ by rounding, and sweeps might not end. */
const WORTH = 1e-12;
/** Mostly a sweep that changes nothing ends the search: a share of the effort below this foretells nothing. */
const SAYS_NOTHING = 0.05;

/** How much may be weighed, and how much was. */
export interface SweepEffort {
  /** Exchanges weighed before this sweep. */
  readonly weighed: number;
  /** Exchanges weighed after which it ends. */
  readonly most: number;
  /** Net entries that weighing one looks at. */
  readonly workOfExchange: number;
}

export interface Sweep {
  readonly made: number;
  /** Exchanges weighed. */
  readonly tried: number;
  /** False where it was stopped before the last cluster. */
  readonly whole: boolean;
}

/** Gives each cluster, by id, its best improving exchange; ties to the core met first. */
export function sweep(
  cost: SwapCost,
  candidates: Candidates,
  { weighed, most, workOfExchange }: SweepEffort,
  watch: Watch,
): Sweep {
  const { coreOf } = cost;
  const cores = new Uint32Array(cost.clusterAt.length);
  const before = cost.total();
  const worth = -WORTH * Math.abs(before);
  let made = 0;
  let tried = 0;
  for (let cluster = 0; cluster < coreOf.length; cluster++) {
    if (weighed + tried >= most || watch.isOver) return { made, tried, whole: false };
    const own = coreOf[cluster];
    const count = candidates(cluster, cores);
    tried += count;
    const done = (weighed + tried) / most;
    watch.spend(count * workOfExchange, done < SAYS_NOTHING ? undefined : done, before);
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
