import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Manifest } from '@nmap/manifest';
import { compile, type CompileResult } from '../compile.ts';
import { pipelineFor } from '../presets.ts';
import { buildManifest, type ManifestIdentity } from './build-manifest.ts';
import { verifyManifest } from './verify-manifest.ts';
import { chip, SPEC, subjectOf } from './testing/subjects.ts';

const HASHES = { networkSha256: '1'.repeat(64), hardwareSha256: '2'.repeat(64), labels: null };
const passes = pipelineFor({ preset: '', text: 'partition/sequential; place/row-major' });
const resultFor = (maxCores: number | null): Promise<CompileResult> =>
  compile(
    { stage: 'source', spec: SPEC, target: chip(), constraints: { maxCores }, objective: 'energy' },
    passes,
    { seed: 1 },
  );

describe('buildManifest', () => {
  let result: CompileResult;
  beforeAll(async () => {
    result = await resultFor(null);
  });

  const hash = '3'.repeat(64);
  it.each<[string, Partial<ManifestIdentity>, (manifest: Manifest) => unknown, unknown]>([
    [
      'no hash of bytes',
      {},
      ({ network, hardware }) => [network.fileSha256, hardware.fileSha256],
      [undefined, undefined],
    ],
    ['the network’s bytes', { networkFileSha256: hash }, ({ network }) => network.fileSha256, hash],
    ['the hardware’s bytes', { hardwareFileSha256: hash }, ({ hardware }) => hardware.fileSha256, hash],
    ['no stretched window', {}, ({ network }) => 'windowScale' in network, false],
    ['a window as it is', { windowScale: 1 }, ({ network }) => 'windowScale' in network, false],
    ['a stretched window', { windowScale: 2 }, ({ network }) => network.windowScale, 2],
    ['labels', { labels: ['a'] }, ({ network }) => network.ids, ['a']],
    ['no labels', {}, ({ network }) => 'ids' in network, false],
    ['no limit on cores', {}, (manifest) => 'constraints' in manifest, false],
    ['external neurons', {}, ({ network }) => network.externalNeurons, 4],
  ])('states %s', (_name, identity, part, expected) => {
    expect(part(buildManifest(result, { ...HASHES, ...identity }))).toEqual(expected);
  });

  it('states a limit on cores, so that the run can be repeated', async () => {
    expect(buildManifest(await resultFor(5), HASHES).constraints).toEqual({ maxCores: 5 });
  });
});

describe('the routing rule', () => {
  const DEAD = 'faults: { links: [{ from: [0, 0], to: [1, 0] }] }\n';
  it.each([
    ['mesh', '', 'xy'],
    ['mesh', DEAD, 'xy+detours'],
    ['torus', '', 'xy-shorter-way'],
    ['torus', DEAD, 'xy-shorter-way+detours'],
    ['hex-torus', '', 'diagonal-xy-shortest-way'],
    ['hex-torus', DEAD, 'diagonal-xy-shortest-way+detours'],
    ['tree', '', 'up-down'],
  ])('of a %s, faults "%s", is said as it is: %s', async (kind, faults, rule) => {
    for (const multicast of ['tree', 'unicast-per-core']) {
      const topology = `{ kind: ${kind}, width: 4, height: 4, multicast: ${multicast} }`;
      const text = `format: nmap-hardware\nversion: 1\nname: c\ntopology: ${topology}\ncore: { neurons: 4 }\n${faults}`;
      const pipeline = 'partition/sequential; place/hilbert';
      const subject = await subjectOf({ kind: 'network', spec: SPEC }, { pipeline, target: chip(text) });
      expect(subject.manifest.routing).toEqual({ scheme: multicast === 'tree' ? 'tree' : 'unicast', rule });
      expect(verifyManifest(subject)).toEqual([]);
    }
  });
});
