import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PartCounts } from './part-counts.ts';

describe('PartCounts', () => {
  it('agrees with a table of counts after any sequence of operations', () => {
    const operation = fc.record({
      row: fc.nat(3),
      a: fc.nat(),
      b: fc.nat(),
      what: fc.constantFrom('increment', 'decrement', 'swap'),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(2, 5, 40),
        fc.array(operation, { maxLength: 200 }),
        (partCount, operations) => {
          // Row 0 scans, row 1 is full, row 2 never holds more than three items, row 3 nothing.
          const most = Uint32Array.of(200, 1000, 3, 0);
          const counts = new PartCounts(most, partCount);
          const table = [...most].map(() => new Array<number>(partCount).fill(0));
          for (const { row, a, b, what } of operations) {
            const partA = a % partCount;
            const partB = b % partCount;
            const cells = table[row];
            const total = cells.reduce((sum, count) => sum + count, 0);
            if (what === 'increment' && total < most[row]) {
              expect(counts.increment(row, partA)).toBe(++cells[partA] === 1);
            } else if (what === 'decrement' && cells[partA] > 0) {
              expect(counts.decrement(row, partA)).toBe(--cells[partA] === 0);
            } else if (what === 'swap') {
              counts.swapParts(row, partA, partB);
              [cells[partA], cells[partB]] = [cells[partB], cells[partA]];
            }
            const present = [...cells.keys()].filter((part) => cells[part] > 0);
            expect({
              counts: cells.map((_, part) => counts.count(row, part)),
              parts: [...counts.parts(row)],
              size: counts.size(row),
            }).toEqual({ counts: cells, parts: present, size: present.length });
          }
        },
      ),
    );
  });

  it('refuses to take away what is not there, and to hold more than it was made for', () => {
    const counts = new PartCounts(Uint32Array.of(1), 4);
    expect(() => counts.decrement(0, 2)).toThrow(RangeError);
    counts.increment(0, 1);
    expect(() => counts.increment(0, 2)).toThrow(RangeError);
  });
});
