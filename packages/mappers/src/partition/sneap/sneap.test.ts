import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, communities, mixedNetwork, permutation, randomNetwork, relabel } from '@nmap/testkit';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { testContext } from '../../testing/context.ts';
import { partitionSneap } from './index.ts';
import { synapseGraph } from './synapse-graph.ts';

const OPTIONS = { nodesPerPart: 15, rounds: 10, slack: 0.03 };

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
    const clustered = partitionSneap(problem, OPTIONS, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(synapseCut(network, raw(clustered.clusterOf))).toBe(6 * 3);
  });

  it('takes more parts where limits on axons ask for them', () => {
    const problem = buildProblem(randomNetwork(3, 80, 240), {
      columns: 5,
      rows: 5,
      limits: { neurons: 20, inputAxons: 25 },
    });
    const clustered = partitionSneap(problem, OPTIONS, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(clustered.clusterCount).toBeGreaterThan(4);
  });
});
