import type { Topology } from '@nmap/ir';

/** neighbors[start[tile] .. start[tile + 1] - 1], ascending, the tile itself not among them. */
export interface TileNeighbors {
  readonly start: Uint32Array;
  readonly neighbors: Uint32Array;
}

/** Tiles that a live link joins, in either direction; on a tree, the leaves before and behind. */
export function tileNeighbors(topology: Topology): TileNeighbors {
  const { tileCount } = topology;
  const sets: Set<number>[] = Array.from({ length: tileCount }, () => new Set());
  if (topology.kind === 'tree') {
    for (let tile = 0; tile + 1 < tileCount; tile++) {
      sets[tile].add(tile + 1);
      sets[tile + 1].add(tile);
    }
  } else {
    for (let link = 0; link < topology.linkCount; link++) {
      if (topology.linkDead[link] === 1) continue;
      const from = topology.linkFrom(link);
      const to = topology.linkTo(link);
      if (from === to || from >= tileCount || to >= tileCount) continue;
      sets[from].add(to);
      sets[to].add(from);
    }
  }
  const start = new Uint32Array(tileCount + 1);
  for (let tile = 0; tile < tileCount; tile++) start[tile + 1] = start[tile] + sets[tile].size;
  const neighbors = new Uint32Array(start[tileCount]);
  for (let tile = 0; tile < tileCount; tile++) {
    neighbors.set(
      [...sets[tile]].sort((a, b) => a - b),
      start[tile],
    );
  }
  return { start, neighbors };
}
