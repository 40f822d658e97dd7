import type { Target } from '@nmap/ir';
import type { Counts } from './counts.ts';
import { neuronsByPart, portOf, tilesOfParts } from './parts.ts';
import type { Reached } from './reach.ts';

/** Links of a tile on a plane: link = 4 * tile + direction. */
const EAST = 0;
const WEST = 1;
const NORTH = 2;
const SOUTH = 3;

/**
 * The multicast trees of all spikes on a mesh, link by link the same as those that are walked: the union of routes that
 * go along x first, then along y, is one stretch of the source's row and one of each column that holds a target. The
 * stretches of one home all begin in its row, so how many end where says how many cross each link.
 * `counts.trees` is known already. O(entries of the reach + for each home the stretches to its farthest targets).
 */
export function sendPlaneTrees(
  target: Target,
  partOf: Uint32Array,
  reach: Reached,
  spikes: Uint32Array | Float64Array,
  counts: Counts,
): void {
  const { columns, tileCount, linkClassOf } = target.topology;
  const { linkLoads, hopsByClass } = counts;
  const partCount = portOf(target) + 1;
  const tileOf = tilesOfParts(target);
  const xOf = tileOf.map((tile) => tile % columns);
  const { start, neurons } = neuronsByPart(partOf, partCount);
  // ends[tile] = spikes of the home at hand whose stretch ends there; all 0 between homes.
  const ends = new Float64Array(tileCount);
  const ofNeuron = new Extents(columns);
  const ofHome = new Extents(columns);
  let hops = 0;

  /** Takes the ends up, from the farthest tile inwards, and lets what has ended beyond a link cross it. */
  const cross = (from: number, to: number, step: number, direction: number): void => {
    let crossing = 0;
    for (let tile = to; tile !== from; tile -= step) {
      crossing += ends[tile];
      ends[tile] = 0;
      const link = 4 * (tile - step) + direction;
      linkLoads[link] += crossing;
      hopsByClass[linkClassOf[link]] += crossing;
      hops += crossing;
    }
  };

  for (let home = 0; home < partCount; home++) {
    if (start[home] === start[home + 1]) continue;
    const homeTile = tileOf[home];
    const row = homeTile - xOf[home];
    let leftmost = homeTile;
    let rightmost = homeTile;
    ofHome.clear();
    for (let i = start[home]; i < start[home + 1]; i++) {
      const u = neurons[i];
      const count = spikes[u];
      let left = homeTile;
      let right = homeTile;
      ofNeuron.clear();
      for (let entry = reach.start[u]; entry < reach.start[u + 1]; entry++) {
        const part = reach.part[entry];
        const x = xOf[part];
        if (row + x < left) left = row + x;
        else if (row + x > right) right = row + x;
        ofNeuron.stretch(x, row + x, tileOf[part]);
      }
      if (left < homeTile) ends[left] += count;
      if (right > homeTile) ends[right] += count;
      if (left < leftmost) leftmost = left;
      if (right > rightmost) rightmost = right;
      for (let k = 0; k < ofNeuron.size; k++) {
        const x = ofNeuron.items[k];
        const top = ofNeuron.last[x];
        const bottom = ofNeuron.first[x];
        if (top > row + x) ends[top] += count;
        if (bottom < row + x) ends[bottom] += count;
        ofHome.stretch(x, bottom, top);
      }
    }
    cross(homeTile, rightmost, 1, EAST);
    cross(homeTile, leftmost, -1, WEST);
    for (let k = 0; k < ofHome.size; k++) {
      const x = ofHome.items[k];
      cross(row + x, ofHome.last[x], columns, NORTH);
      cross(row + x, ofHome.first[x], -columns, SOUTH);
    }
  }
  counts.routersVisited += hops + counts.trees;
}

/** The first and the last tile of a stretch in each column that has one. Emptying is O(1). */
class Extents {
  /** items[0 .. size - 1] = columns, in the order they were touched. */
  readonly items: Uint32Array;
  size = 0;
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly #seenIn: Float64Array;
  #round = 1;

  constructor(columns: number) {
    this.items = new Uint32Array(columns);
    this.first = new Float64Array(columns);
    this.last = new Float64Array(columns);
    this.#seenIn = new Float64Array(columns);
  }

  clear(): void {
    this.size = 0;
    this.#round++;
  }

  /** To hold both tiles of the column. */
  stretch(column: number, a: number, b: number): void {
    const low = a < b ? a : b;
    const high = a < b ? b : a;
    if (this.#seenIn[column] !== this.#round) {
      this.#seenIn[column] = this.#round;
      this.items[this.size++] = column;
      this.first[column] = low;
      this.last[column] = high;
      return;
    }
    if (low < this.first[column]) this.first[column] = low;
    if (high > this.last[column]) this.last[column] = high;
  }
}
