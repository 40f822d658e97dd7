import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { randomNetwork } from '@nmap/testkit';
import { connectivity, type Hypergraph } from '../hierarchy/hypergraph.ts';
import { neuronGraph } from '../hierarchy/neuron-graph.ts';
import { rebalance } from './rebalance.ts';
import { refineKway } from './refine-kway.ts';
import { PartitionState, type PartLimits } from './state.ts';
import { unwatched } from '../watch/watch.ts';

function open(partCount: number): PartLimits {
  return {
    maxWeight: new Float64Array(partCount).fill(Infinity),
    maxSynapses: new Float64Array(partCount).fill(Infinity),
    sharesKernels: new Uint8Array(partCount),
  };
}

function randomPart(graph: Hypergraph, partCount: number, seed: number): Uint32Array {
  const rng = new Rng(seed);
  return Uint32Array.from({ length: graph.nodeCount }, () => rng.below(partCount));
}

describe('PartitionState', () => {
  it('keeps cost and every gain exact through random moves', () => {
    const { graph } = neuronGraph(randomNetwork(1, 60, 400, 5));
    const partCount = 5;
    const state = new PartitionState(graph, partCount, randomPart(graph, partCount, 2), open(partCount));
    const rng = new Rng(3);
    for (let step = 0; step < 300; step++) {
      const node = rng.below(graph.nodeCount);
      const to = rng.below(partCount);
      const promised = to === state.part[node] ? 0 : state.gain(node, to);
      const before = connectivity(graph, state.part, partCount);
      state.move(node, to);
      const after = connectivity(graph, state.part, partCount);
      expect(state.cost).toBe(after);
      expect(before - after).toBe(promised);
    }
    const fresh = new PartitionState(graph, partCount, state.part.slice(), open(partCount));
    expect(state.connection).toEqual(fresh.connection);
    expect(state.leaving).toEqual(fresh.leaving);
    expect(state.pinsIn).toEqual(fresh.pinsIn);
    expect(state.partWeight).toEqual(fresh.partWeight);
    expect(state.partSynapses).toEqual(fresh.partSynapses);
  });

  it('is refined within its limits and never for the worse', () => {
    const { graph } = neuronGraph(randomNetwork(4, 200, 1600));
    const limits = {
      maxWeight: new Float64Array(8).fill(27),
      maxSynapses: new Float64Array(8).fill(230),
      sharesKernels: new Uint8Array(8),
    };
    const state = new PartitionState(graph, 8, randomPart(graph, 8, 5), limits);
    expect(rebalance(state)).toBe(true);
    const before = state.cost;
    refineKway(state, { rounds: 5, seeds: 5, patience: 2, minGain: 0 }, new Rng(1), unwatched());
    expect(state.cost).toBeLessThan(before);
    expect(state.cost).toBe(connectivity(graph, state.part, 8));
    for (let p = 0; p < 8; p++) expect(state.isOverfull(p)).toBe(false);
  });
});
