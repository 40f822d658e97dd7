import { startsFromCounts } from './csr.ts';

/** The members of every group: members[start[group] .. start[group + 1] - 1], ascending. */
export interface GroupMembers {
  /** Length groupCount + 1. */
  readonly start: Uint32Array;
  readonly members: Uint32Array;
}

/** @param groupOf groupOf[member], each below `groupCount`. O(members + groups). */
export function groupMembers(groupOf: Uint32Array, groupCount: number): GroupMembers {
  const counts = new Uint32Array(groupCount);
  for (let member = 0; member < groupOf.length; member++) counts[groupOf[member]]++;
  const start = startsFromCounts(counts);
  const next = start.slice(0, groupCount);
  const members = new Uint32Array(groupOf.length);
  for (let member = 0; member < groupOf.length; member++) members[next[groupOf[member]]++] = member;
  return { start, members };
}
