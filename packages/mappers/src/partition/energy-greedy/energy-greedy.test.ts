import { describe, expect, it } from '@jest/globals';
import { Rng, raw } from '@nmap/kernels';
import type { Clustered, Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, randomNetwork, type TestChip } from '@nmap/testkit';
import { Filling, chipNeurons, nextFit } from '../../limits/filling.ts';
import { testContext } from '../../testing/context.ts';
import { energyModel } from './energy-model.ts';
import { EnergyState } from './energy-state.ts';
import { energyGreedy } from './index.ts';

/** Prices in whole pJ: a packet and its links, a delivery at home, and mW of each core in use. */
const ENERGY = {
  packetInjectionPj: 5,
  localDeliveryPj: 2,
  routerPj: 1,
  hopEastWestPj: 3,
  hopNorthSouthPj: 3,
  routerStaticMw: 0,
  chipStaticMw: 0,
} as const;

const chip = (coreStaticMw: number, limits: NonNullable<TestChip['limits']>): TestChip => ({
  columns: 4,
  rows: 4,
  limits,
  energy: { ...ENERGY, coreStaticMw },
});

async function run(problem: Problem, options = {}): Promise<{ made: Clustered; stats: Map<string, number> }> {
  const ctx = testContext(3);
  const made = await energyGreedy(options).run({ stage: 'lowered', problem }, ctx);
  expect(verifyClustered(made)).toEqual([]);
  return { made, stats: ctx.stats };
}

describe('partition/energy-greedy', () => {
  it.each([
    ['unlimited but for neurons', { neurons: 7 }],
    ['with few axons', { neurons: 14, inputAxons: 26 }],
    ['with few cores to reach', { neurons: 7, fanOutCoresPerNeuron: 5 }],
  ])('knows its energy move by move: %s', (_name, limits) => {
    const problem = buildProblem(randomNetwork(5, 40, 90), chip(1e-6, limits));
    const filling = new Filling(problem);
    nextFit(filling, chipNeurons(problem));
    const state = new EnergyState(problem, filling, energyModel(problem, filling.tracker.clusterCount));
    const rng = new Rng(9);
    let energy = state.total();
    let moved = 0;
    for (let step = 0; step < 400; step++) {
      const neuron = rng.below(40);
      const to = rng.below(filling.tracker.clusterCount);
      const from = filling.tracker.clusterOf[neuron];
      if (to === from) continue;
      const delta = state.delta(neuron, to);
      expect(state.deltas(neuron)).toEqual(
        state.neighbours(neuron).map((near) => ({ to: near, delta: state.delta(neuron, near) })),
      );
      state.take(neuron);
      const fits = filling.tracker.fits(neuron, to);
      state.put(neuron, fits ? to : from);
      if (!fits) continue;
      moved++;
      energy += delta;
      expect(energy).toBeCloseTo(state.total(), 6);
    }
    expect(moved).toBeGreaterThan(20);
  });

  it('never ends above its first clustering, and is the same for the same seed', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const problem = buildProblem(randomNetwork(seed, 60, 300, 4), chip(1e-6, { neurons: 8 }));
      const [first, again] = [await run(problem), await run(problem)];
      expect(first.stats.get('modelledPj')).toBeLessThanOrEqual(first.stats.get('firstPj')!);
      expect(raw(first.made.clusterOf)).toEqual(raw(again.made.clusterOf));
    }
  });

  // Two pairs of neurons that talk inside, and hear one neuron each of the other pair: one core holds all four.
  const pairs = buildNetwork(
    [{ size: 4, spikes: 1 }],
    [
      [0, 1],
      [1, 0],
      [2, 3],
      [3, 2],
    ],
  );

  it.each([
    ['static power is dear: one core', 1, {}, 1],
    ['consolidation is off, cores cost the same', 1, { consolidate: 'no', sweeps: 0 }, 1],
  ])('%s', async (_name, coreStaticMw, options, cores) => {
    const { made } = await run(buildProblem(pairs, chip(coreStaticMw, { neurons: 4 })), options);
    expect(made.clusterCount).toBe(cores);
  });

  it('dissolves a core whose neurons fit elsewhere only where static power is worth its packets', () => {
    // In order of the file three to a core: 0 1 2 | 3 4; the second core has room in none of the first.
    const line = buildNetwork(
      [{ size: 5, spikes: 100 }],
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    );
    const clusters = async (coreStaticMw: number, neurons: number): Promise<number> =>
      (await run(buildProblem(line, chip(coreStaticMw, { neurons })))).made.clusterCount;
    return Promise.all([
      expect(clusters(1, 5)).resolves.toBe(1),
      expect(clusters(1, 3)).resolves.toBe(2),
      expect(clusters(0, 3)).resolves.toBe(2),
    ]);
  });

  it('minimises energy whatever the objective is', async () => {
    const network = randomNetwork(8, 50, 250);
    const [energy, packets] = await Promise.all(
      ['energy', 'packets'].map((objective) =>
        run({ ...buildProblem(network, chip(1e-6, { neurons: 8 })), objective }),
      ),
    );
    expect(raw(packets.made.clusterOf)).toEqual(raw(energy.made.clusterOf));
  });
});
