import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { coresByTile } from '../../place/common/core-sequence.ts';
import { coresOfClasses } from '../../place/common/cores-of-classes.ts';
import { flowGraph } from '../../place/common/flow-graph.ts';
import type { SwapCost } from '../../place/common/swap-cost.ts';
import { tileNeighbors } from '../../place/common/tile-neighbors.ts';

/** Writes the cores to try for a cluster, each once, into `out` and returns their number. */
export type Candidates = (cluster: number, out: Uint32Array) => number;

/** Neighbours in the traffic that `near` follows, the heaviest first: enough for any mesh's surroundings. */
const FOLLOWED = 16;

/**
 * All live cores of the cluster's class, ascending; or, `near`, those on and next to its own
 * tile and the tiles of its heaviest neighbours in the traffic.
 */
export function candidatesOf(clustered: Clustered, cost: SwapCost, near: boolean): Candidates {
  const { target } = clustered.problem;
  const classOfCore = raw(target.classOf);
  const classOfCluster = raw(clustered.classOf);
  if (!near) {
    const lists = coresOfClasses(target);
    return (cluster, out) => {
      const list = lists[classOfCluster[cluster]];
      out.set(list);
      return list.length;
    };
  }

  const tileOf = raw(target.tileOf);
  const { start, cores } = coresByTile(target);
  const joined = tileNeighbors(target.topology);
  const flow = flowGraph(clustered.traffic.graph);
  const stamp = new Uint32Array(target.topology.tileCount);
  let now = 0;
  return (cluster, out) => {
    now++;
    let length = 0;
    const wanted = classOfCluster[cluster];
    const addTile = (tile: number): void => {
      if (stamp[tile] === now) return;
      stamp[tile] = now;
      for (let e = start[tile]; e < start[tile + 1]; e++) {
        const core = cores[e];
        if (target.dead[core] === 0 && classOfCore[core] === wanted) out[length++] = core;
      }
    };
    const addAround = (tile: number): void => {
      addTile(tile);
      for (let k = joined.start[tile]; k < joined.start[tile + 1]; k++) addTile(joined.neighbors[k]);
    };
    addAround(tileOf[cost.coreOf[cluster]]);
    const row: number[] = [];
    for (let e = flow.start[cluster]; e < flow.start[cluster + 1]; e++) row.push(e);
    row.sort((a, b) => flow.both[b] - flow.both[a] || a - b);
    for (const e of row.slice(0, FOLLOWED)) {
      const other = flow.neighbor[e];
      addAround(other === flow.clusterCount ? target.ioTile : tileOf[cost.coreOf[other]]);
    }
    return length;
  };
}
