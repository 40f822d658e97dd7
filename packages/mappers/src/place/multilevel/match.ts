import { NONE } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import type { FlowGraph } from '../common/flow-graph.ts';

/**
 * Pairs clusters of one class, heavy traffic first, until at most one of a class is left alone.
 *
 * 1. Every cluster names the free neighbour with most traffic (ties: lowest id); two that name each
 *    other are a pair; again, as long as there are any. Half the weight of the best matching at least.
 * 2. Those left alone, whose neighbours are all taken, are paired with the nearest of their like: a
 *    search from all of them at once; where two waves meet are candidates, and again as in 1.
 * 3. Parts without traffic between them: by id.
 *
 * @param singles singles[cluster] = 1: has fewer members than the others, and is the one that stays
 *   alone if of its class one must.
 * @param watch asked every round, some tenths of a second for a million clusters; told to stop, the
 *   rest is paired as in 3.
 * @returns mate[cluster]; itself where alone. O(edges) a round, of which there are few.
 */
export function matchPairs(
  flow: FlowGraph,
  classOf: Uint32Array,
  singles: Uint8Array,
  watch: Watch,
): Uint32Array {
  const n = flow.clusterCount;
  const mate = new Uint32Array(n).fill(NONE);
  const wish = new Uint32Array(n);
  const free = new Uint32Array(n);
  let freeCount = 0;
  // A single stays out until the end.
  for (let c = 0; c < n; c++) if (singles[c] === 0) free[freeCount++] = c;
  for (let paired = true; paired && watch.mayGoOn();) {
    paired = false;
    for (let k = 0; k < freeCount; k++) {
      const c = free[k];
      let most = 0;
      let chosen = NONE;
      for (let e = flow.start[c]; e < flow.start[c + 1]; e++) {
        const other = flow.neighbor[e];
        if (other === n || mate[other] !== NONE || classOf[other] !== classOf[c] || singles[other] === 1)
          continue;
        if (flow.both[e] > most) {
          most = flow.both[e]!;
          chosen = other;
        }
      }
      wish[c] = chosen;
    }
    for (let k = 0; k < freeCount; k++) {
      const c = free[k];
      const other = wish[c];
      if (other === NONE || other < c || wish[other] !== c) continue;
      mate[c] = other;
      mate[other] = c;
      paired = true;
    }
    // Who names nobody has no free neighbour and will get none.
    let kept = 0;
    for (let k = 0; k < freeCount; k++)
      if (mate[free[k]] === NONE && wish[free[k]] !== NONE) free[kept++] = free[k]!;
    freeCount = kept;
  }
  pairNearest(flow, classOf, singles, mate, watch);
  pairById(classOf, singles, mate);
  return mate;
}

/** Step 2. */
function pairNearest(
  flow: FlowGraph,
  classOf: Uint32Array,
  singles: Uint8Array,
  mate: Uint32Array,
  watch: Watch,
): void {
  const n = flow.clusterCount;
  const origin = new Uint32Array(n);
  const far = new Uint32Array(n);
  const queue = new Uint32Array(n);
  const wish = new Uint32Array(n);
  const shortest = new Uint32Array(n);
  for (let paired = true; paired && watch.mayGoOn();) {
    paired = false;
    origin.fill(NONE);
    wish.fill(NONE);
    shortest.fill(NONE);
    let tail = 0;
    for (let c = 0; c < n; c++) {
      if (mate[c] !== NONE || singles[c] === 1) continue;
      origin[c] = c;
      far[c] = 0;
      queue[tail++] = c;
    }
    if (tail < 2) return;
    for (let head = 0; head < tail; head++) {
      const c = queue[head];
      for (let e = flow.start[c]; e < flow.start[c + 1]; e++) {
        const other = flow.neighbor[e];
        if (other === n) continue;
        if (origin[other] === NONE) {
          origin[other] = origin[c]!;
          far[other] = far[c] + 1;
          queue[tail++] = other;
          continue;
        }
        const a = origin[c];
        const b = origin[other];
        if (a === b || classOf[a] !== classOf[b]) continue;
        const length = far[c] + far[other];
        if (length < shortest[a] || (length === shortest[a] && b < wish[a])) {
          shortest[a] = length;
          wish[a] = b;
        }
        if (length < shortest[b] || (length === shortest[b] && a < wish[b])) {
          shortest[b] = length;
          wish[b] = a;
        }
      }
    }
    for (let a = 0; a < n; a++) {
      const b = wish[a];
      if (b === NONE || b < a || wish[b] !== a) continue;
      mate[a] = b;
      mate[b] = a;
      paired = true;
    }
  }
}

/** Step 3; the singles last. */
function pairById(classOf: Uint32Array, singles: Uint8Array, mate: Uint32Array): void {
  // waiting[class] = cluster without a mate so far, or NONE.
  const waiting = new Uint32Array(classOf.reduce((most, k) => Math.max(most, k + 1), 0)).fill(NONE);
  for (let pass = 0; pass < 2; pass++) {
    for (let c = 0; c < mate.length; c++) {
      if (mate[c] !== NONE || singles[c] !== pass) continue;
      const other = waiting[classOf[c]];
      waiting[classOf[c]] = other === NONE ? c : NONE;
      if (other === NONE) continue;
      mate[c] = other;
      mate[other] = c;
    }
  }
  for (let c = 0; c < mate.length; c++) if (mate[c] === NONE) mate[c] = c;
}
