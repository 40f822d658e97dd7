import { raw, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { Watch } from '../watch/watch.ts';
import { assignInOrder, requireCores } from '../place/common/assign-in-order.ts';
import { clusterOrder } from '../place/common/cluster-order.ts';
import { inHilbertOrder } from '../place/common/core-sequence.ts';
import { flowGraph } from '../place/common/flow-graph.ts';
import { pricePerHop } from '../place/common/hop-prices.ts';
import { isLeastCost } from '../place/common/least-cost.ts';
import { placementCost } from '../place/common/placement-cost.ts';
import { tileDistance, type TileDistance } from '../place/common/tile-distance.ts';
import { classOfItems, itemsOnSites, listExchanges, type Exchanges } from './exchanges.ts';
import { AnyGains, DenseGains, type Gains } from './gains.ts';
import { leastOfFew } from './least-of-few.ts';
import { searchRegion } from './region.ts';

export interface TabuOptions {
  readonly effort: number;
  readonly starts: number;
}

export interface TabuResult {
  /** The best placement met, and its cost from scratch. */
  readonly coreOf: Uint32Array;
  readonly cost: number;
  readonly steps: number;
  readonly starts: number;
}

/** Exchanges weighed in one start at effort 1: some tenths of a second. */
const WEIGHED = 2.5e7;
/** Most steps of a start per core, at effort 1: half of it solves every Nugent instance up to n = 30 on five seeds out of five. */
const PER_CORE = 2000;
/** A gain summed anew costs so many updated ones, on trees and one-way routes. */
const ANEW = 30;
/** Steps between two refreshes of all gains. */
const REFRESH = 1 << 14;
/** Sums in another order differ by rounding. */
const ROUNDING = 1e-9;

/** Robust tabu search; see the header of `index.ts`. */
export function tabuSearch(clustered: Clustered, options: TabuOptions, rng: Rng, watch: Watch): TabuResult {
  requireCores(clustered);
  const { target } = clustered.problem;
  const flow = flowGraph(clustered.traffic.graph);
  const distance = tileDistance(target, pricePerHop(clustered.problem));
  const region = searchRegion(clustered, distance);
  const dense = target.multicast !== 'tree' && isSymmetric(distance, region, raw(target.tileOf));

  const along = inHilbertOrder(target, region);
  const order = clusterOrder(clustered, 'traffic');
  let best = assignInOrder(clustered, order, along);
  let bestCost = placementCost(clustered, best);
  // Known to be the least before anything is searched, or as soon as the search meets it: there is no more to find.
  if (isLeastCost(clustered, bestCost)) return { coreOf: best, cost: bestCost, steps: 0, starts: 0 };
  const least =
    target.multicast === 'tree' ? null : leastOfFew(clustered, flow, { distance, region }, bestCost);
  const floor = least === null ? -Infinity : least * (1 + ROUNDING);
  if (bestCost <= floor) return { coreOf: best, cost: bestCost, steps: 0, starts: 0 };

  const siteOf = itemsOnSites(best, region, target.coreCount);
  const exchanges = listExchanges(clustered.clusterCount, classOfItems(clustered, region, siteOf));
  if (exchanges.count === 0) return { coreOf: best, cost: bestCost, steps: 0, starts: 0 };
  const spotOf = spotsOf(region, raw(target.tileOf));
  const gains = dense
    ? new DenseGains(clustered, flow, distance, region, exchanges)
    : new AnyGains(clustered, region, exchanges);
  const perStep = exchanges.count * (dense ? 1 : ANEW);
  // Told now: no start needs to know of the one before it.
  watch.mayGoOn(0, bestCost);
  const steps = Math.max(
    10 * region.length,
    Math.ceil(options.effort * Math.min(WEIGHED / perStep, PER_CORE * region.length)),
  );

  let made = 0;
  let starts = 0;
  for (; starts < options.starts && bestCost > floor; starts++) {
    const start = starts === 0 ? best : assignInOrder(clustered, order, rng.shuffle(along.slice()));
    const sites = itemsOnSites(start, region, target.coreCount);
    gains.reset(sites);
    const run = walk(
      gains,
      exchanges,
      { siteOf: sites, spotOf },
      { steps, workOfStep: perStep, floor },
      rng,
      watch.part(starts / options.starts, (starts + 1) / options.starts),
    );
    made += run.steps;
    const coreOf = new Uint32Array(clustered.clusterCount);
    for (let cluster = 0; cluster < coreOf.length; cluster++) coreOf[cluster] = region[run.best[cluster]]!;
    const cost = placementCost(clustered, coreOf);
    if (cost < bestCost) {
      bestCost = cost;
      best = coreOf;
    }
    if (!watch.mayGoOn((starts + 1) / options.starts, bestCost)) break;
  }
  return { coreOf: best, cost: bestCost, steps: made, starts };
}

interface Sites {
  /** siteOf[item]; changed by the walk. */
  readonly siteOf: Uint32Array;
  /** spotOf[site] = first site of its tile: all that the cost knows of a site. */
  readonly spotOf: Uint32Array;
}

function spotsOf(region: Uint32Array, tileOf: Uint32Array): Uint32Array {
  const first = new Map<number, number>();
  return region.map((core, site) => {
    const tile = tileOf[core];
    if (!first.has(tile)) first.set(tile, site);
    return first.get(tile)!;
  });
}

interface Walk {
  /** Sites of the best placement of this start. */
  readonly best: Uint32Array;
  readonly steps: number;
}

interface Length {
  readonly steps: number;
  /** Entries looked at in a step. */
  readonly workOfStep: number;
  /** No placement costs less: met, the walk is over. */
  readonly floor: number;
}

function walk(
  gains: Gains,
  exchanges: Exchanges,
  { siteOf, spotOf }: Sites,
  { steps, workOfStep, floor }: Length,
  rng: Rng,
  watch: Watch,
): Walk {
  const size = siteOf.length;
  const { count, first, second } = exchanges;
  const { delta } = gains;
  // spotAt[item] = spot of the site it is on.
  const spotAt = siteOf.map((site) => spotOf[site]);
  // until[item * size + spot] = step up to which the item may not return to the spot.
  const until = new Float64Array(size * size);
  for (let k = 0; k < until.length; k++) until[k] = -k - 1;
  const shortest = Math.max(1, Math.floor(0.9 * size));
  const longest = Math.ceil(1.1 * size);
  // An exchange that was not made for so long is made: the paper's diversification.
  const forced = 5 * size * size;
  const best = siteOf.slice();
  let cost = gains.cost();
  let bestCost = cost;
  const spots = Uint32Array.from(new Set(spotOf));
  // oldest[item] = the lowest of its `until` but of the spot that it is on.
  const oldest = Float64Array.from(spotAt, (own, item) => oldestOf(until, item * size, spots, own));
  // isOverdue[item] = 1: an exchange that brings it somewhere may be forced.
  const isOverdue = new Uint8Array(size);

  for (let step = 1; step <= steps; step++) {
    if (!watch.spend(workOfStep, step / steps, bestCost)) return { best, steps: step };
    if (step % REFRESH === 0) {
      gains.refresh();
      cost = gains.cost();
    }
    let chosen = -1;
    let least = Infinity;
    let isAspired = false;
    let isAnyOverdue = 0;
    for (let item = 0; item < size; item++)
      isAnyOverdue |= isOverdue[item] = oldest[item] < step - forced ? 1 : 0;
    for (let x = 0; x < count; x++) {
      const change = delta[x];
      // What is no better than the best so far is chosen only where it is forced.
      if (change >= least) {
        if (isAspired || isAnyOverdue === 0) continue;
        if (isOverdue[first[x]] === 0 && isOverdue[second[x]] === 0) continue;
      }
      const i = first[x];
      const j = second[x];
      const spotI = spotAt[i];
      const spotJ = spotAt[j];
      // Within a tile nothing changes, and a search that counts that as a step stands still.
      if (spotI === spotJ) continue;
      const untilI = until[i * size + spotJ];
      const untilJ = until[j * size + spotI];
      const aspired =
        cost + change < bestCost - 1e-9 * Math.abs(bestCost) ||
        untilI < step - forced ||
        untilJ < step - forced;
      if (aspired) {
        if (!isAspired || change < least) {
          isAspired = true;
          least = change;
          chosen = x;
        }
      } else if (!isAspired && change < least && (untilI < step || untilJ < step)) {
        least = change;
        chosen = x;
      }
    }
    if (chosen < 0) continue;
    const i = first[chosen];
    const j = second[chosen];
    until[i * size + spotAt[i]] = step + shortest + rng.below(longest - shortest + 1);
    until[j * size + spotAt[j]] = step + shortest + rng.below(longest - shortest + 1);
    cost += delta[chosen];
    gains.make(chosen);
    spotAt[i] = spotOf[siteOf[i]]!;
    spotAt[j] = spotOf[siteOf[j]]!;
    oldest[i] = oldestOf(until, i * size, spots, spotAt[i]);
    oldest[j] = oldestOf(until, j * size, spots, spotAt[j]);
    if (cost < bestCost) {
      bestCost = cost;
      best.set(siteOf);
      if (cost <= floor) return { best, steps: step };
    }
  }
  return { best, steps };
}

function oldestOf(until: Float64Array, row: number, spots: Uint32Array, own: number): number {
  let oldest = Infinity;
  for (let k = 0; k < spots.length; k++)
    if (spots[k] !== own && until[row + spots[k]] < oldest) oldest = until[row + spots[k]]!;
  return oldest;
}

function isSymmetric(distance: TileDistance, region: Uint32Array, tileOf: Uint32Array): boolean {
  if (distance.kind === 'plane') return true;
  for (let a = 0; a < region.length; a++) {
    for (let b = a + 1; b < region.length; b++) {
      const tileA = tileOf[region[a]];
      const tileB = tileOf[region[b]];
      if (distance.between(tileA, tileB) !== distance.between(tileB, tileA)) return false;
    }
  }
  return true;
}
