import type { Arity } from '../topology-kind.ts';

/**
 * Children per router, level by level from the root, so that the leaves are the tiles.
 * One number stands for as many levels as it takes, the top one smaller where it must be:
 * 32 tiles with 4 are [2, 4, 4]. null where no such tree has exactly these leaves.
 */
export function treeLevels(arity: Arity, tileCount: number): readonly number[] | null {
  if (typeof arity !== 'number') {
    const leaves = arity.reduce((product, children) => product * children, 1);
    return leaves === tileCount ? arity : null;
  }
  const levels: number[] = [];
  let left = tileCount;
  while (left > arity) {
    let children = arity;
    while (children > 1 && left % children !== 0) children--;
    if (children === 1) return null;
    levels.unshift(children);
    left /= children;
  }
  return left > 1 || levels.length === 0 ? [left, ...levels] : levels;
}
