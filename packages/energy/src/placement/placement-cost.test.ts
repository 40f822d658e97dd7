import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NONE, Rng } from '@nmap/kernels';
import { makeClustered, makePlaced, trafficFromGraph, type Objective } from '@nmap/ir';
import { evaluate } from '../counts/evaluate.ts';
import {
  ENERGY_OF_PRIMES,
  TEST_CHIPS,
  chipOf,
  constant,
  energyOf,
  latencyOf,
  networkOf,
  problemOf,
  randomNetwork,
} from '../testing/problems.ts';
import { hopPrices } from './hop-prices.ts';
import { PlacementCost } from './placement-cost.ts';
import { placementDistance } from './placement-distance.ts';

/** Every kind of interconnect on which all tiles reach each other. */
const CONNECTED = TEST_CHIPS.slice(0, -1);

const scenarios = fc.record({
  chip: fc.constantFrom(...CONNECTED),
  multicast: fc.constantFrom('unicast-per-core' as const, 'tree' as const),
  objective: fc.constantFrom<Objective>('energy', 'traffic'),
  seed: fc.nat(1e6),
  clusters: fc.integer({ min: 1, max: 6 }),
});

describe('PlacementCost', () => {
  it('is the part of the evaluated interconnect that the placement decides, also after swaps', () => {
    fc.assert(
      fc.property(scenarios, ({ chip, multicast, objective, seed, clusters }) => {
        const rng = new Rng(seed);
        const target = chipOf({ ...chip, multicast, energy: ENERGY_OF_PRIMES });
        const network = randomNetwork(rng, 12, 40, true);
        const problem = problemOf(network, target, objective);
        const clusterOf = Uint32Array.from(network.external, (external, neuron) =>
          external === 1 ? NONE : neuron < clusters ? neuron : rng.below(clusters),
        );
        const clustered = makeClustered(problem, clusterOf, new Uint32Array(clusters), clusters);
        const cores = rng.shuffle(Uint32Array.from({ length: target.coreCount }, (_, core) => core));
        const prices = hopPrices(problem);
        const cost = new PlacementCost(clustered, prices, cores.slice(0, clusters));
        for (let step = 0; step < 10; step++) {
          const { counts, energy, metrics } = evaluate(makePlaced(clustered, cost.coreOf.slice()));
          if (objective === 'traffic') expect(cost.total()).toBeCloseTo(metrics.spikeHops, 6);
          else {
            const injections = multicast === 'tree' ? counts.trees : counts.packets;
            const constantPart =
              injections * (prices.perPacket + prices.perRouter) +
              counts.localDeliveries * prices.perLocalDelivery;
            expect(cost.total()).toBeCloseTo(energy.interconnect! - constantPart, 6);
          }
          const a = rng.below(target.coreCount);
          const b = rng.below(target.coreCount);
          const before = cost.total();
          const delta = cost.swapDelta(a, b);
          expect(cost.total()).toBe(before);
          cost.applySwap(a, b);
          expect(cost.total() - before).toBeCloseTo(delta, 6);
          expect(cost.cost(cost.coreOf.slice())).toBeCloseTo(before + delta, 6);
          for (let cluster = 0; cluster < clusters; cluster++) {
            expect(cost.clusterAt[cost.coreOf[cluster]!]).toBe(cluster);
          }
          expect(cost.clusterAt.filter((cluster) => cluster !== NONE).length).toBe(clusters);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('sees that a way and its reverse cost differently where faults make it so', () => {
    const target = chipOf({ columns: 2, rows: 2, deadLinks: [{ from: 0, to: 1 }] });
    const problem = problemOf(networkOf({ spikes: [1, 1], synapses: [[0, 1]] }), target, 'traffic');
    const base = makeClustered(problem, Uint32Array.of(0, 1), new Uint32Array(2), 2);
    const clustered = { ...base, traffic: trafficFromGraph(2, [0], [1], [2.5]).traffic };
    const cost = new PlacementCost(clustered, hopPrices(problem), [0, 1]);
    expect(cost.total()).toBe(7.5);
    expect(cost.swapDelta(0, 1)).toBe(-5);
  });

  it('refuses two clusters on one core', () => {
    const problem = problemOf(
      networkOf({ spikes: [1, 1], synapses: [] }),
      chipOf({ columns: 2, rows: 2 }),
      'traffic',
    );
    const clustered = makeClustered(problem, Uint32Array.of(0, 1), new Uint32Array(2), 2);
    expect(() => new PlacementCost(clustered, hopPrices(problem), [3, 3])).toThrow('core 3');
  });
});

describe('placementDistance', () => {
  it('is the price of the links and routers after the first, on every interconnect', () => {
    for (const chip of CONNECTED) {
      const target = chipOf({ ...chip, energy: ENERGY_OF_PRIMES });
      const problem = problemOf(networkOf({ spikes: [1], synapses: [] }), target);
      const prices = hopPrices(problem);
      const distance = placementDistance(target, prices);
      const route = new Uint32Array(target.topology.maxHops);
      for (let from = 0; from < target.topology.tileCount; from++) {
        for (let to = 0; to < target.topology.tileCount; to++) {
          const length = target.topology.route(from, to, route);
          let expected = length * prices.perRouter;
          for (let step = 0; step < length; step++) {
            expected += prices.perLinkClass[target.topology.linkClassOf[route[step]!]!]!;
          }
          expect(distance(from, to)).toBeCloseTo(expected, 9);
        }
      }
    }
  });

  it('is infinite where faults cut the way', () => {
    const target = chipOf({ columns: 3, rows: 1, deadLinks: [{ from: 1, to: 2 }] });
    const distance = placementDistance(
      target,
      hopPrices(problemOf(networkOf({ spikes: [], synapses: [] }), target)),
    );
    expect(distance(0, 2)).toBe(Infinity);
    expect(distance(2, 0)).toBe(2);
  });
});

describe('hopPrices', () => {
  const network = networkOf({ spikes: [1], synapses: [] });

  it('falls back to traffic and says so where a hop has no known price', () => {
    const energy = energyOf({ hopEastWestPj: 3, hopNorthSouthPj: null });
    const prices = hopPrices(problemOf(network, chipOf({ columns: 2, rows: 2, energy })));
    expect(prices.name).toBe('traffic');
    expect(prices.note).toContain('hopNorthSouthPj');
    expect([...prices.perLinkClass]).toEqual([1, 1, 0, 0, 0]);
    expect(prices.perPacket).toBe(1);
  });

  it('does not miss the price of links that the chip does not have', () => {
    const energy = energyOf({ hopEastWestPj: 3, hopNorthSouthPj: 4, hopChipPj: null, hopTreePj: null });
    const prices = hopPrices(problemOf(network, chipOf({ columns: 2, rows: 2, energy })));
    expect(prices).toMatchObject({ name: 'energy', unit: 'pJ', note: null });
  });

  it('falls back to traffic where moving a packet costs nothing', () => {
    expect(hopPrices(problemOf(network, chipOf({ columns: 2, rows: 2 }))).note).toContain('costs nothing');
  });

  it('falls back to traffic where an all-in constant contains the interconnect', () => {
    const energy = energyOf({
      synapseEventPj: constant(26, 'all-in'),
      hopEastWestPj: 2.3,
      hopNorthSouthPj: 2.3,
    });
    expect(hopPrices(problemOf(network, chipOf({ columns: 2, rows: 2, energy }))).note).toContain(
      'synapseEventPj',
    );
  });

  it('prices latency in nanoseconds, and notes what it took as 0', () => {
    const latency = latencyOf({
      packetInjectionNs: 5.1,
      packetReceiveNs: null,
      hopEastWestNs: 4.1,
      hopNorthSouthNs: 6.5,
      routerNs: 1,
    });
    const prices = hopPrices(problemOf(network, chipOf({ columns: 2, rows: 2, latency }), 'latency'));
    expect(prices).toMatchObject({ name: 'latency', unit: 'ns', perPacket: 5.1, perRouter: 1 });
    expect([...prices.perLinkClass]).toEqual([4.1, 6.5, 0, 0, 0]);
    expect(prices.note).toContain('packetReceiveNs');
  });
});
