/**
 * How many live cores of each class are left, and which class to open next.
 * `maxCores` bounds the sum over all classes.
 */
import { liveCoresByClass, type Problem } from '@nmap/ir';
import { LIMIT_NAMES } from './load-tracker.ts';

export class CoreSupply {
  /** left[class] = live cores not taken yet. */
  readonly left: Uint32Array;
  /** Cores that may still be taken, all classes together. */
  totalLeft: number;
  /** Classes that have a live core, in the order they are opened. */
  readonly order: readonly number[];

  constructor(problem: Problem, order: readonly number[] = classOrder(problem)) {
    this.left = liveCores(problem);
    this.totalLeft = usableCores(problem);
    this.order = order.filter((classId) => this.left[classId] > 0);
  }

  has(classId: number): boolean {
    return this.totalLeft > 0 && this.left[classId] > 0;
  }

  take(classId: number): void {
    this.left[classId]--;
    this.totalLeft--;
  }

  giveBack(classId: number): void {
    this.left[classId]++;
    this.totalLeft++;
  }
}

/** live[class] = cores that are not dead; the caller's own copy. */
export function liveCores({ target }: Problem): Uint32Array {
  return liveCoresByClass(target).slice();
}

/** Live cores, or `maxCores` if that is less. */
export function usableCores(problem: Problem): number {
  const live = liveCores(problem).reduce((sum, count) => sum + count, 0);
  return Math.min(live, problem.constraints.maxCores ?? Infinity);
}

/**
 * Roomiest class first: compared by number of neurons, then by the other limits in the
 * order of LIMIT_NAMES, then by id. Fewest cores are used where one class is at least
 * as roomy as the others in everything.
 */
export function classOrder(problem: Problem): number[] {
  const { classes } = problem.target;
  return classes
    .map((_, classId) => classId)
    .sort((a, b) => {
      for (const name of LIMIT_NAMES) {
        const roomA = classes[a].limits[name] ?? Infinity;
        const roomB = classes[b].limits[name] ?? Infinity;
        if (roomA !== roomB) return roomB > roomA ? 1 : -1;
      }
      return a - b;
    });
}
