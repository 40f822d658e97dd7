/**
 * Prices of multicast trees: the union of the routes from one tile to others, each link and the router behind it once.
 *
 * On a plane under XY routing the union is the row segment of the source that spans all its targets' columns, and in each of
 * these columns the segment that spans the source's row and the targets: O(targets). Elsewhere O(links of the routes).
 */
import { NONE } from '@nmap/kernels';
import type { Target, Topology } from '@nmap/ir';
import type { TileDistance } from './tile-distance.ts';

/** Dearer than any tree, still finite, so that differences stay numbers: what cut-off tiles cost, in dearest links. */
const UNREACHABLE = 1e6;

export class TreeWays {
  readonly #topology: Topology;
  /** Priced coordinates; null where the topology is no plane. */
  readonly #xy: Float64Array | null;
  readonly #columns: number;
  /** low[column], high[column]: reach of the open tree in a column, valid where columnStamp = stamp. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #columnStamp: Uint32Array;
  readonly #linkPrice: Float64Array;
  readonly #linkStamp: Uint32Array;
  readonly #route: Uint32Array;
  readonly #unreachable: number;
  #stamp = 0;

  /** @param prices prices[kind] of one hop, index into the topology's `linkKinds`. */
  constructor({ topology }: Target, prices: Float64Array, distance: TileDistance) {
    const isPlane = distance.kind === 'plane';
    this.#topology = topology;
    this.#xy = isPlane ? distance.xy : null;
    this.#columns = topology.columns;
    this.#low = new Float64Array(topology.columns);
    this.#high = new Float64Array(topology.columns);
    this.#columnStamp = new Uint32Array(topology.columns);
    this.#linkPrice = Float64Array.from(isPlane ? [] : topology.linkClassOf, (k) => prices[k]);
    this.#linkStamp = new Uint32Array(isPlane ? 0 : topology.linkCount);
    this.#route = new Uint32Array(Math.max(1, topology.maxHops));
    const dearest = this.#linkPrice.reduce((most, price) => Math.max(most, price), 0);
    this.#unreachable = UNREACHABLE * dearest * topology.maxHops;
  }

  /** Of the tree from a tile to the first `count` of others. */
  price(from: number, tiles: Uint32Array, count: number): number {
    if (++this.#stamp === NONE) {
      this.#stamp = 1;
      this.#columnStamp.fill(0);
      this.#linkStamp.fill(0);
    }
    return this.#xy === null
      ? this.#alongRoutes(from, tiles, count)
      : this.#onPlane(this.#xy, from, tiles, count);
  }

  #onPlane(xy: Float64Array, from: number, tiles: Uint32Array, count: number): number {
    const stamp = this.#stamp;
    const columns = this.#columns;
    const perColumn = 1 / columns;
    const columnStamp = this.#columnStamp;
    const low = this.#low;
    const high = this.#high;
    const sourceY = xy[2 * from + 1];
    let lowX = xy[2 * from];
    let highX = lowX;
    let alongY = 0;
    for (let k = 0; k < count; k++) {
      const tile = tiles[k];
      const x = xy[2 * tile];
      const y = xy[2 * tile + 1];
      if (x < lowX) lowX = x;
      else if (x > highX) highX = x;
      // The remainder, without a division.
      const column = tile - columns * Math.trunc((tile + 0.5) * perColumn);
      if (columnStamp[column] !== stamp) {
        columnStamp[column] = stamp;
        low[column] = sourceY;
        high[column] = sourceY;
      }
      if (y < low[column]) {
        alongY += low[column] - y;
        low[column] = y;
      } else if (y > high[column]) {
        alongY += y - high[column];
        high[column] = y;
      }
    }
    return highX - lowX + alongY;
  }

  #alongRoutes(from: number, tiles: Uint32Array, count: number): number {
    const topology = this.#topology;
    const route = this.#route;
    const stamp = this.#stamp;
    let price = 0;
    for (let k = 0; k < count; k++) {
      const to = tiles[k];
      if (topology.hasDeadLinks && topology.hops(from, to) === Infinity) {
        price += this.#unreachable;
        continue;
      }
      const length = topology.route(from, to, route);
      for (let step = 0; step < length; step++) {
        const link = route[step];
        if (this.#linkStamp[link] === stamp) continue;
        this.#linkStamp[link] = stamp;
        price += this.#linkPrice[link];
      }
    }
    return price;
  }
}
