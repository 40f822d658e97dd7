/** What the command does, a program can do: every door of the library on files. */
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '@nmap/ir';
import { kindOfManifest, writeManifest } from '@nmap/manifest';
import { inspect } from './inspect.ts';
import { loadManifestSubject } from './manifest/load-subject.ts';
import { replayManifest } from './manifest/replay-manifest.ts';
import { verifyManifest } from './manifest/verify-manifest.ts';
import { place, type PlaceOptions } from './place.ts';

const folder = mkdtempSync(join(tmpdir(), 'nmap-library-'));
const at = (name: string): string => join(folder, name);
const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  durationMs: 1000,
  populations: [
    { id: 'a', size: 6, rateHz: 0.5 },
    { id: 'b', size: 4, spikes: 2 },
  ],
  projections: [{ from: 'a', to: 'b', connector: 'all-to-all' }],
};
writeFileSync(at('net.json'), JSON.stringify(NET));
writeFileSync(at('graph.csv'), 'source,target,weight\nx,y,2.5\ny,z,4\n');

describe('place, write, load and verify', () => {
  it.each<[string, string, PlaceOptions, string]>([
    ['a network', 'net.json', { neuronsPerCore: 3 }, 'network'],
    ['a network whose window is lengthened', 'net.json', { expectedSpikes: true, cores: 4 }, 'network'],
    ['a cluster graph', 'graph.csv', { kind: 'clusters', format: 'edge-list' }, 'clusters'],
  ])('%s', async (_name, file, options, kind) => {
    const pipeline = kind === 'network' ? 'partition/greedy; place/hilbert' : 'place/hilbert';
    const { manifest } = await place(at(file), 'loihi', { ...options, pipeline });
    expect(kindOfManifest(manifest)).toBe(kind);
    expect(manifest.network.windowScale).toBe(options.expectedSpikes === true ? 2 : undefined);
    await writeManifest(at('m.json'), manifest);
    const subject = await loadManifestSubject(at('m.json'), at(file), 'loihi');
    expect(subject.origin.kind).toBe(kind);
    expect(verifyManifest(subject).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await replayManifest(subject)).toEqual([]);
  });

  it('writes what every pass decided into a folder', async () => {
    await place(at('net.json'), 'loihi', { pipeline: 'partition/greedy; place/hilbert', dump: at('a/b') });
    const names = readdirSync(at('a/b'));
    expect(names).toEqual([
      '00-lower.json',
      '01-partition-greedy.json',
      '02-place-hilbert.json',
      '03-route-xy.json',
    ]);
    const [, partition, placement] = names.map(
      (name) => JSON.parse(readFileSync(at(`a/b/${name}`), 'utf8')) as Record<string, number[]>,
    );
    expect(partition['clusterOf']).toHaveLength(10);
    expect(placement['coreOf']).toHaveLength(1);
  });

  it('tells what it found on the way although it fails after it', async () => {
    const told: Diagnostic[] = [];
    const options = { expectedSpikes: true, cores: 1, neuronsPerCore: 3 };
    const failing = place(at('net.json'), 'loihi', { ...options, onDiagnostic: (found) => told.push(found) });
    await expect(failing).rejects.toThrow(/E22/);
    expect(told.map(({ code }) => code)).toEqual(['W6006']);
  });
});

describe('inspect', () => {
  it('counts a file or a network in memory, and asks a chip', async () => {
    const { statistics, diagnostics } = await inspect(at('net.json'), { hardware: 'loihi' });
    expect(statistics).toMatchObject({ neurons: 10, synapses: 24, connections: 24, isolatedNeurons: 0 });
    expect(statistics!.populations[0].meanRateHz).toBe(0.5);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
