import type { Target, Topology } from '@nmap/ir';

/** Up to this many tiles a table of all pairs is kept: 2048^2 doubles are 32 MB. Chosen to fit beside the traffic. */
const TABLE_TILES = 2048;

/** Price of a pair that faults cut off, in multiples of the longest priced route: worse than any detour, still finite. */
const UNREACHABLE = 1e6;

/** Neither chips nor prices change, and one compilation asks a dozen times: a second each on a million tiles. */
const made = new WeakMap<Topology, { readonly prices: Float64Array; readonly distance: TileDistance }[]>();

/** As `new TileDistance`, made once for a chip and its prices. @param prices prices[kind] of one hop. */
export function tileDistance(target: Target, prices: Float64Array): TileDistance {
  let known = made.get(target.topology);
  if (known === undefined) made.set(target.topology, (known = []));
  const same = known.find((entry) => entry.prices.every((price, k) => price === prices[k]));
  if (same !== undefined) return same.distance;
  const distance = new TileDistance(target, prices);
  known.push({ prices: prices.slice(), distance });
  return distance;
}

/**
 * Priced distance between tiles: the sum over the route's links of their class's price.
 * Three forms, from fast to general:
 *
 * - `plane`: coordinates whose differences add up to the price, |x - x'| + |y - y'|.
 *   Every mesh whose links between two columns (rows) all cost the same, several chips included.
 * - `table`: all pairs, up to 2048 tiles.
 * - `routes`: asks the topology for every pair.
 *
 * Only `plane` is symmetric by construction.
 */
export class TileDistance {
  readonly kind: 'plane' | 'table' | 'routes';
  readonly tileCount: number;
  /** table[from * tileCount + to]; length 0 unless `table`. */
  readonly table: Float64Array;
  readonly #target: Target;
  readonly #prices: Float64Array;
  readonly #plane: Plane | null;
  #xy: Float64Array | null = null;
  readonly #counts: Float64Array;

  /** @param prices prices[kind] of one hop, index into the topology's `linkKinds`. */
  constructor(target: Target, prices: Float64Array) {
    this.tileCount = target.topology.tileCount;
    this.#target = target;
    this.#counts = new Float64Array(target.topology.linkKinds.length);
    this.#prices = prices;
    this.#plane = planeCoordinates(target, prices);
    this.kind = this.#plane !== null ? 'plane' : this.tileCount <= TABLE_TILES ? 'table' : 'routes';
    this.table = this.kind === 'table' ? this.#fillTable() : new Float64Array(0);
  }

  /** xy[2 * tile], xy[2 * tile + 1] = priced coordinates, for every tile; length 0 unless `plane`. Made when first asked for. */
  get xy(): Float64Array {
    return (this.#xy ??= this.#plane === null ? new Float64Array(0) : coordinatesOfTiles(this.#plane));
  }

  /** Priced coordinates of the columns and rows; null unless `plane`. */
  get plane(): Plane | null {
    return this.#plane;
  }

  /** Price of the route from one tile to another. */
  between(from: number, to: number): number {
    if (this.#plane !== null) {
      const { x, y } = this.#plane;
      const columns = x.length;
      const fromX = from % columns;
      const toX = to % columns;
      return Math.abs(x[fromX] - x[toX]) + Math.abs(y[(from - fromX) / columns] - y[(to - toX) / columns]);
    }
    if (this.kind === 'table') return this.table[from * this.tileCount + to];
    return this.#alongRoute(from, to);
  }

  #alongRoute(from: number, to: number): number {
    if (from === to) return 0;
    const { topology } = this.#target;
    if (topology.hasDeadLinks && topology.hops(from, to) === Infinity) {
      let dearest = 0;
      for (const price of this.#prices) dearest = Math.max(dearest, price);
      return UNREACHABLE * dearest * topology.maxHops;
    }
    const counts = this.#counts;
    counts.fill(0);
    topology.addHops(from, to, counts, 1);
    let price = 0;
    for (let k = 0; k < counts.length; k++) price += counts[k] * this.#prices[k];
    return price;
  }

  #fillTable(): Float64Array {
    const n = this.tileCount;
    const table = new Float64Array(n * n);
    for (let from = 0; from < n; from++) {
      for (let to = 0; to < n; to++) table[from * n + to] = this.#alongRoute(from, to);
    }
    return table;
  }
}

export interface Plane {
  /** x[column] and y[row]: rising from 0. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Cumulative prices along x and y, or null where no such coordinates exist. On a mesh without dead links a link
 * is of the same class in every row (column), and back as there: it crosses a border between chips or it does not.
 */
function planeCoordinates(target: Target, prices: Float64Array): Plane | null {
  const { topology } = target;
  if (!topology.isPlane) return null;
  const { columns, rows } = topology;
  const route = new Uint32Array(Math.max(1, topology.maxHops));
  const linkPrice = (from: number, to: number): number => {
    topology.route(from, to, route);
    return prices[topology.linkClassOf[route[0]]];
  };
  const x = new Float64Array(columns);
  for (let column = 1; column < columns; column++) {
    const price = linkPrice(column - 1, column);
    x[column] = x[column - 1] + price;
  }
  const y = new Float64Array(rows);
  for (let row = 1; row < rows; row++) {
    const price = linkPrice((row - 1) * columns, row * columns);
    y[row] = y[row - 1] + price;
  }
  return { x, y };
}

function coordinatesOfTiles({ x, y }: Plane): Float64Array {
  const xy = new Float64Array(2 * x.length * y.length);
  for (let row = 0, tile = 0; row < y.length; row++) {
    for (let column = 0; column < x.length; column++, tile++) {
      xy[2 * tile] = x[column]!;
      xy[2 * tile + 1] = y[row]!;
    }
  }
  return xy;
}
