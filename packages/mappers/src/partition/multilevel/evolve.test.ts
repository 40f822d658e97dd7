import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { permutation, randomNetwork, communities, relabel } from '../../testing/problems.ts';
import { anneal } from './anneal.ts';
import { effortOptions } from './effort.ts';
import { combine, evolve } from './evolve.ts';
import { connectivity, type Hypergraph } from './hypergraph.ts';
import { neuronGraph } from './neuron-graph.ts';
import { PartitionState, type PartLimits } from './state.ts';
import type { Partitioned } from './vcycle.ts';

const PARTS = 6;

function room(graph: Hypergraph): PartLimits {
  return {
    maxWeight: new Float64Array(PARTS).fill(Math.ceil((graph.nodeCount / PARTS) * 1.05)),
    maxSynapses: new Float64Array(PARTS).fill(Infinity),
  };
}

/** Equal parts of nodes in random order. */
function dealt(graph: Hypergraph, seed: number): Uint32Array {
  return permutation(seed, graph.nodeCount).map((place) => place % PARTS);
}

function partitioned(graph: Hypergraph, part: Uint32Array): Partitioned {
  return { part, cost: connectivity(graph, part, PARTS), legal: true };
}

describe('combine', () => {
  it('is legal and no worse than the better parent, whose partition stays as it was', () => {
    const { graph } = neuronGraph(randomNetwork(11, 180, 1200, 9));
    const { partition } = effortOptions('fast', () => true);
    for (let seed = 1; seed <= 5; seed++) {
      const parents = [partitioned(graph, dealt(graph, seed)), partitioned(graph, dealt(graph, seed + 100))];
      const before = parents.map(({ part }) => part.slice());
      const child = combine(graph, room(graph), parents[0], parents[1], partition, new Rng(seed));
      expect(child.cost).toBeLessThanOrEqual(Math.min(parents[0].cost, parents[1].cost));
      expect(child.cost).toBe(connectivity(graph, child.part, PARTS));
      const state = new PartitionState(graph, PARTS, child.part, room(graph));
      for (let p = 0; p < PARTS; p++) expect(state.isOverfull(p)).toBe(false);
      expect(parents.map(({ part }) => part)).toEqual(before);
    }
  });

  it('takes from each parent what it got right', () => {
    const { graph } = neuronGraph(relabel(communities(PARTS, 20), permutation(4, PARTS * 20)));
    const { partition } = effortOptions('default', () => true);
    const limits = room(graph);
    const whole = evolve(graph, limits, 1, partition, new Rng(1));
    // Each parent has two of the six groups mixed up, not the same two.
    const mixed = (a: number, b: number): Partitioned => {
      const seen = new Uint32Array(PARTS);
      return partitioned(
        graph,
        whole.part.map((p) => (p === a || p === b ? (seen[p]++ % 2 === 0 ? a : b) : p)),
      );
    };
    const parents = [mixed(0, 1), mixed(2, 3)];
    const child = combine(graph, limits, parents[0], parents[1], partition, new Rng(2));
    expect(parents[0].cost).toBeGreaterThan(whole.cost);
    expect(child.cost).toBe(whole.cost);
  });
});

describe('evolve', () => {
  it('tells a fraction that grows, and ends with a partition when told to stop', () => {
    const { graph } = neuronGraph(randomNetwork(12, 120, 800));
    const fractions: number[] = [];
    const go = effortOptions('default', (fraction) => {
      if (fraction !== undefined) fractions.push(fraction);
      return true;
    }).partition;
    evolve(graph, room(graph), 2, go, new Rng(1));
    expect(fractions).toEqual([0.125, 0.25, 0.375, 0.5]);
    const stop = effortOptions('default', () => false).partition;
    const early = evolve(graph, room(graph), 2, stop, new Rng(1));
    expect(early.legal).toBe(true);
  });
});

describe('anneal', () => {
  it('never raises the cost, keeps the limits, and does better with time', () => {
    const { graph } = neuronGraph(randomNetwork(13, 240, 2400, 5));
    const limits = room(graph);
    const costs = [0, 20, 400].map((sweeps) => {
      const state = new PartitionState(graph, PARTS, dealt(graph, 3), limits);
      anneal(state, { sweeps, work: Infinity, rise: 0.01 }, new Rng(6), () => true);
      expect(state.cost).toBe(connectivity(graph, state.part, PARTS));
      for (let p = 0; p < PARTS; p++) expect(state.isOverfull(p)).toBe(false);
      return state.cost;
    });
    expect(costs[1]).toBeLessThan(costs[0]);
    expect(costs[2]).toBeLessThan(costs[1]);
  });
});
