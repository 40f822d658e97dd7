/** The prefix table against brute force: it routes every key, and no smaller one does. */
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { prefixTable, prefixTableSize, type PrefixEntry, type RoutedKeys } from './prefix-table.ts';

/** The output of the first entry that matches; null = none. */
function looked(entries: readonly PrefixEntry[], key: number): number | null {
  const entry = entries.find((each) => (key & each.mask) >>> 0 === each.key);
  return entry?.output ?? null;
}

function isRight(entries: readonly PrefixEntry[], { key, output, byDefault }: RoutedKeys): boolean {
  return Array.from(key as number[]).every((each, i) => {
    const found = looked(entries, each);
    return found === output[i] || (found === null && byDefault[i] === 1);
  });
}

/** Fewest prefixes of the lowest `bits` bits that are right, by trying all sets of at most `most`. */
function fewest(keys: RoutedKeys, bits: number, outputs: number, most: number): number {
  const all: PrefixEntry[] = [];
  for (let free = 0; free <= bits; free++)
    for (let first = 0; first < 2 ** bits; first += 2 ** free)
      for (let output = 0; output < outputs; output++)
        all.push({ key: first, mask: 2 ** 32 - 2 ** free, output });
  // Longest masks stand first.
  const search = (chosen: PrefixEntry[], from: number, left: number): boolean => {
    if (isRight(chosen, keys)) return true;
    if (left === 0) return false;
    for (let i = from; i < all.length; i++) if (search([...chosen, all[i]], i + 1, left - 1)) return true;
    return false;
  };
  for (let size = 0; size <= most; size++) if (search([], 0, size)) return size;
  return Infinity;
}

function drawn(seed: number, bits: number, outputs: number): RoutedKeys {
  const rng = new Rng(seed);
  const key: number[] = [];
  const output: number[] = [];
  const byDefault: number[] = [];
  for (let k = 0; k < 2 ** bits; k++) {
    if (rng.below(4) === 0) continue;
    key.push(k);
    output.push(rng.below(outputs));
    byDefault.push(rng.below(3) === 0 ? 1 : 0);
  }
  return { key, output, byDefault };
}

describe('prefixTable', () => {
  it('routes every key, with as few entries as any set of prefixes', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const keys = drawn(seed, 3, 2);
      const entries = prefixTable(keys);
      expect(isRight(entries, keys)).toBe(true);
      expect(entries.length).toBe(prefixTableSize(keys));
      expect(entries.length).toBe(fewest(keys, 3, 2, entries.length));
    }
  });

  it('routes every key of larger tables', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const keys = drawn(seed, 9, 5);
      const entries = prefixTable(keys);
      expect(isRight(entries, keys)).toBe(true);
      expect(entries.length).toBeLessThanOrEqual(keys.key.length);
      expect(entries.length).toBe(prefixTableSize(keys));
    }
  });

  it.each<[string, [number, number, number][], number]>([
    ['no key', [], 0],
    ['one key', [[5, 1, 0]], 1],
    ['one that goes straight on', [[5, 1, 1]], 0],
    [
      'many of one output',
      [
        [0, 1, 0],
        [1, 1, 0],
        [6, 1, 0],
      ],
      1,
    ],
    [
      'one among many',
      [
        [0, 1, 0],
        [1, 2, 0],
        [2, 1, 0],
        [3, 1, 0],
      ],
      2,
    ],
    [
      'keys at both ends',
      [
        [0, 1, 0],
        [2 ** 32 - 1, 2, 0],
      ],
      2,
    ],
    [
      'straight on, beside another',
      [
        [0, 1, 1],
        [1, 2, 0],
      ],
      1,
    ],
  ])('%s', (_, rows, size) => {
    const keys = {
      key: rows.map(([k]) => k),
      output: rows.map(([, o]) => o),
      byDefault: rows.map(([, , d]) => d),
    };
    const entries = prefixTable(keys);
    expect(entries).toHaveLength(size);
    expect(isRight(entries, keys)).toBe(true);
  });
});
