import { exp, log } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { PartSet } from '../counts/part-set.ts';
import { tilesOfParts } from '../counts/parts.ts';

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

export function localityMetrics({ network, target }: Problem, partOf: Uint32Array): LocalityMetrics {
  const tileOf = tilesOfParts(target);
  const { columns } = target.topology;
  let nets = 0;
  let weight = 0;
  const sums = { plain: 0, logs: 0, weighted: 0, weightedLogs: 0 };
  const tiles = new PartSet(target.topology.tileCount);
  for (let source = 0; source < network.neuronCount; source++) {
    const first = network.outStart[source];
    const end = network.outStart[source + 1];
    if (first === end) continue;
    tiles.clear();
    tiles.add(tileOf[partOf[source]]);
    for (let entry = first; entry < end; entry++) tiles.add(tileOf[partOf[network.outTarget[entry]]]);
    const cells = latticePointsInHull([...tiles.items.subarray(0, tiles.size)], columns);
    const spikes = network.spikes[source];
    nets++;
    weight += spikes;
    sums.plain += cells;
    sums.logs += log(cells);
    sums.weighted += spikes * cells;
    sums.weightedLogs += spikes * log(cells);
  }
  return {
    arithmetic: nets === 0 ? 0 : sums.plain / nets,
    geometric: nets === 0 ? 0 : exp(sums.logs / nets),
    weightedArithmetic: weight === 0 ? 0 : sums.weighted / weight,
    weightedGeometric: weight === 0 ? 0 : exp(sums.weightedLogs / weight),
  };
}

/**
 * Lattice points inside or on the convex hull of distinct tiles. Hull by Andrew's monotone
 * chain; points by Pick's theorem: inside + border = area + border / 2 + 1, which also holds
 * for a segment (walked there and back) and for a point.
 */
export function latticePointsInHull(tiles: readonly number[], columns: number): number {
  const sorted = [...tiles].sort((a, b) => (a % columns) - (b % columns) || a - b);
  const hull: number[] = [];
  for (const pass of [sorted, [...sorted].reverse()]) {
    const base = hull.length;
    for (const tile of pass) {
      while (hull.length >= base + 2 && turn(hull[hull.length - 2], hull[hull.length - 1], tile) <= 0)
        hull.pop();
      hull.push(tile);
    }
    hull.pop();
  }
  if (hull.length === 0) hull.push(sorted[0]);
  let doubledArea = 0;
  let border = 0;
  for (let corner = 0; corner < hull.length; corner++) {
    const a = hull[corner];
    const b = hull[(corner + 1) % hull.length];
    const ax = a % columns;
    const bx = b % columns;
    const ay = (a - ax) / columns;
    const by = (b - bx) / columns;
    doubledArea += ax * by - bx * ay;
    border += greatestCommonDivisor(Math.abs(ax - bx), Math.abs(ay - by));
  }
  return (Math.abs(doubledArea) + border) / 2 + 1;

  /** Positive where a, b, c turn to the left. */
  function turn(a: number, b: number, c: number): number {
    const ax = a % columns;
    const bx = b % columns;
    const cx = c % columns;
    const ay = (a - ax) / columns;
    return (bx - ax) * ((c - cx) / columns - ay) - ((b - bx) / columns - ay) * (cx - ax);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
