import { coreLoads, neuronsIn, type CoreLoads } from '@nmap/ir';
import { NONE, printable, raw } from '@nmap/kernels';
import type { ExportSubject } from '../exporter.ts';

/** A used core, or the i/o port. */
export interface CoreNode {
  /** `core12`, `port`; of a cluster graph `node3`. */
  readonly id: string;
  readonly label: string;
  /** null for the port. */
  readonly core: number | null;
  readonly class: string | null;
  readonly chip: number;
  readonly tile: number;
  readonly x: number;
  readonly y: number;
  /** What the core holds; null where the clusters were given, or at the port where limits do not count. */
  readonly loads: NodeLoads | null;
}

/** Neurons and spikes in the window, and what the limits of a core count; null where they do not count here. */
export interface NodeLoads {
  readonly neurons: number;
  readonly spikes: number;
  readonly synapses: number | null;
  readonly inputAxons: number | null;
  readonly outputAxons: number | null;
}

export interface CoreEdge {
  /** Indices of nodes. */
  readonly from: number;
  readonly to: number;
  /** Packets in the window; real where the traffic was given. */
  readonly weight: number;
  /** Links on the route. */
  readonly hops: number;
}

export interface CoreGraph {
  /** By cluster; the port last, where anything is external. */
  readonly nodes: readonly CoreNode[];
  readonly edgeCount: number;
  /** By source and target, the port last. */
  readonly edges: () => Iterable<CoreEdge>;
}

/** The cores in use and what they send each other, the i/o port being one. */
export function coreGraph({ placed, labels, spec }: ExportSubject): CoreGraph {
  const { clustered, problem } = placed;
  const { network, target } = problem;
  const { clusterCount } = clustered;
  const { start, target: head, weight, toPort, fromPort } = clustered.traffic.graph;
  const coreOf = raw(placed.coreOf);
  const tileOf = raw(target.tileOf);
  const clusterOf = raw(clustered.clusterOf);
  const place = (tile: number) => ({
    chip: target.chipOf[tile],
    tile,
    x: tile % target.topology.columns,
    y: Math.floor(tile / target.topology.columns),
  });
  const spikes = new Float64Array(clusterCount + 1);
  let outside = 0;
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const cluster = clusterOf[vertex];
    if (cluster === NONE) outside += neuronsIn(network, vertex);
    spikes[cluster === NONE ? clusterCount : cluster] += network.spikes[vertex];
  }
  const loads = spec === null ? null : coreLoads(network, clusterOf, clusterCount);
  const nodes: CoreNode[] = Array.from({ length: clusterCount }, (_, cluster) => ({
    id: spec === null ? `node${cluster}` : `core${coreOf[cluster]}`,
    label: printable(spec === null ? (labels?.[cluster] ?? String(cluster)) : `core ${coreOf[cluster]}`),
    core: coreOf[cluster],
    class: target.classes[raw(target.classOf)[coreOf[cluster]]].name,
    ...place(tileOf[coreOf[cluster]]),
    loads: loads === null ? null : loadsOf(loads, cluster, spikes[cluster]),
  }));
  if (outside > 0) {
    const none = { synapses: null, inputAxons: null, outputAxons: null };
    nodes.push({
      id: 'port',
      label: 'i/o port',
      core: null,
      class: null,
      ...place(target.ioTile),
      loads: { neurons: outside, spikes: spikes[clusterCount], ...none },
    });
  }
  let edgeCount = head.length;
  for (let cluster = 0; cluster < clusterCount; cluster++)
    edgeCount += Number(toPort[cluster] > 0) + Number(fromPort[cluster] > 0);

  function* edges(): Iterable<CoreEdge> {
    const edge = (from: number, to: number, amount: number): CoreEdge => ({
      from,
      to,
      weight: amount,
      hops: target.topology.hops(nodes[from].tile, nodes[to].tile),
    });
    for (let from = 0; from < clusterCount; from++) {
      for (let e = start[from]; e < start[from + 1]; e++) yield edge(from, head[e], weight[e]);
      if (toPort[from] > 0) yield edge(from, clusterCount, toPort[from]);
    }
    for (let to = 0; to < clusterCount; to++)
      if (fromPort[to] > 0) yield edge(clusterCount, to, fromPort[to]);
  }
  return { nodes, edgeCount, edges };
}

function loadsOf(loads: CoreLoads, cluster: number, spikes: number): NodeLoads {
  return {
    neurons: loads.neurons[cluster],
    spikes,
    synapses: loads.synapses[cluster],
    inputAxons: loads.inputAxons[cluster],
    outputAxons: loads.outputAxons[cluster],
  };
}
