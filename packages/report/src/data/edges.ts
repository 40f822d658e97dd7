import { raw } from '@nmap/kernels';
import type { Placed } from '@nmap/ir';
import { NO_WAY, type Edges } from '../model/report.ts';
import type { CoreOrder } from './core-order.ts';
import { ordered } from './numbers.ts';

/** More edges than these are not listed, but the heaviest of each core. */
const MANY_EDGES = 400_000;

interface Edge {
  readonly target: number;
  readonly weight: number;
}

/** What cores send each other, by source and target in the order of the report; the port is the last core. */
export function edgesOf(placed: Placed, order: CoreOrder): Edges {
  const { clustered, problem } = placed;
  const { graph } = clustered.traffic;
  const { topology, ioTile, tileOf } = problem.target;
  const count = graph.target.length + positive(graph.toPort) + positive(graph.fromPort);
  const complete = count <= MANY_EDGES;
  const kept = complete ? Infinity : Math.floor(MANY_EDGES / (order.count + 1));
  const start = new Uint32Array(order.count + 2);
  const target: number[] = [];
  const weight: number[] = [];
  const hops: number[] = [];
  const tileAt = (index: number): number =>
    index === order.count ? ioTile : raw(tileOf)[raw(placed.coreOf)[order.clusterAt[index]]];
  for (let from = 0; from <= order.count; from++) {
    if (kept > 0) {
      const row = from === order.count ? rowOfPort(placed, order) : rowOfCore(placed, order, from);
      row.sort((a, b) => (complete ? a.target - b.target : b.weight - a.weight || a.target - b.target));
      for (const edge of row.slice(0, kept)) {
        const length = topology.hops(tileAt(from), tileAt(edge.target));
        target.push(edge.target);
        weight.push(edge.weight);
        hops.push(length === Infinity ? NO_WAY : length);
      }
    }
    start[from + 1] = target.length;
  }
  return {
    start,
    target: Uint32Array.from(target),
    weight: ordered(weight, Uint32Array.from(weight.keys())),
    hops: Uint32Array.from(hops),
    complete,
    count,
  };
}

function positive(column: Float64Array): number {
  return column.reduce((count, value) => count + Number(value > 0), 0);
}

function rowOfCore({ clustered }: Placed, order: CoreOrder, index: number): Edge[] {
  const { start, target, weight, toPort } = clustered.traffic.graph;
  const cluster = order.clusterAt[index];
  const row: Edge[] = [];
  for (let e = start[cluster]; e < start[cluster + 1]; e++)
    row.push({ target: order.indexOf[target[e]], weight: weight[e] });
  if (toPort[cluster] > 0) row.push({ target: order.count, weight: toPort[cluster] });
  return row;
}

function rowOfPort({ clustered }: Placed, order: CoreOrder): Edge[] {
  const { fromPort } = clustered.traffic.graph;
  const row: Edge[] = [];
  for (let cluster = 0; cluster < fromPort.length; cluster++)
    if (fromPort[cluster] > 0) row.push({ target: order.indexOf[cluster], weight: fromPort[cluster] });
  return row;
}
