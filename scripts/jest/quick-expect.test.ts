/** The quick `expect` is sure only of what Jest's own holds, too, and leaves every failure to it. */
import { expect, it } from '@jest/globals';
import { expect as ofJest } from 'expect';

const path = './build/quick-expect.mjs';
const { SURE, quickExpect } = (await import(path)) as {
  readonly SURE: Readonly<Record<string, (actual: unknown, expected: unknown) => boolean>>;
  readonly quickExpect: (other: typeof ofJest) => typeof ofJest;
};

class Point {
  x = 1;
}
const circle: unknown[] = [];
circle.push(circle);
const list = [1, 2];
const sparse = [1, , 3];
const named = Object.assign([1, 2], { name: 'a' });
const values: readonly unknown[] = [
  ...[0, -0, 1, 2, NaN, Infinity, 1n, 2n, '', 'a', 'ab', true, false, null, undefined, Symbol.iterator],
  ...[
    [],
    [0],
    [-0],
    [undefined],
    list,
    [1, 2],
    [1, 2, 3],
    sparse,
    [1, undefined, 3],
    named,
    [[1], [2]],
    [[1], ['2']],
  ],
  ...[
    {},
    { a: 1 },
    { a: 1, b: undefined },
    { a: -0 },
    { a: [1, { b: 2 }] },
    { a: [1, { b: 3 }] },
    { [Symbol.iterator]: 1 },
  ],
  ...[
    Object.create(null) as object,
    new Point(),
    { x: 1 },
    new Date(1),
    new Date(2),
    /a/,
    /b/,
    new Map([[1, 2]]),
    new Map([[1, 3]]),
  ],
  ...[new Set([1]), new Set([2]), new Error('a'), new Error('b'), () => 1, circle, [circle]],
  ...[
    new Uint8Array([1, 2]),
    new Uint8Array([1, 3]),
    new Int8Array([1, 2]),
    new Float64Array([NaN]),
    new Float64Array([-0]),
  ],
  ...[
    new Float64Array([0]),
    new BigInt64Array([1n]),
    new DataView(new ArrayBuffer(2)),
    Buffer.from([1, 2]),
    new ArrayBuffer(1),
  ],
  ...[{ length: 2 }, { length: 0 }, expect.anything(), [expect.any(Number), 2], { a: expect.any(Number) }],
];

function holds(judge: typeof ofJest, matcher: string, actual: unknown, expected: unknown): string {
  try {
    (judge(actual) as unknown as Record<string, (word: unknown) => void>)[matcher](expected);
    return 'holds';
  } catch (error) {
    return (error as Error).message;
  }
}

it.each(Object.keys(SURE))('%s: sure only where Jest is', (matcher) => {
  let sure = 0;
  const wrong: unknown[] = [];
  for (const actual of values) {
    for (const expected of values) {
      if (!SURE[matcher](actual, expected)) continue;
      sure++;
      if (holds(ofJest, matcher, actual, expected) !== 'holds') wrong.push([actual, expected]);
    }
  }
  expect(wrong.length).toBe(0);
  expect(sure).toBeGreaterThan(2);
});

it.each(Object.keys(SURE))('%s: the verdict and the words of Jest', (matcher) => {
  const quick = quickExpect(ofJest);
  const some = values.filter((_, k) => k % 4 === 0);
  for (const actual of some)
    for (const expected of some)
      if (holds(quick, matcher, actual, expected) !== holds(ofJest, matcher, actual, expected))
        throw new Error(
          `${matcher}: another verdict on ${String(typeof actual)} and ${String(typeof expected)}`,
        );
});

it('has all of the others, negations and promises', async () => {
  const quick = quickExpect(ofJest);
  expect(() => quick(1).not.toBe(1)).toThrow('not');
  expect(() => quick(1).toBeNull()).toThrow('toBeNull');
  expect(() => quick([1]).toContain(2)).toThrow('toContain');
  expect(() => (quick(1) as unknown as { toBe: () => void }).toBe()).toThrow('toBe');
  quick([1]).toContain(1);
  quick({ a: 1 }).toEqual(quick.objectContaining({ a: quick.any(Number) }));
  await quick(Promise.resolve(1)).resolves.toBe(1);
  await expect(quick(Promise.resolve(1)).rejects.toBe(1)).rejects.toThrow('resolved instead');
});
