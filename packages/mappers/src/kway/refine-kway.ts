/**
 * Localised k-way FM: searches that start from a few boundary nodes, move the node of
 * highest gain even at a loss, grow to the nodes whose gains changed, and go back to the
 * best state seen.
 *
 * **Source** C. M. Fiduccia, R. M. Mattheyses, "A Linear-Time Heuristic for Improving
 * Network Partitions", DAC 1982; several localised searches: P. Sanders, C. Schulz,
 * "Engineering Multilevel Graph Partitioning Algorithms", ESA 2011,
 * doi:10.1007/978-3-642-23719-5_40; with a gain table on hypergraphs: L. Gottesbueren et
 * al., ALENEX 2021, doi:10.1137/1.9781611976472.2; the stopping rule: V. Osipov, P.
 * Sanders, "n-Level Graph Partitioning", ESA 2010, doi:10.1007/978-3-642-15775-2_24.
 * **Differs from the papers** Sequential, with exact gains; a node whose best part is
 * full waits with its best part that has room; nodes that a search moved and took back
 * may be moved by later searches of the same round; with many parts, a node that a search meets
 * is asked for its best part only when its turn comes. Where annealing does the climbing, no move at a
 * loss is made (patience 0), and rollback has nothing to do but plateaus.
 *
 * Requires a state within its limits; guarantees limits and a cost that never rises.
 * Cost of a round: about the nodes touched times the parts.
 */
import { MaxHeap, type Rng } from '@nmap/kernels';
import type { Watch } from '../watch/watch.ts';
import type { PartitionState } from './state.ts';

export interface FmOptions {
  /** At most this many rounds over the boundary. */
  readonly rounds: number;
  /** Boundary nodes that start one search. */
  readonly seeds: number;
  /** Patience of a search: larger = goes on longer without improvement; 0 = no move at a loss. */
  readonly patience: number;
  /** A round that saves less than this share of the cost is the last. */
  readonly minGain: number;
}

/**
 * Up to this many, all parts are asked for every node that a search meets. Above, that is what a search would
 * spend its time on, and asking later loses nothing (40 parts: none; 10 parts: 5 % on a liquid).
 */
const FEW_PARTS = 32;

/** Improves `state` in place; told to stop, it ends at the best state seen. */
export function refineKway(state: PartitionState, options: FmOptions, rng: Rng, watch: Watch): void {
  const { graph, partCount, part, partWeight, partSynapses, connection, leaving, kernels } = state;
  const { nodeCount, nodeWeight, nodeSynapses } = graph;
  const { maxWeight, maxSynapses } = state.limits;
  const heap = new MaxHeap(nodeCount);
  // target[node] = part of its best move, while in the heap
  const target = new Uint32Array(nodeCount);
  // movedIn[node] = number of the search that moved it, or `kept` in this round
  const lockedIn = new Uint32Array(nodeCount);
  const movedNode = new Uint32Array(nodeCount);
  const movedFrom = new Uint32Array(nodeCount);
  const order = new Uint32Array(nodeCount);
  const KEPT = 0xffff_ffff;
  let search = 0;

  for (let round = 0; round < options.rounds && watch.mayGoOn(); round++) {
    const before = state.cost;
    let boundary = 0;
    for (let node = 0; node < nodeCount; node++) {
      // A node is inside when all its nets lie in its part alone: some other part is touched otherwise.
      if (isBoundary(state, node)) order[boundary++] = node;
    }
    const seedsInOrder = order.subarray(0, boundary);
    rng.shuffle(seedsInOrder);
    lockedIn.fill(0);
    search = 0;
    let next = 0;
    while (next < boundary) {
      if (watch.isOver) return;
      search++;
      heap.clear();
      for (let s = 0; s < options.seeds && next < boundary; next++) {
        const node = seedsInOrder[next];
        if (lockedIn[node] === KEPT) continue;
        const to = state.bestPart(node);
        if (to < 0) continue;
        target[node] = to;
        heap.insert(node, state.gain(node, to));
        s++;
      }
      let bestCost = state.cost;
      let moves = 0;
      let kept = 0;
      // Mean and variance of the gains since the best state (Welford).
      let steps = 0;
      let mean = 0;
      let squares = 0;
      // Asked within a search, too: on a large network without structure a single one takes seconds.
      while (heap.size > 0 && !watch.isOver) {
        const node = heap.top();
        // Keys may be out of date: the move is chosen anew, and waits if it became worse.
        const to = state.bestPart(node);
        if (to < 0) {
          heap.remove(node);
          continue;
        }
        const key = state.gain(node, to);
        if (key < heap.key[node]) {
          target[node] = to;
          heap.update(node, key);
          continue;
        }
        if (key < 0 && options.patience === 0) break;
        heap.remove(node);
        movedNode[moves] = node;
        movedFrom[moves++] = part[node]!;
        lockedIn[node] = search;
        state.move(node, to);
        if (state.cost < bestCost) {
          bestCost = state.cost;
          kept = moves;
          steps = 0;
          mean = 0;
          squares = 0;
        } else {
          steps++;
          const off = key - mean;
          mean += off / steps;
          squares += off * (key - mean);
          // On a plateau (mean 0) the search ends after `patience * 16` steps.
          if (steps > 8 + options.patience * 16) {
            if (mean >= 0 || steps * mean * mean > options.patience * (squares / steps)) break;
          }
        }
        const touched = state.touched;
        const touchedCount = state.touchedCount;
        watch.spend(touchedCount + partCount);
        for (let t = 0; t < touchedCount; t++) {
          const other = touched[t];
          if (lockedIn[other] === KEPT || lockedIn[other] === search) continue;
          const base = other * partCount;
          const known = heap.has(other);
          if (!known && partCount <= FEW_PARTS) {
            const best = state.bestPart(other);
            if (best < 0) continue;
            target[other] = best;
            heap.insert(other, state.gain(other, best));
            continue;
          }
          let better = known ? target[other] : -1;
          let value = known ? connection[base + better] : -1;
          // Of a node new to the search only the part is asked that draws it now, the others when its turn comes.
          if (
            to !== better &&
            to !== part[other] &&
            connection[base + to] > value &&
            partWeight[to] + nodeWeight[other] <= maxWeight[to] &&
            (kernels === null ? partSynapses[to] + nodeSynapses[other] : state.synapsesWith(other, to)) <=
              maxSynapses[to]
          ) {
            better = to;
            value = connection[base + to]!;
          }
          if (better < 0) continue;
          target[other] = better;
          const gain = value + leaving[other];
          if (known) heap.update(other, gain);
          else heap.insert(other, gain);
        }
      }
      for (let i = moves - 1; i >= kept; i--) {
        lockedIn[movedNode[i]] = 0;
        state.move(movedNode[i], movedFrom[i]);
      }
      if (watch.isOver) return;
      for (let i = 0; i < kept; i++) lockedIn[movedNode[i]] = KEPT;
    }
    if (before - state.cost <= options.minGain * before) break;
  }
}

/** Whether a net of the node touches another part. */
function isBoundary(state: PartitionState, node: number): boolean {
  const base = node * state.partCount;
  const own = state.part[node];
  for (let p = 0; p < state.partCount; p++) if (p !== own && state.connection[base + p] !== 0) return true;
  return false;
}
