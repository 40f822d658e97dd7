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
import { joins, openForAll } from './place-whole.ts';

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
