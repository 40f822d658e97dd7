import { exp, log } from '@nmap/kernels';
import { neuronsIn, type Problem } from '@nmap/ir';
import { PartSet } from '../counts/part-set.ts';
import { tilesOfParts } from '../counts/parts.ts';
import { reachOf, type Reach } from '../counts/reach.ts';

/**
 * Connections locality of a net = tiles inside or on the convex hull of the tiles of its
 * parts, source included. Means over the nets that have a target.
 */
export interface LocalityMetrics {
  readonly arithmetic: number;
  readonly geometric: number;
  /** Weighted by the source's spikes. */
  readonly weightedArithmetic: number;
  readonly weightedGeometric: number;
}

export function localityMetrics(
  problem: Problem,
  partOf: Uint32Array,
  reach: Reach = reachOf(problem, partOf),
): LocalityMetrics {
  const { network, target } = problem;
  const tileOf = tilesOfParts(target);
  const { columns } = target.topology;
  let nets = 0;
  let weight = 0;
  const sums = { plain: 0, logs: 0, weighted: 0, weightedLogs: 0 };
  const tiles = new PartSet(target.topology.tileCount);
  const hulls = new Hulls(columns);
  const logs = new Logarithms();
  for (let source = 0; source < network.vertexCount; source++) {
    const first = reach.start[source];
    const end = reach.start[source + 1];
    if (first === end) continue;
    tiles.clear();
    tiles.add(tileOf[partOf[source]]);
    for (let entry = first; entry < end; entry++) tiles.add(tileOf[reach.part[entry]]);
    const cells = hulls.latticePoints(tiles.items, tiles.size);
    const spikes = network.spikes[source];
    const size = neuronsIn(network, source);
    nets += size;
    weight += spikes;
    const logOfCells = logs.of(cells);
    sums.plain += size * cells;
    sums.logs += size * logOfCells;
    sums.weighted += spikes * cells;
    sums.weightedLogs += spikes * logOfCells;
  }
  return {
    arithmetic: nets === 0 ? 0 : sums.plain / nets,
    geometric: nets === 0 ? 0 : exp(sums.logs / nets),
    weightedArithmetic: weight === 0 ? 0 : sums.weighted / weight,
    weightedGeometric: weight === 0 ? 0 : exp(sums.weightedLogs / weight),
  };
}

/** Logarithms of whole numbers, of which most nets have the same few. */
class Logarithms {
  readonly #known = new Float64Array(1 << 12);

  of(cells: number): number {
    if (cells >= this.#known.length || !Number.isInteger(cells)) return log(cells);
    const known = this.#known[cells];
    if (known !== 0) return known;
    return (this.#known[cells] = log(cells));
  }
}

/** Lattice points inside or on the convex hull of distinct tiles. */
export function latticePointsInHull(tiles: readonly number[], columns: number): number {
  return new Hulls(columns).latticePoints(Uint32Array.from(tiles), tiles.length);
}

/**
 * Hull by Andrew's monotone chain; points by Pick's theorem: inside + border = area + border / 2 + 1, which also
 * holds for a segment (walked there and back) and for a point. The arrays serve one net after another.
 */
class Hulls {
  readonly #columns: number;
  /** Of the tiles by x, then y; and of the corners of the hull, the first one twice. */
  #x = new Int32Array(64);
  #y = new Int32Array(64);
  #hullX = new Int32Array(130);
  #hullY = new Int32Array(130);
  readonly #divisors = new Divisors();

  constructor(columns: number) {
    this.#columns = columns;
  }

  latticePoints(tiles: Uint32Array, count: number): number {
    if (count < 2) return count;
    this.#sort(tiles, count);
    const corners = this.#chain(count);
    let doubledArea = 0;
    let border = 0;
    for (let corner = 0; corner + 1 < corners; corner++) {
      const ax = this.#hullX[corner];
      const ay = this.#hullY[corner];
      const bx = this.#hullX[corner + 1];
      const by = this.#hullY[corner + 1];
      doubledArea += ax * by - bx * ay;
      border += this.#divisors.of(Math.abs(ax - bx), Math.abs(ay - by));
    }
    return (Math.abs(doubledArea) + border) / 2 + 1;
  }

  #sort(tiles: Uint32Array, count: number): void {
    if (count > this.#x.length) {
      this.#x = new Int32Array(2 * count);
      this.#y = new Int32Array(2 * count);
      this.#hullX = new Int32Array(4 * count + 2);
      this.#hullY = new Int32Array(4 * count + 2);
    }
    const columns = this.#columns;
    const xs = this.#x;
    const ys = this.#y;
    // Insertion is fastest for the few tiles of most nets.
    const sorted =
      count <= 32 ? tiles : tiles.slice(0, count).sort((a, b) => (a % columns) - (b % columns) || a - b);
    for (let i = 0; i < count; i++) {
      const x = sorted[i] % columns;
      const y = (sorted[i] - x) / columns;
      let j = i - 1;
      for (; j >= 0 && (xs[j] > x || (xs[j] === x && ys[j] > y)); j--) {
        xs[j + 1] = xs[j]!;
        ys[j + 1] = ys[j]!;
      }
      xs[j + 1] = x;
      ys[j + 1] = y;
    }
  }

  /** Fills the hull, there below and back above; returns its corners, the first one counted twice. */
  #chain(count: number): number {
    const xs = this.#x;
    const ys = this.#y;
    const hullX = this.#hullX;
    const hullY = this.#hullY;
    let corners = 0;
    let base = 0;
    for (let step = 0; step < 2 * count - 1; step++) {
      const i = step < count ? step : 2 * count - 2 - step;
      if (step === count) base = corners - 1;
      const x = xs[i];
      const y = ys[i];
      while (corners >= base + 2) {
        const bx = hullX[corners - 1];
        const by = hullY[corners - 1];
        const turn =
          (bx - hullX[corners - 2]) * (y - hullY[corners - 2]) -
          (by - hullY[corners - 2]) * (x - hullX[corners - 2]);
        if (turn > 0) break;
        corners--;
      }
      hullX[corners] = x;
      hullY[corners++] = y;
    }
    return corners;
  }
}

/** Greatest common divisors; those of small numbers are kept. */
class Divisors {
  /** known[a * SMALL + b]; 0 = not asked for yet. */
  readonly #known = new Uint8Array(SMALL * SMALL);

  of(a: number, b: number): number {
    if (a >= SMALL || b >= SMALL) return greatestCommonDivisor(a, b);
    const known = this.#known[a * SMALL + b];
    if (known !== 0) return known;
    return (this.#known[a * SMALL + b] = greatestCommonDivisor(a, b));
  }
}

const SMALL = 64;

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
