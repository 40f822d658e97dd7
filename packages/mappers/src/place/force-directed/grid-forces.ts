import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { FlowGraph } from '../common/flow-graph.ts';
import { exchangeable, type PlacementState } from '../common/swap-cost.ts';
import type { TileDistance } from '../common/tile-distance.ts';
import type { Potential } from './potentials.ts';
import type { PairSet, TensionModel } from './tension-model.ts';

/** One core to a tile: what is left of the potentials where no distance is below a hop. */
export type OnGrid = Exclude<Potential, 'p2' | 'max1'>;

const EAST = 0;
const WEST = 1;
const NORTH = 2;
const SOUTH = 3;

/**
 * The forces of the paper on a plane with one core per tile: force[4 * cluster + direction] is the
 * potential saved if that cluster alone moved one tile that way, summed over its edges but one to
 * the cluster that stands there. The tension of two neighbours is the sum of their two forces.
 *
 * An exchange takes all edges of both clusters out and puts them back, O(degree). Most keep their
 * forces but for the last bit of the sum; leaving those out is faster, and breaks ties other than
 * the published runs did (conv 64: 48,547 in place of 48,494), so they stay in.
 *
 * pair = tile for (x, y)-(x, y + 1), tileCount + tile for (x, y)-(x + 1, y): where tensions are equal,
 * exchanges across the main direction of the curve come first, as in the published runs.
 */
