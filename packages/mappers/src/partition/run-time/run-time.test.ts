import { describe, expect, it } from '@jest/globals';
import type { Clustered, Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import {
  buildProblem,
  communities,
  feedForward,
  permutation,
  randomNetwork,
  relabel,
  lowered,
} from '@nmap/testkit';
import { raw } from '@nmap/kernels';
import { testContext } from '../../testing/context.ts';
import { cutsOf } from '../../testing/crossbars.ts';
import { runTime } from './index.ts';

const packetsOf = (clustered: Clustered): number => cutsOf(clustered).multicast;

function run(problem: Problem, evaluations: number, ctx = testContext()): Clustered {
  const clustered = runTime.run(lowered(problem), { window: 64, evaluations }, ctx);
  expect(verifyClustered(clustered)).toEqual([]);
  return clustered;
}

describe('partition/run-time', () => {
  it('opens a core where a layer ends and the last is over half full', () => {
    const problem = buildProblem(feedForward([3, 3]), { columns: 3, rows: 1, limits: { neurons: 4 } });
    expect(Array.from(raw(run(problem, 0).clusterOf))).toEqual([0, 0, 0, 1, 1, 1]);
    const small = buildProblem(feedForward([2, 2]), { columns: 3, rows: 1, limits: { neurons: 4 } });
    expect(run(small, 0).clusterCount).toBe(1);
  });

  it('puts neurons together that hear the same sources', () => {
    // Odd targets hear source 0, even ones source 1.
    const problem = buildProblem(communities(2, 4), { columns: 2, rows: 1, limits: { neurons: 4 } });
    expect(packetsOf(run(problem, 0))).toBe(6);
  });

  it.each([1, 2, 3])('climbs by exactly what it says, and never down (network %i)', (seed) => {
    const problem = buildProblem(randomNetwork(seed, 60, 300, 4), {
      columns: 4,
      rows: 4,
      limits: { neurons: 6, inputAxons: 30 },
    });
    const ctx = testContext();
    const climbed = packetsOf(run(problem, 100_000, ctx));
    expect(packetsOf(run(problem, 0)) - climbed).toBe(ctx.stats.get('saved'));
    expect(ctx.stats.get('saved')).toBeGreaterThan(0);
  });

  it('keeps to its budget', () => {
    const problem = buildProblem(randomNetwork(4, 60, 300), { columns: 4, rows: 4, limits: { neurons: 6 } });
    const ctx = testContext();
    run(problem, 100, ctx);
    expect(ctx.stats.get('evaluations')).toBeLessThan(120);
  });

  it('finds its way back from ids that say nothing', () => {
    const network = relabel(communities(4, 6), permutation(5, 24));
    const problem = buildProblem(network, { columns: 4, rows: 1, limits: { neurons: 6 } });
    expect(packetsOf(run(problem, 100_000))).toBe(12);
  });
});
