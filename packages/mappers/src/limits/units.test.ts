import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import { NmapError, coreLoads, type CoreLimits, type Network, type Problem } from '@nmap/ir';
import { buildProblem, randomUnits, type UnitsAndNeurons } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { lifted, storedWeights, withKernels } from '../testing/units.ts';
import { clusterLegally } from './cluster-legally.ts';
import { cutIntoSegments } from './contiguous.ts';
import { chipNeurons, nextFit } from './filling.ts';
import { LoadTracker } from './load-tracker.ts';
import { largestFirst } from './orders.ts';
import { refuseBlocks } from './refuse-blocks.ts';
import { vertexName } from './vertex-name.ts';

const WIDE = { columns: 8, rows: 1 };

/** On a chip whose cores store kernels once. */
function sharing(problem: Problem): Problem {
  const { target } = problem;
  const classes = target.classes.map((each) => ({ ...each, sharedKernels: true }));
  return { ...problem, target: { ...target, classes } };
}

function expectReferee(tracker: LoadTracker, both: UnitsAndNeurons): void {
  const clusterOf = lifted(tracker.clusterOf, both);
  const loads = coreLoads(both.neurons, clusterOf, tracker.clusterCount);
  expect([...tracker.neurons]).toEqual([...loads.neurons]);
  expect([...tracker.synapses]).toEqual([...loads.synapses]);
  expect([...tracker.axons.inputAxons]).toEqual([...loads.inputAxons]);
  expect([...tracker.axons.outputAxons]).toEqual([...loads.outputAxons]);
  const { kernels } = tracker.problem.network;
  if (kernels !== null)
    expect([...tracker.stored]).toEqual(storedWeights(kernels, tracker.clusterOf, tracker.clusterCount));
}

describe('LoadTracker on units', () => {
  it('agrees with the referee of their neurons after any sequence of additions and removals', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const both = randomUnits(seed, { units: 20, external: 3, edges: 90 });
      const network = withKernels(both.units, seed);
      const tracker = new LoadTracker(sharing(buildProblem(network, { ...WIDE, limits: {} })), 8);
      for (let cluster = 0; cluster < 8; cluster++) tracker.openCluster(0);
      const rng = new Rng(seed);
      for (let unit = 0; unit < 20; unit++) tracker.add(unit, rng.below(8));
      for (let step = 0; step < 200; step++) {
        const unit = rng.below(20);
        tracker.remove(unit);
        tracker.add(unit, rng.below(8));
        if (step % 20 === 0) expectReferee(tracker, both);
      }
    }
  });

  const limitSets: readonly Partial<CoreLimits>[] = [
    { neurons: 9 },
    { synapses: 25 },
    { synapseMemoryBits: 200, bitsPerSynapse: 9 },
    { fanInPerNeuron: 7 },
    { inputAxons: 18 },
    { outputAxons: 20 },
    { neurons: 14, inputAxons: 30, outputAxons: 30 },
  ];
  it.each(limitSets.flatMap((limits) => [[limits, false] as const, [limits, true] as const]))(
    'says no exactly where the addition would put some core over a limit: %j, kernels shared: %s',
    (limits, shares) => {
      let refusals = 0;
      for (let seed = 1; seed <= 6; seed++) {
        const both = randomUnits(seed, { units: 16, external: 2, edges: 40 });
        const network = shares ? withKernels(both.units, seed) : both.units;
        const plain = buildProblem(network, { ...WIDE, limits });
        const tracker = new LoadTracker(shares ? sharing(plain) : plain, 8);
        for (let cluster = 0; cluster < 8; cluster++) tracker.openCluster(0);
        const rng = new Rng(seed);
        for (let unit = 0; unit < 16; unit++) {
          const cluster = rng.below(8);
          const fits = tracker.fits(unit, cluster);
          tracker.add(unit, cluster);
          const legal = withinLimits(tracker, limits, shares);
          expect({ unit, fits }).toEqual({ unit, fits: legal });
          if (legal) continue;
          refusals++;
          tracker.remove(unit);
        }
      }
      expect(refusals).toBeGreaterThan(1);
    },
  );

  it('counts connectivity and its changes as the neurons do', () => {
    const both = randomUnits(5, { units: 18, external: 2, edges: 80 });
    const problem = buildProblem(both.units, { ...WIDE, limits: {} });
    const tracker = new LoadTracker(problem, 8);
    for (let cluster = 0; cluster < 8; cluster++) tracker.openCluster(0);
    const rng = new Rng(9);
    for (let unit = 0; unit < 18; unit++) tracker.add(unit, rng.below(8));
    const counted = (): number => packets(both.neurons, lifted(tracker.clusterOf, both));
    for (let step = 0; step < 100; step++) {
      const unit = rng.below(18);
      const to = (tracker.clusterOf[unit] + 1 + rng.below(7)) % 8;
      const before = counted();
      const delta = tracker.axons.connectivityDelta(unit, to);
      tracker.remove(unit);
      tracker.add(unit, to);
      expect(counted() - before).toBe(delta);
    }
  });
});

