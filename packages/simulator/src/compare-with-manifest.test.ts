import { describe, expect, it } from '@jest/globals';
import { countEvents, maxLinkLoad, priceCounts, spikeHops, statedEnergy } from '@nmap/energy';
import { lower, type NetworkSpec } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { compareWithManifest } from './compare-with-manifest.ts';
import { rebuildPlacement } from './placement.ts';
import { simulate } from './simulate.ts';
import { type TestChip, primedTarget, manifestOf } from '@nmap/testkit';

const spec: NetworkSpec = {
  name: 't',
  timestepMs: 0.1,
  durationMs: 20,
  populations: [
    { id: 'in', size: 10, external: true, spikes: 30 },
    { id: 'h', size: 50, rateHz: 700 },
    { id: 'o', size: 5, spikes: [0, 1, 2, 300, 4] },
  ],
  projections: [
    { from: 'in', to: 'h', connector: 'fixed-fan-out', n: 12, seed: 1 },
    { from: 'h', to: 'h', connector: 'fixed-total-number', n: 300, seed: 2 },
    { from: 'h', to: 'o', connector: 'fixed-probability', p: 0.3, seed: 3 },
    { from: 'o', to: 'in', connector: 'all-to-all' },
  ],
};
const { network } = lower(spec);
const coreOf = Array.from({ length: network.neuronCount }, (_, neuron) => (neuron * 5) % 17);

/** A manifest whose metrics the referee has computed. */
function refereed(options: TestChip): { manifest: Manifest; target: ReturnType<typeof primedTarget> } {
  const target = primedTarget({ coresPerTile: 2, ioTile: 3, ...options });
  const scheme = target.multicast === 'tree' ? 'tree' : 'unicast';
  const manifest = manifestOf(network, target, coreOf, scheme);
  const placement = rebuildPlacement(manifest, network, target);
  const problem = { network, target, constraints: { maxCores: null }, objective: 'energy' as const };
  const counts = countEvents(problem, placement.coreOf);
  return {
    target,
    manifest: {
      ...manifest,
      metrics: {
        coresUsed: counts.usedCores,
        cutSpikes: counts.cutSpikes,
        connectivity: counts.packets,
        interCorePackets: counts.packets,
        spikeHops: spikeHops(counts),
        maxLinkLoad: maxLinkLoad(counts),
        energyPj: statedEnergy(priceCounts(counts, target, network.durationMs)),
      },
    },
  };
}

describe('compareWithManifest', () => {
  it.each([
    ['unicast', {}],
    ['trees', { multicast: 'tree' }],
    ['a torus of trees', { multicast: 'tree', kind: 'hex-torus', columns: 3, rows: 3 }],
    ['four chips', { columns: 4, rows: 4, chipColumns: 2, chipRows: 2 }],
    ['unknown constants', { energy: { hopEastWestPj: null, neuronSpikingStepPj: null, coreStaticMw: null } }],
    ['a chip with dead links', { deadLinks: [{ from: 4, to: 5 }] }],
  ] as [string, TestChip][])('finds a replay equal to the referee, bit for bit: %s', (_, options) => {
    const { manifest, target } = refereed(options);
    const report = simulate({ manifest, spec, network, target });
    expect(report.spikeHops).toBeGreaterThan(0);
    expect(compareWithManifest(report, manifest)).toEqual([]);
    expect(report.energyPj).toEqual(manifest.metrics.energyPj);
  });

  it('names every metric that differs', () => {
    const { manifest, target } = refereed({});
    const { metrics } = manifest;
    const tampered: Manifest = {
      ...manifest,
      metrics: {
        ...metrics,
        spikeHops: metrics.spikeHops - 1,
        energyPj: { ...metrics.energyPj, total: null },
      },
    };
    const report = simulate({ manifest, spec, network, target });
    expect(compareWithManifest(report, tampered)).toEqual([
      { metric: 'spikeHops', simulated: metrics.spikeHops, manifest: metrics.spikeHops - 1 },
      { metric: 'energyPj.total', simulated: metrics.energyPj.total, manifest: null },
    ]);
  });
});
