import { raw } from '@nmap/kernels';
import type { ClusterGraph, Target } from '@nmap/ir';
import { adjacencyOf } from './adjacency.ts';

/**
 * No placement has fewer weighted hops than this: each cluster's neighbours, heaviest first,
 * take the nearest cores there can be; every edge is seen from both ends, hence the half.
 * On a mesh with one core per tile, ring r round a tile holds at most 4 r cores, so the i-th
 * neighbour is at least ceil((sqrt(1 + 2 i) - 1) / 2) hops away.
 *
 * Edges between the same two clusters are merged first, in both directions: two of them
 * cannot lie at two different distances. Packets to and from the port are left out (0 is a
 * bound for them), so with a port the bound is weaker, not wrong.
 *
 * Holds for one packet per destination core under any routing, with the rings of the topology (on a mesh and
 * a torus 4 r tiles, on a hex torus 6 r, on a tree its leaves by distance); dead links and dead cores only
 * lengthen. With several cores per tile, the ones on the own tile come first, at 0 hops.
 * O(edges log degree).
 */
export function degreeBound(graph: ClusterGraph, target: Target): number {
  const rings = ringSizes(target);
  const { start, sent, heard } = adjacencyOf(graph);
  const weights = sent.map((packets, entry) => packets + heard[entry]);
  const distance = nearestDistances(rings, longestRow(start));
  let doubled = 0;
  for (let cluster = 0; cluster < start.length - 1; cluster++) {
    const row = weights.subarray(start[cluster], start[cluster + 1]).sort();
    for (let index = 0; index < row.length; index++) doubled += distance[row.length - 1 - index] * row[index];
  }
  return doubled / 2;
}

/** cores(r) = most cores at exactly r hops from a core, itself left out. */
export type RingSizes = (hops: number) => number;

export function ringSizes(target: Target): RingSizes {
  const { topology } = target;
  const onTile = mostCoresPerTile(target);
  return (hops) => onTile * topology.mostTilesAt(hops) - (hops === 0 ? 1 : 0);
}

/** distance[i] = fewest hops to the i-th nearest other core. */
export function nearestDistances(rings: RingSizes, count: number): Float64Array {
  const distance = new Float64Array(count);
  let filled = 0;
  // No ring beyond the first `count` is needed where rings are not empty; on a tree every second one is.
  for (let hops = 0; filled < count && hops <= 2 * count + 64; hops++) {
    const end = Math.min(count, filled + rings(hops));
    distance.fill(hops, filled, end);
    filled = end;
  }
  return distance;
}

const known = new WeakMap<Target, number>();

/** Counted once for a chip. */
export function mostCoresPerTile(target: Target): number {
  let most = known.get(target);
  if (most === undefined) known.set(target, (most = countMostCoresPerTile(target)));
  return most;
}

function countMostCoresPerTile(target: Target): number {
  const tileOf = raw(target.tileOf);
  const cores = new Uint32Array(target.topology.tileCount);
  let most = 0;
  for (let core = 0; core < target.coreCount; core++) if (++cores[tileOf[core]] > most) most++;
  return most;
}

function longestRow(start: Uint32Array): number {
  let longest = 0;
  for (let row = 0; row + 1 < start.length; row++) longest = Math.max(longest, start[row + 1] - start[row]);
  return longest;
}
