import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { evaluate } from '@nmap/energy';
import { coreLoads, makeClustered, makePlaced, type Placed, type Problem } from '@nmap/ir';
import { verifyClustered, verifyPlaced } from '@nmap/judge';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { chipNeurons, nextFit } from '../../limits/filling.ts';
import { hilbert } from '../../place/hilbert/index.ts';
import {
  buildProblem,
  clusteredOf,
  communities,
  gridEdges,
  permutation,
  randomNetwork,
  relabel,
  smallProblems,
  trafficOf,
  unitChip,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { joint } from './index.ts';

const interconnect = (placed: Placed): number => evaluate(placed).metrics.energyPj.interconnect!;

const verify = (placed: Placed) => [...verifyClustered(placed.clustered), ...verifyPlaced(placed)];

/** Neurons in the order of their ids, clusters along a curve: legal, and nothing more. */
function placedInOrder(problem: Problem): Placed {
  const ctx = testContext(1);
  const filling = clusterLegally(problem, 'test', ctx, (own) => void nextFit(own, chipNeurons(problem)));
  return hilbert.run(toClustered(problem, filling), hilbert.options.parse({}), ctx) as Placed;
}

/** Neuron i in cluster i mod count, cluster c on core c. */
function dealt(problem: Problem, count: number): Placed {
  const clusterOf = Uint32Array.from({ length: problem.network.vertexCount }, (_, neuron) => neuron % count);
  const cores = Uint32Array.from({ length: count }, (_, core) => core);
  return makePlaced(makeClustered(problem, clusterOf, new Uint32Array(count), count), cores);
}

const refine = (placed: Placed, cycles: number, seed = 1): Placed =>
  joint.run(placed, { cycles, effort: 1 }, testContext(seed)) as Placed;

const ring = (limits = {}, multicast: 'tree' | 'unicast-per-core' = 'unicast-per-core') =>
  buildProblem(relabel(communities(9, 8), permutation(4, 72)), {
    columns: 3,
    rows: 3,
    multicast,
    limits: { neurons: 9, ...limits },
  });

describe('refine/joint', () => {
  it.each([
    ['unicast', ring()],
    ['trees', ring({}, 'tree')],
  ])('finds communities that no placement of mixed clusters could: %s', (_name, problem) => {
    const before = dealt(problem, 9);
    const after = refine(before, 4);
    expect(verify(after)).toEqual([]);
    // Nine synapses join the communities, which travel at least a hop each; 3 spikes, prices of 1 each for
    // injection, hop and two routers. A ring of nine on 3 x 3 has one link of two hops.
    expect(interconnect(after)).toBeGreaterThanOrEqual(9 * 3 * 4);
    expect(interconnect(after)).toBeLessThanOrEqual(1.5 * 9 * 3 * 4);
    expect(interconnect(before)).toBeGreaterThan(10 * interconnect(after));
  });

  it.each(
    smallProblems()
      .filter(({ impossible }) => !impossible)
      .map(({ name, problem }) => [name, problem] as const),
  )('stays legal and is never worse, repeats itself: %s', (_name, problem) => {
    const before = placedInOrder(problem);
    const kept = raw(before.clustered.clusterOf).slice();
    const after = refine(before, 1, 3);
    expect(verify(after)).toEqual([]);
    expect(interconnect(after)).toBeLessThanOrEqual(interconnect(before));
    expect(raw(refine(before, 1, 3).clustered.clusterOf)).toEqual(raw(after.clustered.clusterOf));
    expect(raw(before.clustered.clusterOf)).toEqual(kept);
  });

  it('is never worse with more cycles', () => {
    const problem = buildProblem(randomNetwork(5, 60, 300, 4), {
      columns: 4,
      rows: 3,
      limits: { neurons: 6 },
    });
    const before = placedInOrder(problem);
    let last = interconnect(before);
    for (let cycles = 1; cycles <= 4; cycles++) {
      const cost = interconnect(refine(before, cycles));
      expect(cost).toBeLessThanOrEqual(last);
      last = cost;
    }
    expect(last).toBeLessThan(0.9 * interconnect(before));
  });

  it('keeps axons and fan-out within limits that bind', () => {
    const network = randomNetwork(9, 60, 320);
    const chip = { columns: 3, rows: 3 };
    const free = dealt(buildProblem(network, { ...chip, limits: { neurons: 20 } }), 9);
    // No core may have more of anything than the fullest one at the start.
    const loads = coreLoads(network, raw(free.clustered.clusterOf), 9);
    const limits = {
      neurons: 20,
      inputAxons: Math.max(...loads.inputAxons),
      outputAxons: Math.max(...loads.outputAxons),
      fanOutCoresPerNeuron: Math.max(...loads.maxFanOutCores),
    };
    const bound = dealt(buildProblem(network, { ...chip, limits }), 9);
    const after = refine(bound, 2);
    expect(verify(after)).toEqual([]);
    expect(interconnect(after)).toBeLessThan(interconnect(bound));
    // They bind: without them it goes where they do not let it.
    const elsewhere = refine(free, 2);
    const judged = {
      ...elsewhere,
      problem: bound.problem,
      clustered: { ...elsewhere.clustered, problem: bound.problem },
    };
    expect(verify(judged)).not.toEqual([]);
  });

  it('empties cores where that pays', () => {
    const problem = buildProblem(communities(3, 4), { columns: 4, rows: 1, limits: { neurons: 12 } });
    const after = refine(dealt(problem, 4), 3);
    expect(verify(after)).toEqual([]);
    expect(after.clustered.clusterCount).toBe(1);
    expect(interconnect(after)).toBe(0);
  });

  it.each([
    ['none where a core costs nothing', 0, null, 0],
    ['some where its price is paid back', 1e-9, null, 1],
    ['as many as maxCores leaves', 1e-9, 5, 0],
  ] as const)('opens cores: %s', (_name, coreStaticMw, maxCores, fewest) => {
    const chip = {
      columns: 5,
      rows: 5,
      limits: { neurons: 12 },
      energy: { localDeliveryPj: 100, coreStaticMw },
    };
    const problem = buildProblem(randomNetwork(8, 60, 240), chip, maxCores === null ? {} : { maxCores });
    const before = placedInOrder(problem);
    expect(before.clustered.clusterCount).toBe(5);
    const after = refine(before, 1);
    expect(verify(after)).toEqual([]);
    const opened = after.clustered.clusterCount - 5;
    if (fewest === 0) expect(opened).toBeLessThanOrEqual(0);
    else expect(opened).toBeGreaterThanOrEqual(fewest);
  });

  it('leaves a given cluster graph alone and says so', () => {
    const clustered = clusteredOf(trafficOf(gridEdges(3, 3, 1)), unitChip(3, 3));
    const ctx = testContext(1);
    const placed = hilbert.run(clustered, hilbert.options.parse({}), ctx) as Placed;
    expect(joint.run(placed, { cycles: 1, effort: 1 }, ctx)).toBe(placed);
    expect(ctx.stats.get('declined')).toBe(1);
  });

  it('reports a share done that grows and a cost that never rises', () => {
    const seen: [number, number][] = [];
    const context = {
      ...testContext(1),
      workBetweenQuestions: 1000,
      // Before the tables stand, no cost is known.
      // Nor a share, while neurons are grouped.
      progress: (share: number | null, cost = Infinity) => {
        if (share !== null) seen.push([share, cost]);
        return 'go' as const;
      },
    };
    void joint.run(placedInOrder(ring()), { cycles: 2, effort: 1 }, context);
    expect(seen.length).toBeGreaterThan(20);
    for (let k = 1; k < seen.length; k++) {
      expect(seen[k][0]).toBeGreaterThanOrEqual(seen[k - 1][0]);
      expect(seen[k][1]).toBeLessThanOrEqual(seen[k - 1][1] + 1e-6);
    }
    expect(seen.at(-1)![0]).toBeLessThanOrEqual(1);
    expect(seen.at(-1)![1]).toBeLessThan(Infinity);
  });
});
