import { NONE } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';

/** Something that exchanges of two cores change. */
export interface Exchanged {
  readonly clusterAt: Uint32Array;
  delta(coreA: number, coreB: number): number;
  swap(coreA: number, coreB: number): void;
}

export interface Descent {
  readonly swaps: number;
  readonly evaluations: number;
}

/** Smallest gain worth an exchange: below it sums differ by rounding, and a descent might not end. */
const WORTH = 1e-9;

/**
 * The best improving exchange of two cores, again and again until none improves: each step weighs every pair of cores of a
 * class of which one holds a cluster. Ties go to the lower cores.
 * @param most exchanges weighed at most. @param workOfExchange entries looked at for one.
 */
export function descend(
  state: Exchanged,
  classes: readonly Uint32Array[],
  most: number,
  workOfExchange: number,
  watch: Watch,
): Descent {
  let swaps = 0;
  let evaluations = 0;
  for (;;) {
    let least = -WORTH;
    let from = NONE;
    let to = NONE;
    for (const cores of classes) {
      for (let a = 0; a < cores.length; a++) {
        const isEmpty = state.clusterAt[cores[a]] === NONE;
        for (let b = a + 1; b < cores.length; b++) {
          if (isEmpty && state.clusterAt[cores[b]] === NONE) continue;
          if (evaluations >= most) return { swaps, evaluations };
          evaluations++;
          const delta = state.delta(cores[a], cores[b]);
          if (delta >= least) continue;
          least = delta;
          from = cores[a]!;
          to = cores[b]!;
        }
        if (!watch.spend(cores.length * workOfExchange)) return { swaps, evaluations };
      }
    }
    if (from === NONE) return { swaps, evaluations };
    state.swap(from, to);
    swaps++;
  }
}
