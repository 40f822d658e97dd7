import { readHardware } from '@nmap/hardware';
import type { NetworkSpec, Objective, Target } from '@nmap/ir';
import { parseManifest, stringifyManifest } from '@nmap/manifest';
import { clusterGraphSource, compile } from '../../compile.ts';
import { pipelineFor } from '../../presets.ts';
import { buildManifest } from '../build-manifest.ts';
import type { ManifestNetwork } from '@nmap/judge';
import { lowerForManifest } from '../lower-for-manifest.ts';
import type { ManifestSubject } from '@nmap/judge';

/** Inputs and outputs outside the chip, a recurrent layer, a doubled synapse. */
export const SPEC: NetworkSpec = {
  name: 'small',
  timestepMs: 1,
  durationMs: 100,
  populations: [
    { id: 'in', size: 3, external: true, spikes: [5, 0, 2] },
    { id: 'h', size: 9, spikes: [3, 1, 4, 1, 5, 9, 2, 6, 5] },
    { id: 'out', size: 4, spikes: 2 },
    { id: 'motor', size: 1, external: true, spikes: 0 },
  ],
  projections: [
    { from: 'in', to: 'h', connector: 'all-to-all' },
    { from: 'h', to: 'h', connector: 'fixed-fan-in', n: 3, seed: 5 },
    { from: 'h', to: 'out', connector: 'list', pre: [0, 0, 4, 8, 7, 7], post: [0, 1, 2, 3, 3, 3] },
    { from: 'out', to: 'motor', connector: 'all-to-all' },
  ],
};

/** Two classes of core, two cores to a tile, one dead core, most constants known. */
const CHIP = `format: nmap-hardware
version: 1
name: two-classes
topology: { kind: mesh, width: 3, height: 2, coresPerTile: 2, routing: xy, multicast: tree, ioPort: { x: 1, y: 1 } }
core: { neurons: 4, inputAxons: 40 }
coreClasses: [{ name: big, cores: [2, 3, 8], neurons: 6 }]
faults: { cores: [1] }
energy:
  hopEastWestPj: { value: 3, source: test, evidence: assumed }
  hopNorthSouthPj: { value: 4, source: test, evidence: assumed }
`;

export const chip = (text = CHIP): Target => readHardware(text, 'chip.yaml').target;

export interface Making {
  readonly pipeline: string;
  readonly objective?: Objective;
  readonly maxCores?: number | null;
  readonly seed?: number;
  readonly target?: Target;
  readonly labels?: readonly string[] | null;
}

const HASHES = {
  networkSha256: '1'.repeat(64),
  hardwareSha256: '2'.repeat(64),
  networkFileSha256: '3'.repeat(64),
  hardwareFileSha256: '4'.repeat(64),
};

/** A network or graph placed, and its manifest read back: what `verify` gets of a sound file. */
export async function subjectOf(input: ManifestNetwork, making: Making): Promise<ManifestSubject> {
  const { target = chip(), maxCores = null, objective = 'energy', seed = 7, labels = null } = making;
  const setting = { target, constraints: { maxCores }, objective };
  const start =
    input.kind === 'network'
      ? { stage: 'source' as const, spec: input.spec, ...setting }
      : clusterGraphSource(input.graph, setting);
  const result = await compile(start, pipelineFor({ preset: '', text: making.pipeline }), { seed });
  const manifest = parseManifest(
    stringifyManifest(buildManifest(result, { ...HASHES, labels })),
    'manifest.json',
  );
  return { ...HASHES, ...lowerForManifest(manifest, input, target), labels, input };
}
