import { describe, expect, it } from '@jest/globals';
import { coarsestOf, liftToCoarsest, project, uncoarsen, withCoarser, type Hierarchy } from './levels.ts';

/** Five nodes, then three, then two. */
const LEVELS: Hierarchy<{ readonly nodeCount: number }> = {
  graphs: [{ nodeCount: 5 }, { nodeCount: 3 }],
  coarseOf: [Uint32Array.of(0, 0, 1, 2, 2)],
};
const HIGHER = withCoarser(LEVELS, { nodeCount: 2 }, Uint32Array.of(1, 0, 1));

describe('levels', () => {
  it.each([
    ['one map', LEVELS, [7, 7, 8, 9, 9], [7, 8, 9]],
    ['two maps', HIGHER, [7, 7, 8, 7, 7], [8, 7]],
    ['the finest level alone', { graphs: [{ nodeCount: 2 }], coarseOf: [] }, [4, 5], [4, 5]],
  ])('lifts values, and projects them back: %s', (_name, hierarchy, fine, coarse) => {
    const lifted = liftToCoarsest(hierarchy, Uint32Array.from(fine));
    expect([...lifted]).toEqual(coarse);
    expect(coarsestOf(hierarchy).nodeCount).toBe(coarse.length);
    const back = hierarchy.coarseOf.reduceRight((values, map) => project(values, map), lifted);
    expect([...back]).toEqual(fine);
  });

  it('leaves the hierarchy below a new level as it was', () => {
    expect([LEVELS.graphs.length, LEVELS.coarseOf.length]).toEqual([2, 1]);
  });

  it('refines on every level once, the coarsest first, each from what came from above', () => {
    const calls: string[] = [];
    const refined = uncoarsen(
      2,
      'start',
      (start, level) => (calls.push(`${start} on ${level}`), level),
      (from, level) => `${from} to ${level}`,
    );
    expect(calls).toEqual(['start on 2', '2 to 1 on 1', '1 to 0 on 0']);
    expect(refined).toBe(0);
    expect(uncoarsen(0, 5, (start) => start + 1, Number)).toBe(6);
  });
});
