/** The fewest tiles and chips that can hold so many clusters, one to a core: what no placement of them changes. */
import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';

export interface LeastUse {
  readonly tiles: number;
  readonly chips: number;
}

/** O(cores of the chip). Classes of cores are not told apart: it is a bound. */
export function leastUse({ dead, tileOf, chipOf, chipCount, topology }: Target, clusters: number): LeastUse {
  const onTile = new Uint32Array(topology.tileCount);
  const onChip = new Uint32Array(chipCount);
  const tiles = raw(tileOf);
  for (let core = 0; core < dead.length; core++) {
    if (dead[core] === 1) continue;
    onTile[tiles[core]]++;
    onChip[chipOf[tiles[core]]]++;
  }
  return { tiles: fewest(onTile, clusters), chips: fewest(onChip, clusters) };
}

/** The largest first. */
function fewest(room: Uint32Array, clusters: number): number {
  let count = 0;
  let left = clusters;
  for (const size of room.sort().reverse()) {
    if (left <= 0) break;
    left -= size;
    count++;
  }
  return count;
}
