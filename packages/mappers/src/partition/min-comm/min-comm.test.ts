import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, feedForward, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { minComm } from './index.ts';

describe('partition/min-comm', () => {
  it('tries one core a neuron, so that it opens many where there are many', () => {
    // Every core takes the inputs of 4 of 40 neurons that hear 10 each: a packed fill needs 10 cores.
    const problem = buildProblem(feedForward([10, 40], true), {
      columns: 40,
      rows: 1,
      limits: { synapses: 40 },
    });
    const { clusterCount } = minComm.run(lowered(problem), {}, testContext());
    expect(clusterCount).toBeGreaterThan(10);
  });

  it('fills the cores to the last place where there are no more', () => {
    const problem = buildProblem(feedForward([10, 40], true), {
      columns: 10,
      rows: 1,
      limits: { synapses: 40 },
    });
    const clustered = minComm.run(lowered(problem), {}, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(clustered.clusterCount).toBe(10);
  });

  it('draws by the seed of the run', () => {
    const problem = buildProblem(feedForward([10, 40]), { columns: 10, rows: 1, limits: { neurons: 8 } });
    const of = (seed: number): number[] =>
      Array.from(raw(minComm.run(lowered(problem), {}, testContext(seed)).clusterOf));
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });
});
