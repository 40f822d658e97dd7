import { describe, expect, it } from '@jest/globals';
import { LINK_CLASSES, type Constant } from '@nmap/ir';
import { buildProblem, buildTarget, constant, energyOf, networkOf, placedOn } from '@nmap/testkit';
import { emptyCounts } from './counts.ts';
import { evaluate } from './evaluate.ts';
import { priceCounts } from './price-counts.ts';
import { statedEnergy } from './stated-energy.ts';

/**
 * Neurons 0, 1 on core 0; 2 on core 1; 3 on core 3 of a 2 x 2 mesh; 4 is external, the port at tile 2.
 * 0 -> 1 (local), 0 -> 2, 0 -> 3, 1 -> 1 (loop), 2 -> 3 twice, 3 -> 4 (out), 4 -> 0 and 4 -> 3 (in).
 */
const network = networkOf({
  spikes: [10, 3, 2, 1, 100],
  firstExternal: 4,
  synapses: [
    ...([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 1],
    ] as const),
    ...([
      [2, 3],
      [2, 3],
      [3, 4],
      [4, 0],
      [4, 3],
    ] as const),
  ],
  timestepMs: 1,
  durationMs: 5,
});
const coreOf = [0, 0, 1, 3, 0];

function countsFor(multicast: 'unicast-per-core' | 'tree'): ReturnType<typeof evaluate> {
  return evaluate(
    placedOn(buildProblem(network, buildTarget({ columns: 2, rows: 2, ioTile: 2, multicast })), coreOf),
  );
}

describe('counts of a network worked out by hand', () => {
  const { counts, metrics } = countsFor('unicast-per-core');

  it('counts neurons and spikes on the chip apart from external ones', () => {
    expect(counts).toMatchObject({ steps: 5, neurons: 4, spikes: 16, externalSpikes: 100 });
    // Neuron 0 spikes ten times, but there are only five steps to spike in.
    expect(counts.spikingSteps).toBe(5 + 3 + 2 + 1);
  });

  it('counts synaptic events once per synapse, and none outside the chip', () => {
    expect(counts.synapticEvents).toBe(10 * 3 + 3 + 2 * 2 + 0 + 100 * 2);
  });

  it('counts packets per other core, the port being one', () => {
    expect(counts.packets).toBe(10 * 2 + 0 + 2 + 1 + 100 * 2);
    expect(metrics.interCorePackets).toBe(counts.packets);
    expect(metrics.connectivity).toBe(counts.packets);
    expect(counts.trees).toBe(10 + 2 + 1 + 100);
    expect(counts.localDeliveries).toBe(10 + 3);
    expect(counts.cutSpikes).toBe(10 * 2 + 2 * 2 + 1 + 100 * 2);
    expect(metrics.messages).toBe(counts.packets + counts.localDeliveries);
    expect(metrics.cutNet).toBe(10 + 2 + 1 + 100);
  });

  it('crosses links by class: 0-1 east, 0-3 east then north, 1-3 north, 3-2 west, 2-0 south, 2-3 east', () => {
    expect([...counts.hopsByClass]).toEqual([10 + 10 + 1 + 100, 10 + 2 + 100, 0, 0, 0, 0]);
    expect(metrics.spikeHops).toBe(121 + 112);
    expect(counts.routersVisited).toBe(121 + 112 + counts.packets);
    // Busiest: the port's 100 packets, east to core 3 and south to core 0.
    expect(metrics.maxLinkLoad).toBe(100);
    expect(counts.linkLoads.reduce((sum, load) => sum + load, 0)).toBe(metrics.spikeHops);
    expect(metrics.linkLoad.links).toBe(8);
    expect(metrics.linkLoad.mean).toBeCloseTo(233 / 8, 12);
    expect(metrics.averageHop).toBeCloseTo(233 / counts.packets, 12);
    expect(metrics.maxHop).toBe(2);
  });

  it('uses each link of a tree once', () => {
    const trees = countsFor('tree').counts;
    // Neuron 0 shares its eastward link between cores 1 and 3.
    expect([...trees.hopsByClass]).toEqual([10 + 1 + 100, 10 + 2 + 100, 0, 0, 0, 0]);
    expect(trees.routersVisited).toBe(10 * 3 + 2 * 2 + 1 * 2 + 100 * 3);
    expect(trees.packets).toBe(counts.packets);
  });

  it('counts cores, tiles and chips in use', () => {
    expect(counts).toMatchObject({ usedCores: 3, usedTiles: 3, usedChips: 1 });
  });
});

