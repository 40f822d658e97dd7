import { NONE, raw } from '@nmap/kernels';
import type { Placed } from '@nmap/ir';
import { NO_WAY, type Crossers } from '../model/report.ts';
import type { CoreOrder } from './core-order.ts';
import { ordered } from './numbers.ts';

/** Of so many links, the busiest, so many of those that cross them are told. */
const LINKS = 400;
const TOLD = 6;

interface Crossing {
  readonly source: number;
  readonly target: number;
  readonly weight: number;
}

/**
 * Whose packets go over the busiest links: pairs of cores, or where spikes are trees the sources of the trees.
 * O(packets' hops of pairs that talk), or of trees' links.
 * @param shown the links of the report.
 */
export function crossersOf(
  placed: Placed,
  order: CoreOrder,
  shown: Uint32Array,
  loads: Float64Array,
): Crossers {
  const busiest = [...shown.keys()]
    .sort((a, b) => loads[shown[b]] - loads[shown[a]] || a - b)
    .slice(0, LINKS);
  const lists = new Watched(
    placed.problem.target.topology.linkCount,
    busiest.map((link) => shown[link]),
  );
  if (busiest.length > 0) {
    if (placed.problem.target.multicast === 'tree') visitTrees(placed, order, lists);
    else visitPackets(placed, order, lists);
  }
  const start = new Uint32Array(shown.length + 1);
  const all: Crossing[] = [];
  for (const [link, id] of shown.entries()) {
    all.push(...(lists.get(id) ?? []));
    start[link + 1] = all.length;
  }
  const weights = all.map(({ weight }) => weight);
  return {
    start,
    source: Uint32Array.from(all, ({ source }) => source),
    target: Uint32Array.from(all, ({ target }) => target),
    weight: ordered(weights, Uint32Array.from(weights.keys())),
  };
}

/** Lists of some links among millions. */
class Watched {
  /** #slotOf[link], from 1; 0 of others. */
  readonly #slotOf: Uint16Array;
  readonly #lists: Crossing[][];

  constructor(linkCount: number, links: readonly number[]) {
    this.#slotOf = new Uint16Array(linkCount);
    this.#lists = links.map(() => []);
    for (const [at, link] of links.entries()) this.#slotOf[link] = at + 1;
  }

  get(link: number): Crossing[] | undefined {
    const slot = this.#slotOf[link];
    return slot === 0 ? undefined : this.#lists[slot - 1];
  }
}

function note(list: Crossing[], crossing: Crossing): void {
  if (list.length === TOLD && crossing.weight <= list[TOLD - 1].weight) return;
  let at = list.length;
  while (at > 0 && list[at - 1].weight < crossing.weight) at--;
  list.splice(at, 0, crossing);
  if (list.length > TOLD) list.pop();
}

function visitPackets(placed: Placed, order: CoreOrder, lists: Watched): void {
  const { target } = placed.problem;
  const { graph } = placed.clustered.traffic;
  const route = new Uint32Array(target.topology.maxHops);
  const tileAt = tiles(placed);
  const visit = (from: number, to: number, weight: number): void => {
    if (weight === 0 || target.topology.hops(tileAt(from), tileAt(to)) === Infinity) return;
    const length = target.topology.route(tileAt(from), tileAt(to), route);
    for (let step = 0; step < length; step++) {
      const list = lists.get(route[step]);
      if (list !== undefined) note(list, { source: order.indexOf[from], target: order.indexOf[to], weight });
    }
  };
  const port = placed.clustered.clusterCount;
  for (let cluster = 0; cluster < port; cluster++) {
    for (let e = graph.start[cluster]; e < graph.start[cluster + 1]; e++)
      visit(cluster, graph.target[e], graph.weight[e]);
    visit(cluster, port, graph.toPort[cluster]);
    visit(port, cluster, graph.fromPort[cluster]);
  }
}

/** Trees of one source are told together. */
function visitTrees(placed: Placed, order: CoreOrder, lists: Watched): void {
  const { topology } = placed.problem.target;
  const { nets } = placed.clustered.traffic;
  const port = placed.clustered.clusterCount;
  const tileAt = tiles(placed);
  const route = new Uint32Array(topology.maxHops);
  const sums = new Map<number, Map<number, number>>();
  for (let net = 0; net < nets.netCount; net++) {
    const from = nets.source[net] === NONE ? port : nets.source[net];
    const links = new Set<number>();
    for (let pin = nets.start[net]; pin < nets.start[net + 1]; pin++) {
      const to = nets.pins[pin] === NONE ? port : nets.pins[pin];
      if (topology.hops(tileAt(from), tileAt(to)) === Infinity) continue;
      const length = topology.route(tileAt(from), tileAt(to), route);
      for (let step = 0; step < length; step++) links.add(route[step]);
    }
    for (const link of links) {
      if (lists.get(link) === undefined) continue;
      const bySource = sums.get(link) ?? new Map<number, number>();
      bySource.set(from, (bySource.get(from) ?? 0) + nets.weight[net]);
      sums.set(link, bySource);
    }
  }
  for (const [link, bySource] of sums)
    for (const [from, weight] of bySource)
      note(lists.get(link)!, { source: order.indexOf[from], target: NO_WAY, weight });
}

function tiles(placed: Placed): (cluster: number) => number {
  const { target } = placed.problem;
  const coreOf = raw(placed.coreOf);
  return (cluster) => (cluster === coreOf.length ? target.ioTile : raw(target.tileOf)[coreOf[cluster]]);
}
