import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { NmapError, type Problem } from '@nmap/ir';
import { buildProblem, feedForward, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { pacman } from './index.ts';

const chip = (columns: number, neurons: number) => ({ columns, rows: 1, limits: { neurons } });
const clusters = (problem: Problem, neuronsPerCore = 0): number[] =>
  Array.from(raw(pacman.run(lowered(problem), { neuronsPerCore }, testContext()).clusterOf));

describe('partition/pacman', () => {
  it('gives every slice of a population a core of its own', () => {
    expect(clusters(buildProblem(feedForward([3, 4]), chip(4, 2)))).toEqual([0, 0, 1, 2, 2, 3, 3]);
  });

  it('cuts slices of fewer neurons than the core holds', () => {
    expect(clusters(buildProblem(feedForward([3, 4]), chip(7, 8)), 2)).toEqual([0, 0, 1, 2, 2, 3, 3]);
  });

  it('needs 5 crossbars of 256 for 400-400-200 neurons, and says so on a chip of 4', () => {
    const network = feedForward([400, 400, 200].map((size) => size / 4));
    const problem = (columns: number) => buildProblem(network, chip(columns, 64));
    expect(pacman.run(lowered(problem(5)), { neuronsPerCore: 0 }, testContext()).clusterCount).toBe(5);
    const fails = (): unknown => pacman.run(lowered(problem(4)), { neuronsPerCore: 0 }, testContext());
    expect(fails).toThrow(NmapError);
    try {
      fails();
    } catch (error) {
      expect((error as NmapError).diagnostics[0]).toMatchObject({
        code: 'E3110',
        where: 'partition/pacman, layer2[0]',
        have: 4,
        need: 5,
        unit: 'cores',
      });
    }
  });
});
