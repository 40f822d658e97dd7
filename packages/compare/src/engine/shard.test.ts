import { describe, expect, it } from '@jest/globals';
import { hashOf, placedRecord, plannedRun } from '../testing/tiny.ts';
import { problemCount, shardOf } from './shard.ts';
import { TimeLeft } from './time-left.ts';

/** Seeds x mappers, numbered. */
const runs = [1, 2, 3, 4, 5].flatMap((seed) =>
  ['a', 'b', 'c'].map((name) =>
    plannedRun({
      id: hashOf('0').slice(2) + seed + name,
      seed,
      mapper: { name, preset: null, pipeline: name },
    }),
  ),
);

describe('shardOf', () => {
  it.each([1, 2, 3, 4, 5, 6, 8, 15, 20])('in %d parts together is the study, each run once', (count) => {
    const parts = Array.from({ length: count }, (_, at) => shardOf(runs, { index: at + 1, count }));
    expect(
      parts
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(runs.map(({ id }) => id).sort());
    const sizes = parts.map(({ length }) => length);
    // Whole problems where there are enough of them, else single runs.
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(count <= 5 ? 3 : 1);
  });

  it('keeps the mappers of a problem together', () => {
    for (const run of shardOf(runs, { index: 2, count: 3 }))
      expect(shardOf(runs, { index: 2, count: 3 }).filter(({ seed }) => seed === run.seed)).toHaveLength(3);
    expect(problemCount(runs)).toBe(5);
  });
});

describe('TimeLeft', () => {
  it('goes by the same mapper, else the same problem, else any', () => {
    const left = new TimeLeft(2);
    const [a1, b1, c1, a2] = runs;
    const cost = (wallMs: number) => ({ ...placedRecord().cost!, wallMs });
    expect(left.ofMs(runs)).toBeNull();
    left.add(a1, placedRecord({ cost: cost(100) }));
    left.add(b1, placedRecord({ cost: cost(300) }));
    expect(left.ofMs([a2])).toBe(50);
    expect(left.ofMs([a2, c1])).toBe(50 + 100);
    const other = plannedRun({ network: { ...a1.network, sha256: hashOf('e') } });
    expect(left.ofMs([other])).toBe(100);
    left.add(c1, placedRecord({ cost: null }));
    expect(left.ofMs([])).toBe(0);
  });
});
