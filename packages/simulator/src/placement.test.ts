import { describe, expect, it } from '@jest/globals';
import { lower, NmapError, type NetworkSpec } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { rebuildPlacement } from './placement.ts';
import { primedTarget, manifestOf } from '@nmap/testkit';

const spec: NetworkSpec = {
  name: 't',
  timestepMs: 1,
  durationMs: 1,
  populations: [
    { id: 'in', size: 2, external: true },
    { id: 'h', size: 4 },
    { id: 'o', size: 1 },
  ],
  projections: [{ from: 'in', to: 'h', connector: 'all-to-all' }],
};
const { network } = lower(spec);
const target = primedTarget({ coresPerTile: 2, ioTile: 4, dead: [17] });
const manifest = manifestOf(network, target, [0, 0, 3, 5, 3, 3, 16]);

function codesOf(changed: Manifest): string[] {
  try {
    rebuildPlacement(changed, network, target);
  } catch (error) {
    if (error instanceof NmapError) {
      expect(error.kind).toBe('input');
      return error.diagnostics.map(({ code }) => code);
    }
    throw error;
  }
  return [];
}

/** The manifest with its core 3 (h[0], h[2..3]) changed. */
function withCore(change: Partial<Manifest['cores'][number]>): Manifest {
  const cores = manifest.cores.map((entry) => (entry.core === 3 ? { ...entry, ...change } : entry));
  return { ...manifest, cores };
}

describe('rebuildPlacement', () => {
  it('finds every neuron, the external ones at the port', () => {
    const placement = rebuildPlacement(manifest, network, target);
    expect(Array.from(placement.coreOf)).toEqual([18, 18, 3, 5, 3, 3, 16]);
    expect(placement.port).toBe(18);
    expect(placement.tileOf[18]).toBe(4);
    expect(placement.tileOf[5]).toBe(2);
    expect(Array.from(placement.usedCores)).toEqual([3, 5, 16]);
    expect(placement.neuronsOn[3]).toBe(3);
  });

  it.each([
    [
      'a lost neuron',
      withCore({
        neurons: {
          h: [
            [0, 0],
            [2, 2],
          ],
        },
      }),
      ['E4106'],
    ],
    ['a neuron twice', withCore({ neurons: { h: [[0, 3]] } }), ['E4105']],
    [
      'a neuron beyond its population',
      withCore({
        neurons: {
          h: [
            [0, 0],
            [2, 4],
          ],
        },
      }),
      ['E4103', 'E4106'],
    ],
    [
      'an unknown population',
      withCore({
        neurons: {
          h: [
            [0, 0],
            [2, 3],
          ],
          x: [[0, 0]],
        },
      }),
      ['E4103'],
    ],
    [
      'an external population',
      withCore({
        neurons: {
          h: [
            [0, 0],
            [2, 3],
          ],
          in: [[0, 0]],
        },
      }),
      ['E4104'],
    ],
    ['a core beyond the chip', withCore({ core: 18 }), ['E4101', 'E4106', 'E4106']],
    ['a dead core', withCore({ core: 17, tile: 8, x: 2, y: 2 }), ['E4204']],
    [
      'a core twice',
      { ...manifest, cores: [...manifest.cores, { ...manifest.cores[0], neurons: {} }] },
      ['E4203'],
    ],
    ['a core on another tile', withCore({ tile: 2 }), ['E4102']],
    [
      'another network',
      { ...manifest, network: { ...manifest.network, neurons: 8, synapses: 0 } },
      ['E4107', 'E4107'],
    ],
    [
      'a tree on a chip without',
      { ...manifest, routing: { scheme: 'tree' as const, rule: 'xy' } },
      ['E4108'],
    ],
    [
      'a port elsewhere',
      { ...manifest, ports: [{ tile: 0, x: 0, y: 0, populations: ['in'] }] },
      ['E4108', 'E4108', 'E4108'],
    ],
  ])('refuses %s', (_, changed, codes) => {
    expect(codesOf(changed)).toEqual(codes);
  });

  it('ends also where every core claims every neuron of half a million', () => {
    const large = lower({ ...spec, populations: [{ id: 'h', size: 500_000 }], projections: [] }).network;
    const entries = Array.from({ length: 10_000 }, () => ({
      ...manifest.cores[0],
      neurons: { h: [[0, 499_999] as const] },
    }));
    const network = { ...manifest.network, neurons: 500_000, synapses: 0, externalNeurons: 0 };
    const flooded = { ...manifest, network, cores: entries, ports: [] };
    let found: NmapError | null = null;
    try {
      rebuildPlacement(flooded, large, target);
    } catch (error) {
      found = error as NmapError;
    }
    expect(found!.diagnostics).toHaveLength(201);
    expect(found!.diagnostics[0].message).toBe(
      'is the first of 500000 neurons of [0, 499999] that are placed twice, the second time on core 3.',
    );
    expect(found!.diagnostics.at(-1)!.have).toBe(9_999);
  });
});
