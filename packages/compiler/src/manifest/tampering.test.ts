/**
 * No leaf of a manifest can be changed in silence: every change of every leaf is an error of the
 * reader or of `verify`, or stands on the list of what is taken on trust.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ManifestError, parseManifest } from '@nmap/manifest';
import { chip, SPEC, subjectOf } from './testing/subjects.ts';
import type { ManifestSubject } from '@nmap/judge';
import { takenOnTrust } from './taken-on-trust.ts';
import { verifyManifest } from './verify-manifest.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const GRAPH = {
  kind: 'clusters' as const,
  graph: {
    name: 'g',
    nodeCount: 5,
    source: [0, 1, 2, 0, 4],
    target: [1, 2, 0, 3, 3],
    weight: [1, 2.5, 4, 3, 1],
  },
};
/** Too few inputs for most neurons, and too few cores to send to. */
const NARROW = `format: nmap-hardware
version: 1
name: narrow
topology: { kind: mesh, width: 8, height: 8 }
core: { neurons: 4, fanInPerNeuron: 4, fanOutCoresPerNeuron: 2 }
`;
const SEARCH = 'partition/greedy; place/hilbert; refine/swap; refine/anneal(effort=0.1)';

/** Name, subject, and the parts in which it differs from the one before: only these are changed. null = all of it. */
const SUBJECTS: readonly (readonly [string, () => Promise<ManifestSubject>, readonly string[] | null])[] = [
  ['a network', () => subjectOf({ kind: 'network', spec: SPEC }, { pipeline: SEARCH, maxCores: 6 }), null],
  [
    'a network without refinement',
    () =>
      subjectOf(
        { kind: 'network', spec: SPEC },
        { pipeline: 'partition/sequential; place/random', objective: 'latency' },
      ),
    ['pipeline', 'objective', 'cores', 'notes'],
  ],
  [
    'a network whose neurons are split',
    () =>
      subjectOf(
        { kind: 'network', spec: SPEC },
        { pipeline: 'split/tree(fanIn=3); partition/sequential; place/hilbert', target: chip(NARROW) },
      ),
    ['network', 'pipeline', 'split', 'cores'],
  ],
  [
    'a cluster graph with labels',
    () => subjectOf(GRAPH, { pipeline: 'place/hilbert; refine/swap', labels: ['a', 'b', 'c', 'd', 'e'] }),
    null,
  ],
  [
    'a cluster graph without labels',
    () => subjectOf(GRAPH, { pipeline: 'place/row-major' }),
    ['network', 'pipeline'],
  ],
];

/** What somebody might make of one value. */
function changesOf(value: Json): (readonly [string, Json | undefined])[] {
  if (typeof value === 'number') {
    const numbers = [value + 1, value - 1, -value, 0, value * 2, value + 0.5, 1e308];
    return numbers.map((changed) => [`${value} -> ${changed}`, changed]);
  }
  if (typeof value === 'string') {
    const texts = [`${value}x`, '', value.split('').reverse().join(''), `${value.slice(0, -1)}0`];
    return texts.map((changed) => [`${value} -> ${changed}`, changed]);
  }
  if (typeof value === 'boolean') return [[`${value} -> ${!value}`, !value]];
  if (value === null) return [['null -> 0', 0]];
  if (Array.isArray(value)) {
    const lists = [
      [...value].reverse(),
      value.slice(0, -1),
      value.slice(1),
      [],
      [...value, ...value.slice(-1)],
    ];
    const names = ['reversed', 'without its last', 'without its first', 'emptied', 'with its last twice'];
    return lists.map((changed, index) => [names[index], changed] as const);
  }
  return [['emptied', {}]];
}

function* placesIn(value: Json, path: Path = []): Generator<{ path: Path; value: Json }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  const members = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  for (const [key, member] of members) yield* placesIn(member, [...path, key]);
}

function withChange(document: Json, path: Path, changed: Json | undefined): Json {
  const copy = structuredClone(document);
  let holder = copy as Record<string | number, Json>;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, Json>;
  const key = path.at(-1)!;
  if (changed !== undefined) holder[key] = changed;
  else if (Array.isArray(holder)) holder.splice(key as number, 1);
  else delete holder[key];
  return copy;
}

