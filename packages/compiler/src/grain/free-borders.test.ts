import { describe, expect, it } from '@jest/globals';
import { objectiveValue } from '@nmap/energy';
import { buildSpec, buildTarget } from '@nmap/testkit';
import { lowerForManifest } from '../manifest/lower-for-manifest.ts';
import { verifyManifest } from '../manifest/verify-manifest.ts';
import { place } from '../place.ts';
import { blockTilings } from './block-tilings.ts';
import { lowerToFittingBlocks } from './fitting-blocks.ts';
import { hasFreeBorders, withBorders } from './free-borders.ts';

/** Two convolutions, a pool and a dense layer. */
const SPEC = buildSpec(
  [
    { id: 'in', size: 2 * 144, shape: [2, 12, 12], spikes: 1, external: true },
    { id: 'a', size: 4 * 144, shape: [4, 12, 12], spikes: 1 },
    { id: 'b', size: 4 * 144, shape: [4, 12, 12], spikes: 2 },
    { id: 'pool', size: 4 * 36, shape: [4, 6, 6], spikes: 1 },
    { id: 'dense', size: 40, spikes: 1 },
  ],
  [
    { from: 'in', to: 'a', connector: 'conv2d', kernel: 3, padding: 'same' },
    { from: 'a', to: 'b', connector: 'conv2d', kernel: 3, padding: 'same' },
    { from: 'b', to: 'pool', connector: 'pool2d', kernel: 2, stride: 2 },
    { from: 'pool', to: 'dense', connector: 'all-to-all' },
  ],
);

const LIMITS = { neurons: 200, inputAxons: 420, outputAxons: 900 };
const CHIP = { target: buildTarget({ columns: 4, rows: 4, limits: LIMITS }), diagnostics: [], sha256: 'a' };

const source = (spec = SPEC, limits = LIMITS) => ({
  spec,
  target: buildTarget({ columns: 6, rows: 6, limits }),
  constraints: { maxCores: null },
  objective: 'traffic',
});

describe('blocks with free borders', () => {
  it('are cut inside their sides', () => {
    const { tilings } = blockTilings(source());
    const cut = withBorders(SPEC, tilings);
    expect(lowerToFittingBlocks(source(), 'free').network.units!.blockOf).toBeNull();
    for (const [population, tiling] of tilings.entries()) {
      for (const axis of ['channels', 'rows', 'columns'] as const) {
        const before = [...tiling[axis]];
        const after = [...cut[population][axis]];
        expect(after).toEqual([...new Set(after)].sort((x, y) => x - y));
        expect(after).toEqual(expect.arrayContaining(before));
      }
      if (tiling.rows.length > 2) expect(cut[population].rows.length).toBeGreaterThan(tiling.rows.length);
    }
  });

  it('are for networks without random connectors, that are small enough', () => {
    expect(hasFreeBorders(source())).toBe(true);
    const drawn = { from: 'dense', to: 'b', connector: 'fixed-fan-in', n: 2 } as const;
    expect(hasFreeBorders(source({ ...SPEC, projections: [...SPEC.projections, drawn] }))).toBe(false);
  });

  it.each(['fast', 'default'])(
    'make a legal placement, never dearer than whole ones, of %s',
    async (preset) => {
      const options = { preset, grain: 'block', objective: 'traffic', seed: 1 } as const;
      const { manifest, result } = await place(SPEC, CHIP as never, options);
      expect(manifest.pipeline[0]).toMatchObject({
        pass: 'lower',
        options: { grain: 'block', borders: 'free' },
      });
      expect(manifest.pipeline.map(({ pass }) => pass)).toContain('refine/boxes');
      const { problem } = lowerForManifest(manifest, { kind: 'network', spec: SPEC }, CHIP.target);
      const faults = verifyManifest({
        manifest,
        problem,
        origin: { kind: 'network' },
        networkSha256: manifest.network.sha256,
        hardwareSha256: 'a',
      });
      expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
      const whole = await place(SPEC, CHIP as never, {
        ...options,
        pipeline: 'lower(grain=block); partition/blocks; place/multilevel(effort=0.03)',
      });
      const costs = [result, whole.result].map(({ routed }) => objectiveValue(routed.placed).value!);
      expect(costs[0]).toBeLessThanOrEqual(costs[1]);
    },
  );
});
