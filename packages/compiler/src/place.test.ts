import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec } from '@nmap/ir';
import { stringifyManifest } from '@nmap/manifest';
import { hilbert, sequential } from './mapper-passes.ts';
import { lower as lowerPass } from './lower-pass.ts';
import { loadHardware } from './load.ts';
import { lowerForManifest } from './manifest/lower-for-manifest.ts';
import { verifyManifest } from './manifest/verify-manifest.ts';
import { pipeline } from './pipeline.ts';
import { place } from './place.ts';

const spec: NetworkSpec = {
  name: 'two layers',
  timestepMs: 1,
  durationMs: 100,
  populations: [
    { id: 'a', size: 60, spikes: 3 },
    { id: 'b', size: 40, spikes: 5 },
  ],
  projections: [{ from: 'a', to: 'b', connector: 'all-to-all' }],
};

describe('place', () => {
  it('gives a manifest that verify finds right, and the same bytes again', async () => {
    const hardware = await loadHardware('loihi');
    const { manifest } = await place(spec, hardware, { preset: 'fast', neuronsPerCore: 16, seed: 3 });
    const { problem } = lowerForManifest(manifest, { kind: 'network', spec }, hardware.target);
    const faults = verifyManifest({
      manifest,
      problem,
      origin: { kind: 'network' },
      networkSha256: manifest.network.sha256,
      hardwareSha256: hardware.sha256,
    });
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(manifest.metrics.coresUsed).toBeGreaterThanOrEqual(7);
    const again = await place(spec, 'loihi', { preset: 'fast', neuronsPerCore: 16, seed: 3 });
    expect(stringifyManifest(again.manifest)).toBe(stringifyManifest(manifest));
  });

  it('takes passes, text, or a preset', async () => {
    const passes = pipeline().pipe(lowerPass()).pipe(sequential()).pipe(hilbert()).passes;
    const byPasses = await place(spec, 'loihi', { pipeline: passes });
    const byText = await place(spec, 'loihi', { pipeline: 'partition/sequential; place/hilbert' });
    expect(byText.manifest).toEqual(byPasses.manifest);
    expect(byText.result.routed.problem.network).toEqual(lower(spec).network);
    const byPreset = await place(spec, 'loihi');
    expect(byPreset.manifest.pipeline.map(({ pass }) => pass)).toContain('partition/multilevel');
  });

  it.each([
    [{ preset: 'slow' }, /E1403.*slow/],
    [{ pipeline: 'place/hilber' }, /E1401.*place\/hilbert/],
    [{ cores: 1, neuronsPerCore: 50 }, /E2/],
  ])('refuses %j', async (options, message) => {
    await expect(place(spec, 'loihi', options)).rejects.toThrow(message);
  });

  it('names a file or a chip that is not there', async () => {
    await expect(place('/missing/net.json', 'loihi')).rejects.toThrow(/ENOENT|missing/);
    await expect(place(spec, 'loihy')).rejects.toThrow(/Did you mean "loihi"/);
  });
});
