import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import { type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, feedForward, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { sequential } from './index.ts';

const DEFAULTS = sequential.options.parse({});

function clusters(problem: Problem, options: Partial<typeof DEFAULTS> = {}, ctx = testContext()): number[] {
  const clustered = sequential.run(lowered(problem), { ...DEFAULTS, ...options }, ctx);
  expect(verifyClustered(clustered)).toEqual([]);
  return Array.from(raw(clustered.clusterOf));
}

describe('partition/sequential', () => {
  it('packs neurons by id, across populations', () => {
    const problem = buildProblem(feedForward([3, 4]), { columns: 4, rows: 1, limits: { neurons: 2 } });
    expect(clusters(problem)).toEqual([0, 0, 1, 1, 2, 2, 3]);
  });

  it('keeps populations apart, like PACMAN', () => {
    const problem = buildProblem(feedForward([3, 4]), { columns: 4, rows: 1, limits: { neurons: 2 } });
    const ctx = testContext();
    expect(clusters(problem, { form: 'by-population' }, ctx)).toEqual([0, 0, 1, 2, 2, 3, 3]);
    expect(ctx.fellBackTo()).toBeNull();
  });

  it('shares cores after all where populations apart need more than there are', () => {
    const problem = buildProblem(feedForward([3, 3]), { columns: 3, rows: 1, limits: { neurons: 2 } });
    const ctx = testContext();
    expect(clusters(problem, { form: 'by-population' }, ctx)).toEqual([0, 0, 1, 2, 2, 1]);
    expect(ctx.fellBackTo()).toBe('next-fit(populations share cores)');
  });

  it('closes a core at the first neuron that would break any limit', () => {
    // Fan-in 1, 3, 1, 1 with room for 4 synapses: the second core starts at neuron 5.
    const network = buildNetwork(
      [{ size: 3, external: true }, { size: 4 }],
      [
        [0, 3],
        [0, 4],
        [1, 4],
        [2, 4],
        [0, 5],
        [0, 6],
      ],
    );
    const problem = buildProblem(network, { columns: 3, rows: 1, limits: { synapses: 4 } });
    expect(clusters(problem)).toEqual([NONE, NONE, NONE, 0, 0, 1, 1]);
  });

  it('walks the layers in order however they are numbered', () => {
    const network = buildNetwork(
      [{ size: 4 }],
      [
        [3, 2],
        [2, 1],
        [1, 0],
      ],
    );
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { neurons: 2 } });
    expect(clusters(problem, { order: 'topological' })).toEqual([1, 1, 0, 0]);
  });

  it('opens the roomier class first and the other when that runs out', () => {
    const problem = buildProblem(feedForward([7]), {
      columns: 3,
      rows: 1,
      classes: [{ neurons: 2 }, { neurons: 4 }],
      classOf: [0, 0, 1],
    });
    const clustered = sequential.run(lowered(problem), { form: 'packed', order: 'given' }, testContext());
    expect(Array.from(raw(clustered.clusterOf))).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect(Array.from(raw(clustered.classOf))).toEqual([1, 0, 0]);
  });
});