describe('synapses outside the chip', () => {
  it('between two external neurons count for nothing', () => {
    const outside = networkOf({
      spikes: [1, 9, 9],
      firstExternal: 1,
      synapses: [
        [1, 2],
        [1, 1],
      ],
    });
    const { counts, metrics } = evaluate(
      placedOn(buildProblem(outside, buildTarget({ columns: 2, rows: 1 })), [0, 0, 0]),
    );
    expect(counts).toMatchObject({ synapticEvents: 0, packets: 0, localDeliveries: 0, cutSpikes: 0 });
    expect(metrics.messages).toBe(0);
  });
});

describe('priceCounts', () => {
  const work = {
    ...emptyCounts(0),
    steps: 10,
    neurons: 4,
    spikes: 6,
    spikingSteps: 6,
    synapticEvents: 20,
    packets: 5,
    trees: 3,
    hopsByClass: Float64Array.of(2, 1, 0, 0, 0, 0),
    routersVisited: 8,
    usedCores: 2,
    usedTiles: 1,
    usedChips: 1,
  };
  const price = (
    energy: Parameters<typeof energyOf>[0],
    multicast: 'unicast-per-core' | 'tree' = 'unicast-per-core',
  ) => priceCounts(work, buildTarget({ columns: 2, rows: 2, multicast, energy: energyOf(energy) }), 10);

  it('charges a neuron once per step: at one of two levels', () => {
    expect(price({ neuronStepPj: 52, neuronSpikingStepPj: 81 }).neurons).toBe(34 * 52 + 6 * 81);
    expect(price({ neuronStepPj: 52 }).neurons).toBe(40 * 52);
    expect(price({ neuronStepPj: 52, neuronSpikePj: 2 }).neurons).toBe(40 * 52 + 12);
  });

  it('injects per destination core or per tree', () => {
    const constants = { packetInjectionPj: 7, routerPj: 2, hopEastWestPj: 3, hopNorthSouthPj: 4 };
    expect(price(constants).interconnect).toBe(35 + 16 + 6 + 4);
    expect(price(constants, 'tree').interconnect).toBe(21 + 16 + 6 + 4);
  });

  it('turns power over the window into pJ', () => {
    expect(price({ coreStaticMw: 0.5, routerStaticMw: 0.25, chipStaticMw: 100 }).static).toBe(
      (1 + 0.25 + 100) * 10 * 1e6,
    );
  });

  it('says which unknown constants had work, and leaves their part out of the total', () => {
    const report = price({ synapseEventPj: 2, routerPj: null, hopNorthSouthPj: null, hopEastWestPj: 3 });
    expect(report).toMatchObject({ interconnect: null, synapses: 40, total: 40, partial: true });
    expect(report.unpriced).toEqual(['routerPj', 'hopNorthSouthPj']);
  });

  it('is not partial for an unknown constant without work', () => {
    expect(price({ hopTreePj: null, hopChipPj: null, localDeliveryPj: null })).toMatchObject({
      partial: false,
      unpriced: [],
    });
  });

  const unverified = (value: number | null): Constant => ({ ...constant(value), evidence: 'U' });

  it.each<[string, Parameters<typeof energyOf>[0], string[]]>([
    ['verified ones', { synapseEventPj: 2, routerPj: 3 }, []],
    ['with work', { synapseEventPj: unverified(2), routerPj: 3 }, ['synapseEventPj']],
    ['of 0', { synapseEventPj: unverified(0) }, ['synapseEventPj']],
    ['without work', { hopTreePj: unverified(2), localDeliveryPj: unverified(2) }, []],
    [
      'of two classes of links',
      { hopEastWestPj: unverified(2), hopNorthSouthPj: unverified(3) },
      ['hopEastWestPj', 'hopNorthSouthPj'],
    ],
    ['unknown', { synapseEventPj: unverified(null) }, []],
    ['contained', { synapseEventPj: constant(26, 'all-in'), routerPj: unverified(5) }, []],
    ['that contain others', { synapseEventPj: { ...unverified(26), scope: 'all-in' } }, ['synapseEventPj']],
    ['static', { coreStaticMw: unverified(1) }, ['coreStaticMw']],
  ])('names the constants of evidence U that it adds up: %s', (_, energy, keys) => {
    const report = price(energy);
    expect(report.unverified).toEqual(keys);
    expect(statedEnergy(report).unverified).toEqual(keys.length === 0 ? undefined : keys);
  });

  it('has no total where nothing is known', () => {
    const unknown = Object.fromEntries(
      (['neuronStepPj', 'synapseEventPj', 'routerPj', 'chipStaticMw'] as const).map((key) => [key, null]),
    );
    expect(price(unknown)).toMatchObject({ total: null, partial: true });
  });

  it('adds nothing to an all-in constant but static power', () => {
    const report = price({
      synapseEventPj: constant(26, 'all-in'),
      routerPj: 5,
      neuronStepPj: null,
      coreStaticMw: 1,
    });
    expect(report).toMatchObject({ synapses: 520, interconnect: 0, neurons: 0, static: 2e7, partial: false });
    expect(report.contained).toEqual(expect.arrayContaining(['neuronStepPj', 'routerPj']));
  });

  it('reports the part that the mapping decides', () => {
    const { mappingDependent } = price({ synapseEventPj: 3, routerPj: 5 });
    expect(mappingDependent).toEqual({ energy: 40, share: 0.4 });
  });

  it('cannot price packets that never arrive', () => {
    const target = buildTarget({ columns: 2, rows: 1, energy: energyOf({ routerPj: 1 }) });
    const report = priceCounts({ ...work, unreachablePackets: 1 }, target, 10);
    expect(report).toMatchObject({ interconnect: null, partial: true });
  });

  it('has one price for every link class', () => {
    const keys = [
      'hopEastWestPj',
      'hopNorthSouthPj',
      'hopDiagonalPj',
      'hopTreePj',
      'hopChipPj',
      'hopBoardPj',
    ] as const;
    expect(keys.length).toBe(LINK_CLASSES.length);
    for (const [linkClass, key] of keys.entries()) {
      const counts = { ...emptyCounts(0), hopsByClass: new Float64Array(LINK_CLASSES.length) };
      counts.hopsByClass[linkClass] = 3;
      expect(
        priceCounts(counts, buildTarget({ columns: 2, rows: 1, energy: energyOf({ [key]: 2 }) }), 1)
          .interconnect,
      ).toBe(6);
    }
  });
});

describe('packets that dead links cut off', () => {
  it.each(['unicast-per-core', 'tree'] as const)('are counted apart and cross nothing: %s', (multicast) => {
    // 0 -> 1 | 2 in a row of three: 0 reaches 1, and no longer 2.
    const row = networkOf({
      spikes: [10, 0, 0],
      synapses: [
        [0, 1],
        [0, 2],
      ],
    });
    const target = buildTarget({ columns: 3, rows: 1, multicast, deadLinks: [{ from: 1, to: 2 }] });
    const { counts } = evaluate(placedOn(buildProblem(row, target), [0, 1, 2]));
    expect(counts).toMatchObject({ packets: 20, trees: 10, unreachablePackets: 10, routersVisited: 20 });
    expect(counts.linkLoads.reduce((sum, load) => sum + load, 0)).toBe(10);
  });
});
