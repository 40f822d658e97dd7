import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec } from '@nmap/ir';
import { rebuildPlacement } from '../placement.ts';
import { primedTarget, manifestOf } from '@nmap/testkit';
import { deliveriesOf } from './deliveries.ts';
import { NetworkOnChip } from './network-on-chip.ts';
import { routeSets } from './routes.ts';

const spec: NetworkSpec = {
  name: 't',
  timestepMs: 1,
  durationMs: 1,
  populations: [{ id: 'h', size: 60, spikes: 1 }],
  projections: [{ from: 'h', to: 'h', connector: 'fixed-fan-out', n: 7, seed: 2 }],
};
const { network } = lower(spec);
const target = primedTarget({ columns: 4, rows: 4, multicast: 'tree' });
const manifest = manifestOf(
  network,
  target,
  Array.from({ length: 60 }, (_, neuron) => (neuron * 7) % 16),
);
const placement = rebuildPlacement(manifest, network, target);
const deliveries = deliveriesOf(network, placement);

function loads(scheme: 'unicast' | 'tree', mostLinks: number): number[] {
  const sets = routeSets(deliveries, placement, target, { scheme, mostLinks });
  const noc = new NetworkOnChip(placement, deliveries, sets, target);
  const neuron = Uint32Array.from({ length: 60 }, (_, id) => id);
  noc.step({ neuron, times: Uint32Array.from(neuron, (id) => 1 + (id % 3)) }, 60);
  noc.step({ neuron, times: new Uint32Array(60).fill(2) }, 30);
  return Array.from(noc.totals.linkLoads);
}

describe('routeSets', () => {
  it.each(['unicast', 'tree'] as const)(
    'gives the same loads however many links it remembers (%s)',
    (scheme) => {
      const all = loads(scheme, 1_000_000);
      expect(Math.max(...all)).toBeGreaterThan(0);
      expect(loads(scheme, 0)).toEqual(all);
      expect(loads(scheme, 100)).toEqual(all);
    },
  );

  it('shares the routes of neurons that go from one core to the same cores', () => {
    const shared: NetworkSpec = {
      ...spec,
      projections: [{ from: 'h', to: 'h', connector: 'all-to-all' }],
    };
    const dense = lower(shared).network;
    const rebuilt = rebuildPlacement(manifestOf(dense, target, placement.coreOf), dense, target);
    const sets = routeSets(deliveriesOf(dense, rebuilt), rebuilt, target, {
      scheme: 'tree',
      mostLinks: 1000,
    });
    expect(sets.count).toBe(16);
    // One tree that spans a 4x4 mesh has 15 links, wherever it starts.
    expect(Array.from(sets.hops)).toEqual(Array.from({ length: 16 }, () => 15));
    expect(sets.setOf[0]).toBe(sets.setOf[16]);
    expect(sets.setOf[0]).not.toBe(sets.setOf[1]);
  });
});