const textOf = (path: Path): string =>
  path
    .reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`), '')
    .slice(1);

/** Removing a pass is no more than changing its name. */
const nameOf = (path: string): string => path.replace(/^(pipeline\[\d+\])$/, '$1.pass');

/** `pipeline[*].seed` covers `pipeline[3].seed`; a path covers all below it. */
function isTrusted(path: string, subject: ManifestSubject): boolean {
  return takenOnTrust(subject)
    .flatMap(({ paths }) => paths)
    .map((trusted) => trusted.replaceAll(/[.[\]]/g, '\\$&').replaceAll('*', '\\d+'))
    .some((pattern) => new RegExp(`^${pattern}(?:[.[]|$)`).test(path));
}

/** Errors of the reader or of verify. */
function isRefused(text: string, subject: ManifestSubject): boolean {
  try {
    const manifest = parseManifest(text, 'manifest.json');
    // The problem is that of the files: only the limit on cores comes from the manifest.
    const maxCores = manifest.constraints?.maxCores ?? null;
    const problem = { ...subject.problem, objective: manifest.objective, constraints: { maxCores } };
    return verifyManifest({ ...subject, manifest, problem }).some(({ severity }) => severity === 'error');
  } catch (error) {
    if (error instanceof ManifestError) return true;
    throw error;
  }
}

describe.each(SUBJECTS)('the manifest of %s', (_name, make, parts) => {
  let subject: ManifestSubject;
  let sound: Json;
  beforeAll(async () => {
    subject = await make();
    sound = JSON.parse(JSON.stringify(subject.manifest)) as Json;
  });

  it('is sound as it is', () => {
    expect(verifyManifest(subject)).toEqual([]);
  });

  it('cannot be changed in silence', () => {
    const silent: string[] = [];
    let changes = 0;
    const soundText = JSON.stringify(sound);
    for (const { path, value } of placesIn(sound)) {
      if (path.length === 0 || parts?.includes(path[0] as string) === false) continue;
      const all: (readonly [string, Json | undefined])[] = [...changesOf(value), ['removed', undefined]];
      for (const [how, changed] of all) {
        const text = JSON.stringify(withChange(sound, path, changed));
        if (text === soundText) continue;
        // Its labels say the same, as they did before there was a kind.
        if (textOf(path) === 'network.kind' && how === 'removed') continue;
        changes++;
        if (!isRefused(text, subject) && !isTrusted(nameOf(textOf(path)), subject))
          silent.push(`${textOf(path)}: ${how}`);
      }
    }
    expect(silent).toEqual([]);
    expect(changes).toBeGreaterThan(parts === null ? 300 : 60);
  });

  it('gains no entry in silence', () => {
    const additions: readonly (readonly [string, (document: Record<string, Json>) => void])[] = [
      ['a note', (m) => void (m['notes'] as Json[]).push('fastest of all')],
      ['a metric', (m) => void ((m['metrics'] as { further: Record<string, Json> }).further['beauty'] = 1)],
      ['a bound', (m) => void ((m['bounds'] as Record<string, Json>)['toString'] = 0)],
      ['a port', (m) => void (m['ports'] as Json[]).push({ tile: 4, x: 1, y: 1, populations: [] })],
      ['labels', (m) => void ((m['network'] as Record<string, Json>)['ids'] = ['x'])],
      ['a window', (m) => void ((m['network'] as Record<string, Json>)['windowScale'] = 2)],
      ['a pass', (m) => void (m['pipeline'] as Json[]).unshift((m['pipeline'] as Json[])[0])],
      ['a cut pass', (m) => void ((m['pipeline'] as Record<string, Json>[])[0]['truncated'] = true)],
      [
        'an option',
        (m) => void ((m['pipeline'] as { options: Record<string, Json> }[])[0].options['zeal'] = 1),
      ],
    ];
    const silent = additions.filter(([, add]) => {
      const document = structuredClone(sound) as Record<string, Json>;
      add(document);
      return !isRefused(JSON.stringify(document), subject);
    });
    expect(silent.map(([name]) => name)).toEqual([]);
  });
});

describe('what is taken on trust', () => {
  it('is how the placement was found, and nothing of what it is', async () => {
    const [network, , clusters] = await Promise.all(SUBJECTS.map(([, make]) => make()));
    const pathsOf = (subject: ManifestSubject): string[] =>
      takenOnTrust(subject).flatMap(({ paths }) => [...paths]);
    expect(pathsOf(network)).toEqual([
      'tool.version',
      'objective',
      'network.fileSha256',
      'hardware.fileSha256',
      'constraints',
      'pipeline[*].seed',
      'pipeline[1].pass',
      'pipeline[1].options',
      'pipeline[2].pass',
      'pipeline[2].options',
      'pipeline[2].checksum',
      'pipeline[3].pass',
      'pipeline[3].options',
      'pipeline[3].checksum',
      'pipeline[4].pass',
      'pipeline[4].options',
    ]);
    expect(pathsOf(clusters)).not.toContain('constraints');
    expect(pathsOf({ ...network, networkNameFromFile: true })).toContain('network.name');
  });

  it('a name that is the file’s and bytes that differ are notes, not errors', async () => {
    const subject = await SUBJECTS[0][1]();
    const renamed = { ...subject.manifest, network: { ...subject.manifest.network, name: 'other' } };
    const codes = (changed: Partial<ManifestSubject>): string[] =>
      verifyManifest({ ...subject, ...changed }).map(({ code, severity }) => `${severity} ${code}`);
    expect(codes({ manifest: renamed })).toEqual(['error E4107']);
    expect(codes({ manifest: renamed, networkNameFromFile: true })).toEqual(['note W6303']);
    expect(codes({ networkFileSha256: '9'.repeat(64) })).toEqual(['note W6302']);
    expect(codes({ hardwareFileSha256: '9'.repeat(64) })).toEqual(['note W6302']);
    expect(codes({ networkSha256: '9'.repeat(64) })).toEqual(['error E4107']);
    expect(codes({ problem: { ...subject.problem, target: { ...chip(), name: 'other' } } })).toEqual([
      'error E4107',
    ]);
  });
});
