import type { Rng } from '@nmap/kernels';
import type { Topology } from '@nmap/ir';
import type { FlowGraph } from './flow-graph.ts';
import type { Sites } from './sites.ts';
import type { SwapCost } from './swap-cost.ts';

/** What proposals know of the tiles. */
export type Surface = Pick<Topology, 'isGrid' | 'wraps' | 'columns' | 'rows' | 'tileCount'>;

/**
 * Draws exchanges for a cluster: with a site next to one of its neighbours in the traffic, or
 * within `reach` tiles of its own along both axes (on a tree: leaves). The site drawn is live and
 * of the cluster's class, or there is no proposal.
 */
export class ExchangeProposals {
  /** Reach of the window, in tiles; at least 1. */
  reach: number;
  readonly widest: number;
  /** The last proposal. */
  from = 0;
  to = 0;
  readonly #siteOf: Uint32Array;
  readonly #sites: Sites;
  readonly #flow: FlowGraph;
  readonly #columns: number;
  readonly #rows: number;
  readonly #wraps: boolean;
  readonly #isGrid: boolean;
  readonly #tileCount: number;
  readonly #ioTile: number;
  readonly #rng: Rng;
  /** Of 2^32: share of directed proposals. */
  readonly #directed: number;
  /** How far from a neighbour in the traffic a directed proposal goes, in tiles. */
  readonly #beside: number;

  constructor(
    sites: Sites,
    flow: FlowGraph,
    cost: SwapCost,
    chip: { readonly topology: Surface; readonly ioTile: number },
    options: { readonly directed: number; readonly rng: Rng },
  ) {
    const { topology } = chip;
    this.#siteOf = cost.coreOf;
    this.#sites = sites;
    this.#flow = flow;
    this.#isGrid = topology.isGrid;
    this.#wraps = topology.wraps;
    this.#columns = topology.columns;
    this.#rows = topology.rows;
    this.#tileCount = topology.tileCount;
    this.#ioTile = chip.ioTile;
    this.#rng = options.rng;
    this.#directed = Math.round(options.directed * 4_294_967_296);
    this.#beside = Math.round(this.#isGrid ? sites.span : sites.span * sites.span);
    this.widest = Math.max(1, this.#isGrid ? Math.max(topology.columns, topology.rows) : topology.tileCount);
    this.reach = this.widest;
  }

  /** Sets `from` and `to`; false where the draw came to nothing. */
  draw(cluster: number): boolean {
    const rng = this.#rng;
    const { start, onTile, classOf, tileOf } = this.#sites;
    const from = this.#siteOf[cluster];
    const first = this.#flow.start[cluster];
    const degree = this.#flow.start[cluster + 1] - first;
    let tile: number;
    if (degree > 0 && rng.uint32() < this.#directed) {
      const neighbor = this.#flow.neighbor[first + rng.below(degree)];
      const beside = neighbor === this.#flow.clusterCount ? this.#ioTile : tileOf[this.#siteOf[neighbor]];
      tile = this.#near(beside, this.#beside);
    } else tile = this.#near(tileOf[from], this.reach);
    const slot = start[tile];
    const count = start[tile + 1] - slot;
    if (count === 0) return false;
    const to = onTile[slot + rng.below(count)];
    if (to === from || classOf[to] !== classOf[from]) return false;
    this.from = from;
    this.to = to;
    return true;
  }

  /** A tile within `reach` of the given one along both axes. */
  #near(tile: number, reach: number): number {
    const rng = this.#rng;
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
