/**
 * A k-way partition with exact gains of every move, kept incrementally.
 *
 * **Source** The gain table of L. Gottesbueren et al., "Scalable Shared-Memory Hypergraph
 * Partitioning", ALENEX 2021, doi:10.1137/1.9781611976472.2: benefit of leaving and
 * connection to each part, changed only where a net enters or leaves a part.
 *
 * gain(v, p) = leaving[v] + connection[v, p]: the connectivity saved by moving v.
 * Memory: nodes * parts + nets * parts entries. A move costs its nets, plus the pins of
 * the nets that enter or leave a part.
 */
import type { Hypergraph } from '../hierarchy/hypergraph.ts';
import { KernelCounts } from '../limits/kernel-counts.ts';

/** Limits of one part that hold throughout: sums over its nodes. */
export interface PartLimits {
  /** maxWeight[part], neurons. */
  readonly maxWeight: Float64Array;
  /** maxSynapses[part]. */
  readonly maxSynapses: Float64Array;
  /** sharesKernels[part] = 1: its synapses are stored weights, each kernel once. Read where the graph has kernels. */
  readonly sharesKernels: Uint8Array;
}

/** The limits of parts `first` .. `end - 1`. */
export function limitsOfParts(
  { maxWeight, maxSynapses, sharesKernels }: PartLimits,
  first: number,
  end: number,
): PartLimits {
  return {
    maxWeight: maxWeight.slice(first, end),
    maxSynapses: maxSynapses.slice(first, end),
    sharesKernels: sharesKernels.slice(first, end),
  };
}

export class PartitionState {
  readonly graph: Hypergraph;
  readonly partCount: number;
  /** part[node]. */
  readonly part: Uint32Array;
  readonly partWeight: Float64Array;
  readonly partSynapses: Float64Array;
  readonly limits: PartLimits;
  /** What the parts store where kernels are shared; null where they are not. */
  readonly kernels: KernelCounts | null;
  /** pinsIn[net * partCount + part] = pins of the net in the part. */
  readonly pinsIn: Uint16Array | Uint32Array;
  /** connection[node * partCount + part] = weight of the node's nets that touch the part. */
  readonly connection: Int32Array | Float64Array;
  /** leaving[node] = weight of its nets of which it is the only pin in its part, less that of all its nets. */
  readonly leaving: Float64Array;
  /** Sum over nets of weight * (parts touched - 1). */
  cost = 0;
  /** Nodes whose gains changed in the last move: touched[0 .. touchedCount - 1]; none where nobody asks for them. */
  readonly touched: Uint32Array;
  listsTouched = true;
  touchedCount = 0;
  readonly #touchedIn: Uint32Array;
  #moveNumber = 0;

  constructor(graph: Hypergraph, partCount: number, part: Uint32Array, limits: PartLimits) {
    this.graph = graph;
    this.partCount = partCount;
    this.part = part;
    this.limits = limits;
    this.kernels = graph.kernels === null ? null : new KernelCounts(graph.kernels, partCount);
    const { nodeCount, netCount, pinStart, pins, netWeight, netStart, nets } = graph;
    let largestNet = 0;
    for (let net = 0; net < netCount; net++)
      largestNet = Math.max(largestNet, pinStart[net + 1] - pinStart[net]);
    const cells = netCount * partCount;
    const pinsIn = largestNet < 65_536 ? new Uint16Array(cells) : new Uint32Array(cells);
    this.partWeight = new Float64Array(partCount);
    this.partSynapses = new Float64Array(partCount);
    this.leaving = new Float64Array(nodeCount);
    let largestSum = 0;
    for (let node = 0; node < nodeCount; node++) {
      this.partWeight[part[node]] += graph.nodeWeight[node];
      this.partSynapses[part[node]] += graph.nodeSynapses[node];
      this.kernels?.add(node, part[node]);
      let sum = 0;
      for (let j = netStart[node]; j < netStart[node + 1]; j++) sum += netWeight[nets[j]];
      this.leaving[node] = -sum;
      largestSum = Math.max(largestSum, sum);
    }
    const entries = nodeCount * partCount;
    const connection = largestSum < 2_147_483_648 ? new Int32Array(entries) : new Float64Array(entries);
    const present = new Uint32Array(partCount);
    let cost = 0;
    for (let net = 0; net < netCount; net++) {
      const row = net * partCount;
      const weight = netWeight[net];
      let presentCount = 0;
      for (let i = pinStart[net]; i < pinStart[net + 1]; i++) {
        const p = part[pins[i]];
        if (pinsIn[row + p] === 0) present[presentCount++] = p;
        pinsIn[row + p]++;
      }
      cost += weight * (presentCount - 1);
      for (let i = pinStart[net]; i < pinStart[net + 1]; i++) {
        const node = pins[i];
        const base = node * partCount;
        for (let q = 0; q < presentCount; q++) connection[base + present[q]] += weight;
        if (pinsIn[row + part[node]] === 1) this.leaving[node] += weight;
      }
    }
    this.cost = cost;
    this.pinsIn = pinsIn;
    this.connection = connection;
    this.touched = new Uint32Array(nodeCount);
    this.#touchedIn = new Uint32Array(nodeCount);
  }

