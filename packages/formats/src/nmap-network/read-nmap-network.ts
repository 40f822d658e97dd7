import { checkNetworkSpec, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';
import { ViolationList, inputError } from '../input-error.ts';
import {
  describeJson,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../json/json-value.ts';
import type { JsonPositions } from '../json/positions.ts';
import { Fields, type ReadContext } from './fields.ts';
import { readPopulation } from './read-population.ts';
import { readProjection } from './read-projection.ts';

export const NMAP_NETWORK_FORMAT = 'nmap-network';
export const NMAP_NETWORK_VERSION = 1;

/** One simulation step where a file does not say: 1 ms, the step of most published networks. */
export const DEFAULT_TIMESTEP_MS = 1;
/** The window of the spike counts where a file does not say: one second, so that spikes = rate in Hz. */
export const DEFAULT_DURATION_MS = 1000;

/** `comment` and `metadata` are the user's own: any JSON, never read. */
export const NETWORK_KEYS = [
  'format',
  'version',
  'name',
  'timestepMs',
  'durationMs',
  'populations',
  'projections',
  'comment',
  'metadata',
] as const;

export interface ReadNetwork {
  readonly spec: NetworkSpec;
  /** True where `spec.name` is only the name of the file. */
  readonly nameFromFile: boolean;
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a parsed `nmap-network` file and turns it into a NetworkSpec. All
 * violations are reported at once, each with its place in the file. Lists of
 * numbers stay typed arrays; indices and spike counts become Uint32Array.
 *
 * Here: keys, types and values on their own. What one object demands of another
 * (unique ids, known populations, lengths, indices, shapes) is `checkNetworkSpec` of the
 * IR, whose findings get their place in the file here; it runs where every population could be read.
 */
export function readNmapNetwork(value: JsonValue, positions: JsonPositions, fileName: string): ReadNetwork {
  if (!isJsonObject(value)) {
    throw inputError(
      'E1064',
      `${fileName}:1:1`,
      `a network is one JSON object, found ${describeJson(value)}.`,
    );
  }
  const violations = new ViolationList();
  const context: ReadContext = { positions, violations };
  const fields = new Fields(value, 'network', context);
  checkFormat(fields);
  fields.onlyKeys('network', NETWORK_KEYS);
  fields.required('populations', 'a list of populations');
  fields.required('projections', 'a list of projections, [] for none');
  const givenName = fields.string('name');
  const timestepMs = fields.number('timestepMs', { min: 0, above: true, unit: 'ms' }) ?? DEFAULT_TIMESTEP_MS;
  const durationMs = fields.number('durationMs', { min: 0, above: true, unit: 'ms' }) ?? DEFAULT_DURATION_MS;
  const populationEntries = fields.objects('populations');
  const populations = readAll(populationEntries, (object, index) =>
    readPopulation(object, index, durationMs, context),
  );
  const projections = readAll(fields.objects('projections'), (object, index) =>
    readProjection(object, index, context),
  );
  const spec: NetworkSpec = {
    name: givenName ?? defaultName(fileName),
    timestepMs,
    durationMs,
    populations: populations.specs,
    projections: projections.specs,
  };
  const listed = value['populations'];
  if (isJsonArray(listed) && populations.specs.length === listed.length) {
    const origins = { populations: populations.origins, projections: projections.origins };
    for (const found of checkNetworkSpec(spec)) violations.add(placed(found, value, origins, positions));
  }
  violations.throwIfFailed(fileName);
  return { spec, nameFromFile: givenName === undefined, diagnostics: violations.notes };
}

interface Origin {
  readonly object: JsonObject;
  readonly index: number;
}

/** What could be read, and where each came from. */
function readAll<Spec>(
  entries: readonly Origin[],
  read: (object: JsonObject, index: number) => Spec | null,
): { specs: readonly Spec[]; origins: readonly Origin[] } {
  const specs: Spec[] = [];
  const origins: Origin[] = [];
  for (const origin of entries) {
    const spec = read(origin.object, origin.index);
    if (spec === null) continue;
    specs.push(spec);
    origins.push(origin);
  }
  return { specs, origins };
}

/**
 * Gives a finding of the IR its place: `projections[3] (a -> b)` names the object,
 * the first word of the message the key where it is one.
 */
function placed(
  found: Diagnostic,
  network: JsonObject,
  origins: Readonly<Record<'populations' | 'projections', readonly Origin[]>>,
  positions: JsonPositions,
): Diagnostic {
  const named = /^(populations|projections)\[(\d+)\](.*)$/s.exec(found.where);
  const list = named === null ? null : (named[1] as 'populations' | 'projections');
  const origin = list === null ? undefined : origins[list][Number(named![2])];
  const object = origin?.object ?? network;
  const label = origin === undefined ? found.where : `${list}[${origin.index}]${named![3]}`;
  const key = Object.keys(object).find((candidate) => startsWithWord(found.message, candidate));
  return {
    ...found,
    where: positions.where(object, key),
    message: `${label}: ${found.message}`,
  };
}

function startsWithWord(message: string, word: string): boolean {
  return message.startsWith(word) && !/^[A-Za-z]/.test(message.slice(word.length));
}

/** True for an object that means to be our format, even with a typing error in its name. */
export function looksLikeNmapNetwork(value: JsonObject): boolean {
  const { format } = value;
  if (typeof format === 'string') return nearestWord(format, [NMAP_NETWORK_FORMAT]) !== null;
  return value['populations'] !== undefined || value['projections'] !== undefined;
}

function checkFormat(fields: Fields): void {
  if (
    fields.required('format', `must be "${NMAP_NETWORK_FORMAT}"`) &&
    fields.object['format'] !== NMAP_NETWORK_FORMAT
  ) {
    fields.fail(
      'E1061',
      'format',
      `"format" must be "${NMAP_NETWORK_FORMAT}", found ${describeJson(fields.object['format'])}.`,
    );
  }
  if (
    fields.required('version', `must be ${NMAP_NETWORK_VERSION}`) &&
    fields.object['version'] !== NMAP_NETWORK_VERSION
  ) {
    const { version } = fields.object;
    const hint =
      typeof version === 'number' && version > NMAP_NETWORK_VERSION
        ? 'The file is newer than this nmap: update nmap.'
        : undefined;
    fields.fail(
      'E1061',
      'version',
      `"version" must be the number ${NMAP_NETWORK_VERSION}, found ${describeJson(version)}.`,
      hint,
    );
  }
}

/** The file's name without folder and ending. */
export function defaultName(fileName: string): string {
  const base = fileName.split(/[\\/]/).pop() ?? '';
  return base.replace(/\.[^.]*$/, '') || 'network';
}
