import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import {
  buildNetwork,
  buildProblem,
  communities,
  mixedNetwork,
  permutation,
  randomNetwork,
  relabel,
  lowered,
} from '@nmap/testkit';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import type { GraphPartitioning } from '../../pass.ts';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { testContext } from '../../testing/context.ts';
import { metisText } from './by-metis.ts';
import { sneap } from './index.ts';
import { synapseGraph } from './synapse-graph.ts';

const OPTIONS = { nodesPerPart: 15, rounds: 10, slack: 0.03, metis: 'none' } as const;

describe('the graph of synapses', () => {
  it.each([1, 2, 3])('has the cut of the network as its connectivity (network %i)', (seed) => {
    const rng = new Rng(seed);
    const problem = buildProblem(mixedNetwork(rng, 30, 150, seed === 2), { columns: 1, rows: 1 });
    const { graph, neuronOf } = synapseGraph(problem);
    const part = Uint32Array.from(neuronOf, () => rng.below(4));
    const clusterOf = new Uint32Array(problem.network.vertexCount).fill(NONE);
    for (const [node, neuron] of neuronOf.entries()) clusterOf[neuron] = part[node]!;
    expect(connectivity(graph, part, 4)).toBe(synapseCut(problem.network, clusterOf));
  });
});

describe('partition/sneap', () => {
  it('finds communities, in whatever order they come', () => {
    const network = relabel(communities(6, 10), permutation(2, 60));
    const problem = buildProblem(network, { columns: 6, rows: 1, limits: { neurons: 10 } });
    const clustered = sneap.run(lowered(problem), OPTIONS, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(synapseCut(network, raw(clustered.clusterOf))).toBe(6 * 3);
  });

  it('takes more parts where limits on axons ask for them', () => {
    const problem = buildProblem(randomNetwork(3, 80, 240), {
      columns: 5,
      rows: 5,
      limits: { neurons: 20, inputAxons: 25 },
    });
    const clustered = sneap.run(lowered(problem), OPTIONS, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(clustered.clusterCount).toBeGreaterThan(4);
  });
});

describe('METIS as the partitioner', () => {
  const network = relabel(communities(6, 10), permutation(2, 60));
  const problem = buildProblem(network, { columns: 8, rows: 1, limits: { neurons: 10 } });
  const withMetis = { ...OPTIONS, metis: 'gpmetis' } as const;

  it('is asked with a graph that it can read, a seed, and no more imbalance than the cores leave', () => {
    const asked: GraphPartitioning[] = [];
    const gpmetis = (wanted: GraphPartitioning) => {
      asked.push(wanted);
      // Communities of the shuffled network: the parts that METIS would find.
      return Uint32Array.from(
        { length: wanted.nodeCount },
        (_, node) => permutation(2, 60).indexOf(node) % wanted.parts,
      );
    };
    const clustered = sneap.run(lowered(problem), withMetis, { ...testContext(), gpmetis });
    expect(verifyClustered(clustered)).toEqual([]);
    const [{ graph, nodeCount, parts, seed, imbalance, rounds }] = asked;
    expect({ nodeCount, parts, rounds }).toEqual({ nodeCount: 60, parts: 7, rounds: 10 });
    expect(imbalance).toBe(30);
    expect(seed).toBeLessThan(2 ** 31);
    const [head, ...rows] = graph.trimEnd().split('\n');
    const ends = rows.reduce((sum, row) => sum + (row.split(' ').length - 1) / 2, 0);
    expect(head).toBe(`60 ${ends / 2} 011`);
    expect(rows).toHaveLength(60);
  });

  it('scales weights that its 32 bits do not hold', () => {
    const heavy = buildProblem(
      buildNetwork(
        [{ size: 3, spikes: 2 ** 31 }],
        [
          [0, 1],
          [1, 2],
        ],
      ),
      { columns: 2, rows: 1 },
    );
    expect(metisText(synapseGraph(heavy).graph)).toBe(
      '3 2 011\n1 2 536870912\n1 1 536870912 3 536870912\n1 2 536870912\n',
    );
  });

  it('says what is missing where no program may be started', () => {
    expect(() => sneap.run(lowered(problem), withMetis, testContext())).toThrow(/METIS cannot be started/);
  });

  it('is not asked where there is nothing to cut', () => {
    const small = buildProblem(network, { columns: 1, rows: 1 });
    expect(sneap.run(lowered(small), withMetis, testContext()).clusterCount).toBe(1);
  });

  it('deals neurons in order where its time runs out, and is marked', () => {
    const context = testContext();
    const clustered = sneap.run(lowered(problem), withMetis, { ...context, gpmetis: () => null });
    expect(verifyClustered(clustered)).toEqual([]);
    expect(context.fellBackTo()).toContain('time ran out');
  });
});
