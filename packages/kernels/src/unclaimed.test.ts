import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Unclaimed } from './unclaimed.ts';

describe('Unclaimed', () => {
  it('agrees with a set, whatever the ranges', () => {
    const range = fc.tuple(fc.nat(19), fc.nat(19)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
        const unclaimed = new Unclaimed(20);
        const gone = new Set<number>();
        for (const [first, last] of ranges) {
          const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
          const taken: number[] = [];
          const result = unclaimed.claim(first, last, (index) => void taken.push(index));
          expect(taken).toEqual(all.filter((index) => !gone.has(index)));
          expect(result).toEqual({
            gone: all.length - taken.length,
            firstGone: all.find((index) => gone.has(index)) ?? -1,
          });
          taken.forEach((index) => gone.add(index));
        }
      }),
    );
  });

  it('claims a million numbers two hundred thousand times over', () => {
    const unclaimed = new Unclaimed(1_000_000);
    let taken = 0;
    for (let i = 0; i < 200_000; i++) unclaimed.claim(0, 999_999, () => void taken++);
    expect(taken).toBe(1_000_000);
  });
});
