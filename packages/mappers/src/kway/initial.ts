/**
 * Initial partitions: multilevel recursive bisection of the coarsest graph.
 *
 * **Source** Recursive bisection as initial partitioning, cut nets split between the
 * sides, slack shared over the levels: S. Schlag et al., "k-way Hypergraph Partitioning
 * via n-Level Recursive Bisection", ALENEX 2016, doi:10.1137/1.9781611974317.5. Greedy
 * growing of one side: U. Catalyurek, C. Aykanat (PaToH, 1999).
 * **Differs from the papers** One portfolio member, greedy growing by exact gain from
 * random nodes, in several tries; the share of the slack is linear in the depth instead
 * of its root, so that no transcendental function decides.
 */
import { MaxHeap, type Rng } from '@nmap/kernels';
import { coarsen } from '../hierarchy/coarsen.ts';
import { project, uncoarsen } from '../hierarchy/levels.ts';
import { extract, type Hypergraph } from '../hierarchy/hypergraph.ts';
import type { Watch } from '../watch/watch.ts';
import { rebalance } from './rebalance.ts';
import { refineKway, type FmOptions } from './refine-kway.ts';
import { PartitionState, type PartLimits } from './state.ts';

export interface InitialOptions {
  /** Tries on the coarsest graph of each bisection; the best is kept. */
  readonly tries: number;
  /** A bisection coarsens to this many nodes. */
  readonly bisectNodes: number;
  readonly maxRatedNetSize: number;
  readonly fm: FmOptions;
}

/** part[node] for `limits.maxWeight.length` parts; a part may end over its limits where nodes are coarse. */
export function recursiveBisection(
  graph: Hypergraph,
  limits: PartLimits,
  options: InitialOptions,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const part = new Uint32Array(graph.nodeCount);
  split(graph, null, 0, limits.maxWeight.length, limits, options, rng, watch, part);
  return part;
}

function split(
  graph: Hypergraph,
  nodes: Uint32Array | null,
  firstPart: number,
  endPart: number,
  limits: PartLimits,
  options: InitialOptions,
  rng: Rng,
  watch: Watch,
  part: Uint32Array,
): void {
  if (endPart - firstPart === 1 || !watch.mayGoOn()) {
    const dealt = dealInOrder(graph, limits.maxWeight.subarray(firstPart, endPart));
    for (let node = 0; node < graph.nodeCount; node++)
      part[nodes === null ? node : nodes[node]] = firstPart + dealt[node];
    return;
  }
  const middle = (firstPart + endPart + 1) >> 1;
  const side = bisectParts(graph, firstPart, middle, endPart, limits, options, rng, watch);
  for (let half = 0; half < 2; half++) {
    const inner = extract(graph, side, half);
    if (nodes !== null) for (let i = 0; i < inner.nodes.length; i++) inner.nodes[i] = nodes[inner.nodes[i]]!;
    const first = half === 0 ? firstPart : middle;
    const end = half === 0 ? middle : endPart;
    split(inner.graph, inner.nodes, first, end, limits, options, rng, watch, part);
  }
}

/** Splits the graph between parts first .. middle - 1 (side 0) and middle .. end - 1 (side 1). */
export function bisectParts(
  graph: Hypergraph,
  first: number,
  middle: number,
  end: number,
  limits: PartLimits,
  options: InitialOptions,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  return bisect(graph, sideLimits(graph, first, middle, end, limits), options, rng, watch);
}

/** Weight and synapses each side may take, so that the parts below it can be balanced in turn. */
function sideLimits(
  graph: Hypergraph,
  first: number,
  middle: number,
  end: number,
  limits: PartLimits,
): PartLimits {
  const depth = Math.ceil(32 - Math.clz32(end - first - 1));
  const share = (max: Float64Array, total: number): Float64Array => {
    let low = 0;
    let high = 0;
    for (let p = first; p < middle; p++) low += max[p];
    for (let p = middle; p < end; p++) high += max[p];
    if (low === Infinity || total === 0) return new Float64Array([Infinity, Infinity]);
    const slack = Math.max(0, (low + high) / total - 1) / depth;
    const unit = (total / (low + high)) * (1 + slack);
    return new Float64Array([Math.min(low, unit * low), Math.min(high, unit * high)]);
  };
  const sum = (column: ArrayLike<number>, from: number, to: number): number => {
    let total = 0;
    for (let p = from; p < to; p++) total += column[p];
    return total;
  };
  const sharesKernels = Uint8Array.of(
    Math.min(1, sum(limits.sharesKernels, first, middle)),
    Math.min(1, sum(limits.sharesKernels, middle, end)),
  );
  // A kernel that both sides use is stored on both: nothing says how much of all is a side's share.
  if (graph.kernels !== null) {
    return {
      maxWeight: share(limits.maxWeight, graph.totalWeight),
      maxSynapses: Float64Array.of(
        sum(limits.maxSynapses, first, middle),
        sum(limits.maxSynapses, middle, end),
      ),
      sharesKernels,
    };
  }
  let synapses = 0;
  for (let node = 0; node < graph.nodeCount; node++) synapses += graph.nodeSynapses[node];
  return {
    maxWeight: share(limits.maxWeight, graph.totalWeight),
    maxSynapses: share(limits.maxSynapses, synapses),
    sharesKernels,
  };
}