  gain(node: number, to: number): number {
    return this.leaving[node] + this.connection[node * this.partCount + to];
  }

  /** Whether the part has room for the node. */
  fits(node: number, to: number): boolean {
    return (
      this.partWeight[to] + this.graph.nodeWeight[node] <= this.limits.maxWeight[to] &&
      this.synapsesWith(node, to) <= this.limits.maxSynapses[to]
    );
  }

  /** Synapses of the part, or weights that it stores, if the node joins it. */
  synapsesWith(node: number, to: number): number {
    return this.kernels === null || this.limits.sharesKernels[to] === 0
      ? this.partSynapses[to] + this.graph.nodeSynapses[node]
      : this.kernels.storedWith(node, to);
  }

  /** The same, once `leaving`, a node of the part, has left it. */
  synapsesInPlaceOf(node: number, to: number, leaving: number): number {
    return this.kernels === null || this.limits.sharesKernels[to] === 0
      ? this.partSynapses[to] + (this.graph.nodeSynapses[node] - this.graph.nodeSynapses[leaving])
      : this.kernels.storedInPlaceOf(node, to, leaving);
  }

  /** The part with room that the node is best moved to, however bad; the roomiest of equals; -1 = none has room. */
  bestPart(node: number): number {
    const { partCount, connection, partWeight, partSynapses, kernels } = this;
    const { maxWeight, maxSynapses } = this.limits;
    const own = this.part[node];
    const base = node * partCount;
    const weight = this.graph.nodeWeight[node];
    const synapses = this.graph.nodeSynapses[node];
    let best = -1;
    let most = -1;
    let bestRoom = 0;
    for (let p = 0; p < partCount; p++) {
      const value = connection[base + p];
      if (value < most || p === own) continue;
      const room = maxWeight[p] - partWeight[p] - weight;
      if (room < 0) continue;
      const load = kernels === null ? partSynapses[p] + synapses : this.synapsesWith(node, p);
      if (load > maxSynapses[p]) continue;
      if (value === most && room <= bestRoom) continue;
      most = value;
      best = p;
      bestRoom = room;
    }
    return best;
  }

  isOverfull(part: number): boolean {
    const { kernels, limits } = this;
    const shares = kernels !== null && limits.sharesKernels[part] === 1;
    const synapses = shares ? kernels.stored[part] : this.partSynapses[part];
    return this.partWeight[part] > limits.maxWeight[part] || synapses > limits.maxSynapses[part];
  }

  /** Moves a node, limits or not; gains and cost follow. */
  move(node: number, to: number): void {
    const { graph, partCount, part, pinsIn, connection, leaving, touched, listsTouched } = this;
    const { pinStart, pins, netWeight, netStart, nets } = graph;
    const touchedIn = this.#touchedIn;
    if (++this.#moveNumber === 0xffff_ffff) {
      touchedIn.fill(0);
      this.#moveNumber = 1;
    }
    const stamp = this.#moveNumber;
    const from = part[node];
    this.touchedCount = 0;
    if (from === to) return;
    this.cost -= this.gain(node, to);
    let touchedCount = 0;
    part[node] = to;
    this.partWeight[from] -= graph.nodeWeight[node];
    this.partWeight[to] += graph.nodeWeight[node];
    this.partSynapses[from] -= graph.nodeSynapses[node];
    this.partSynapses[to] += graph.nodeSynapses[node];
    this.kernels?.remove(node, from);
    this.kernels?.add(node, to);
    let ownLeaving = 0;
    for (let j = netStart[node]; j < netStart[node + 1]; j++) {
      const net = nets[j];
      const row = net * partCount;
      const weight = netWeight[net];
      const left = --pinsIn[row + from];
      const arrived = ++pinsIn[row + to];
      if (arrived !== 1) ownLeaving -= weight;
      if (left > 1 && arrived > 2) continue;
      const first = pinStart[net];
      const end = pinStart[net + 1];
      if (left === 0 || arrived === 1) {
        // Loops of their own: this is where most of the time goes.
        if (left === 0 && arrived === 1) {
          for (let i = first; i < end; i++) {
            const base = pins[i] * partCount;
            connection[base + from] -= weight;
            connection[base + to] += weight;
          }
        } else {
          const column = left === 0 ? from : to;
          const change = left === 0 ? -weight : weight;
          for (let i = first; i < end; i++) connection[pins[i] * partCount + column] += change;
        }
        for (let i = first; i < end && listsTouched; i++) {
          const other = pins[i];
          if (touchedIn[other] === stamp) continue;
          touchedIn[other] = stamp;
          touched[touchedCount++] = other;
        }
      }
      if (left === 1 || arrived === 2) {
        let missing = (left === 1 ? 1 : 0) + (arrived === 2 ? 1 : 0);
        for (let i = first; missing > 0; i++) {
          const other = pins[i];
          if (other === node) continue;
          const p = part[other];
          if (left === 1 && p === from) leaving[other] += weight;
          else if (arrived === 2 && p === to) leaving[other] -= weight;
          else continue;
          missing--;
          if (listsTouched && touchedIn[other] !== stamp) {
            touchedIn[other] = stamp;
            touched[touchedCount++] = other;
          }
        }
      }
    }
    leaving[node] = ownLeaving;
    this.touchedCount = touchedCount;
  }
}
