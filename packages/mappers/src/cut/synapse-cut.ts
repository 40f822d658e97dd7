/**
 * F, the spikes over synapses between clusters, and how it changes: the sum over synapses (u, v) with unlike clusters of
 * the spikes of u, multapses counted; `cutSpikes` of the manifest. What graph-based partitioners minimise. Packets
 * between cores (`interCorePackets`) are another objective, which ranks partitions differently.
 *
 * `exchanged(v, c)` is what v sends to and hears from the members of c, by a table of vertices x clusters that follows
 * every move; where that would be too large it is summed when asked for. Of a network of units a synapse here is all
 * those of a neuron onto a unit, and the spikes are those of all neurons of the source.
 *
 * Cost: a move O(degree) with the table, else O(1); a question O(1) with the table, else O(degree). External neurons are in no cluster:
 * what they send is cut wherever its target lies, and left out.
 */
import { NONE } from '@nmap/kernels';
import type { Network } from '@nmap/ir';

/** Cells of the table: 8 bytes each. */
const MOST_CELLS = 16_000_000;

export class SynapseCut {
  readonly #network: Network;
  /** The caller's: read, never written. */
  readonly #clusterOf: Uint32Array;
  readonly #clusterCount: number;
  /** table[vertex * clusterCount + cluster]; null = summed when asked for. */
  readonly #table: Float64Array | null;

  /** @param clusterOf clusterOf[vertex], NONE where in no cluster; the caller keeps it up to date. */
  constructor(network: Network, clusterOf: Uint32Array, clusterCount: number, mostCells = MOST_CELLS) {
    this.#network = network;
    this.#clusterOf = clusterOf;
    this.#clusterCount = clusterCount;
    const cells = network.vertexCount * clusterCount;
    this.#table = cells <= mostCells ? new Float64Array(cells) : null;
    if (this.#table === null) return;
    for (let vertex = 0; vertex < network.vertexCount; vertex++)
      if (clusterOf[vertex] !== NONE) this.#tell(vertex, clusterOf[vertex], 1);
  }

  /** Spikes over synapses between the vertex and the members of the cluster, itself left out. */
  exchanged(vertex: number, cluster: number): number {
    if (this.#table !== null) return this.#table[vertex * this.#clusterCount + cluster];
    const { outStart, outTarget, outMultiplicity, inStart, inSource, inMultiplicity, spikes } = this.#network;
    const clusterOf = this.#clusterOf;
    let sum = 0;
    let sent = 0;
    for (let e = outStart[vertex]; e < outStart[vertex + 1]; e++) {
      const target = outTarget[e];
      if (target !== vertex && clusterOf[target] === cluster)
        sent += outMultiplicity === null ? 1 : outMultiplicity[e];
    }
    for (let e = inStart[vertex]; e < inStart[vertex + 1]; e++) {
      const source = inSource[e];
      if (source !== vertex && clusterOf[source] === cluster)
        sum += spikes[source] * (inMultiplicity === null ? 1 : inMultiplicity[e]);
    }
    return sum + sent * spikes[vertex];
  }

  /**
   * The cluster, other than its own, with which the vertex exchanges most spikes, the lowest of equals; NONE = it exchanges none.
   * By all clusters or those of its partners, whichever are fewer.
   */
  strongest(vertex: number): number {
    const own = this.#clusterOf[vertex];
    let best: number = NONE;
    let most = 0;
    const consider = (cluster: number): void => {
      if (cluster === own || cluster === NONE || cluster === best) return;
      const spikes = this.exchanged(vertex, cluster);
      if (spikes < most || spikes === 0 || (spikes === most && cluster > best)) return;
      best = cluster;
      most = spikes;
    };
    const { outStart, inStart } = this.#network;
    const partners = outStart[vertex + 1] - outStart[vertex] + inStart[vertex + 1] - inStart[vertex];
    if (this.#table !== null && this.#clusterCount <= partners)
      for (let cluster = 0; cluster < this.#clusterCount; cluster++) consider(cluster);
    else for (const cluster of this.#met(vertex)) consider(cluster);
    return best;
  }

  /** False where the table would be too large. */
  get hasTable(): boolean {
    return this.#table !== null;
  }

  /** Spikes over the synapses between two vertices, both ways. */
  between(a: number, b: number): number {
    return this.#from(a, b) + this.#from(b, a);
  }

  /** By how much F changes if the vertex moves. */
  moveDelta(vertex: number, to: number): number {
    return this.exchanged(vertex, this.#clusterOf[vertex]) - this.exchanged(vertex, to);
  }

  /** By how much F changes if two vertices of unlike clusters change places. */
  swapDelta(a: number, b: number): number {
    const clusterOf = this.#clusterOf;
    return this.moveDelta(a, clusterOf[b]) + this.moveDelta(b, clusterOf[a]) + 2 * this.between(a, b);
  }

  /** The vertex went from one cluster to another. */
  moved(vertex: number, from: number, to: number): void {
    if (this.#table === null) return;
    this.#tell(vertex, from, -1);
    this.#tell(vertex, to, 1);
  }

  /** The clusters of its partners. */
  #met(vertex: number): Set<number> {
    const { outStart, outTarget, inStart, inSource } = this.#network;
    const met = new Set<number>();
    for (let e = outStart[vertex]; e < outStart[vertex + 1]; e++) met.add(this.#clusterOf[outTarget[e]]);
    for (let e = inStart[vertex]; e < inStart[vertex + 1]; e++) met.add(this.#clusterOf[inSource[e]]);
    return met;
  }

  /** Adds what the vertex exchanges with its partners to their entries of its cluster. */
  #tell(vertex: number, cluster: number, sign: 1 | -1): void {
    const { outStart, outTarget, outMultiplicity, inStart, inSource, inMultiplicity, spikes } = this.#network;
    const table = this.#table!;
    const width = this.#clusterCount;
    const sent = sign * spikes[vertex];
    for (let e = outStart[vertex]; e < outStart[vertex + 1]; e++) {
      if (outTarget[e] !== vertex)
        table[outTarget[e] * width + cluster] += outMultiplicity === null ? sent : sent * outMultiplicity[e];
    }
    for (let e = inStart[vertex]; e < inStart[vertex + 1]; e++) {
      const source = inSource[e];
      if (source === vertex) continue;
      const times = inMultiplicity === null ? sign : sign * inMultiplicity[e];
      table[source * width + cluster] += times * spikes[source];
    }
  }

  #from(source: number, target: number): number {
    const { outStart, outTarget, outMultiplicity, spikes } = this.#network;
    let low = outStart[source];
    let high = outStart[source + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (outTarget[middle] < target) low = middle + 1;
      else high = middle;
    }
    if (low === outStart[source + 1] || outTarget[low] !== target) return 0;
    return spikes[source] * (outMultiplicity === null ? 1 : outMultiplicity[low]);
  }
}

/** F from scratch, external neurons left out: the referee of the incremental value. */
export function synapseCut(network: Network, clusterOf: Uint32Array): number {
  const { vertexCount, outStart, outTarget, outMultiplicity, spikes } = network;
  let sum = 0;
  for (let u = 0; u < vertexCount; u++) {
    const home = clusterOf[u];
    if (home === NONE || spikes[u] === 0) continue;
    let cut = 0;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const other = clusterOf[outTarget[e]];
      if (other !== home && other !== NONE) cut += outMultiplicity === null ? 1 : outMultiplicity[e];
    }
    sum += cut * spikes[u];
  }
  return sum;
}
