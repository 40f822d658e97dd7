import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildManifest,
  clusterGraphSource,
  compile,
  lowerForManifest,
  pipelineFor,
  takenOnTrust,
  verifyManifest,
} from '@nmap/compiler';
import { readHardware } from '@nmap/hardware';
import { parseManifest, readManifest, stringifyManifest } from '@nmap/manifest';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { verdict } from '../lib/kind.mjs';
import { changedPaths, isTrusted } from '../lib/changed-paths.mjs';

const CHIP = `format: nmap-hardware
version: 1
name: two-classes
topology: { kind: mesh, width: 3, height: 2, coresPerTile: 2, multicast: tree, ioPort: { x: 1, y: 1 } }
core: { neurons: 4, inputAxons: 40 }
coreClasses: [{ name: big, cores: [2, 3, 8], neurons: 6 }]
faults: { cores: [1] }
energy:
  hopEastWestPj: { value: 3, source: test, evidence: assumed }
`;
const SPEC = {
  name: 'small',
  timestepMs: 1,
  durationMs: 100,
  populations: [
    { id: 'in', size: 3, external: true, spikes: [5, 0, 2] },
    { id: 'h', size: 9, spikes: [3, 1, 4, 1, 5, 9, 2, 6, 5] },
    { id: 'out', size: 4, spikes: 2 },
  ],
  projections: [
    { from: 'in', to: 'h', connector: 'all-to-all' },
    { from: 'h', to: 'h', connector: 'fixed-fan-in', n: 3, seed: 5 },
    { from: 'h', to: 'out', connector: 'list', pre: [0, 0, 4, 8, 7, 7], post: [0, 1, 2, 3, 3, 3] },
  ],
};
const GRAPH = { name: 'g', nodeCount: 4, source: [0, 1, 2, 0], target: [1, 2, 0, 3], weight: [1, 2.5, 4, 3] };
const HASHES = {
  networkSha256: '1'.repeat(64),
  hardwareSha256: '2'.repeat(64),
  networkFileSha256: '3'.repeat(64),
  hardwareFileSha256: '4'.repeat(64),
};

/** [name, network or graph, pipeline, labels] */
const MADE = [
  ['network', { kind: 'network', spec: SPEC }, 'partition/greedy; place/hilbert; refine/swap', null],
  [
    'labelled graph',
    { kind: 'clusters', graph: GRAPH },
    'place/row-major; refine/swap',
    ['a', 'b', 'c', 'd'],
  ],
  ['plain graph', { kind: 'clusters', graph: GRAPH }, 'place/hilbert', null],
];

/** @type {import('../lib/kind.mjs').Kind} */
export const manifest = {
  name: 'manifest',
  what: 'manifest JSON, read and verified',
  samples: () => Promise.all(MADE.map(sampleOf)),
  judge: (bytes, sample) => verdict(bytes, () => judgeManifest(bytes, sample)),
};

async function sampleOf([name, input, pipeline, labels]) {
  const { target } = readHardware(CHIP, 'chip.yaml');
  const setting = { target, constraints: { maxCores: null }, objective: 'energy' };
  const source =
    input.kind === 'network'
      ? { stage: 'source', spec: input.spec, ...setting }
      : clusterGraphSource(input.graph, setting);
  const result = await compile(source, pipelineFor({ preset: '', text: pipeline }), { seed: 7 });
  const text = stringifyManifest(buildManifest(result, { ...HASHES, labels }));
  return {
    name,
    text,
    document: JSON.parse(text),
    input,
    target,
    labels,
    sound: parseManifest(text, 'sound'),
  };
}

async function judgeManifest(bytes, { input, target, labels, sound }) {
  const read = await readManifest(fileOf(bytes));
  const subject = { ...HASHES, ...lowerForManifest(read, input, target), labels, input };
  const found = verifyManifest(subject);
  const faults = faultsOfDiagnostics(found, bytes);
  if (found.some(({ severity }) => severity === 'error')) return faults;
  const trusted = takenOnTrust(subject).flatMap(({ paths }) => paths);
  for (const path of changedPaths(sound, read)) {
    if (!isTrusted(path, trusted)) faults.push(`verify takes a change of ${path}`);
  }
  return faults;
}

let folder = null;

/** `readManifest` takes files alone. @param {Buffer} bytes */
function fileOf(bytes) {
  if (folder === null) {
    folder = mkdtempSync(join(tmpdir(), 'nmap-fuzz-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  const path = join(folder, 'm.json');
  writeFileSync(path, bytes);
  return path;
}
