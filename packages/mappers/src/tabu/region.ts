import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { liveCores } from '../limits/core-supply.ts';
import type { TileDistance } from '../place/common/tile-distance.ts';
import { nearestCores } from './nearest-cores.ts';

/** So many empty cores of a class are kept beside its clusters: enough for any shape of the occupied region. */
const SPARE = 48;

/**
 * The cores worth searching: per class all live ones, or, if there are many more than clusters,
 * those nearest to the {@link middleOf} the traffic.
 * @returns cores, ascending.
 */
export function searchRegion(clustered: Clustered, distance: TileDistance): Uint32Array {
  const { target } = clustered.problem;
  const middle = middleOf(clustered);
  const need = new Uint32Array(target.classes.length);
  for (const k of raw(clustered.classOf)) need[k]++;
  const classOf = raw(target.classOf);
  const live = liveCores(clustered.problem);
  const region: number[] = [];
  for (let k = 0; k < need.length; k++) {
    if (need[k] === 0) continue;
    const most = need[k] + Math.max(SPARE, need[k]);
    if (live[k] > most) {
      for (const core of nearestCores(target, k, { middle, most, distance })) region.push(core);
      continue;
    }
    for (let core = 0; core < target.coreCount; core++)
      if (target.dead[core] === 0 && classOf[core] === k) region.push(core);
  }
  return Uint32Array.from(region).sort();
}

/** The tile that clusters gather round: the i/o port where spikes pass it, else the centre of the chip's grid. */
export function middleOf({ problem: { target }, traffic: { graph } }: Clustered): number {
  const { columns, rows } = target.topology;
  const usesPort =
    graph.toPort.some((packets) => packets > 0) || graph.fromPort.some((packets) => packets > 0);
  return usesPort ? target.ioTile : Math.floor(rows / 2) * columns + Math.floor(columns / 2);
}
