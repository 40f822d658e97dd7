import { raw, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { coresByTile } from '../../place/common/core-sequence.ts';
import { flowGraph, type FlowGraph } from '../../place/common/flow-graph.ts';
import type { SwapCost } from '../../place/common/swap-cost.ts';
import { tileNeighbors, type TileNeighbors } from '../../place/common/tile-neighbors.ts';

/**
 * Draws exchanges: a uniform cluster, and a core for it either next to one of its neighbours in
 * the traffic or within `range` tiles along both axes (on a tree: leaves). The core drawn is live
 * and of the cluster's class, or there is no proposal.
 */
export class Proposals {
  /** Reach of the window, in tiles; at least 1. */
  range: number;
  readonly widest: number;
  /** The last proposal. */
  from = 0;
  to = 0;
  readonly #cost: SwapCost;
  readonly #flow: FlowGraph;
  readonly #joined: TileNeighbors;
  readonly #tileOf: Uint32Array;
  readonly #classOf: Uint32Array;
  readonly #dead: Uint8Array;
  readonly #coreStart: Uint32Array;
  readonly #cores: Uint32Array;
  readonly #columns: number;
  readonly #rows: number;
  readonly #wraps: boolean;
  readonly #isGrid: boolean;
  readonly #tileCount: number;
  readonly #ioTile: number;
  readonly #rng: Rng;
  /** Of 2^32: share of directed proposals. */
  readonly #directed: number;

  constructor(clustered: Clustered, cost: SwapCost, directed: number, rng: Rng) {
    const { target } = clustered.problem;
    const { topology } = target;
    this.#cost = cost;
    this.#flow = flowGraph(clustered.traffic.graph);
    this.#joined = tileNeighbors(topology);
    this.#tileOf = raw(target.tileOf);
    this.#classOf = raw(target.classOf);
    this.#dead = target.dead;
    const { start, cores } = coresByTile(target);
    this.#coreStart = start;
    this.#cores = cores;
    this.#isGrid = topology.kind !== 'tree' && topology.tileCount === topology.columns * topology.rows;
    this.#wraps = topology.kind === 'torus' || topology.kind === 'hex-torus';
    this.#columns = topology.columns;
    this.#rows = topology.rows;
    this.#tileCount = topology.tileCount;
    this.#ioTile = target.ioTile;
    this.#rng = rng;
    this.#directed = Math.round(directed * 4_294_967_296);
    this.widest = Math.max(1, this.#isGrid ? Math.max(topology.columns, topology.rows) : topology.tileCount);
    this.range = this.widest;
  }

  /** Sets `from` and `to`; false where the draw came to nothing. */
  draw(): boolean {
    const rng = this.#rng;
    const { coreOf } = this.#cost;
    const cluster = rng.below(coreOf.length);
    const from = coreOf[cluster];
    const first = this.#flow.start[cluster];
    const degree = this.#flow.start[cluster + 1] - first;
    const tile =
      degree > 0 && rng.uint32() < this.#directed
        ? this.#nextTo(this.#flow.neighbor[first + rng.below(degree)])
        : this.#inWindow(this.#tileOf[from]);
    const slot = this.#coreStart[tile];
    const count = this.#coreStart[tile + 1] - slot;
    if (count === 0) return false;
    const to = this.#cores[slot + rng.below(count)];
    if (to === from || this.#dead[to] === 1 || this.#classOf[to] !== this.#classOf[from]) return false;
    this.from = from;
    this.to = to;
    return true;
  }

  /** A tile beside the neighbour's, or that tile itself where it has room for several cores. */
  #nextTo(neighbor: number): number {
    const tile =
      neighbor === this.#flow.clusterCount ? this.#ioTile : this.#tileOf[this.#cost.coreOf[neighbor]];
    const first = this.#joined.start[tile];
    const degree = this.#joined.start[tile + 1] - first;
    const alone =
      this.#coreStart[tile + 1] - this.#coreStart[tile] === 1 && neighbor !== this.#flow.clusterCount;
    const k = this.#rng.below(alone && degree > 0 ? degree : degree + 1);
    return k === degree ? tile : this.#joined.neighbors[first + k];
  }

  #inWindow(tile: number): number {
    const rng = this.#rng;
    const reach = this.range;
    if (!this.#isGrid) {
      const low = Math.max(0, tile - reach);
      const high = Math.min(this.#tileCount - 1, tile + reach);
      return low + rng.below(high - low + 1);
    }
    const columns = this.#columns;
    const rows = this.#rows;
    const x = tile % columns;
    const y = (tile - x) / columns;
    if (this.#wraps) {
      const dx = 2 * reach + 1 >= columns ? rng.below(columns) : rng.below(2 * reach + 1) - reach + columns;
      const dy = 2 * reach + 1 >= rows ? rng.below(rows) : rng.below(2 * reach + 1) - reach + rows;
      return ((y + dy) % rows) * columns + ((x + dx) % columns);
    }
    const lowX = Math.max(0, x - reach);
    const highX = Math.min(columns - 1, x + reach);
    const lowY = Math.max(0, y - reach);
    const highY = Math.min(rows - 1, y + reach);
    return (lowY + rng.below(highY - lowY + 1)) * columns + lowX + rng.below(highX - lowX + 1);
  }
}
