import { describe, expect, it } from '@jest/globals';
import { coreLoads, type NetworkSpec } from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { buildSpec, buildTarget } from '@nmap/testkit';
import { place } from '../place.ts';
import { lowerForManifest } from '../manifest/lower-for-manifest.ts';
import { verifyManifest } from '../manifest/verify-manifest.ts';
import { lowerToFittingBlocks } from './fitting-blocks.ts';

const SOURCES = 128;

/** Half of the targets hear four sources each, no two the same, the others none: no draw would be as uneven. */
function uneven(busy: number): NetworkSpec {
  const synapses = Array.from({ length: 4 * busy }, (_, k) => k);
  return buildSpec(
    [
      { id: 'in', size: SOURCES, spikes: 1, external: true },
      { id: 'b', size: 64, spikes: 1 },
    ],
    [
      {
        from: 'in',
        to: 'b',
        connector: 'list',
        pre: synapses.map((k) => k % SOURCES),
        post: synapses.map((k) => k >> 2),
      },
    ],
  );
}

const chip = (inputAxons: number | null) =>
  buildTarget({ columns: 4, rows: 4, limits: { neurons: 64, inputAxons } });

const source = (spec: NetworkSpec, inputAxons: number | null) => ({
  spec,
  target: chip(inputAxons),
  constraints: { maxCores: null },
  objective: 'traffic',
});

describe('lowerToFittingBlocks', () => {
  it.each([
    ['an uneven list under a limit', 32, 50, true],
    ['the same without a limit', 32, null, false],
    ['one with room enough', 32, 128, false],
  ] as const)('chooses anew with a larger margin, and says so: %s', (_name, busy, inputAxons, retries) => {
    const { network, diagnostics } = lowerToFittingBlocks(source(uneven(busy), inputAxons));
    expect(diagnostics.map(({ code }) => code)).toEqual(retries ? ['W3140'] : []);
    if (!retries) return;
    expect(diagnostics[0]).toMatchObject({ severity: 'note', where: 'b', have: 50 });
    expect(Number(diagnostics[0].need)).toBeGreaterThan(50);
    expect(network.units).not.toBeNull();
  });

  it('ends in a legal placement that verify lowers the same', async () => {
    const spec = uneven(32);
    const loaded = { target: chip(50), diagnostics: [], sha256: 'a', fileSha256: null };
    const told: string[] = [];
    const { manifest, result } = await place(spec, loaded as never, {
      preset: 'fast',
      grain: 'block',
      onDiagnostic: ({ code }) => told.push(code),
    });
    expect(told).toContain('W3140');
    const { clustered } = result.routed.placed;
    const { inputAxons } = coreLoads(
      clustered.problem.network,
      raw(clustered.clusterOf),
      clustered.clusterCount,
    );
    expect(Math.max(...inputAxons)).toBeLessThanOrEqual(50);
    const { problem } = lowerForManifest(manifest, { kind: 'network', spec }, loaded.target);
    const faults = verifyManifest({
      manifest,
      problem,
      origin: { kind: 'network' },
      networkSha256: manifest.network.sha256,
      hardwareSha256: 'a',
    });
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