describe('cutIntoSegments on units', () => {
  it('ends every segment exactly where one more unit would break a limit', () => {
    let cuts = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const both = randomUnits(seed, { units: 24, external: 2, edges: 60 });
      const limits = [{ neurons: 12 }, { synapses: 60 }, { inputAxons: 30 }, { neurons: 14, synapses: 70 }][
        seed % 4
      ];
      const problem = sharing(
        buildProblem(withKernels(both.units, seed), { columns: 24, rows: 1, limits: { ...limits } }),
      );
      const order = chipNeurons(problem);
      const segments = cutIntoSegments(problem, order, null, Infinity);
      if (segments === null) continue;
      for (const { from, to } of segments) {
        const tracker = new LoadTracker(problem, 1);
        tracker.openCluster(0);
        for (let i = from; i < to; i++) {
          expect(tracker.fits(order[i], 0)).toBe(true);
          tracker.add(order[i], 0);
        }
        if (to === order.length) continue;
        expect(tracker.fits(order[to], 0)).toBe(false);
        cuts++;
      }
    }
    expect(cuts).toBeGreaterThan(20);
  });
});

describe('fills of units', () => {
  it('pack sizes that fill cores exactly, where their order leaves cores half empty', () => {
    // Units of 3 and of 2 neurons, first all small ones: in this order pairs of 2 leave 1 free of 5.
    const problem = buildProblem(sized([2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]), {
      columns: 6,
      rows: 1,
      limits: { neurons: 5 },
    });
    const filling = clusterLegally(
      problem,
      'test',
      testContext(),
      (own) => void nextFit(own, chipNeurons(problem)),
    );
    expect([...filling.tracker.neurons]).toEqual([5, 5, 5, 5, 5, 5]);
    expect([...largestFirst(problem)!].slice(0, 7)).toEqual([6, 7, 8, 9, 10, 11, 0]);
  });

  it('speak of neurons where they find no place', () => {
    const problem = buildProblem(sized([3, 3, 3, 3]), { columns: 3, rows: 1, limits: { neurons: 4 } });
    const failed = failure(() =>
      clusterLegally(problem, 'test', testContext(), (own) => void nextFit(own, chipNeurons(problem))),
    );
    expect(failed.diagnostics[0]).toMatchObject({ code: 'E3101', have: 9, need: 12, unit: 'neurons' });
    expect(failed.message).toContain('3 of 12 neurons are left over (the first: a[9..11])');
  });

  it('name the way out where a unit is larger than a core', () => {
    const problem = buildProblem(sized([2, 5]), { columns: 3, rows: 1, limits: { neurons: 4 } });
    const failed = failure(() =>
      clusterLegally(problem, 'test', testContext(), (own) => void nextFit(own, chipNeurons(problem))),
    );
    expect(failed.diagnostics[0]).toMatchObject({
      code: 'E3102',
      where: 'test, a[2..6]',
      unit: 'cores that hold the group of 5 neurons',
    });
    expect(failed.diagnostics[0].hint).toContain('lower(grain=neuron)');
  });
});

