/**
 * A fill for chips where a neuron reaches one core only: its targets share a core, and so do theirs that they share
 * (`sharedCoreGroups` of ir). The groups, largest first, each go whole to the lowest core that holds them.
 *
 * Guarantees: no group is torn; loads are those of the tracker, so what is placed is legal. Bin packing by first fit,
 * decreasing: where it leaves a group over, another order may still place it.
 */
import { NONE } from '@nmap/kernels';
import { neuronsIn, sharedCoreGroups, type Problem } from '@nmap/ir';
import type { Filling } from './filling.ts';

/** Fills as far as it can; false where the chip has no such limit, and nothing is done. */
export function groupFit(problem: Problem, filling: Filling): boolean {
  const groups = sharedCoreGroups(problem.network, problem.target.classes);
  if (groups === null) return false;
  const { groupOf, groupCount } = groups;
  const members: number[][] = Array.from({ length: groupCount }, () => []);
  const size = new Float64Array(groupCount);
  for (const [vertex, group] of groupOf.entries()) {
    if (group === NONE) continue;
    members[group].push(vertex);
    size[group] += neuronsIn(problem.network, vertex);
  }
  const order = Array.from(members.keys()).sort((a, b) => size[b] - size[a] || a - b);
  for (const group of order) {
    if (!filling.goesOn()) break;
    placeGroup(filling, members[group]);
  }
  return true;
}

function placeGroup(filling: Filling, members: readonly number[]): void {
  for (let cluster = 0; cluster < filling.tracker.clusterCount; cluster++)
    if (joins(filling, members, cluster)) return;
  openForAll(filling, members);
}

/** Opens a cluster of the first class that holds them all; false where none is left. */
export function openForAll(filling: Filling, members: ArrayLike<number>): boolean {
  const { tracker, supply } = filling;
  return supply.order.some((classId) => {
    if (!supply.has(classId)) return false;
    if (joins(filling, members, tracker.openCluster(classId))) {
      supply.take(classId);
      return true;
    }
    tracker.closeCluster();
    return false;
  });
}

/** All of them, or none. */
function joins({ tracker }: Filling, members: ArrayLike<number>, cluster: number): boolean {
  let placed = 0;
  while (placed < members.length && tracker.fits(members[placed], cluster))
    tracker.add(members[placed++], cluster);
  if (placed === members.length) return true;
  while (placed > 0) tracker.remove(members[--placed]);
  return false;
}
