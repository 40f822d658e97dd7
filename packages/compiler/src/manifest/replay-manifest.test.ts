import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic, NmapError } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { replayManifest } from './replay-manifest.ts';
import type { ManifestSubject } from '@nmap/judge';
import { SPEC, subjectOf } from './testing/subjects.ts';
import { verifyManifest } from './verify-manifest.ts';

const NETWORK = { kind: 'network' as const, spec: SPEC };
const GRAPH = {
  kind: 'clusters' as const,
  graph: { name: 'g', nodeCount: 4, source: [0, 1, 2, 0], target: [1, 2, 0, 3], weight: [1, 2.5, 4, 3] },
};
const SEARCH = 'partition/greedy; place/random; refine/anneal; refine/anneal';

function withPass(
  subject: ManifestSubject,
  index: number,
  change: Partial<Manifest['pipeline'][number]>,
): ManifestSubject {
  const pipeline = subject.manifest.pipeline.map((pass, at) =>
    at === index ? { ...pass, ...change } : pass,
  );
  return { ...subject, manifest: { ...subject.manifest, pipeline } };
}

const replayed = async (subject: ManifestSubject): Promise<string[]> =>
  (await replayManifest(subject)).map(formatDiagnostic);

describe('replayManifest', () => {
  it.each<[string, Promise<ManifestSubject>]>([
    ['a network', subjectOf(NETWORK, { pipeline: SEARCH })],
    ['a limit on cores', subjectOf(NETWORK, { pipeline: 'partition/louvain; place/hilbert', maxCores: 3 })],
    ['another objective', subjectOf(NETWORK, { pipeline: SEARCH, objective: 'latency', seed: 0 })],
    [
      'a cluster graph',
      subjectOf(GRAPH, { pipeline: 'place/random; refine/anneal', labels: ['a', 'b', 'c', 'd'] }),
    ],
  ])('makes the same bytes of %s', async (_name, making) => {
    const subject = await making;
    expect(verifyManifest(subject)).toEqual([]);
    expect(await replayed(subject)).toEqual([]);
    expect(await replayManifest(subject, { threads: 2 })).toEqual([]);
  });

  it('does not mind what is no part of the run: bytes, names of files, the version', async () => {
    const subject = await subjectOf(NETWORK, { pipeline: SEARCH });
    const { manifest } = subject;
    const other = {
      ...manifest,
      tool: { name: 'nmap', version: '9.9.9' },
      network: { ...manifest.network, name: 'renamed', fileSha256: '9'.repeat(64) },
    };
    expect(await replayed({ ...subject, manifest: other, networkNameFromFile: true })).toEqual([]);
    expect(await replayed({ ...subject, manifest: other })).toEqual([
      expect.stringMatching(/^E4420 line \d+: .*renamed/),
    ]);
  });

  it('names the first pass at which the runs part', async () => {
    const subject = await subjectOf(NETWORK, { pipeline: SEARCH });
    const { pipeline } = subject.manifest;
    const changed: readonly (readonly [ManifestSubject, RegExp])[] = [
      [
        withPass(subject, 2, { checksum: '0'.repeat(16) }),
        /^E4420 pipeline\[2\]: the runs part at place\/random/,
      ],
      [
        withPass(subject, 2, { pass: 'place/row-major' }),
        /^E4420 pipeline\[2\]: the runs part at place\/row-major/,
      ],
      [
        {
          ...subject,
          manifest: { ...subject.manifest, pipeline: pipeline.map((pass) => ({ ...pass, seed: 8 })) },
        },
        /^E4420 pipeline\[2\]: the runs part at place\/random/,
      ],
    ];
    for (const [tampered, message] of changed) {
      expect(await replayed(tampered)).toEqual([expect.stringMatching(message)]);
    }
  });

  it('reports recorded passes that find no placement', async () => {
    const subject = await subjectOf(NETWORK, { pipeline: 'partition/greedy; place/hilbert' });
    const constraints = { maxCores: 1 };
    const tampered = {
      ...subject,
      manifest: { ...subject.manifest, constraints },
      problem: { ...subject.problem, constraints },
    };
    expect(verifyManifest(tampered).map(({ code }) => code)).toContain('E4117');
    expect(await replayed(tampered)).toEqual([expect.stringMatching(/^E4420 pipeline: .*find no placement/)]);
  });

  it('refuses a run that a budget cut short: nothing repeats a clock', async () => {
    const subject = await subjectOf(NETWORK, { pipeline: SEARCH });
    const cut = withPass({ ...subject, manifest: { ...subject.manifest, complete: false } }, 3, {
      truncated: true,
    });
    expect(verifyManifest(cut)).toEqual([]);
    const error: unknown = await replayManifest(cut).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NmapError);
    expect(error).toMatchObject({
      kind: 'input',
      message: expect.stringMatching(/^E4421.*refine\/anneal/) as unknown,
    });
  });
});
