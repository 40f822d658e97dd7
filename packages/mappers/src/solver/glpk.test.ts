import { describe, expect, it } from '@jest/globals';
import { solveProgram } from './glpk.ts';
import { ProgramBuilder, type IntegerProgram } from './integer-program.ts';
import { watchBy } from '../watch/watch.ts';

const LIMIT = { steps: 100_000 };

/** Least x + y with 2x + 2y >= demand, x and y 0 or 1. */
function cover(demand: number): IntegerProgram {
  const builder = new ProgramBuilder('cover');
  const x = builder.binary(1);
  const y = builder.binary(1);
  builder.row([x, y], [2, 2], demand, Infinity);
  return builder.build();
}

describe('solveProgram', () => {
  it('proves an integer optimum, and relaxed the bound below it', async () => {
    const solution = await solveProgram(cover(3), LIMIT);
    expect(solution.status).toBe('optimal');
    expect(solution.objective).toBe(2);
    expect(Array.from(solution.values)).toEqual([1, 1]);
    const relaxed = await solveProgram(cover(3), { ...LIMIT, relaxed: true });
    expect(relaxed.status).toBe('optimal');
    expect(relaxed.objective).toBeCloseTo(1.5, 9);
  });

  it('proves that there is no solution, both ways', async () => {
    expect((await solveProgram(cover(5), LIMIT)).status).toBe('infeasible');
    expect((await solveProgram(cover(5), { ...LIMIT, relaxed: true })).status).toBe('infeasible');
  });

  it('reads real columns, bounds on both sides and equations', async () => {
    const builder = new ProgramBuilder('mixed');
    const take = builder.binary(5);
    const amount = builder.real(-1, 7);
    builder.row([amount, take], [1, -10], -Infinity, 0); // amount only if taken
    builder.row([amount], [2], 3, 12);
    const solution = await solveProgram(builder.build(), LIMIT);
    expect(solution.status).toBe('optimal');
    expect(solution.values[take]).toBe(1);
    expect(solution.values[amount]).toBeCloseTo(6, 9);
    expect(solution.objective).toBeCloseTo(-1, 9);
  });

  it('ends when told to stop', async () => {
    let asked = 0;
    const solution = await solveProgram(
      marketSplit(),
      { steps: 1e9 },
      watchBy(() => ++asked <= 2),
    );
    expect(solution.status).toBe('unknown');
    expect(asked).toBe(3);
  }, 20_000);

  it('ends after the same steps with the same solution, however long they take', async () => {
    const first = await solveProgram(marketSplit(), { steps: 2000 });
    expect(first.status).not.toBe('optimal');
    expect(await solveProgram(marketSplit(), { steps: 2000 })).toEqual(first);
  }, 20_000);
});

/** Small, and far beyond branch and bound. */
function marketSplit(): IntegerProgram {
  const builder = new ProgramBuilder('hard');
  const columns = Array.from({ length: 50 }, () => builder.binary());
  for (let row = 0; row < 6; row++) {
    const coefficients = columns.map((_, k) => ((k + 3) * (row + 7) * 7919) % 101);
    const sum = coefficients.reduce((total, value) => total + value, 0);
    const over = builder.real(1);
    const under = builder.real(1);
    const half = Math.floor(sum / 2) + 0.5;
    builder.row([...columns, over, under], [...coefficients, -1, 1], half, half);
  }
  return builder.build();
}
