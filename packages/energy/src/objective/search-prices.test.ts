import { describe, expect, it } from '@jest/globals';
import { buildProblem, buildTarget, constant, energyOf, latencyOf, networkOf } from '@nmap/testkit';
import { hopPrices } from './hop-prices.ts';

describe('hopPrices', () => {
  const network = networkOf({ spikes: [1], synapses: [] });

  it('falls back to traffic and says so where a hop has no known price', () => {
    const energy = energyOf({ hopEastWestPj: 3, hopNorthSouthPj: null });
    const prices = hopPrices(buildProblem(network, buildTarget({ columns: 2, rows: 2, energy })));
    expect(prices.name).toBe('traffic');
    expect(prices.note).toContain('hopNorthSouthPj');
    expect([...prices.perLinkClass]).toEqual([1, 1, 0, 0, 0]);
    expect(prices.perPacket).toBe(1);
  });

  it('does not miss the price of links that the chip does not have', () => {
    const energy = energyOf({ hopEastWestPj: 3, hopNorthSouthPj: 4, hopChipPj: null, hopTreePj: null });
    const prices = hopPrices(buildProblem(network, buildTarget({ columns: 2, rows: 2, energy })));
    expect(prices).toMatchObject({ name: 'energy', unit: 'pJ', note: null });
  });

  it('falls back to traffic where moving a packet costs nothing', () => {
    const prices = hopPrices(buildProblem(network, { columns: 2, rows: 2, energy: energyOf({}) }));
    expect(prices.note).toContain('costs nothing');
  });

  it('falls back to traffic where an all-in constant contains the interconnect', () => {
    const energy = energyOf({
      synapseEventPj: constant(26, 'all-in'),
      hopEastWestPj: 2.3,
      hopNorthSouthPj: 2.3,
    });
    expect(hopPrices(buildProblem(network, buildTarget({ columns: 2, rows: 2, energy }))).note).toContain(
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
    const prices = hopPrices(
      buildProblem(network, buildTarget({ columns: 2, rows: 2, latency }), { objective: 'latency' }),
    );
    expect(prices).toMatchObject({ name: 'latency', unit: 'ns', perPacket: 5.1, perRouter: 1 });
    expect([...prices.perLinkClass]).toEqual([4.1, 6.5, 0, 0, 0]);
    expect(prices.note).toContain('packetReceiveNs');
  });
});
