import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { communities, permutation, randomNetwork, relabel } from '@nmap/testkit';
import { annealGains } from '../../kway/anneal-gains.ts';
import { effortOptions } from './effort.ts';
import { combine } from './combine.ts';
import { evolve, type EvolveOptions } from './evolve.ts';
import { connectivity, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { PartitionState, type PartLimits } from '../../kway/state.ts';
import type { Partitioned } from './vcycle.ts';
import { unwatched, watchBy } from '../../watch/watch.ts';

const PARTS = 6;

function room(graph: Hypergraph): PartLimits {
  return {
    maxWeight: new Float64Array(PARTS).fill(Math.ceil((graph.nodeCount / PARTS) * 1.05)),
    maxSynapses: new Float64Array(PARTS).fill(Infinity),
    sharesKernels: new Uint8Array(PARTS),
  };
}

/** Equal parts of nodes in random order. */
function dealt(graph: Hypergraph, seed: number): Uint32Array {
  return permutation(seed, graph.nodeCount).map((place) => place % PARTS);
}

function partitioned(graph: Hypergraph, part: Uint32Array): Partitioned {
  return { part, cost: connectivity(graph, part, PARTS), legal: true };
}

/** Options that find little, soon. */
function quick(): EvolveOptions {
  const { partition } = effortOptions('fast');
  return { ...partition, cycle: { ...partition.cycle, anneal: { sweeps: 20, work: 1e6, rise: 0.03 } } };
}

describe('combine', () => {
  it('is legal and no worse than the better parent, whose partition stays as it was', () => {
    const { graph } = neuronGraph(randomNetwork(11, 180, 1200, 9));
    const { partition } = effortOptions('fast');
    for (let seed = 1; seed <= 5; seed++) {
      const parents = [partitioned(graph, dealt(graph, seed)), partitioned(graph, dealt(graph, seed + 100))];
      const before = parents.map(({ part }) => part.slice());
      const child = combine(
        graph,
        room(graph),
        parents[0],
        parents[1],
        partition.cycle,
        new Rng(seed),
        unwatched(),
      );
      expect(child.cost).toBeLessThanOrEqual(Math.min(parents[0].cost, parents[1].cost));
      expect(child.cost).toBe(connectivity(graph, child.part, PARTS));
      const state = new PartitionState(graph, PARTS, child.part, room(graph));
      for (let p = 0; p < PARTS; p++) expect(state.isOverfull(p)).toBe(false);
      expect(parents.map(({ part }) => part)).toEqual(before);
    }
  });

  it('takes from each parent what it got right', async () => {
    const { graph } = neuronGraph(relabel(communities(PARTS, 20), permutation(4, PARTS * 20)));
    const { partition } = effortOptions('default');
    const limits = room(graph);
    const whole = await evolve(graph, limits, 1, partition, new Rng(1), unwatched());
    // Each parent has two of the six groups mixed up, not the same two.
    const mixed = (a: number, b: number): Partitioned => {
      const seen = new Uint32Array(PARTS);
      return partitioned(
        graph,
        whole.part.map((p) => (p === a || p === b ? (seen[p]++ % 2 === 0 ? a : b) : p)),
      );
    };
    const parents = [mixed(0, 1), mixed(2, 3)];
    const child = combine(graph, limits, parents[0], parents[1], partition.cycle, new Rng(2), unwatched());
    expect(parents[0].cost).toBeGreaterThan(whole.cost);
    expect(child.cost).toBe(whole.cost);
  });
});

describe('evolve', () => {
  it('tells a fraction that grows, and ends with a partition when told to stop', async () => {
    const { graph } = neuronGraph(randomNetwork(12, 120, 800));
    const fractions: number[] = [];
    const watch = watchBy((share) => {
      if (share !== null) fractions.push(share);
      return true;
    });
    await evolve(graph, room(graph), 2, quick(), new Rng(1), watch);
    // Four cycles and three combinations.
    expect([...new Set(fractions)]).toEqual(Array.from({ length: 7 }, (_, over) => (over + 1) / 7));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const { partition } = effortOptions('default');
    const stopped = watchBy(() => false);
    const early = await evolve(graph, room(graph), 2, partition, new Rng(1), stopped);
    expect(early.legal).toBe(true);
  });

  // Workers need JavaScript: the built package, where there is a build.
  const built = new URL('../../../dist/partition/multilevel/evolve.js', import.meta.url);
  (existsSync(built) ? it : it.skip)('has the same winner with any number of threads', async () => {
    const { tournament } = (await import(built.href)) as { tournament: typeof evolve };
    const { graph } = neuronGraph(randomNetwork(14, 100, 600, 9));
    const costs: number[] = [];
    const watch = watchBy((_share, cost = Infinity) => costs.push(cost) > 0);
    const winnerOf = (threads: number, seed: number): Promise<Partitioned> =>
      tournament(graph, room(graph), 2, { ...quick(), threads }, new Rng(seed), watch);
    const winners = [await winnerOf(1, 3), await winnerOf(2, 3), await winnerOf(3, 3)];
    expect(winners[0].cost).toBe(connectivity(graph, winners[0].part, PARTS));
    expect(winners[1]).toEqual(winners[0]);
    expect(winners[2]).toEqual(winners[0]);
    expect(Math.min(...costs)).toBe(winners[0].cost);
    expect(await winnerOf(2, 4)).not.toEqual(winners[0]);
  });

  (existsSync(built) ? it : it.skip)('ends early in workers as well, with a partition', async () => {
    const { tournament } = (await import(built.href)) as { tournament: typeof evolve };
    const { graph } = neuronGraph(randomNetwork(15, 150, 900, 9));
    const { partition } = effortOptions('default');
    const early = await tournament(
      graph,
      room(graph),
      3,
      { ...partition, threads: 2 },
      new Rng(1),
      watchBy(() => false),
    );
    expect(early.legal).toBe(true);
    expect(early.cost).toBe(connectivity(graph, early.part, PARTS));
  });
});

describe('anneal', () => {
  it('never raises the cost, keeps the limits, and does better with time', () => {
    const { graph } = neuronGraph(randomNetwork(13, 240, 2400, 5));
    const limits = room(graph);
    const costs = [0, 20, 400].map((sweeps) => {
      const state = new PartitionState(graph, PARTS, dealt(graph, 3), limits);
      annealGains(state, { sweeps, work: Infinity, rise: 0.01 }, new Rng(6), unwatched());
      expect(state.cost).toBe(connectivity(graph, state.part, PARTS));
      for (let p = 0; p < PARTS; p++) expect(state.isOverfull(p)).toBe(false);
      return state.cost;
    });
    expect(costs[1]).toBeLessThan(costs[0]);
    expect(costs[2]).toBeLessThan(costs[1]);
  });
});
