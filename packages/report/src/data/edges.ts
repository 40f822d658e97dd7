import type { Placed } from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { NO_WAY, type Edges } from '../model/report.ts';
import type { CoreOrder } from './core-order.ts';
import { ordered } from './numbers.ts';

/** More edges than these are not listed, but the heaviest of each core. */
const MANY_EDGES = 400_000;

/** What cores send each other, by source and target in the order of the report; the port is the last core. */
export function edgesOf(placed: Placed, order: CoreOrder): Edges {
  const { clustered, problem } = placed;
  const { topology, ioTile, tileOf } = problem.target;
  const { graph } = clustered.traffic;
  const { clusterCount } = clustered;
  const rows: { readonly target: number; readonly weight: number }[][] = [];
  let count = 0;
  for (let index = 0; index < order.count; index++) {
    const cluster = order.clusterAt[index];
    const row: { target: number; weight: number }[] = [];
    for (let e = graph.start[cluster]; e < graph.start[cluster + 1]; e++)
      row.push({ target: order.indexOf[graph.target[e]], weight: graph.weight[e] });
    if (graph.toPort[cluster] > 0) row.push({ target: order.count, weight: graph.toPort[cluster] });
    rows.push(row);
    count += row.length;
  }
  const ofPort: { target: number; weight: number }[] = [];
  for (let cluster = 0; cluster < clusterCount; cluster++)
    if (graph.fromPort[cluster] > 0)
      ofPort.push({ target: order.indexOf[cluster], weight: graph.fromPort[cluster] });
  rows.push(ofPort);
  count += ofPort.length;
  const complete = count <= MANY_EDGES;
  const kept = Math.floor(MANY_EDGES / rows.length);
  const start = new Uint32Array(rows.length + 1);
  const listed = rows.flatMap((row, index) => {
    const some = complete
      ? row.sort((a, b) => a.target - b.target)
      : row.sort((a, b) => b.weight - a.weight || a.target - b.target).slice(0, kept);
    start[index + 1] = start[index] + some.length;
    return some;
  });
  const tileAt = (index: number): number =>
    index === order.count ? ioTile : raw(tileOf)[raw(placed.coreOf)[order.clusterAt[index]]];
  const hops = new Uint32Array(listed.length);
  for (let from = 0; from < rows.length; from++)
    for (let e = start[from]; e < start[from + 1]; e++) {
      const length = topology.hops(tileAt(from), tileAt(listed[e].target));
      hops[e] = length === Infinity ? NO_WAY : length;
    }
  const weights = listed.map(({ weight }) => weight);
  return {
    start,
    target: Uint32Array.from(listed, ({ target }) => target),
    weight: ordered(weights, Uint32Array.from(weights.keys())),
    hops,
    complete,
    count,
  };
}
