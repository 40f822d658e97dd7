import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { sequential } from '../sequential/index.ts';
import { hyperedgeOverlap } from './index.ts';

describe('partition/hyperedge-overlap', () => {
  it('fills cores with the targets of the same sources', () => {
    // Sources 0 and 1 reach 4, 6, 8; sources 2 and 3 reach 5, 7, 9: by id every core would hear all.
    const synapses: [number, number][] = [];
    for (let source = 0; source < 4; source++)
      for (let target = 4 + (source >> 1); target < 10; target += 2) synapses.push([source, target]);
    const network = buildNetwork([{ size: 4, external: true }, { size: 6 }], synapses);
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { neurons: 3, inputAxons: 2 } });
    const { clusterOf } = hyperedgeOverlap.run(lowered(problem), {}, testContext());
    expect(Array.from(raw(clusterOf))).toEqual([NONE, NONE, NONE, NONE, 0, 1, 0, 1, 0, 1]);
  });

  it('places neurons without any synapse, which the published one forgets', () => {
    const problem = buildProblem(buildNetwork([{ size: 6 }], [[0, 1]]), {
      columns: 3,
      rows: 1,
      limits: { neurons: 2 },
    });
    expect(verifyClustered(hyperedgeOverlap.run(lowered(problem), {}, testContext()))).toEqual([]);
  });

  it('asks the other targets of a source before it closes a core', () => {
    // Neuron 3 hears three sources and fits no core that holds 2; neuron 4 hears one and does.
    const network = buildNetwork(
      [{ size: 2, external: true }, { size: 3 }],
      [
        [0, 2],
        [1, 2],
        [0, 3],
        [1, 3],
        [1, 3],
        [0, 4],
      ],
    );
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { synapses: 4 } });
    const { clusterOf } = hyperedgeOverlap.run(lowered(problem), {}, testContext());
    expect(raw(clusterOf)[2]).toBe(raw(clusterOf)[4]);
    expect(raw(clusterOf)[3]).not.toBe(raw(clusterOf)[4]);
  });

  it('needs no more cores than neurons in order where axons are scarce', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const problem = buildProblem(randomNetwork(seed, 80, 240), {
        columns: 9,
        rows: 9,
        limits: { neurons: 20, inputAxons: 24 },
      });
      const overlap = hyperedgeOverlap.run(lowered(problem), {}, testContext());
      expect(verifyClustered(overlap)).toEqual([]);
      const inOrder = sequential.run(lowered(problem), { form: 'packed', order: 'given' }, testContext());
      expect(overlap.clusterCount).toBeLessThanOrEqual(inOrder.clusterCount);
    }
  });
});
