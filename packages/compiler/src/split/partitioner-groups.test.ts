/** Relays for the clusters that a partitioner makes by its own rule, which knows no limit on cores reached. */
import { describe, expect, it } from '@jest/globals';
import { NmapError, type NetworkSpec } from '@nmap/ir';
import { buildSpec } from '@nmap/testkit';
import { replayManifest } from '../manifest/replay-manifest.ts';
import { chip, subjectOf } from '../manifest/testing/subjects.ts';
import { passesAt } from '../passes-for.ts';
import { verifyManifest } from '../manifest/verify-manifest.ts';

/** Every neuron of `a` reaches all of `b`: three cores of four. */
const SPEC: NetworkSpec = buildSpec(
  [
    { id: 'a', size: 12, spikes: 5 },
    { id: 'b', size: 12, spikes: 2 },
  ],
  [
    { from: 'a', to: 'b', connector: 'all-to-all', weight: 1 },
    { from: 'b', to: 'a', connector: 'one-to-one', weight: 1 },
  ],
);
const NETWORK = { kind: 'network', spec: SPEC } as const;

const cores = (limits: string) =>
  chip(
    `format: nmap-hardware\nversion: 1\nname: chip\ntopology: { kind: mesh, width: 8, height: 8 }\ncore: { neurons: 4${limits} }\n`,
  );
const NARROW = cores(', fanOutCoresPerNeuron: 2');
const WIDE = cores('');

const mapped = (pipeline: string, target = NARROW) => subjectOf(NETWORK, { pipeline, target, seed: 3 });

async function codeOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => 'placed',
    (error: unknown) => (error instanceof NmapError ? error.diagnostics[0].code : String(error)),
  );
}

describe('groups=partitioner', () => {
  it.each([
    'partition/pacman',
    'partition/pacman(neuronsPerCore=3)',
    'partition/balanced-load',
    'partition/spinemap-greedy',
    'partition/sneap',
    'partition/min-comm',
    'partition/sequential',
    'partition/greedy',
    'partition/random',
    'partition/streaming',
    'partition/louvain',
  ])('%s finds clusters under a limit on cores reached that its rule does not know', async (partitioner) => {
    const subject = await mapped(`split/auto(groups=partitioner); lower; ${partitioner}; place/hilbert`);
    const { manifest } = subject;
    expect(manifest.split!.parts.map(({ kind }) => kind)).toContain('relays');
    expect(manifest.pipeline.filter(({ fellBackTo }) => fellBackTo !== undefined)).toEqual([]);
    // Both make the same parts again, with the partitioner and seed of the record.
    expect(verifyManifest(subject)).toEqual([]);
    expect(await replayManifest(subject)).toEqual([]);
  });

  it('keeps the clusters that the rule makes on a chip without the limit, and adds cores of relays', async () => {
    const rule = 'partition/pacman; place/row-major(order=given)';
    const plain = (await mapped(`lower; ${rule}`, WIDE)).manifest;
    const limited = (await mapped(`split/slices(groups=partitioner); lower; ${rule}`)).manifest;
    const neuronsOf = (manifest: typeof plain) =>
      manifest.cores
        .map(({ neurons }) => Object.entries(neurons).filter(([id]) => id === 'a' || id === 'b'))
        .filter((held) => held.length > 0);
    expect(neuronsOf(limited)).toEqual(neuronsOf(plain));
    expect(limited.cores.length).toBeGreaterThan(plain.cores.length);
  });

  it.each(['partition/multilevel', 'partition/multisection', 'partition/energy-greedy'])(
    'is refused for %s, which moves on from packed groups',
    async (partitioner) => {
      const text = `split/chain(groups=partitioner); lower; ${partitioner}; place/hilbert`;
      expect(await codeOf(mapped(text))).toBe('E1651');
      expect(await codeOf(mapped(text.replace('groups=partitioner', 'groups=packed')))).toBe('placed');
    },
  );

  it.each([
    ['partition/pacman', 'partitioner'],
    ['partition/sequential', 'partitioner'],
    ['partition/energy-greedy', 'packed'],
    ['partition/multilevel', 'packed'],
    ['partition/multisection', 'packed'],
  ])('--split before %s makes relays for groups=%s', (partitioner, groups) => {
    const pipeline = `lower; ${partitioner}; place/hilbert`;
    const choice = { preset: 'fast', pipeline, objective: 'energy', hasCeilings: false } as const;
    const [first] = passesAt({ ...choice, grain: 'auto', split: 'chain' }, 'neuron');
    expect(first).toMatchObject({ name: 'split/chain', options: { groups } });
  });

  it('falls back to packed groups, and says so, where a simple rule leaves no core for its relays', async () => {
    const small = chip(
      `format: nmap-hardware\nversion: 1\nname: chip\ntopology: { kind: mesh, width: 3, height: 3 }\ncore: { neurons: 4, fanOutCoresPerNeuron: 2 }\n`,
    );
    const text = 'split/auto(groups=partitioner); lower; partition/random; place/hilbert';
    const { manifest } = await mapped(text, small);
    const [step] = manifest.pipeline.filter(({ pass }) => pass === 'partition/random');
    expect(step.fellBackTo).toBe('groups-of-the-split');
    expect(await codeOf(mapped(text.replace('random', 'pacman(neuronsPerCore=2)'), small))).toBe('E3110');
  });

  it('changes nothing where no limit is in the way', async () => {
    const text = 'lower; partition/pacman; place/hilbert';
    const split = (await mapped(`split/auto(groups=partitioner); ${text}`, WIDE)).manifest;
    expect(split.cores).toEqual((await mapped(text, WIDE)).manifest.cores);
  });
});