export class GridForces implements TensionModel {
  readonly pairCount: number;
  readonly coreOf: Uint32Array;
  readonly #flow: FlowGraph;
  readonly #potential: OnGrid;
  readonly #columns: number;
  readonly #tileCount: number;
  /** usable[pair] = 1: both cores live and of one class. */
  readonly #usable: Uint8Array;
  /** clusterOn[tile]; NONE where empty. */
  readonly #clusterOn: Uint32Array;
  readonly #coreOn: Uint32Array;
  /** column[cluster], row[cluster]; the i/o port last. */
  readonly #column: Int32Array;
  readonly #row: Int32Array;
  /** Priced coordinate of every column and row, one more on both sides: x[column + 1]. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #force: Float64Array;

  constructor(
    clustered: Clustered,
    flow: FlowGraph,
    distance: TileDistance,
    potential: OnGrid,
    state: PlacementState,
  ) {
    const { target } = clustered.problem;
    const { columns, rows, tileCount } = target.topology;
    const tileOfCore = raw(target.tileOf);
    this.coreOf = state.coreOf;
    this.pairCount = 2 * tileCount;
    this.#flow = flow;
    this.#potential = potential;
    this.#columns = columns;
    this.#tileCount = tileCount;
    this.#coreOn = new Uint32Array(tileCount).fill(NONE);
    for (let core = 0; core < target.coreCount; core++) this.#coreOn[tileOfCore[core]] = core;
    this.#usable = new Uint8Array(this.pairCount);
    for (let tile = 0; tile < tileCount; tile++) {
      const core = this.#coreOn[tile];
      const east = (tile + 1) % columns === 0 ? NONE : this.#coreOn[tile + 1];
      const north = tile + columns >= tileCount ? NONE : this.#coreOn[tile + columns];
      if (core === NONE) continue;
      if (east !== NONE && exchangeable(clustered, core, east)) this.#usable[tileCount + tile] = 1;
      if (north !== NONE && exchangeable(clustered, core, north)) this.#usable[tile] = 1;
    }

    // Steps beyond the edge are never taken; a mirrored step keeps their forces finite.
    this.#x = withMargins(columns, (column) => distance.plane!.x[column]);
    this.#y = withMargins(rows, (row) => distance.plane!.y[row]);
    const n = flow.clusterCount;
    this.#clusterOn = new Uint32Array(tileCount).fill(NONE);
    this.#column = new Int32Array(n + 1);
    this.#row = new Int32Array(n + 1);
    for (let cluster = 0; cluster < n; cluster++) this.#stand(cluster, tileOfCore[this.coreOf[cluster]]);
    this.#column[n] = target.ioTile % columns;
    this.#row[n] = Math.floor(target.ioTile / columns);
    this.#force = new Float64Array(4 * (n + 1));
    for (let cluster = 0; cluster < n; cluster++) {
      for (let e = flow.start[cluster]; e < flow.start[cluster + 1]; e++) {
        if (flow.neighbor[e] > cluster) this.#addEdge(cluster, flow.neighbor[e], flow.both[e], 1);
      }
    }
  }

  tension(pair: number): number {
    if (this.#usable[pair] === 0) return 0;
    const upward = pair < this.#tileCount;
    const tile = upward ? pair : pair - this.#tileCount;
    const here = this.#clusterOn[tile];
    const there = this.#clusterOn[upward ? tile + this.#columns : tile + 1];
    const out = upward ? NORTH : EAST;
    const back = upward ? SOUTH : WEST;
    return (
      (here === NONE ? 0 : this.#force[4 * here + out]) + (there === NONE ? 0 : this.#force[4 * there + back])
    );
  }

  exchange(pair: number, touched: PairSet): void {
    const upward = pair < this.#tileCount;
    const tile = upward ? pair : pair - this.#tileCount;
    const otherTile = upward ? tile + this.#columns : tile + 1;
    const here = this.#clusterOn[tile];
    const there = this.#clusterOn[otherTile];
    this.#lift(here, NONE, touched);
    this.#lift(there, here, touched);
    this.#clusterOn[tile] = NONE;
    this.#clusterOn[otherTile] = NONE;
    if (here !== NONE) this.#settle(here, otherTile);
    if (there !== NONE) this.#settle(there, tile);
    this.#drop(here, NONE);
    this.#drop(there, here);
    this.#touchAround(tile, touched);
    this.#touchAround(otherTile, touched);
  }

  /** Takes the edges of a cluster, but one to `except`, out of the forces, as it stands now. */
  #lift(cluster: number, except: number, touched: PairSet): void {
    if (cluster === NONE) return;
    const { start, neighbor, both, clusterCount } = this.#flow;
    const end = start[cluster + 1];
    for (let e = start[cluster]; e < end; e++) {
      const other = neighbor[e];
      if (other === except) continue;
      this.#addEdge(cluster, other, both[e], -1);
      if (other !== clusterCount)
        this.#touchAround(this.#row[other] * this.#columns + this.#column[other], touched);
    }
  }

  /** Puts back the edges that {@link lift} took out, as the cluster stands now. */
  #drop(cluster: number, except: number): void {
    if (cluster === NONE) return;
    const { start, neighbor, both } = this.#flow;
    const end = start[cluster + 1];
    for (let e = start[cluster]; e < end; e++) {
      if (neighbor[e] !== except) this.#addEdge(cluster, neighbor[e], both[e], 1);
    }
  }

  #settle(cluster: number, tile: number): void {
    this.#stand(cluster, tile);
    this.coreOf[cluster] = this.#coreOn[tile]!;
  }

  #stand(cluster: number, tile: number): void {
    this.#clusterOn[tile] = cluster;
    this.#column[cluster] = tile % this.#columns;
    this.#row[cluster] = Math.floor(tile / this.#columns);
  }

  #touchAround(tile: number, touched: PairSet): void {
    const tileCount = this.#tileCount;
    touched.add(tile);
    touched.add(tileCount + tile);
    if (tile > 0) touched.add(tileCount + tile - 1);
    if (tile >= this.#columns) touched.add(tile - this.#columns);
  }

  /** Adds (sign 1) or takes out (sign -1) what one edge contributes to the eight forces of its ends. */
  #addEdge(a: number, b: number, weight: number, sign: number): void {
    this.#addToEnd(a, b, weight, sign);
    this.#addToEnd(b, a, weight, sign);
  }

  #addToEnd(end: number, other: number, weight: number, sign: number): void {
    const force = this.#force;
    const x = this.#x;
    const y = this.#y;
    const column = this.#column[end] + 1;
    const row = this.#row[end] + 1;
    const otherColumn = this.#column[other] + 1;
    const otherRow = this.#row[other] + 1;
    const dx = Math.abs(x[column] - x[otherColumn]);
    const dy = Math.abs(y[row] - y[otherRow]);
    const inRow = row === otherRow;
    const inColumn = column === otherColumn;
    const east = Math.abs(x[column + 1] - x[otherColumn]);
    const west = Math.abs(x[column - 1] - x[otherColumn]);
    const north = Math.abs(y[row + 1] - y[otherRow]);
    const south = Math.abs(y[row - 1] - y[otherRow]);
    const at = 4 * end;
    // A step onto the other end is an exchange with it and leaves their distance as it is. The
    // port is no cluster: nobody exchanges with it.
    const solid = other !== this.#flow.clusterCount;
    const blockEast = solid && inRow && otherColumn === column + 1;
    const blockWest = solid && inRow && otherColumn === column - 1;
    const blockNorth = solid && inColumn && otherRow === row + 1;
    const blockSouth = solid && inColumn && otherRow === row - 1;
    if (this.#potential === 'p0') {
      const scale = sign * weight;
      if (!blockEast) force[at + EAST] += scale * (dx - east);
      if (!blockWest) force[at + WEST] += scale * (dx - west);
      if (!blockNorth) force[at + NORTH] += scale * (dy - north);
      if (!blockSouth) force[at + SOUTH] += scale * (dy - south);
    } else if (this.#potential === 'p1') {
      const now = (dx + dy) * (dx + dy);
      if (!blockEast) force[at + EAST] += sign * (now - (east + dy) * (east + dy));
      if (!blockWest) force[at + WEST] += sign * (now - (west + dy) * (west + dy));
      if (!blockNorth) force[at + NORTH] += sign * (now - (dx + north) * (dx + north));
      if (!blockSouth) force[at + SOUTH] += sign * (now - (dx + south) * (dx + south));
    } else {
      if (!blockEast) force[at + EAST] += sign * (dx * dx - east * east);
      if (!blockWest) force[at + WEST] += sign * (dx * dx - west * west);
      if (!blockNorth) force[at + NORTH] += sign * (dy * dy - north * north);
      if (!blockSouth) force[at + SOUTH] += sign * (dy * dy - south * south);
    }
  }
}

function withMargins(length: number, at: (index: number) => number): Float64Array {
  const values = new Float64Array(length + 2);
  for (let k = 0; k < length; k++) values[k + 1] = at(k);
  values[0] = values[1] - 1;
  values[length + 1] = values[length] + 1;
  return values;
}
