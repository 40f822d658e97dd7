import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, communities, randomNetwork, lowered } from '@nmap/testkit';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { testContext } from '../../testing/context.ts';
import { psopart } from './index.ts';

const DEFAULTS = psopart.options.parse({ particles: 20, evaluations: 200 });

function run(problem: Problem, options: Partial<typeof DEFAULTS>) {
  const ctx = testContext();
  const clustered = psopart.run(lowered(problem), { ...DEFAULTS, ...options }, ctx);
  expect(verifyClustered(clustered)).toEqual([]);
  const cut = synapseCut(problem.network, raw(clustered.clusterOf));
  expect(ctx.stats.get('cut')).toBe(cut);
  return { cut, evaluations: ctx.stats.get('evaluations')! };
}

describe('partition/psopart', () => {
  // 50 neurons, 20 to a crossbar: the size of the script.
  const problem = buildProblem(randomNetwork(8, 50, 250), { columns: 3, rows: 1, limits: { neurons: 20 } });

  it('counts the cut of as many partitions as the budget says', () => {
    expect(run(problem, { evaluations: 137 }).evaluations).toBe(137);
  });

  it('never ends higher with more evaluations, and lower with many', () => {
    const cuts = [20, 100, 500, 2000].map((evaluations) => run(problem, { evaluations }).cut);
    expect(cuts).toEqual([...cuts].sort((a, b) => b - a));
    expect(cuts[3]).toBeLessThan(cuts[0]);
  });

  it('finds two communities', () => {
    const two = buildProblem(communities(2, 6), { columns: 2, rows: 1, limits: { neurons: 6 } });
    expect(run(two, { evaluations: 2000 }).cut).toBe(6);
  });

  it('takes more cores where no partition into the fewest is legal', () => {
    const tight = buildProblem(randomNetwork(9, 30, 90), {
      columns: 10,
      rows: 1,
      limits: { neurons: 15, synapses: 14 },
    });
    run(tight, {});
  });
});
