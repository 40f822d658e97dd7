/**
 * The undirected weighted hypergraph that the multilevel partitioner works on, both
 * ways in CSR, with what contraction needs: merging nodes, merging identical nets and
 * dropping nets that can no longer be cut.
 *
 * Cost of every function here: O(pins). Memory of a level: two arrays of `pins`.
 */
import { NONE, mixBits, transpose } from '@nmap/kernels';
import type { Kernels } from '@nmap/ir';
import { kernelsOfNodes } from './kernels-of-nodes.ts';
import { TwinTable, allSeen } from './twin-table.ts';

export interface Hypergraph {
  readonly nodeCount: number;
  readonly netCount: number;
  /** pins[pinStart[net] .. pinStart[net + 1] - 1] = its distinct nodes. */
  readonly pinStart: Uint32Array;
  readonly pins: Uint32Array;
  /** Spikes; integers, at least 1. Identical nets are one net with the sum. */
  readonly netWeight: Float64Array;
  /** nets[netStart[node] .. netStart[node + 1] - 1] = nets that hold the node, ascending. */
  readonly netStart: Uint32Array;
  readonly nets: Uint32Array;
  /** Neurons in the node. */
  readonly nodeWeight: Uint32Array;
  /** Synapses onto the node's neurons. */
  readonly nodeSynapses: Float64Array;
  /** Sum of nodeWeight. */
  readonly totalWeight: number;
  /** Kernels that the nodes' neurons take weights from; null where no core stores them once. */
  readonly kernels: Kernels | null;
}

/** Nets in CSR, before identical ones are merged. */
interface RawNets {
  /** Mapped pins, duplicates gone; nets of fewer than two pins are not stored. */
  readonly pins: Uint32Array;
  readonly start: Uint32Array;
  readonly weight: Float64Array;
  readonly netCount: number;
  readonly pinCount: number;
}

/**
 * Builds a level from nets: duplicates inside a net, short nets and zero weights are removed. `pins` is used up:
 * it becomes the level's own, since a copy of the largest level is the peak of memory.
 */
export function buildHypergraph(
  pinStart: Uint32Array,
  pins: Uint32Array,
  netWeight: Float64Array,
  nodeWeight: Uint32Array,
  nodeSynapses: Float64Array,
  kernels: Kernels | null = null,
): Hypergraph {
  const identity = new Uint32Array(nodeWeight.length);
  for (let node = 0; node < identity.length; node++) identity[node] = node;
  return finish(
    mapNets(pinStart, pins, netWeight, identity, nodeWeight.length, pins),
    nodeWeight,
    nodeSynapses,
    kernels,
  );
}

/** The hypergraph whose node c stands for all nodes with coarseOf[node] = c. */
export function contract(fine: Hypergraph, coarseOf: Uint32Array, coarseCount: number): Hypergraph {
  const nodeWeight = new Uint32Array(coarseCount);
  const nodeSynapses = new Float64Array(coarseCount);
  for (let node = 0; node < fine.nodeCount; node++) {
    nodeWeight[coarseOf[node]] += fine.nodeWeight[node];
    nodeSynapses[coarseOf[node]] += fine.nodeSynapses[node];
  }
  return finish(
    mapNets(
      fine.pinStart,
      fine.pins,
      fine.netWeight,
      coarseOf,
      coarseCount,
      new Uint32Array(fine.pins.length),
    ),
    nodeWeight,
    nodeSynapses,
    fine.kernels === null ? null : kernelsOfNodes(fine.kernels, coarseOf, coarseCount),
  );
}

/** The part of a hypergraph on one side of a bisection; cut nets keep the pins they have there. */
export function extract(
  whole: Hypergraph,
  side: Uint32Array,
  wanted: number,
): { graph: Hypergraph; nodes: Uint32Array } {
  let count = 0;
  for (let node = 0; node < whole.nodeCount; node++) if (side[node] === wanted) count++;
  const nodes = new Uint32Array(count);
  const local = new Uint32Array(whole.nodeCount).fill(count);
  const nodeWeight = new Uint32Array(count);
  const nodeSynapses = new Float64Array(count);
  let next = 0;
  for (let node = 0; node < whole.nodeCount; node++) {
    if (side[node] !== wanted) continue;
    nodeWeight[next] = whole.nodeWeight[node]!;
    nodeSynapses[next] = whole.nodeSynapses[node]!;
    local[node] = next;
    nodes[next++] = node;
  }
  const graph = finish(
    mapNets(whole.pinStart, whole.pins, whole.netWeight, local, count, new Uint32Array(whole.pins.length)),
    nodeWeight,
    nodeSynapses,
    whole.kernels === null ? null : kernelsOfNodes(whole.kernels, local, count),
  );
  return { graph, nodes };
}

