import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { buildNetwork, buildProblem, communities, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { sequentialOrdered } from './index.ts';

const clusters = (problem: Problem, order: 'topological' | 'greedy' | 'given'): number[] =>
  Array.from(raw(sequentialOrdered.run(lowered(problem), { order }, testContext()).clusterOf));
const pairs = { columns: 2, rows: 1, limits: { neurons: 2 } };

describe('partition/sequential-ordered', () => {
  it('walks sources before targets, or by id', () => {
    const chain = buildNetwork(
      [{ size: 4 }],
      [
        [3, 1],
        [1, 2],
        [2, 0],
      ],
    );
    const problem = buildProblem(chain, pairs);
    expect(clusters(problem, 'topological')).toEqual([1, 0, 1, 0]);
    expect(clusters(problem, 'given')).toEqual([0, 0, 1, 1]);
  });

  it('walks to the neuron with most synapses to those before', () => {
    // Ids dealt round robin over three groups of four: by id every core would hold some of each.
    const problem = buildProblem(communities(3, 4), { columns: 3, rows: 1, limits: { neurons: 4 } });
    const found = clusters(problem, 'greedy');
    for (let neuron = 3; neuron < 12; neuron++) expect(found[neuron]).toBe(found[neuron % 3]);
  });

  it('never comes back to a closed core', () => {
    // Fan-in 0, 3, 0 with room for two synapses and more: neuron 5 closes the core, 6 would fit the first.
    const network = buildNetwork(
      [{ size: 3, external: true }, { size: 4 }],
      [
        [0, 3],
        [0, 4],
        [1, 4],
        [2, 4],
        [0, 6],
        [1, 6],
      ],
    );
    const problem = buildProblem(network, { columns: 3, rows: 1, limits: { synapses: 3 } });
    expect(clusters(problem, 'given')).toEqual([NONE, NONE, NONE, 0, 1, 1, 2]);
  });
});
