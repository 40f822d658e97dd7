import { describe, expect, it } from '@jest/globals';
import { LINK_CLASSES } from '@nmap/ir';
import { resolveObjective } from '../objective/resolve.ts';
import { buildProblem, buildTarget, constant, energyOf, placedOn } from '@nmap/testkit';
import { sanafeFixture } from '../testing/sanafe-fixture.ts';
import { emptyCounts, type Counts } from './counts.ts';
import { evaluate } from './evaluate.ts';
import { priceCounts } from './price-counts.ts';

function counted(values: Partial<Counts>): Counts {
  return { ...emptyCounts(0), ...values };
}

/** Energy in one second, in mW. */
function milliwatts(pj: number): number {
  return pj / 1e9;
}

describe('published measurements, reproduced from counts and constants', () => {
  it.each([
    [667, 1.448],
    [750, 1.599],
  ])('Loihi, nearest-neighbour query of Frady et al. 2020, %i input spikes: %f mJ', (spikes, millijoules) => {
    const energy = energyOf({ synapseEventPj: 23.6, neuronStepPj: 52 });
    const counts = counted({ neurons: 76_800, steps: 60, synapticEvents: spikes * 76_800 });
    const { total, partial } = priceCounts(counts, buildTarget({ columns: 1, rows: 1, energy }), 60);
    expect(partial).toBe(false);
    expect(Math.abs(total! / 1e9 / millijoules - 1)).toBeLessThan(0.005);
    // Measured: 1.33 mJ; the estimate is known to be 8.9 % to 20.2 % above it.
    expect(total! / 1e9 / 1.33).toBeGreaterThan(1.08);
    expect(total! / 1e9 / 1.33).toBeLessThan(1.21);
  });

  it('Loihi, the same with the fitted 35.5 pJ misses by more than 25 %', () => {
    const energy = energyOf({ synapseEventPj: 35.5, neuronStepPj: 52 });
    const counts = counted({ neurons: 76_800, steps: 60, synapticEvents: 667 * 76_800 });
    const { total } = priceCounts(counts, buildTarget({ columns: 1, rows: 1, energy }), 60);
    expect(total! / 1e9 / 1.33).toBeGreaterThan(1.25);
  });

  it.each([
    [20.07, 70.62],
    [11.58, 68.0],
    [95.93, 94.0],
  ])('TrueNorth at %f Hz: %f mW, marginal synaptic energy and static power', (hertz, expected) => {
    // The marginal constant holds neurons and routing already: adding their terms would count them twice.
    const energy = energyOf({
      synapseEventPj: constant(2.297, 'all-in'),
      chipStaticMw: 64.43,
      hopEastWestPj: 2.3,
      hopNorthSouthPj: 2.3,
      neuronStepPj: 1,
    });
    const counts = counted({
      synapticEvents: 1_048_576 * 128 * hertz,
      neurons: 1_048_576,
      steps: 1000,
      usedChips: 1,
      hopsByClass: new Float64Array(LINK_CLASSES.length).fill(1e12),
    });
    const report = priceCounts(counts, buildTarget({ columns: 1, rows: 1, energy }), 1000);
    expect(Math.abs(milliwatts(report.total!) / expected - 1)).toBeLessThan(0.0005);
    expect(report.contained).toEqual(expect.arrayContaining(['neuronStepPj', 'hopEastWestPj']));
    expect(report.partial).toBe(false);
  });

  it.each([
    [11.58, 68, -0.406],
    [95.93, 94, 2.561],
  ])('TrueNorth, the all-in 26 pJ at %f Hz is off by a known amount', (hertz, measured, error) => {
    const energy = energyOf({ synapseEventPj: constant(26, 'all-in') });
    const counts = counted({ synapticEvents: 1_048_576 * 128 * hertz });
    const { total } = priceCounts(counts, buildTarget({ columns: 1, rows: 1, energy }), 1000);
    expect(milliwatts(total!) / measured - 1).toBeCloseTo(error, 2);
  });

  it.each([
    [75, 37.5e6, 476.93],
    [1.3, 256 * 10 * 256, 35.09],
  ])('ODIN at %f MHz: leakage, clock and synaptic operations', (megahertz, operations, microwatts) => {
    const energy = energyOf({ synapseEventPj: 8.43, chipStaticMw: (27.3 + 1.78 * megahertz) / 1000 });
    const counts = counted({ synapticEvents: operations, usedChips: 1 });
    const { total } = priceCounts(counts, buildTarget({ columns: 1, rows: 1, energy }), 1000);
    expect(milliwatts(total!) * 1000).toBeCloseTo(microwatts, 1);
  });

  it('TrueNorth hop: 72 fJ per bit, 32 bits', () => {
    const energy = energyOf({ hopEastWestPj: 0.072 * 32 });
    const counts = counted({ hopsByClass: Float64Array.of(1, 0, 0, 0, 0, 0) });
    expect(priceCounts(counts, buildTarget({ columns: 2, rows: 1, energy }), 1).interconnect).toBeCloseTo(
      2.304,
      9,
    );
  });
});

