import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import type { PlacedNeurons } from '../placed-neurons.ts';
import type { Axons } from '../synapses/axons.ts';
import { keysOf, overfullChips, type TableFault } from './check-routing-entries.ts';
import { PORT, type KeyRoute } from './key-route.ts';
import { prefixTable } from './prefix-table.ts';
import { linksPerTile, routerRows, type RoutedRows } from './router-rows.ts';
import { sendersToMerge } from './senders-to-merge.ts';

/** Neurons that enter the network-on-chip together: those of a core, or of an external population. */
export interface Sender {
  /** In the order of their keys. */
  readonly neurons: readonly number[];
  readonly firstKey: number;
  readonly tile: number;
  /** Number of the core; null for an external population. */
  readonly core: number | null;
}

export interface NeuronRouting {
  readonly routes: readonly KeyRoute[];
  readonly routed: RoutedRows;
  /** Cores whose neurons share one route. */
  readonly mergedCores: readonly number[];
  readonly surplusDeliveries: number;
  /** Chips that even so are over their limit. */
  readonly faults: readonly TableFault[];
}

/** Cores that a neuron reaches, ascending, the i/o port first. */
export function reachedCores(
  neuron: number,
  { coreOf }: PlacedNeurons,
  { heardStart, heardPlace }: Axons,
  leavesChip: Uint8Array,
): number[] {
  const cores: number[] = leavesChip[neuron] === 1 ? [PORT] : [];
  for (let at = heardStart[neuron]; at < heardStart[neuron + 1]; at++) cores.push(coreOf[heardPlace[at]]);
  return cores;
}

/** Each time that tables still do not fit, more has to be saved than last time. */
const MORE_URGENT = 1.25;

/**
 * A route for each neuron, to exactly its targets; where the tables of a chip are too small for that, senders that pass it
 * get one route each, to all their targets, those first that bring least in vain ({@link sendersToMerge}), until every chip holds its table or
 * no sender is left to merge.
 * @param reach reach[k][i] = cores that neuron i of sender k reaches.
 */
export function routeNeurons(
  target: Target,
  senders: readonly Sender[],
  reach: readonly (readonly (readonly number[])[])[],
): NeuronRouting {
  const limit = target.routingEntriesPerChip ?? Infinity;
  const merged = new Set<number>();
  const price = limit === Infinity ? [] : reach.map(surplusOf);
  for (let urgency = 1; ; urgency *= MORE_URGENT) {
    const routes: KeyRoute[] = [];
    const senderOf: number[] = [];
    senders.forEach((sender, k) => {
      for (const route of routesOf(sender, reach[k], merged.has(k))) {
        routes.push(route);
        senderOf.push(k);
      }
    });
    const routed = routerRows(target, routes);
    const faults = limit === Infinity ? [] : overfullChips(target, routed, routes, limit);
    const prices = price.map((each, k) => (merged.has(k) ? Infinity : each));
    const before = merged.size;
    for (const sender of sendersToMerge(target, routed, senderOf, prices, faults, urgency))
      merged.add(sender);
    if (merged.size === before) {
      const mergedCores = [...merged].map((k) => senders[k].core).filter((core) => core !== null);
      return {
        routes,
        routed,
        mergedCores: mergedCores.sort((a, b) => a - b),
        surplusDeliveries: [...merged].reduce((sum, k) => sum + price[k], 0),
        faults,
      };
    }
  }
}

function routesOf(
  { neurons, firstKey, tile }: Sender,
  reach: readonly (readonly number[])[],
  isMerged: boolean,
): KeyRoute[] {
  if (isMerged) {
    const cores = unionOf(reach);
    return cores.length === 0 ? [] : [{ key: firstKey, count: neurons.length, tile, cores }];
  }
  const routes: KeyRoute[] = [];
  for (let from = 0; from < neurons.length;) {
    const name = reach[from].join();
    let to = from + 1;
    while (to < neurons.length && reach[to].join() === name) to++;
    if (reach[from].length > 0)
      routes.push({ key: firstKey + from, count: to - from, tile, cores: reach[from] });
    from = to;
  }
  return routes;
}

function unionOf(reach: readonly (readonly number[])[]): number[] {
  return [...new Set(reach.flat())].sort((a, b) => a - b);
}

/** Deliveries in vain where each neuron of the sender spikes once and all share one route. */
function surplusOf(reach: readonly (readonly number[])[]): number {
  const all = unionOf(reach).length;
  return reach.reduce((sum, cores) => sum + all - cores.length, 0);
}

/** The tables of all routers, ascending; links by their number at the router on a grid, by their own in a tree. */
export function routerTables(target: Target, { routes, routed }: NeuronRouting) {
  const { topology, chipOf } = target;
  const perTile = topology.isGrid ? linksPerTile(topology) : 0;
  return routed.rows.map((row) => ({
    chip: row.router < topology.tileCount ? chipOf[row.router] : 0,
    router: row.router,
    entries: prefixTable(keysOf(row, routes)).map(({ key, mask, output }): TableEntry => {
      const { links, cores } = routed.outputs[output];
      return [key, mask, links.map((link) => (perTile === 0 ? link : link % perTile)), [...cores]];
    }),
  }));
}

type TableEntry = [key: number, mask: number, links: number[], cores: number[]];

/** Tile of a core. */
export function tileOfCore(target: Target, core: number): number {
  return raw(target.tileOf)[core];
}
