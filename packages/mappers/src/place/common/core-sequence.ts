import { groupMembers, raw } from '@nmap/kernels';
import type { Clustered, Curve, Target } from '@nmap/ir';
import { firstCoreOf } from './first-core-of.ts';
import { tileSequence } from './tile-sequence.ts';

/** Tiles looked at first, beside twice those that as many clusters fill; four times as many where cores are dead or of other classes. */
const TILES_AT_FIRST = 16;
const MORE = 4;

/**
 * Cores in the order of their tiles along a curve, those of one tile by slot: as many as it takes until every class
 * has a live one for each of its clusters, or all there are. O(clusters) where few cores are dead.
 * @returns cores[position]
 */
export function coresFor(clustered: Clustered, curve: Curve): Uint32Array {
  const { target } = clustered.problem;
  const { topology } = target;
  const { tileCount } = topology;
  const filled = Math.ceil((clustered.clusterCount * tileCount) / target.coreCount);
  for (let count = TILES_AT_FIRST + 2 * filled; ; count *= MORE) {
    const cores = coresAlong(target, tileSequence(topology, curve, count));
    if (count >= tileCount || areEnough(clustered, cores)) return cores;
  }
}

function areEnough({ problem: { target }, classOf }: Clustered, cores: Uint32Array): boolean {
  const missing = new Int32Array(target.classes.length);
  for (const wanted of raw(classOf)) missing[wanted]++;
  const classOfCore = raw(target.classOf);
  for (const core of cores) if (target.dead[core] === 0) missing[classOfCore[core]]--;
  return missing.every((count) => count <= 0);
}

/** All cores of the tiles given, in their order; those of one tile by slot. */
export function coresAlong(target: Target, tiles: Uint32Array): Uint32Array {
  const { start, cores } = coresOf(target, tiles.length);
  let length = 0;
  for (const tile of tiles) length += start(tile + 1) - start(tile);
  const sequence = new Uint32Array(length);
  length = 0;
  for (const tile of tiles) {
    const end = start(tile + 1);
    for (let e = start(tile); e < end; e++) sequence[length++] = cores === null ? e : cores[e];
  }
  return sequence;
}

/** Some cores in the order of their tiles along the Hilbert curve, those of one tile by slot. O(n log n). */
export function inHilbertOrder({ topology, tileOf }: Target, cores: Uint32Array): Uint32Array {
  const tiles = raw(tileOf);
  const position = Float64Array.from(cores, (core) => topology.positionAlong('hilbert', tiles[core]));
  const order = Uint32Array.from(cores.keys());
  order.sort((a, b) => position[a] - position[b] || cores[a] - cores[b]);
  return order.map((index) => cores[index]);
}

interface CoresOfTiles {
  readonly start: (tile: number) => number;
  /** null: core e is cores[e]. */
  readonly cores: Uint32Array | null;
}

/** A bisection costs as much as so many tiles of the table. */
const BISECTION = 8;

/** For a few tiles without a table, where cores are numbered tile by tile. */
function coresOf(target: Target, tilesWanted: number): CoresOfTiles {
  const first = BISECTION * tilesWanted < target.topology.tileCount ? firstCoreOf(target) : null;
  if (first !== null) return { start: first, cores: null };
  const { start, cores } = coresByTile(target);
  return { start: (tile) => start[tile], cores };
}

interface CoresByTile {
  readonly start: Uint32Array;
  readonly cores: Uint32Array;
}

const made = new WeakMap<Target, CoresByTile>();

/** CSR: cores[start[tile] .. start[tile + 1] - 1], ascending. Made once for a chip: not to be changed. */
export function coresByTile(target: Target): CoresByTile {
  let known = made.get(target);
  if (known === undefined) made.set(target, (known = grouped(target)));
  return known;
}

function grouped(target: Target): CoresByTile {
  const tileOf = raw(target.tileOf);
  const { start, members } = groupMembers(tileOf, target.topology.tileCount);
  return { start, cores: members };
}