/**
 * Renames pins by `nameOf` (>= nameCount: left out), removes duplicates, short and weightless nets. Writes to
 * `outPins`, which may be `pins` itself: writing never overtakes reading.
 */
function mapNets(
  pinStart: Uint32Array,
  pins: Uint32Array,
  netWeight: Float64Array,
  nameOf: Uint32Array,
  nameCount: number,
  outPins: Uint32Array,
): RawNets {
  const inputNets = netWeight.length;
  const outStart = new Uint32Array(inputNets + 1);
  const outWeight = new Float64Array(inputNets);
  // seenIn[name] = 1 + last net that held it
  const seenIn = new Uint32Array(nameCount);
  let netCount = 0;
  let pinCount = 0;
  for (let net = 0; net < inputNets; net++) {
    if (netWeight[net] <= 0) continue;
    const first = pinCount;
    const mark = net + 1;
    for (let i = pinStart[net]; i < pinStart[net + 1]; i++) {
      const name = nameOf[pins[i]];
      if (name >= nameCount || seenIn[name] === mark) continue;
      seenIn[name] = mark;
      outPins[pinCount++] = name;
    }
    if (pinCount - first < 2) {
      pinCount = first;
      continue;
    }
    outWeight[netCount++] = netWeight[net]!;
    outStart[netCount] = pinCount;
  }
  return { pins: outPins, start: outStart, weight: outWeight, netCount, pinCount };
}

/** Merges identical nets and adds the transpose. */
function finish(
  raw: RawNets,
  nodeWeight: Uint32Array,
  nodeSynapses: Float64Array,
  kernels: Kernels | null,
): Hypergraph {
  const nodeCount = nodeWeight.length;
  const twins = new TwinTable(raw.netCount);
  const mark = new Uint32Array(nodeCount);
  const start = new Uint32Array(raw.netCount + 1);
  const weight = new Float64Array(raw.netCount);
  const pins = raw.pins;
  let netCount = 0;
  let pinCount = 0;
  for (let net = 0; net < raw.netCount; net++) {
    const first = raw.start[net];
    const end = raw.start[net + 1];
    const size = end - first;
    // The hash is a sum, so that the order of the pins does not matter.
    let hash = size;
    for (let i = first; i < end; i++) hash = (hash + mixBits(pins[i])) | 0;
    let isMarked = false;
    let twin = twins.first(hash);
    for (; twin !== NONE; twin = twins.next(hash)) {
      if (start[twin + 1] - start[twin] !== size) continue;
      if (!isMarked) for (let i = first; i < end; i++) mark[pins[i]] = net + 1;
      isMarked = true;
      if (allSeen(pins, start[twin], start[twin + 1], mark, net + 1)) break;
    }
    if (twin !== NONE) {
      weight[twin] += raw.weight[net];
      continue;
    }
    // Kept nets move down in the same buffer: pinCount never overtakes `first`.
    for (let i = first; i < end; i++) pins[pinCount++] = pins[i]!;
    twins.add(hash, netCount);
    weight[netCount++] = raw.weight[net]!;
    start[netCount] = pinCount;
  }
  const keptStart = start.slice(0, netCount + 1);
  // A little waste is cheaper than a copy.
  const keptPins = pinCount > 0.9 * pins.length ? pins.subarray(0, pinCount) : pins.slice(0, pinCount);
  const { start: netStart, target: nets } = transpose({ start: keptStart, target: keptPins }, nodeCount);
  let totalWeight = 0;
  for (let node = 0; node < nodeCount; node++) totalWeight += nodeWeight[node];
  return {
    nodeCount,
    netCount,
    pinStart: keptStart,
    pins: keptPins,
    netWeight: weight.slice(0, netCount),
    netStart,
    nets,
    nodeWeight,
    nodeSynapses,
    totalWeight,
    kernels,
  };
}

/** Sum over nets of weight * (parts touched - 1), from scratch: the referee of the incremental value. */
export function connectivity(graph: Hypergraph, part: Uint32Array, partCount: number): number {
  const seenIn = new Uint32Array(partCount);
  let sum = 0;
  for (let net = 0; net < graph.netCount; net++) {
    let touched = 0;
    for (let i = graph.pinStart[net]; i < graph.pinStart[net + 1]; i++) {
      const p = part[graph.pins[i]];
      if (seenIn[p] === net + 1) continue;
      seenIn[p] = net + 1;
      touched++;
    }
    sum += graph.netWeight[net] * (touched - 1);
  }
  return sum;
}
