import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBJECTIVES } from '@nmap/energy';
import type { NetworkSpec } from '@nmap/ir';
import { stringifyManifest, type Manifest } from '@nmap/manifest';
import { lowerForManifest } from './manifest/lower-for-manifest.ts';
import { replayManifest } from './manifest/replay-manifest.ts';
import { verifyManifest } from './manifest/verify-manifest.ts';
import { hardwareText, loadHardware } from './load.ts';
import { place, type PlaceOptions } from './place.ts';

/** Layers whose neurons differ in work, and a loop: fan-in 8 and of all inputs, few and many spikes. */
const layers = (size: number): NetworkSpec => ({
  name: 'layers',
  timestepMs: 1,
  durationMs: 50,
  populations: [
    { id: 'in', size: 3 * size, spikes: 9 },
    { id: 'mid', size: 4 * size, spikes: 4 },
    { id: 'out', size, spikes: 20 },
  ],
  projections: [
    { from: 'in', to: 'mid', connector: 'fixed-fan-in', n: 8, seed: 1 },
    { from: 'in', to: 'out', connector: 'all-to-all' },
    { from: 'out', to: 'mid', connector: 'fixed-fan-in', n: 4, seed: 2 },
  ],
});
const spec = layers(12);

const temporary = mkdtempSync(join(tmpdir(), 'nmap-objectives-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Loihi with 24 of its 128 cores and SpiNNaker with 6 of its 48 chips, which the searches are through with sooner. */
const loihi24 = join(temporary, 'loihi24.yaml');
const spinnaker6 = join(temporary, 'spinnaker6.yaml');

beforeAll(async () => {
  const text = await hardwareText('loihi');
  writeFileSync(loihi24, text.replace('width: 8', 'width: 3').replace('height: 4', 'height: 2'));
  const board = await hardwareText('spinnaker');
  writeFileSync(spinnaker6, board.replace('chips: [8, 6]', 'chips: [3, 2]'));
});

const placed = async (hardware: string, options: PlaceOptions, network = spec): Promise<Manifest> =>
  (await place(network, hardware, { neuronsPerCore: 10, check: true, ...options })).manifest;

async function subjectOf(manifest: Manifest, hardware: string) {
  const chip = await loadHardware(hardware);
  const input = { kind: 'network' as const, spec };
  const { problem } = lowerForManifest(manifest, input, chip.target);
  return {
    manifest,
    problem,
    input,
    origin: { kind: 'network' as const },
    networkSha256: manifest.network.sha256,
    hardwareSha256: chip.sha256,
  };
}

const valueOf = ({ metrics }: Manifest): number => metrics.further!['objective']!;

describe.each([
  ['loihi of 24 cores', loihi24],
  ['spinnaker of 6 chips', spinnaker6],
])('objectives on %s', (_chip, hardware) => {
  it.each([...OBJECTIVES.map(({ name }) => name), 'energy + 50 time'])(
    '%s: no preset above the simple mappers, default never above fast, all verified',
    async (objective) => {
      const simple = await Promise.all(
        ['sequential', 'greedy', 'louvain'].map((partitioner) =>
          placed(hardware, { objective, pipeline: `partition/${partitioner}; place/hilbert` }),
        ),
      );
      const fast = await placed(hardware, { objective, preset: 'fast' });
      const usual = await placed(hardware, { objective });
      const [inOrder, grown, joined] = simple.map(valueOf);
      const least = Math.min(inOrder, grown);
      for (const preset of [fast, usual]) {
        expect(valueOf(preset)).toBeLessThanOrEqual(least);
        expect(valueOf(preset)).toBeLessThanOrEqual(joined);
      }
      expect(valueOf(usual)).toBeLessThanOrEqual(valueOf(fast));
      expect(
        verifyManifest(await subjectOf(usual, hardware)).filter(({ severity }) => severity === 'error'),
      ).toEqual([]);
      const again = await placed(hardware, { objective, preset: 'fast' });
      expect(stringifyManifest(again)).toBe(stringifyManifest(fast));
    },
  );
});

/** Sparse and dense, with few and many spikes, by seed. */
const drawn = (seed: number): NetworkSpec => ({
  name: `drawn-${seed}`,
  timestepMs: 1,
  durationMs: 20,
  populations: [
    { id: 'a', size: 8 + 3 * (seed % 4), spikes: 1 + (seed % 3) },
    { id: 'b', size: 12, spikes: 7 },
  ],
  projections: [
    { from: 'a', to: 'b', connector: 'fixed-probability', p: 0.1 + 0.1 * (seed % 3), seed },
    { from: 'b', to: 'a', connector: 'fixed-fan-out', n: 2 + (seed % 3), seed: seed + 1 },
    { from: 'b', to: 'b', connector: 'fixed-total-number', n: 24, seed: seed + 2 },
  ],
});

describe('more effort', () => {
  const objectives = [...OBJECTIVES.map(({ name }) => name), 'energy + 50 time', 'packets + 2 congestion'];
  const cases = objectives.map((objective, k) => ({
    objective,
    seed: k + 1,
    chip: ['spinnaker of 6 chips', 'loihi of 24 cores'][k % 2],
    hardware: [spinnaker6, loihi24][k % 2],
    // The longest search is held against the others on every other one.
    longest: k % 2 === 0 ? ['best'] : [],
  }));

  it.each(cases)('never ends higher: $objective on $chip, seed $seed', async (drawnCase) => {
    const { objective, seed, hardware, longest } = drawnCase;
    const network = drawn(seed);
    const value = async (how: PlaceOptions): Promise<number> =>
      valueOf((await place(network, hardware, { objective, seed, neuronsPerCore: 4, ...how })).manifest);
    const chain = [
      ...(await Promise.all([...longest, 'default', 'fast'].map((preset) => value({ preset })))),
      Math.min(
        ...(await Promise.all(
          ['sequential', 'greedy', 'louvain'].map((name) =>
            value({ pipeline: `partition/${name}; place/hilbert` }),
          ),
        )),
      ),
    ];
    expect(chain).toEqual(chain.toSorted((x, y) => x - y));
  });
});

/** Layers of images that blocks are cut from, with free borders. */
const images = (channels: number, hidden: number): NetworkSpec => ({
  name: 'images',
  timestepMs: 1,
  durationMs: 20,
  populations: [
    { id: 'in', shape: [channels, 8, 8], size: 64 * channels, spikes: 3 },
    { id: 'conv', shape: [hidden, 8, 8], size: 64 * hidden, spikes: 2 },
    { id: 'pool', shape: [hidden, 4, 4], size: 16 * hidden, spikes: 1 },
    { id: 'again', shape: [8, 4, 4], size: 128, spikes: 4 },
    { id: 'out', size: 16, spikes: 5 },
  ],
  projections: [
    { from: 'in', to: 'conv', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'conv', to: 'pool', connector: 'pool2d', kernel: 2 },
    { from: 'pool', to: 'again', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'again', to: 'out', connector: 'all-to-all' },
  ],
});

it('more effort ends no higher under blocks', async () => {
  const shape = { objective: 'traffic', seed: 6, grain: 'block', neuronsPerCore: 64 } as const;
  const [fast, usual] = await Promise.all(
    ['fast', 'default'].map((preset) => place(images(4, 16), 'loihi', { ...shape, preset })),
  );
  expect(valueOf(usual.manifest)).toBeLessThanOrEqual(valueOf(fast.manifest));
});

describe('time', () => {
  const large = layers(20);

  it('spreads a network until its steps are several times as short', async () => {
    const packed = await placed('loihi', { objective: 'energy', neuronsPerCore: null }, large);
    const spread = await placed('loihi', { objective: 'time', neuronsPerCore: null, preset: 'fast' }, large);
    const stepNs = ({ metrics }: Manifest): number => metrics.energyBackToBackPj!.stepNs!;
    expect(packed.metrics.coresUsed).toBe(1);
    expect(stepNs(spread)).toBeLessThan(0.4 * stepNs(packed));
    const few = await placed(
      'loihi',
      { objective: 'time', neuronsPerCore: null, cores: 3, preset: 'fast' },
      large,
    );
    expect(few.metrics.coresUsed).toBeLessThanOrEqual(3);
  });
});

describe('ceilings', () => {
  it('press on the objective until they are kept, in a manifest that repeats itself', async () => {
    const free = await placed('loihi', { neuronsPerCore: null });
    const maxStepNs = 0.5 * free.metrics.energyBackToBackPj!.stepNs!;
    const kept = await placed('loihi', { neuronsPerCore: null, maxStepNs, preset: 'fast' });
    expect(kept.metrics.energyBackToBackPj!.stepNs).toBeLessThanOrEqual(maxStepNs);
    expect(kept.objective).toMatch(/^energy \+ .* time$|^time$/);
    expect(kept.constraints).toEqual({ maxStepNs });
    expect(await replayManifest(await subjectOf(kept, 'loihi'))).toEqual([]);
  });

  it('say what was reached where none is below', async () => {
    await expect(placed(loihi24, { maxStepNs: 1, preset: 'fast' })).rejects.toThrow(/E3203.*at most 1 ns/);
    await expect(placed(loihi24, { maxLinkLoad: 0.5, neuronsPerCore: 8, preset: 'fast' })).rejects.toThrow(
      /E3204.*busiest link/,
    );
    let runs = 0;
    await expect(
      placed(spinnaker6, {
        maxStepNs: 1e6,
        preset: 'fast',
        onProgress: ({ phase }) => void (runs += phase === 'counting' ? 1 : 0),
      }),
    ).rejects.toThrow(/E3203.*do not tell/);
    // What cannot be told is not searched for again.
    expect(runs).toBe(1);
  });

  it('press where the objective itself costs nothing yet', async () => {
    const packed = { objective: 'packets', neuronsPerCore: null, preset: 'fast' };
    const free = await placed('loihi', packed);
    expect(valueOf(free)).toBe(0);
    const maxStepNs = 0.6 * free.metrics.energyBackToBackPj!.stepNs!;
    const kept = await placed('loihi', { ...packed, maxStepNs });
    expect(kept.metrics.energyBackToBackPj!.stepNs).toBeLessThanOrEqual(maxStepNs);
  });
});