/** One multilevel bisection. */
function bisect(
  graph: Hypergraph,
  limits: PartLimits,
  options: InitialOptions,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const smaller = Math.min(limits.maxWeight[0], limits.maxWeight[1]);
  const { graphs, coarseOf } = coarsen(
    graph,
    {
      nodeLimit: options.bisectNodes,
      maxNodeWeight: Math.max(
        1,
        Math.ceil((3 * graph.totalWeight) / options.bisectNodes),
        Math.floor(smaller / 64),
      ),
      maxNodeSynapses: Math.min(limits.maxSynapses[0], limits.maxSynapses[1]) / 16,
      maxRatedNetSize: options.maxRatedNetSize,
      shrinkFactor: 2.5,
    },
    rng,
    watch,
  );
  const top = coarseOf.length;
  let best: Uint32Array | null = null;
  let bestCost = Infinity;
  let bestLegal = false;
  for (let attempt = 0; attempt < options.tries; attempt++) {
    if (!watch.mayGoOn()) return dealInOrder(graph, limits.maxWeight);
    const state = grow(graphs[top], limits, rng, watch);
    const legal = rebalance(state, watch);
    refineKway(state, options.fm, rng, watch);
    if (best === null || (legal && !bestLegal) || (legal === bestLegal && state.cost < bestCost)) {
      best = state.part;
      bestCost = state.cost;
      bestLegal = legal;
    }
  }
  return uncoarsen(
    top,
    best!,
    (side, level) => {
      if (level === top || !watch.mayGoOn()) return side;
      const state = new PartitionState(graphs[level], 2, side, limits);
      rebalance(state, watch);
      refineKway(state, options.fm, rng, watch);
      return state.part;
    },
    (side, level) => project(side, coarseOf[level]),
  );
}

/** part[node]: nodes in order, each part as full as its share of the room: what is left when there is no time. */
export function dealInOrder(graph: Hypergraph, maxWeight: Float64Array): Uint32Array {
  const room = maxWeight.reduce((sum, weight) => sum + weight, 0);
  const share = (p: number): number => (room < Infinity ? maxWeight[p] / room : 1 / maxWeight.length);
  const part = new Uint32Array(graph.nodeCount);
  let p = 0;
  let dealt = 0;
  let wanted = share(0) * graph.totalWeight;
  for (let node = 0; node < graph.nodeCount; node++) {
    while (dealt >= wanted && p < maxWeight.length - 1) wanted += share(++p) * graph.totalWeight;
    part[node] = p;
    dealt += graph.nodeWeight[node];
  }
  return part;
}

/** Side 0 grows from a random node by the move of highest gain until it has its share. */
function grow(graph: Hypergraph, limits: PartLimits, rng: Rng, watch: Watch): PartitionState {
  const state = new PartitionState(graph, 2, new Uint32Array(graph.nodeCount).fill(1), limits);
  const shareOfLow = limits.maxWeight[0] / (limits.maxWeight[0] + limits.maxWeight[1]);
  const wanted = graph.totalWeight * (Number.isFinite(limits.maxWeight[0]) ? shareOfLow : 0.5);
  const heap = new MaxHeap(graph.nodeCount);
  const order = new Uint32Array(graph.nodeCount);
  for (let node = 0; node < order.length; node++) order[node] = node;
  rng.shuffle(order);
  const refused = new Uint8Array(graph.nodeCount);
  let next = 0;
  while (state.partWeight[0] < wanted) {
    let node: number;
    if (heap.size > 0) {
      node = heap.top();
      heap.remove(node);
    } else {
      while (next < order.length && (state.part[order[next]] === 0 || refused[order[next]] === 1)) next++;
      if (next === order.length) break;
      node = order[next]!;
    }
    if (!state.fits(node, 0)) {
      refused[node] = 1;
      continue;
    }
    state.move(node, 0);
    if (!watch.spend(state.touchedCount)) break;
    for (let t = 0; t < state.touchedCount; t++) {
      const other = state.touched[t];
      if (state.part[other] === 0 || refused[other] === 1) continue;
      const gain = state.gain(other, 0);
      if (heap.has(other)) heap.update(other, gain);
      else heap.insert(other, gain);
    }
  }
  return state;
}
