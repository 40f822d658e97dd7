import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentHash, type HashedValue } from './content-hash.ts';

describe('contentHash', () => {
  it.each<[string, HashedValue, HashedValue]>([
    ['the order of keys', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['an absent key and an undefined one', { a: 1 }, { a: 1, b: undefined }],
    ['-0 and 0', [0, Float64Array.of(0)], [-0, Float64Array.of(-0)]],
    ['a view of an array and a copy of it', Uint32Array.of(0, 1, 2).subarray(1), Uint32Array.of(1, 2)],
  ])('does not tell %s apart', (_, one, other) => {
    expect(contentHash(one)).toBe(contentHash(other));
  });

  const all: HashedValue[] = [
    null,
    false,
    true,
    0,
    1,
    0.1,
    '',
    '1',
    'null',
    'a',
    'ä',
    [],
    [[]],
    [0],
    ['0'],
    [null],
    [1, 2],
    [2, 1],
    [[1], 2],
    [1, [2]],
    ['ab', 'c'],
    ['a', 'bc'],
    {},
    { a: null },
    { a: 1 },
    { b: 1 },
    { a: 1, b: 1 },
    { a: { b: 1 } },
    Uint32Array.of(),
    Uint32Array.of(1),
    Uint32Array.of(1, 2),
    Float64Array.of(),
    Float64Array.of(1),
    Float64Array.of(1, 2),
    Uint32Array.of(0, 0),
    Float64Array.of(0),
    Float64Array.of(0.1),
  ];
  it('tells everything else apart', () => {
    const hashes = all.map(contentHash);
    expect(new Set(hashes).size).toBe(all.length);
  });

  it('tells columns apart wherever one number differs, across the pieces they are hashed in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 500, 8191, 8192, 8193, 20_000),
        fc.double({ min: 0, max: 1 }),
        (length, at) => {
          const values = Float64Array.from({ length }, (_, k) => k / 7);
          const before = contentHash(values);
          values[Math.min(length - 1, Math.floor(at * length))] += 0.5;
          return contentHash(values) !== before;
        },
      ),
      { numRuns: 60, seed: 8 },
    );
  });

  it('stays the same from version to version', () => {
    expect(
      contentHash({ format: 'x', list: [1, 'two', null, true], column: Uint32Array.of(3) }),
    ).toMatchInlineSnapshot(`"a21bc7a8685bb8032097c45fc8fe88572952ce3dfb6dba0a295bb39392cd1bb6"`);
  });
});
