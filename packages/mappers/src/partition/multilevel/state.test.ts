import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { randomNetwork } from '@nmap/testkit';
import { coarsen } from './coarsen.ts';
import { buildHypergraph, connectivity, contract, extract, type Hypergraph } from './hypergraph.ts';
import { neuronGraph } from './neuron-graph.ts';
import { rebalance } from './rebalance.ts';
import { refineKway } from './refine-kway.ts';
import { PartitionState, type PartLimits } from './state.ts';

function open(partCount: number): PartLimits {
  return {
    maxWeight: new Float64Array(partCount).fill(Infinity),
    maxSynapses: new Float64Array(partCount).fill(Infinity),
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
    expect(state.removal).toEqual(fresh.removal);
    expect(state.pinsIn).toEqual(fresh.pinsIn);
    expect(state.partWeight).toEqual(fresh.partWeight);
    expect(state.partSynapses).toEqual(fresh.partSynapses);
  });

  it('is refined within its limits and never for the worse', () => {
    const { graph } = neuronGraph(randomNetwork(4, 200, 1600));
    const limits = { maxWeight: new Float64Array(8).fill(27), maxSynapses: new Float64Array(8).fill(230) };
    const state = new PartitionState(graph, 8, randomPart(graph, 8, 5), limits);
    expect(rebalance(state)).toBe(true);
    const before = state.cost;
    refineKway(state, { rounds: 5, seeds: 5, patience: 2, minGain: 0, keepGoing: () => true }, new Rng(1));
    expect(state.cost).toBeLessThan(before);
    expect(state.cost).toBe(connectivity(graph, state.part, 8));
    for (let p = 0; p < 8; p++) expect(state.isOverfull(p)).toBe(false);
  });
});

describe('Hypergraph', () => {
  it('merges identical nets and drops those that cannot be cut', () => {
    const graph = buildHypergraph(
      Uint32Array.from([0, 2, 4, 5, 8, 10]),
      Uint32Array.from([0, 1, 1, 0, 2, 2, 2, 2, 1, 2]),
      Float64Array.from([3, 4, 9, 9, 0]),
      new Uint32Array(3).fill(1),
      new Float64Array(3),
    );
    expect(graph.netCount).toBe(1);
    expect(Array.from(graph.netWeight)).toEqual([7]);
    expect(Array.from(graph.netStart)).toEqual([0, 1, 2, 2]);
  });

  it('keeps the cost of every partition that a coarser level can express', () => {
    const { graph } = neuronGraph(randomNetwork(6, 150, 900));
    const rng = new Rng(8);
    const levels = coarsen(
      graph,
      { nodeLimit: 20, maxNodeWeight: 12, maxNodeSynapses: Infinity, maxRatedNetSize: 100, shrinkFactor: 2 },
      rng,
    );
    expect(levels.length).toBeGreaterThan(1);
    const coarsest = levels[levels.length - 1].graph;
    let part = randomPart(coarsest, 4, 9);
    const cost = connectivity(coarsest, part, 4);
    for (let i = levels.length - 1; i >= 0; i--) {
      expect(levels[i].graph.totalWeight).toBe(150);
      part = Uint32Array.from(levels[i].coarseOf, (coarse) => part[coarse]);
    }
    expect(connectivity(graph, part, 4)).toBe(cost);
  });

  it('splits nets between the sides of a bisection without losing cost', () => {
    const { graph } = neuronGraph(randomNetwork(7, 80, 500));
    const side = randomPart(graph, 2, 1);
    const part = Uint32Array.from(side, (s, node) => 2 * s + (node % 2));
    let inside = 0;
    for (let half = 0; half < 2; half++) {
      const { graph: inner, nodes } = extract(graph, side, half);
      inside += connectivity(
        inner,
        Uint32Array.from(nodes, (node) => part[node] % 2),
        2,
      );
    }
    expect(connectivity(graph, side, 2) + inside).toBe(connectivity(graph, part, 4));
  });

  it('contracts to the sums of what is joined', () => {
    const { graph } = neuronGraph(randomNetwork(2, 12, 40));
    const coarse = contract(
      graph,
      Uint32Array.from({ length: 12 }, (_, node) => node % 3),
      3,
    );
    expect(Array.from(coarse.nodeWeight)).toEqual([4, 4, 4]);
    expect(coarse.nodeSynapses.reduce((a, b) => a + b, 0)).toBe(40);
  });
});