describe('refuseBlocks', () => {
  it('lets units go that are free, and names the partitioner for others', () => {
    const free = sized([2, 2, 1]);
    const blockOf = Uint32Array.from([0, 0, 1]);
    const blocks: Network = { ...free, units: { ...free.units!, blockOf } };
    expect(() => refuseBlocks(buildProblem(free, WIDE), 'partition/x')).not.toThrow();
    const failed = failure(() => refuseBlocks(buildProblem(blocks, WIDE), 'partition/x'));
    expect(failed.kind).toBe('input');
    expect(failed.diagnostics[0]).toMatchObject({ code: 'E1953', where: 'partition/x', have: 2 });
    expect(failed.diagnostics[0].hint).toContain('partition/blocks');
  });
});

describe('vertexName', () => {
  it.each([
    [[64, 8, 8], [0, 64, 4, 5, 7, 8], 'p[0..63, 4, 7]'],
    [[8, 8], [0, 1, 4, 6, 7, 8], 'p[4..5, 7]'],
    [[12], [0, 1, 0, 1, 3, 9], 'p[3..8]'],
    [[2, 2, 2, 2], [0, 1, 0, 1, 5, 6], 'p[5]'],
  ])('of a unit in a population of shape %j', (shape, box, expected) => {
    const network = sized([1]);
    const population = { ...network.populations[0], id: 'p', shape };
    const units = { ...network.units!, boxes: Uint32Array.from(box) };
    expect(vertexName({ ...network, populations: [population], units }, 0)).toBe(expected);
  });

  it('of a neuron', () => {
    const { neurons } = randomUnits(1, { units: 2, edges: 1 });
    expect(vertexName(neurons, 1)).toBe('a[1]');
  });
});

/** Units of these sizes that hear nothing. */
function sized(sizes: readonly number[]): Network {
  const { units: network } = randomUnits(1, { units: sizes.length, edges: 0 });
  const boxes = new Uint32Array(6 * sizes.length);
  let first = 0;
  for (const [unit, size] of sizes.entries()) {
    boxes.set([0, 1, 0, 1, first, first + size], 6 * unit);
    first += size;
  }
  return {
    ...network,
    neuronCount: first,
    units: { ...network.units!, size: Uint32Array.from(sizes), boxes },
  };
}

function packets(network: Network, clusterOf: Uint32Array): number {
  let sum = 0;
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    const reached = new Set<number>();
    for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++)
      reached.add(clusterOf[network.outTarget[e]]);
    reached.delete(clusterOf[neuron]);
    reached.delete(NONE);
    sum += network.spikes[neuron] * reached.size;
  }
  return sum;
}

function withinLimits(tracker: LoadTracker, limits: Partial<CoreLimits>, shares: boolean): boolean {
  const { kernels, fanIn } = tracker.problem.network;
  const below = (load: number, limit: number | null | undefined): boolean => load <= (limit ?? Infinity);
  const stored = shares ? storedWeights(kernels!, tracker.clusterOf, 8) : tracker.synapses;
  for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
    if (!below(tracker.neurons[cluster], limits.neurons)) return false;
    if (!below(stored[cluster], limits.synapses)) return false;
    if (!below(stored[cluster] * (limits.bitsPerSynapse ?? 0), limits.synapseMemoryBits)) return false;
    if (!below(tracker.axons.inputAxons[cluster], limits.inputAxons)) return false;
    if (!below(tracker.axons.outputAxons[cluster], limits.outputAxons)) return false;
  }
  return tracker.clusterOf.every(
    (cluster, unit) => cluster === NONE || below(fanIn[unit], limits.fanInPerNeuron),
  );
}

function failure(run: () => unknown): NmapError {
  try {
    run();
  } catch (error) {
    if (error instanceof NmapError) return error;
    throw error;
  }
  throw new Error('did not fail');
}
