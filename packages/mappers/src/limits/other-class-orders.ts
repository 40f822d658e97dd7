import type { Problem } from '@nmap/ir';
import { CoreSupply } from './core-supply.ts';

/** Class orders tried: all of up to four classes. */
const MOST_CLASS_ORDERS = 24;

/** Permutations of the classes, the default left out. */
export function otherClassOrders(problem: Problem): number[][] {
  const permutations: number[][] = [];
  const extend = (prefix: number[], rest: readonly number[]): void => {
    if (permutations.length > MOST_CLASS_ORDERS) return;
    if (rest.length === 0) permutations.push(prefix);
    for (const classId of rest) {
      extend(
        [...prefix, classId],
        rest.filter((other) => other !== classId),
      );
    }
  };
  extend([], new CoreSupply(problem).order);
  return permutations.slice(1);
}
