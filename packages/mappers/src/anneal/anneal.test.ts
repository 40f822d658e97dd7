import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { unwatched, watchBy } from '../watch/watch.ts';
import { anneal } from './anneal.ts';
import type { AnnealKernel } from './kernel.ts';
import type { Schedule } from './schedule.ts';
import { falling } from './temperatures.ts';

/** A walk along a line of costs with hills in between; writes down what it is asked. */
class Hills implements AnnealKernel {
  readonly size = 10;
  readonly explored: [count: number, temperature: number, reach: number][] = [];
  at = 0;
  kept = -1;
  isFinished = false;
  readonly #height: readonly number[];
  readonly #rng = new Rng(1);

  constructor(height: readonly number[]) {
    this.#height = height;
  }

  get cost(): number {
    return this.#height[this.at];
  }

  explore(count: number, temperature: number, reach: number): number {
    this.explored.push([count, temperature, reach]);
    let accepted = 0;
    for (let k = 0; k < count; k++) {
      const to = Math.min(
        this.#height.length - 1,
        Math.max(0, this.at + (this.#rng.below(2) === 0 ? -1 : 1)),
      );
      const delta = this.#height[to] - this.cost;
      if (to === this.at || delta > temperature * this.#rng.exponential()) continue;
      this.at = to;
      accepted++;
    }
    return accepted;
  }

  keep(): void {
    this.kept = this.at;
  }

  finish(): void {
    this.at = this.kept;
    this.isFinished = true;
  }
}

/** The way from the first valley to the lowest leads over a hill of 4. */
const HEIGHTS = [3, 5, 7, 5, 0, 6];

function schedule(difference: Partial<Schedule> = {}): Schedule {
  return { steps: 60, proposals: 20, temperatures: falling(4, 0.01, 60), workOfProposal: 1, ...difference };
}

describe('anneal', () => {
  it('gets over hills, and ends in the best state met', () => {
    const kernel = new Hills(HEIGHTS);
    const { cost, accepted } = anneal(kernel, schedule(), unwatched());
    expect([kernel.at, kernel.cost, cost, kernel.isFinished]).toEqual([4, 0, 0, true]);
    expect(accepted).toBeGreaterThan(5);
  });

  it('at temperature 0 only goes down', () => {
    const kernel = new Hills(HEIGHTS);
    expect(anneal(kernel, schedule({ temperatures: falling(0, 0, 60) }), unwatched()).cost).toBe(3);
    expect(kernel.at).toBe(0);
  });

  it('is never dearer than the start, wherever it is stopped', () => {
    for (let goes = 0; goes < 30; goes++) {
      const kernel = new Hills(HEIGHTS);
      let asked = 0;
      const watch = watchBy(() => asked++ < goes);
      const { cost } = anneal(kernel, schedule({ workOfProposal: 1 << 16 }), watch);
      expect(cost).toBeLessThanOrEqual(3);
      expect([kernel.cost, kernel.isFinished]).toEqual([cost, true]);
      expect(asked).toBe(goes + 1);
    }
  });

  it('makes as many proposals at every temperature, in batches between two questions', () => {
    const kernel = new Hills(HEIGHTS);
    const told: (number | null)[] = [];
    const watch = watchBy((share) => told.push(share) > 0);
    const steps = 3;
    anneal(
      kernel,
      schedule({
        steps,
        proposals: 5,
        temperatures: falling(8, 1 / 4, steps),
        reach: [9, 1],
        workOfProposal: 1 << 19,
      }),
      watch,
    );
    expect(kernel.explored.map(([count]) => count)).toEqual([2, 2, 1, 2, 2, 1, 2, 2, 1]);
    expect(kernel.explored.map(([, temperature]) => Math.round(temperature))).toEqual([
      8, 8, 8, 4, 4, 4, 2, 2, 2,
    ]);
    expect(kernel.explored.map(([, , reach]) => Math.round(reach))).toEqual([9, 9, 9, 3, 3, 3, 1, 1, 1]);
    expect(told[0]).toBe(0);
    expect(told.every((share, k) => k === 0 || share! >= told[k - 1]!)).toBe(true);
    expect(told.at(-1)).toBeCloseTo(14 / 15, 9);
  });

  it.each([
    [3, 3],
    [Infinity, 60],
  ])('without a change for %d temperatures is over after %d', (frozenAfter, explored) => {
    const kernel = new Hills([0, 9]);
    anneal(kernel, schedule({ temperatures: falling(1e-9, 1, 60), frozenAfter }), unwatched());
    expect(kernel.explored.length).toBe(explored);
  });
});
