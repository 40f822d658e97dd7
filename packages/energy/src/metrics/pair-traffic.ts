import { raw } from '@nmap/kernels';
import { neuronsIn, type Placed, type Problem } from '@nmap/ir';
import { PartSet } from '../counts/part-set.ts';
import { neuronsByPart, portOf, tilesOfParts } from '../counts/parts.ts';
import { reachOf, type Reach } from '../counts/reach.ts';

/**
 * Traffic between places, one entry per ordered pair of different parts that talk: what the
 * placement metrics of the literature are sums over.
 */
export interface PairTraffic {
  readonly pairCount: number;
  /** Tiles of the two parts. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Packets from one to the other (or given weights). */
  readonly weight: Float64Array;
  /** Edges of the cluster graph behind the pair: (net, remote part) pairs, or given edges. */
  readonly edges: Float64Array;
}

/** Of a network: one edge per (neuron, remote part), weighted by the spikes of its source. */
export function pairTraffic(
  problem: Problem,
  partOf: Uint32Array,
  reach: Reach = reachOf(problem, partOf),
): PairTraffic {
  const { network, target } = problem;
  const partCount = portOf(target) + 1;
  const tileOf = tilesOfParts(target);
  const { start, neurons } = neuronsByPart(partOf, partCount);

  const pairs = new PairList();
  const weight = new Float64Array(partCount);
  const edges = new Float64Array(partCount);
  const touched = new PartSet(partCount);
  for (let home = 0; home < partCount; home++) {
    if (start[home] === start[home + 1]) continue;
    touched.clear();
    for (let i = start[home]; i < start[home + 1]; i++) {
      const source = neurons[i];
      const size = neuronsIn(network, source);
      for (let entry = reach.start[source]; entry < reach.start[source + 1]; entry++) {
        const part = reach.part[entry];
        if (part === home) continue;
        weight[part] += network.spikes[source];
        edges[part] += size;
        touched.add(part);
      }
    }
    for (const part of touched.items.subarray(0, touched.size).sort()) {
      pairs.add(tileOf[home], tileOf[part], weight[part], edges[part]);
      weight[part] = 0;
      edges[part] = 0;
    }
  }
  return pairs.done();
}

/** Of a cluster graph: its edges as they are. */
export function pairTrafficOfClusters(placed: Placed): PairTraffic {
  const { graph } = placed.clustered.traffic;
  const { target } = placed.problem;
  const tileOf = raw(target.tileOf);
  const coreOf = raw(placed.coreOf);
  const pairs = new PairList();
  for (let cluster = 0; cluster < placed.clustered.clusterCount; cluster++) {
    const tile = tileOf[coreOf[cluster]];
    for (let entry = graph.start[cluster]; entry < graph.start[cluster + 1]; entry++) {
      pairs.add(tile, tileOf[coreOf[graph.target[entry]]], graph.weight[entry], 1);
    }
    if (graph.toPort[cluster] !== 0) pairs.add(tile, target.ioTile, graph.toPort[cluster], 1);
    if (graph.fromPort[cluster] !== 0) pairs.add(target.ioTile, tile, graph.fromPort[cluster], 1);
  }
  return pairs.done();
}

class PairList {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #weight: number[] = [];
  readonly #edges: number[] = [];

  add(from: number, to: number, weight: number, edges: number): void {
    this.#from.push(from);
    this.#to.push(to);
    this.#weight.push(weight);
    this.#edges.push(edges);
  }

  done(): PairTraffic {
    return {
      pairCount: this.#from.length,
      from: Uint32Array.from(this.#from),
      to: Uint32Array.from(this.#to),
      weight: Float64Array.from(this.#weight),
      edges: Float64Array.from(this.#edges),
    };
  }
}
