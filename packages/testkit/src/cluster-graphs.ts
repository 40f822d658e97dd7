/** Cluster graphs for the tests of placers: generated, never read from a file. */
import { NONE, Rng, asColumn, startsFromCounts } from '@nmap/kernels';
import type {
  ClassId,
  ClusterId,
  ClusterNets,
  Clustered,
  NeuronId,
  Placed,
  Problem,
  Traffic,
} from '@nmap/ir';
import { buildNetwork } from './network.ts';
import { buildProblem } from './problem.ts';
import type { TestChip } from './target.ts';

export interface Edges {
  readonly clusterCount: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly weight: readonly number[];
}

/** The generator of the placement literature: minimal standard, multiplier 48271, two draws a weight. */
function weights(): () => number {
  const range = 2_147_483_646;
  let state = 1;
  const draw = (): number => (state = (48_271 * state) % 2_147_483_647);
  return () => {
    const first = draw();
    return (first - 1 + (draw() - 1) * range) / (range * range);
  };
}

/** `layers` layers of `width` clusters; cluster j feeds j .. j + reach - 1 of the next layer; the last layer is not fed. */
export function layeredEdges(layers: number, width: number, reach: number | 'all'): Edges {
  const next = weights();
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  for (let layer = 0; layer + 2 < layers; layer++) {
    for (let j = 0; j < width; j++) {
      const first = reach === 'all' ? 0 : j;
      const end = reach === 'all' ? width : Math.min(width, j + reach);
      for (let t = first; t < end; t++) {
        from.push(layer * width + j);
        to.push((layer + 1) * width + t);
        weight.push(next());
      }
    }
  }
  return { clusterCount: layers * width, from, to, weight };
}

/** Uniform random directed edges, weights 1 .. 9; parallel edges are merged. */
export function randomEdges(seed: number, clusterCount: number, edgeCount: number): Edges {
  const rng = new Rng(seed);
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  for (let k = 0; k < edgeCount; k++) {
    const a = rng.below(clusterCount);
    const b = rng.below(clusterCount);
    if (a === b) continue;
    from.push(a);
    to.push(b);
    weight.push(1 + rng.below(9));
  }
  return { clusterCount, from, to, weight };
}

/** A wide by high grid graph, unit weights, under shuffled ids: its best placement on that mesh has every edge at 1 hop. */
export function gridEdges(width: number, height: number, seed: number): Edges {
  const name = new Rng(seed).shuffle(Uint32Array.from({ length: width * height }, (_, i) => i));
  const from: number[] = [];
  const to: number[] = [];
  const join = (a: number, b: number): void => {
    from.push(name[a]);
    to.push(name[b]);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x + 1 < width) join(y * width + x, y * width + x + 1);
      if (y + 1 < height) join(y * width + x, (y + 1) * width + x);
    }
  }
  return { clusterCount: width * height, from, to, weight: from.map(() => 1) };
}

export interface PortTraffic {
  readonly toPort?: readonly number[];
  readonly fromPort?: readonly number[];
}

/** Traffic with one net per edge and one per use of the port. */
export function trafficOf(edges: Edges, port: PortTraffic = {}, kind: Traffic['kind'] = 'clusters'): Traffic {
  const n = edges.clusterCount;
  const rows: Map<number, number>[] = Array.from({ length: n }, () => new Map<number, number>());
  for (let k = 0; k < edges.from.length; k++) {
    const row = rows[edges.from[k]];
    row.set(edges.to[k], (row.get(edges.to[k]) ?? 0) + edges.weight[k]);
  }
  const target: number[] = [];
  const weight: number[] = [];
  const nets: { source: number; pins: number[]; weight: number }[] = [];
  const counts = new Uint32Array(n);
  for (let c = 0; c < n; c++) {
    for (const [to, w] of [...rows[c]].sort((a, b) => a[0] - b[0])) {
      target.push(to);
      weight.push(w);
      counts[c]++;
      nets.push({ source: c, pins: [to], weight: w });
    }
    const out = port.toPort?.[c] ?? 0;
    const into = port.fromPort?.[c] ?? 0;
    if (out > 0) nets.push({ source: c, pins: [NONE], weight: out });
    if (into > 0) nets.push({ source: NONE, pins: [c], weight: into });
  }
  return {
    clusterCount: n,
    kind,
    graph: {
      start: startsFromCounts(counts),
      target: Uint32Array.from(target),
      weight: Float64Array.from(weight),
      toPort: Float64Array.from({ length: n }, (_, c) => port.toPort?.[c] ?? 0),
      fromPort: Float64Array.from({ length: n }, (_, c) => port.fromPort?.[c] ?? 0),
    },
    nets: netsOf(nets),
  };
}

