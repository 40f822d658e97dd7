import { NONE, groupMembers } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { FlowGraph } from '../common/flow-graph.ts';
import { neighborPairs } from '../common/neighbor-pairs.ts';
import type { SwapCost } from '../common/swap-cost.ts';
import type { PairSet, TensionModel } from './tension-model.ts';

/**
 * The same relaxation on any topology and with several cores on a tile: pairs are the cores of
 * tiles that a link joins (on a tree, of consecutive leaves), and a tension is the exact gain,
 * computed anew, O(degree), each time it is asked for.
 */
export class AnyTension implements TensionModel {
  readonly pairCount: number;
  readonly coreOf: Uint32Array;
  readonly #flow: FlowGraph;
  readonly #cost: SwapCost;
  readonly #coreA: Uint32Array;
  readonly #coreB: Uint32Array;
  /** pairsOf[pairStart[core] ..] = pairs that hold the core. */
  readonly #pairStart: Uint32Array;
  readonly #pairsOf: Uint32Array;

  constructor(clustered: Clustered, flow: FlowGraph, cost: SwapCost) {
    const { target } = clustered.problem;
    this.#flow = flow;
    this.#cost = cost;
    this.coreOf = cost.coreOf;
    const { a: coreA, b: coreB } = neighborPairs(clustered);
    this.#coreA = coreA;
    this.#coreB = coreB;
    this.pairCount = coreA.length;
    // Both cores of every pair, one after the other.
    const ends = Uint32Array.from(
      { length: 2 * this.pairCount },
      (_, k) => (k % 2 === 0 ? coreA : coreB)[k >> 1],
    );
    const { start: pairStart, members } = groupMembers(ends, target.coreCount);
    this.#pairStart = pairStart;
    this.#pairsOf = members.map((end) => end >> 1);
  }

  tension(pair: number): number {
    const a = this.#coreA[pair];
    const b = this.#coreB[pair];
    const { clusterAt } = this.#cost;
    return clusterAt[a] === NONE && clusterAt[b] === NONE ? 0 : -this.#cost.delta(a, b);
  }

  exchange(pair: number, touched: PairSet): void {
    const a = this.#coreA[pair];
    const b = this.#coreB[pair];
    this.#cost.swap(a, b);
    this.#touchAround(a, touched);
    this.#touchAround(b, touched);
    this.#touchNeighbors(this.#cost.clusterAt[a], touched);
    this.#touchNeighbors(this.#cost.clusterAt[b], touched);
  }

  #touchNeighbors(cluster: number, touched: PairSet): void {
    if (cluster === NONE) return;
    const { start, neighbor, clusterCount } = this.#flow;
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      if (neighbor[e] !== clusterCount) this.#touchAround(this.coreOf[neighbor[e]], touched);
    }
  }

  #touchAround(core: number, touched: PairSet): void {
    for (let k = this.#pairStart[core]; k < this.#pairStart[core + 1]; k++) touched.add(this.#pairsOf[k]);
  }
}
