import { groupMembers, raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { inHilbertOrder } from '../common/core-sequence.ts';
import type { Sites } from '../common/sites.ts';
import type { TileDistance } from '../common/tile-distance.ts';

/** The cores to use in the order of a Hilbert curve, class by class. */
export interface CoreLine {
  /** cores[position]; all live. */
  readonly cores: Uint32Array;
  /** Positions of a class: classStart[class] .. classStart[class + 1] - 1. */
  readonly classStart: Uint32Array;
}

/** @param region cores that may be used, ascending, all live. */
export function coreLine(target: Target, region: Uint32Array): CoreLine {
  const classOf = raw(target.classOf);
  const along = inHilbertOrder(target, region);
  const { start, members } = groupMembers(
    along.map((core) => classOf[core]),
    target.classes.length,
  );
  return { cores: members.map((position) => along[position]), classStart: start };
}

/**
 * Sites of a level: runs of 2^level cores of a class along the line. The curve makes them compact:
 * squares and dominoes on a mesh of 2^k x 2^k, whole subtrees where the arity is 2 or 4.
 */
export interface Cells extends Sites {
  /** Cells of a class: classStart[class] .. classStart[class + 1] - 1. */
  readonly classStart: Uint32Array;
  /** xy[2 * cell], xy[2 * cell + 1] = mean of the cores' priced coordinates; length 0 unless `plane`. */
  readonly xy: Float64Array;
}

export function cellsOf(target: Target, line: CoreLine, level: number, distance: TileDistance): Cells {
  const tileOfCore = raw(target.tileOf);
  const { cores } = line;
  const classCount = line.classStart.length - 1;
  const size = 2 ** level;
  const classStart = new Uint32Array(classCount + 1);
  for (let k = 0; k < classCount; k++)
    classStart[k + 1] = classStart[k] + Math.ceil((line.classStart[k + 1] - line.classStart[k]) / size);
  const count = classStart[classCount];
  const tileOf = new Uint32Array(count);
  const classOf = new Uint32Array(count);
  const { xy: ofTiles, kind } = distance;
  const xy = new Float64Array(kind === 'plane' ? 2 * count : 0);
  const start = new Uint32Array(target.topology.tileCount + 1);
  const cellAt = new Uint32Array(cores.length);
  const lastOn = new Uint32Array(target.topology.tileCount).fill(0xffff_ffff);
  let cell = 0;
  for (let k = 0; k < classCount; k++) {
    for (let from = line.classStart[k]; from < line.classStart[k + 1]; from += size, cell++) {
      const end = Math.min(from + size, line.classStart[k + 1]);
      classOf[cell] = k;
      tileOf[cell] = tileOfCore[cores[(from + end) >> 1]]!;
      for (let at = from; at < end; at++) {
        const tile = tileOfCore[cores[at]];
        cellAt[at] = cell;
        if (kind === 'plane') {
          xy[2 * cell] += ofTiles[2 * tile] / (end - from);
          xy[2 * cell + 1] += ofTiles[2 * tile + 1] / (end - from);
        }
        if (lastOn[tile] === cell) continue;
        lastOn[tile] = cell;
        start[tile + 1]++;
      }
    }
  }
  for (let tile = 0; tile + 1 < start.length; tile++) start[tile + 1] += start[tile];
  const onTile = new Uint32Array(start.at(-1)!);
  const next = start.slice();
  lastOn.fill(0xffff_ffff);
  for (let at = 0; at < cores.length; at++) {
    const tile = tileOfCore[cores[at]];
    if (lastOn[tile] === cellAt[at]) continue;
    lastOn[tile] = cellAt[at]!;
    onTile[next[tile]++] = cellAt[at]!;
  }
  const perTile = Math.max(1, target.coreCount / target.topology.tileCount);
  const span = Math.max(1, Math.sqrt(size / perTile));
  return { count, tileOf, classOf, start, onTile, span, classStart, xy };
}
