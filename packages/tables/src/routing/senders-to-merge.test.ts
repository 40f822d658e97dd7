import { describe, expect, it } from '@jest/globals';
import { buildTarget } from '@nmap/testkit';
import { sendersToMerge } from './senders-to-merge.ts';

/** Two chips of one router; routes 0 to 2 are of sender 0, 3 and 4 of sender 1, 5 of sender 2. */
const target = buildTarget({ columns: 2, rows: 1, chipColumns: 2, multicast: 'tree' });
const senderOf = [0, 0, 0, 1, 1, 2];
const routed = {
  rows: [
    { router: 0, route: [0, 1, 2, 3, 4, 5], output: [7, 8, 7, 7, 9, 7], byDefault: [0, 0, 0, 0, 0, 0] },
    { router: 1, route: [5], output: [3], byDefault: [0] },
  ],
  outputs: [],
};

describe('sendersToMerge', () => {
  it.each<[string, number[], number, number, number[]]>([
    ['what saves most for a delivery in vain', [30, 2, 5], 5, 1, [1]],
    ['what costs nothing before all', [0, 2, 5], 5, 1, [0]],
    ['as many as have to be saved', [30, 2, 5], 3, 1, [0, 1]],
    ['more where it is urgent', [30, 2, 5], 5, 2, [0, 1]],
    ['no sender that is merged already', [30, Infinity, 5], 5, 1, [0]],
    ['those that save nothing, too, where nothing else is left', [Infinity, Infinity, 5], 5, 1, [2]],
    ['none where all are merged', [Infinity, Infinity, Infinity], 5, 1, []],
  ])('%s', (_, price, limit, urgency, expected) => {
    const faults = [{ chip: 0, entries: 6, limit }];
    const chosen = sendersToMerge(target, routed, senderOf, price, faults, urgency);
    expect([...chosen].sort()).toEqual(expected);
  });

  it('asks only those that pass an overfull chip', () => {
    const faults = [{ chip: 1, entries: 6, limit: 1 }];
    expect([...sendersToMerge(target, routed, senderOf, [1, 1, 1], faults, 1)]).toEqual([2]);
    expect([...sendersToMerge(target, routed, senderOf, [1, 1, 1], [], 1)]).toEqual([]);
  });
});
