import { describe, expect, it } from '@jest/globals';
import { Rng } from './rng.ts';
import { sortDescending } from './sort-descending.ts';

describe('sortDescending', () => {
  it.each([
    ['none', []],
    ['equal ones', [2, 2, 2]],
    ['some that differ in the last bits only', [1, 1 + Number.EPSILON, 1, 1 + 2 * Number.EPSILON]],
    ['far apart', [1e-300, 1e300, 1, 0.1, 3e-5]],
    ['many', Array.from({ length: 500 }, (_, k) => 1 + (new Rng(k).below(1000) % 40) / 7)],
  ])('orders ids by falling key, ties by rising id: %s', (_name, list) => {
    const keys = Float64Array.from(list);
    const ids = new Rng(1).shuffle(Uint32Array.from(list, (_, id) => id));
    sortDescending(list.length)(ids, keys, list.length);
    expect([...ids]).toEqual([...keys.keys()].sort((a, b) => keys[b] - keys[a] || a - b));
  });
});
