import { describe, expect, it } from '@jest/globals';
import { buildProblem, buildTarget, constant, energyOf, latencyOf, networkOf } from '@nmap/testkit';
import { resolveObjective } from './resolve.ts';

describe('resolveObjective', () => {
  const network = networkOf({ spikes: [1], synapses: [] });

  it('falls back to traffic and says so where no hop has a known price', () => {
    const energy = energyOf({ hopEastWestPj: null, hopNorthSouthPj: null, chipStaticMw: 5 });
    const prices = resolveObjective(buildProblem(network, buildTarget({ columns: 2, rows: 2, energy })));
    expect(prices.name).toBe('traffic');
    expect(prices.note).toContain('hopEastWestPj, hopNorthSouthPj unknown, so traffic');
    expect([...prices.prices.perLinkClass]).toEqual([1, 1, 0, 0, 0, 0]);
    expect(prices.prices.perPacket).toBe(1);
  });

  it.each([
    [
      'the dearest known',
      { hopEastWestPj: 3, hopNorthSouthPj: 4, hopChipPj: null },
      [3, 4, 0, 0, 4, 0],
      'energy: hopChipPj unknown, counted as 4 pJ, the dearest link known',
    ],
    [
      'beside the router',
      { hopNorthSouthPj: 1, routerPj: 10, hopChipPj: null },
      [0, 1, 0, 0, 1, 0],
      'energy: hopChipPj unknown, counted as 1 pJ, the dearest link known',
    ],
    [
      'others as 0',
      { hopEastWestPj: 3, hopNorthSouthPj: null, packetInjectionPj: null, coreStaticMw: null },
      [3, 3, 0, 0, 0, 0],
      'energy: hopNorthSouthPj unknown, counted as 3 pJ, the dearest link known; energy: packetInjectionPj, coreStaticMw unknown, taken as 0',
    ],
  ])('counts a link without a price as a dear one: %s', (_name, constants, perLinkClass, note) => {
    const chip = { columns: 4, rows: 4, chipColumns: 2, chipRows: 2, energy: energyOf(constants) };
    const found = resolveObjective(buildProblem(network, chip));
    expect([...found.prices.perLinkClass]).toEqual(perLinkClass);
    expect({ name: found.name, note: found.note }).toEqual({ name: 'energy', note });
  });

  it('does not miss the price of links that the chip does not have', () => {
    const energy = energyOf({ hopEastWestPj: 3, hopNorthSouthPj: 4, hopChipPj: null, hopTreePj: null });
    const prices = resolveObjective(buildProblem(network, buildTarget({ columns: 2, rows: 2, energy })));
    expect(prices).toMatchObject({ name: 'energy', unit: 'pJ', note: null });
  });

  it('falls back to traffic where moving a packet costs nothing', () => {
    const prices = resolveObjective(buildProblem(network, { columns: 2, rows: 2, energy: energyOf({}) }));
    expect(prices.note).toContain('costs nothing');
  });

  it('falls back to traffic where an all-in constant contains the interconnect', () => {
    const energy = energyOf({
      synapseEventPj: constant(26, 'all-in'),
      hopEastWestPj: 2.3,
      hopNorthSouthPj: 2.3,
    });
    expect(
      resolveObjective(buildProblem(network, buildTarget({ columns: 2, rows: 2, energy }))).note,
    ).toContain('synapseEventPj');
  });

  it('prices time by its steps, under its old name as well, and only where every time is known', () => {
    const latency = { packetInjectionNs: 5.1, hopEastWestNs: 4.1, hopNorthSouthNs: 6.5, routerNs: 1 };
    const of = (given: typeof latency & { packetReceiveNs?: null }) =>
      resolveObjective(
        buildProblem(
          networkOf({ spikes: [2], synapses: [], timestepMs: 1, durationMs: 4 }),
          buildTarget({ columns: 2, rows: 2, latency: latencyOf(given) }),
          { objective: 'latency' },
        ),
      );
    const { name, unit, prices, note } = of(latency);
    expect({ name, unit, note }).toEqual({ name: 'time', unit: 'ns', note: null });
    expect(prices.perStepNs).toEqual({ always: 4, perCore: 0, perTile: 0, perChip: 0 });
    // 4 steps and 2 spikes: what the packets of one spike take, in every step.
    expect([...prices.perLinkClass]).toEqual([8.2, 13, 0, 0, 0, 0]);
    expect(of({ ...latency, packetReceiveNs: null }).note).toContain('packetReceiveNs');
  });

  it('charges tiles and chips over the window, and adds weighted terms', () => {
    const energy = energyOf({ hopEastWestPj: 3, hopNorthSouthPj: 4, routerStaticMw: 2, chipStaticMw: 5 });
    const window = networkOf({ spikes: [1], synapses: [], timestepMs: 1, durationMs: 10 });
    const of = (objective: string) =>
      resolveObjective(buildProblem(window, { columns: 2, rows: 2, energy }, { objective }));
    expect(of('energy').prices).toMatchObject({ perTile: 2e7, perChip: 5e7 });
    const { name, prices } = of('energy + 0.5 packets');
    expect(name).toBe('energy + 0.5 packets');
    expect(prices).toMatchObject({ perTile: 2e7, perDelivery: 0.5 });
  });
});
