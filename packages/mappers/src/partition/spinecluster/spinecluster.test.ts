import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, communities, permutation, randomNetwork, relabel, lowered } from '@nmap/testkit';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { testContext } from '../../testing/context.ts';
import { spinecluster } from './index.ts';

const DEFAULTS = spinecluster.options.parse({ starts: 1 });
const MODES = [
  ['all pairs', 3000],
  ['the boundary', 0],
] as const;

function cutOf(problem: Problem, options: Partial<typeof DEFAULTS>, ctx = testContext()): number {
  const clustered = spinecluster.run(lowered(problem), { ...DEFAULTS, ...options }, ctx);
  expect(verifyClustered(clustered)).toEqual([]);
  return synapseCut(problem.network, raw(clustered.clusterOf));
}

describe.each(MODES)('partition/spinecluster, %s', (_name, pairsUpTo) => {
  it('finds communities, in whatever order they come', () => {
    const network = relabel(communities(4, 8), permutation(3, 32));
    const problem = buildProblem(network, { columns: 4, rows: 1, limits: { neurons: 8 } });
    // One synapse of 3 spikes from each to the next.
    expect(cutOf(problem, { starts: 10, pairsUpTo })).toBe(12);
  });

  it('ends where no exchange cuts fewer spikes, within the budget, and never above its start', () => {
    const problem = buildProblem(randomNetwork(5, 60, 300), { columns: 6, rows: 1, limits: { neurons: 10 } });
    const ctx = testContext();
    const few = cutOf(problem, { evaluations: 50, pairsUpTo }, ctx);
    expect(ctx.stats.get('evaluations')).toBeLessThanOrEqual(50);
    const many = cutOf(problem, { pairsUpTo });
    expect(many).toBeLessThan(few);
    expect(few).toBeLessThanOrEqual(cutOf(problem, { evaluations: 1, pairsUpTo }));
  });

  it('keeps limits on axons through all exchanges', () => {
    const problem = buildProblem(randomNetwork(6, 40, 120), {
      columns: 5,
      rows: 2,
      limits: { neurons: 8, inputAxons: 18, outputAxons: 30 },
    });
    cutOf(problem, { starts: 3, pairsUpTo });
  });
});

it('more starts are never worse', () => {
  const problem = buildProblem(randomNetwork(7, 50, 250), { columns: 5, rows: 1, limits: { neurons: 10 } });
  expect(cutOf(problem, { starts: 6 })).toBeLessThanOrEqual(cutOf(problem, { starts: 1 }));
});
