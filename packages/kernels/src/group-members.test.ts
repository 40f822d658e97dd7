import { describe, expect, it } from '@jest/globals';
import { groupMembers } from './group-members.ts';

describe('groupMembers', () => {
  it.each([
    ['nobody', [], 2, [0, 0, 0], []],
    ['empty groups between others', [3, 0, 3, 1], 5, [0, 1, 2, 2, 4, 4], [1, 3, 0, 2]],
    ['one group', [0, 0, 0], 1, [0, 3], [0, 1, 2]],
  ])('lists each group, ascending: %s', (_name, groupOf, groupCount, start, members) => {
    const groups = groupMembers(Uint32Array.from(groupOf), groupCount);
    expect([...groups.start]).toEqual(start);
    expect([...groups.members]).toEqual(members);
  });
});
