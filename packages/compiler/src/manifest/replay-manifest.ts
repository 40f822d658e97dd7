/**
 * Runs the recorded passes again, with the recorded options, seed, objective and constraints, on
 * the given network and hardware, and compares the manifests byte for byte: same inputs, options
 * and seed give the same bytes. This is what confirms all that `takenOnTrust` lists.
 */
import { NmapError, type Diagnostic } from '@nmap/ir';
import { stringifyManifest, versionOf, type Manifest } from '@nmap/manifest';
import type { Budget } from '../budget.ts';
import { clusterGraphSource, compile, type CompileResult } from '../compile.ts';
import { lower, type LowerChoice } from '../lower-pass.ts';
import type { AnyPass } from '../pass.ts';
import { VERSION } from '../version.ts';
import { buildManifest } from './build-manifest.ts';
import { definitionOf } from './check-record.ts';
import { show, type ManifestSubject } from '@nmap/judge';

export interface ReplayOptions {
  /** At most this many threads compute at once; never changes the result. */
  readonly threads?: number;
  readonly budget?: Budget;
}

/**
 * The differences; empty = the same bytes. Assumes that `verifyManifest` found no error.
 * @throws NmapError (input) where a replay proves nothing: a clock or a person cut the run short.
 */
export async function replayManifest(
  subject: ManifestSubject,
  options: ReplayOptions = {},
): Promise<Diagnostic[]> {
  const { manifest } = subject;
  refuseTruncated(manifest);
  let result: CompileResult;
  try {
    result = await runAgain(subject, options);
  } catch (error) {
    if (!(error instanceof NmapError) || error.kind === 'internal' || error.kind === 'input') throw error;
    const message = `the recorded passes find no placement: ${error.diagnostics[0]?.message ?? error.kind}`;
    return [difference('pipeline', message)];
  }
  const again = buildManifest(result, identityOf(subject));
  // The version is the writer's, not the run's.
  const rebuilt: Manifest = { ...again, tool: manifest.tool, ...namesOf(subject, again) };
  // Tables follow from the cores and were made again by whoever verified them.
  const plain = withoutTables(manifest);
  if (stringifyManifest(rebuilt) === stringifyManifest(plain)) return [];
  return [firstDifference(plain, rebuilt)];
}

function withoutTables({ tables, ...plain }: Manifest): Manifest {
  return tables === undefined ? plain : { ...plain, version: versionOf(plain.cores) };
}

function runAgain(
  { manifest, problem, input }: ManifestSubject,
  options: ReplayOptions,
): Promise<CompileResult> {
  if (input === undefined) throw new Error('a replay starts from the network: give `input`');
  const { target, constraints } = problem;
  const setting = { target, constraints, objective: manifest.objective };
  const start =
    input.kind === 'network'
      ? { stage: 'source' as const, spec: input.spec, ...setting }
      : clusterGraphSource(input.graph, setting);
  return compile(start, manifest.pipeline.map(passOf), {
    seed: manifest.pipeline[0].seed,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
  });
}

function passOf({ pass, options }: Manifest['pipeline'][number]): AnyPass {
  const definition = definitionOf(pass);
  return definition === undefined ? lower(recorded(options)) : definition(options);
}

/** No options are recorded of a network of neurons; `auto` would find the same, and might not one day. */
function recorded(options: Manifest['pipeline'][number]['options']): LowerChoice {
  return Object.keys(options).length === 0 ? { grain: 'neuron' } : options;
}

function refuseTruncated({ complete, pipeline }: Manifest): void {
  const cut = pipeline.filter(({ truncated }) => truncated === true).map(({ pass }) => pass);
  if (complete && cut.length === 0) return;
  throw new NmapError('input', [
    {
      code: 'E4421',
      severity: 'error',
      where: 'complete',
      message: `the run was cut short by a clock or a person (${cut.join(', ')}), which no replay repeats.`,
      hint: 'Verify without --replay, or place again without --time-limit.',
    },
  ]);
}

function identityOf(subject: ManifestSubject): Parameters<typeof buildManifest>[1] {
  const { manifest, networkSha256, hardwareSha256, labels, windowScale } = subject;
  // The bytes of the files may have changed since: what they mean is compared.
  const networkFileSha256 = manifest.network.fileSha256;
  const hardwareFileSha256 = manifest.hardware.fileSha256;
  const { spikesSha256 } = manifest.network;
  return {
    networkSha256,
    hardwareSha256,
    labels: labels ?? null,
    ...(networkFileSha256 === undefined ? {} : { networkFileSha256 }),
    ...(hardwareFileSha256 === undefined ? {} : { hardwareFileSha256 }),
    ...(spikesSha256 === undefined ? {} : { spikesSha256 }),
    ...(windowScale === undefined ? {} : { windowScale }),
  };
}

/** A name that is only the file's name may have changed, too. */
function namesOf(
  { manifest, networkNameFromFile, hardwareNameFromFile }: ManifestSubject,
  { network, hardware }: Manifest,
): Pick<Manifest, 'network' | 'hardware'> {
  return {
    network: networkNameFromFile === true ? { ...network, name: manifest.network.name } : network,
    hardware: hardwareNameFromFile === true ? { ...hardware, name: manifest.hardware.name } : hardware,
  };
}

/** The first pass at which the runs part, or else the first line of the manifest that differs. */
function firstDifference(manifest: Manifest, rebuilt: Manifest): Diagnostic {
  const other =
    manifest.tool.version === VERSION
      ? ''
      : ` The file is by version ${manifest.tool.version}, this is ${VERSION}.`;
  const index = manifest.pipeline.findIndex(
    ({ checksum }, at) => checksum !== rebuilt.pipeline[at]?.checksum,
  );
  if (index >= 0) {
    const { pass, checksum } = manifest.pipeline[index];
    const need = rebuilt.pipeline[index]?.checksum ?? 'absent';
    const message = `the runs part at ${pass}: the manifest has the checksum ${show(checksum)}, the replay "${need}".`;
    return { ...difference(`pipeline[${index}]`, message, other), have: checksum, need };
  }
  const [stated, replayed] = [manifest, rebuilt].map((each) => stringifyManifest(each).split('\n'));
  const line = stated.findIndex((text, at) => text !== replayed[at]);
  const message = `the first line that differs: ${show(stated[line]?.trim())}, replayed ${show(replayed[line]?.trim())}.`;
  return difference(`line ${line + 1}`, message, other);
}

function difference(where: string, message: string, more = ''): Diagnostic {
  return {
    code: 'E4420',
    severity: 'error',
    where,
    message,
    hint: `The recorded run does not make this manifest: options, seed or objective were changed, or it is by another version.${more}`,
  };
}