describe('the SANA-FE model on its 16-neuron fixture', () => {
  const network = sanafeFixture();
  // A message to the own core costs as much as any: it is injected and crosses no link.
  const energy = energyOf({
    neuronStepPj: 51.2 + 21.6,
    neuronSpikePj: 69.3,
    synapseEventPj: 35.5,
    packetInjectionPj: 111,
    localDeliveryPj: 111,
    hopEastWestPj: 3.0,
    hopNorthSouthPj: 4.2,
  });
  const target = buildTarget({ columns: 3, rows: 3, energy });
  const problem = buildProblem(network, target);
  /** Its tiles are numbered column by column, ours row by row. */
  const ours = (tile: number): number => (tile % 3) * 3 + Math.floor(tile / 3);

  it('fires 584 times', () => {
    const { counts } = evaluate(placedOn(problem, new Uint32Array(16)));
    expect(counts.spikes).toBe(584);
    expect(counts.synapticEvents).toBe(1884);
  });

  it.each([
    ['A', (i: number) => (i < 8 ? 0 : 1), 716, 132, '8.00304e-8', '4.203436e-7'],
    ['B', (i: number) => (i < 8 ? 0 : 8), 716, 528, '8.13768e-8', '4.216900e-7'],
    ['C', (i: number) => i % 2, 1168, 584, '1.321008e-7', '4.724140e-7'],
    ['D', (i: number) => (i % 2) * 8, 1168, 2336, '1.380576e-7', '4.783708e-7'],
    ['E', (i: number) => i % 8, 1884, 3240, '2.207592e-7', '5.610724e-7'],
    ['F', (i: number) => Math.floor(i / 2), 1300, 1864, '1.512528e-7', '4.915660e-7'],
  ] as const)('placement %s', (_, tileOf, messages, hops, networkJoule, totalJoule) => {
    const coreOf = Uint32Array.from({ length: 16 }, (__, neuron) => ours(tileOf(neuron)));
    const report = evaluate(placedOn(problem, coreOf));
    expect(report.metrics.messages).toBe(messages);
    expect(report.counts.packets + report.counts.localDeliveries).toBe(messages);
    expect(report.metrics.spikeHops).toBe(hops);
    expect((report.energy.interconnect! * 1e-12).toPrecision(7)).toBe(Number(networkJoule).toPrecision(7));
    expect((report.energy.total! * 1e-12).toPrecision(7)).toBe(Number(totalJoule).toPrecision(7));
    expect(report.energy.partial).toBe(false);
  });

  it('gives an optimiser the same weights', () => {
    const { name, prices } = resolveObjective(problem);
    expect(name).toBe('energy');
    expect(prices.perPacket).toBe(111);
    expect([...prices.perLinkClass]).toEqual([3.0, 4.2, 0, 0, 0, 0]);
  });
});
