import { describe, expect, it } from '@jest/globals';
import { lazyArray } from './lazy-array.ts';

describe('lazyArray', () => {
  it('reads like the array of all its elements', () => {
    const made: number[] = [];
    const lazy = lazyArray(5, (index) => {
      made.push(index);
      return { index };
    });
    expect(made).toEqual([]);
    const held = Array.from({ length: 5 }, (_, index) => ({ index }));
    expect(lazy).toHaveLength(5);
    expect(Array.isArray(lazy)).toBe(true);
    expect(lazy[3]).toEqual({ index: 3 });
    expect(made).toEqual([3]);
    expect([...lazy]).toEqual(held);
    expect(lazy).toEqual(held);
    expect(JSON.stringify(lazy)).toBe(JSON.stringify(held));
    expect(lazy.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(lazy.slice(1, 3)).toEqual(held.slice(1, 3));
    expect(lazy.find(({ index }) => index === 4)).toEqual({ index: 4 });
    expect(lazy.some(({ index }) => index === 9)).toBe(false);
    expect([...lazy.entries()]).toHaveLength(5);
    expect(lazy[5]).toBeUndefined();
    expect(1 in lazy).toBe(true);
    expect(5 in lazy).toBe(false);
  });
});
