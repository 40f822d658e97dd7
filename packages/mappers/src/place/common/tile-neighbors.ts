import type { Topology } from '@nmap/ir';

/** neighbors[start[tile] .. start[tile + 1] - 1], ascending, the tile itself not among them. */
export interface TileNeighbors {
  readonly start: Uint32Array;
  readonly neighbors: Uint32Array;
}

/** Tiles next to each other, as the topology says: those that a live link joins in either direction, on a tree the leaves before and behind. */
export function tileNeighbors(topology: Topology): TileNeighbors {
  const { tileCount } = topology;
  const sets: Set<number>[] = Array.from({ length: tileCount }, () => new Set());
  topology.forEachNeighbors((a, b) => {
    sets[a].add(b);
    sets[b].add(a);
  });
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
