import { sortDescending } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import { PairSet, type TensionModel } from './tension-model.ts';

/** Smallest gain worth an exchange, and the slack of a stored tension: the paper's constant. */
const EPSILON = 1e-6;

export interface Relaxed {
  readonly rounds: number;
  readonly swaps: number;
  readonly truncated: boolean;
}

/**
 * Exchanges pairs of neighbours in rounds until none gains. A round sorts all pairs with a
 * positive tension and exchanges the best `share` of them, each only if its tension has not
 * fallen since the sort.
 *
 * The queue of a round is the set of all pairs with a tension above epsilon. The paper builds it
 * from the pairs around everything an exchange touched and the pairs not tried; a pair not in
 * there has the tension it had when it was not worth queueing, so the two sets are the same.
 */
export function relax(model: TensionModel, share: number, watch: Watch): Relaxed {
  const { pairCount } = model;
  const tension = new Float64Array(pairCount);
  const queue = new Uint32Array(pairCount);
  const touched = new PairSet(pairCount);
  const sorter = sortDescending(pairCount);
  let length = 0;
  for (let pair = 0; pair < pairCount; pair++) {
    tension[pair] = model.tension(pair);
    if (tension[pair] > EPSILON) queue[length++] = pair;
  }
  const first = Math.max(1, length);
  let rounds = 0;
  let swaps = 0;
  while (length > 0) {
    if (!watch.mayGoOn(1 - length / first)) return { rounds, swaps, truncated: true };
    rounds++;
    sorter(queue, tension, length);
    const tried = Math.max(1, Math.floor(share * length));
    for (let k = 0; k < tried; k++) {
      const pair = queue[k];
      if (model.tension(pair) > tension[pair] - EPSILON) {
        model.exchange(pair, touched);
        swaps++;
      }
    }
    let kept = 0;
    for (let k = tried; k < length; k++) {
      const pair = queue[k];
      if (!touched.has(pair)) queue[kept++] = pair;
    }
    for (let k = 0; k < touched.size; k++) {
      const pair = touched.members[k];
      tension[pair] = model.tension(pair);
      if (tension[pair] > EPSILON) queue[kept++] = pair;
    }
    touched.clear();
    length = kept;
  }
  return { rounds, swaps, truncated: false };
}
