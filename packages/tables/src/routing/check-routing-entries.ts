import type { ClusterReach, Placed, Target } from '@nmap/ir';
import { coreRoutes } from './core-routes.ts';
import type { KeyRoute } from './key-route.ts';
import { prefixTableSize } from './prefix-table.ts';
import { routerRows, type RoutedRows, type RouterRows } from './router-rows.ts';

/** A chip whose table is too small. */
export interface TableFault {
  readonly chip: number;
  readonly entries: number;
  readonly limit: number;
}

/**
 * Chips on which the routing tables of a placement do not fit, with one route for every core: the coarsest tables that
 * there are, minimised as `prefixTable` does. None where the chip has no such limit, or packets are not routed by tables.
 * Routers inside a tree belong to no chip and are not counted.
 */
export function checkRoutingEntries(placed: Placed, reach?: () => ClusterReach): TableFault[] {
  const { target } = placed.problem;
  const limit = target.routingEntriesPerChip;
  if (limit === undefined || target.multicast !== 'tree') return [];
  const routes = coreRoutes(placed, reach);
  return overfullChips(target, routerRows(target, routes), routes, limit);
}

/** Entries of each chip that is over the limit. */
export function overfullChips(
  target: Target,
  { rows }: RoutedRows,
  routes: readonly KeyRoute[],
  limit: number,
): TableFault[] {
  const most = new Map<number, number>();
  for (const { router, byDefault, route } of rows) {
    if (router >= target.topology.tileCount) continue;
    const chip = target.chipOf[router];
    // Blocks of keys are numbers in a row: one entry each is enough, where they are not split.
    const bound = route.reduce((sum, at, k) => sum + (byDefault[k] === 1 ? 0 : piecesOf(routes[at])), 0);
    most.set(chip, (most.get(chip) ?? 0) + bound);
  }
  const faults: TableFault[] = [];
  for (const [chip, bound] of [...most].sort(([a], [b]) => a - b)) {
    if (bound <= limit) continue;
    const entries = rows
      .filter(({ router }) => router < target.topology.tileCount && target.chipOf[router] === chip)
      .reduce((sum, row) => sum + prefixTableSize(keysOf(row, routes)), 0);
    if (entries > limit) faults.push({ chip, entries, limit });
  }
  return faults;
}

/** Aligned blocks that a run of keys falls into at most. */
function piecesOf({ count }: KeyRoute): number {
  return count === 1 ? 1 : 2 * Math.ceil(Math.log2(count + 1));
}

/** The keys that pass a router, one by one. */
export function keysOf(
  { route, output, byDefault }: RouterRows,
  routes: readonly KeyRoute[],
): { key: Float64Array; output: Uint32Array; byDefault: Uint8Array } {
  const length = route.reduce((sum, at) => sum + routes[at].count, 0);
  const keys = {
    key: new Float64Array(length),
    output: new Uint32Array(length),
    byDefault: new Uint8Array(length),
  };
  let next = 0;
  route.forEach((at, k) => {
    const { key, count } = routes[at];
    for (let i = 0; i < count; i++, next++) {
      keys.key[next] = key + i;
      keys.output[next] = output[k]!;
      keys.byDefault[next] = byDefault[k]!;
    }
  });
  return keys;
}