/** Random multicasts to 1 .. `fanOut` clusters, now and then from or to the port, and the graph summed from them. */
export function multicastTraffic(
  seed: number,
  clusterCount: number,
  netCount: number,
  fanOut: number,
): Traffic {
  const rng = new Rng(seed);
  const nets: { source: number; pins: number[]; weight: number }[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  const toPort = new Array<number>(clusterCount).fill(0);
  const fromPort = new Array<number>(clusterCount).fill(0);
  for (let k = 0; k < netCount; k++) {
    const source = rng.below(8) === 0 ? NONE : rng.below(clusterCount);
    const packets = 1 + rng.below(20);
    const pins = new Set<number>();
    for (let p = 0; p <= rng.below(fanOut); p++) pins.add(rng.below(clusterCount));
    pins.delete(source);
    const sorted = [...pins].sort((a, b) => a - b);
    if (source !== NONE && rng.below(6) === 0) sorted.push(NONE);
    if (sorted.length === 0) continue;
    nets.push({ source, pins: sorted, weight: packets });
    for (const pin of sorted) {
      if (source === NONE) fromPort[pin] += packets;
      else if (pin === NONE) toPort[source] += packets;
      else {
        from.push(source);
        to.push(pin);
        weight.push(packets);
      }
    }
  }
  const unicast = trafficOf({ clusterCount, from, to, weight }, { toPort, fromPort }, 'network');
  return { ...unicast, nets: netsOf(nets) };
}

function netsOf(nets: readonly { source: number; pins: number[]; weight: number }[]): ClusterNets {
  return {
    netCount: nets.length,
    source: Uint32Array.from(nets, (net) => net.source),
    start: startsFromCounts(Uint32Array.from(nets, (net) => net.pins.length)),
    pins: Uint32Array.from(nets.flatMap((net) => net.pins)),
    weight: Float64Array.from(nets, (net) => net.weight),
  };
}

/** Clusters without neurons: placers read the traffic and the classes only. */
export function clusteredOf(
  traffic: Traffic,
  chip: TestChip | Problem,
  classOf?: readonly number[],
): Clustered {
  const problem = 'network' in chip ? chip : buildProblem(buildNetwork([{ size: 0 }], []), chip);
  return {
    stage: 'clustered',
    problem,
    clusterCount: traffic.clusterCount,
    clusterOf: asColumn<NeuronId, ClusterId>(new Uint32Array(problem.network.vertexCount).fill(NONE)),
    classOf: asColumn<ClusterId, ClassId>(
      Uint32Array.from({ length: traffic.clusterCount }, (_, c) => classOf?.[c] ?? 0),
    ),
    traffic,
  };
}

/** Sum of weight times hops, straight from the definition; the port included. */
export function weightedHops({ clustered, coreOf, problem }: Placed): number {
  const { target } = problem;
  const { graph } = clustered.traffic;
  const tile = (c: number): number => target.tileOf[coreOf[c as ClusterId]];
  let sum = 0;
  for (let c = 0; c < clustered.clusterCount; c++) {
    for (let e = graph.start[c]; e < graph.start[c + 1]; e++) {
      sum += graph.weight[e] * target.topology.hops(tile(c), tile(graph.target[e]));
    }
    sum += graph.toPort[c] * target.topology.hops(tile(c), target.ioTile);
    sum += graph.fromPort[c] * target.topology.hops(target.ioTile, tile(c));
  }
  return sum;
}
