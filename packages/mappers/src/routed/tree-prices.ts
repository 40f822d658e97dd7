/**
 * Prices of multicast trees: the union of the routes from one part to others, each link and the
 * router behind it once, with one injection and one first router.
 *
 * On a plane O(parts reached), elsewhere O(links of the routes).
 */
import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import type { Parts } from './parts.ts';
import type { PinTable } from './pin-table.ts';

/** Dearer than any tree, in multiples of the longest route's price: what a tree costs that faults cut off. */
const UNREACHABLE = 1e6;

export class TreePrices {
  readonly #parts: Parts;
  readonly #target: Target;
  /** Fixed price of a tree: injection and first router. */
  readonly #perTree: number;
  readonly #columns: number;
  /** Priced coordinates by part, the port last; null where the topology is no plane. */
  readonly #x: Float64Array | null;
  readonly #y: Float64Array;
  readonly #column: Uint32Array;
  /** low[column], high[column]: reach of the open tree in a column, valid where columnStamp = stamp. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #columnStamp: Uint32Array;
  readonly #linkPrice: Float64Array;
  readonly #linkStamp: Uint32Array;
  readonly #route: Uint32Array;
  readonly #unreachable: number;
  #stamp = 0;

  constructor(parts: Parts, target: Target) {
    const { prices, distance, tileOf, count } = parts;
    const { topology } = target;
    this.#parts = parts;
    this.#target = target;
    this.#perTree = prices.perPacket + prices.perRouter;
    this.#columns = topology.columns;
    const plane = distance.kind === 'plane';
    const { xy } = distance;
    this.#x = plane ? Float64Array.from(tileOf, (tile) => xy[2 * tile]) : null;
    this.#y = plane ? Float64Array.from(tileOf, (tile) => xy[2 * tile + 1]) : new Float64Array(count + 1);
    this.#column = tileOf.map((tile) => tile % topology.columns);
    this.#low = new Float64Array(this.#columns);
    this.#high = new Float64Array(this.#columns);
    this.#columnStamp = new Uint32Array(this.#columns);
    const perLink = prices.perLinkClass.map((price) => price + prices.perRouter);
    this.#linkPrice = Float64Array.from(plane ? [] : topology.linkClassOf, (k) => perLink[k]);
    this.#linkStamp = new Uint32Array(plane ? 0 : topology.linkCount);
    this.#route = new Uint32Array(Math.max(1, topology.maxHops));
    this.#unreachable = UNREACHABLE * topology.maxHops * this.#linkPrice.reduce((a, b) => Math.max(a, b), 0);
  }

  /**
   * Price of one spike from `home` to the parts of the net, less the part `without` and with the
   * part `extra` (NONE: no such part).
   */
  price(home: number, pins: PinTable, net: number, without: number, extra: number): number {
    return this.#x === null
      ? this.#alongRoutes(home, pins, net, without, extra)
      : this.#onPlane(this.#x, home, pins, net, without, extra);
  }

  /**
   * Under XY routing the union is the row segment of the source that spans all its targets'
   * columns, and in each of these columns the segment that spans the source's row and the targets.
   */
  #onPlane(
    xs: Float64Array,
    home: number,
    pins: PinTable,
    net: number,
    without: number,
    extra: number,
  ): number {
    if (++this.#stamp === NONE) {
      this.#stamp = 1;
      this.#columnStamp.fill(0);
    }
    const stamp = this.#stamp;
    const columnStamp = this.#columnStamp;
    const columns = this.#column;
    const ys = this.#y;
    const low = this.#low;
    const high = this.#high;
    const homeX = xs[home];
    const homeY = ys[home];
    let lowX = homeX;
    let highX = homeX;
    let alongY = 0;
    const list = pins.part;
    const first = pins.start[net];
    const end = first + pins.used[net];
    let remote = 0;
    let local = 0;
    // One step more than the list is long, for the extra part.
    for (let slot = first; slot <= end; slot++) {
      const part = slot === end ? extra : list[slot];
      if (part === without || part === NONE) continue;
      if (part === home) {
        local = 1;
        continue;
      }
      remote++;
      const x = xs[part];
      const y = ys[part];
      if (x < lowX) lowX = x;
      else if (x > highX) highX = x;
      const column = columns[part];
      if (columnStamp[column] !== stamp) {
        columnStamp[column] = stamp;
        low[column] = homeY;
        high[column] = homeY;
      }
      if (y < low[column]) {
        alongY += low[column] - y;
        low[column] = y;
      } else if (y > high[column]) {
        alongY += y - high[column];
        high[column] = y;
      }
    }
    return this.#total(home, local, remote, highX - lowX + alongY);
  }

  #alongRoutes(home: number, pins: PinTable, net: number, without: number, extra: number): number {
    if (++this.#stamp === NONE) {
      this.#stamp = 1;
      this.#linkStamp.fill(0);
    }
    const stamp = this.#stamp;
    const { topology } = this.#target;
    const { tileOf } = this.#parts;
    const route = this.#route;
    const from = tileOf[home];
    const list = pins.part;
    const first = pins.start[net];
    const end = first + pins.used[net];
    let remote = 0;
    let local = 0;
    let links = 0;
    for (let slot = first; slot <= end; slot++) {
      const part = slot === end ? extra : list[slot];
      if (part === without || part === NONE) continue;
      if (part === home) {
        local = 1;
        continue;
      }
      remote++;
      const to = tileOf[part];
      if (topology.hasDeadLinks && topology.hops(from, to) === Infinity) {
        links += this.#unreachable;
        continue;
      }
      const length = topology.route(from, to, route);
      for (let k = 0; k < length; k++) {
        const link = route[k];
        if (this.#linkStamp[link] === stamp) continue;
        this.#linkStamp[link] = stamp;
        links += this.#linkPrice[link];
      }
    }
    return this.#total(home, local, remote, links);
  }

  #total(home: number, local: number, remote: number, links: number): number {
    const { count, prices } = this.#parts;
    const delivery = local === 1 && home !== count ? prices.perLocalDelivery : 0;
    return delivery + (remote === 0 ? 0 : this.#perTree + remote * prices.perDelivery + links);
  }
}
