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

/** Grows by half: a million cores have ten million pairs. */
class PairList {
  #length = 0;
  #from = new Uint32Array(1 << 10);
  #to = new Uint32Array(1 << 10);
  #weight = new Float64Array(1 << 10);
  #edges = new Float64Array(1 << 10);

  add(from: number, to: number, weight: number, edges: number): void {
    if (this.#length === this.#from.length) this.#resize(Math.ceil(1.5 * this.#length));
    this.#from[this.#length] = from;
    this.#to[this.#length] = to;
    this.#weight[this.#length] = weight;
    this.#edges[this.#length++] = edges;
  }

  done(): PairTraffic {
    this.#resize(this.#length);
    const [from, to, weight, edges] = [this.#from, this.#to, this.#weight, this.#edges];
    return { pairCount: this.#length, from, to, weight, edges };
  }

  #resize(length: number): void {
    this.#from = resized(this.#from, new Uint32Array(length));
    this.#to = resized(this.#to, new Uint32Array(length));
    this.#weight = resized(this.#weight, new Float64Array(length));
    this.#edges = resized(this.#edges, new Float64Array(length));
  }
}

/** @param to receives as much as it holds. */
function resized<A extends Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from.subarray(0, Math.min(from.length, to.length)));
  return to;
}
