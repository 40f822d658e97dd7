import { z } from 'zod';
import {
  JsonSyntaxError,
  newPlace,
  parseJson,
  positionsIn,
  shortened,
  type Json,
  type Place,
} from './json/parse-json.ts';
import { formatPath, ManifestError, type ManifestIssue } from './manifest-error.ts';
import { nearest } from './nearest.ts';
import { coreEntry, manifestSchema, orderFault, versionOf, type Manifest } from './schema.ts';

/** A fault before it has a place in the text. `key` = the fault is this key of the object at `path`. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly key?: string;
  readonly kind: ManifestIssue['kind'];
  readonly message: string;
}

/** How many faults of a kind are worded and kept; the rest of the kind is counted. */
const KEPT = 200;
/** How many unknown keys get the search for the nearest known one: as many as a terminal shows. */
const EXPLAINED = 20;

/** zod's codes for a value of the right type that says something impossible. */
const CONTENT_CODES: ReadonlySet<string> = new Set(['custom', 'too_small', 'too_big']);

/**
 * Reads a manifest from its text. Throws {@link ManifestError} with every fault and
 * its position. It checks the form of the file only: whether the placement is legal
 * is decided by whoever has the network and the chip.
 * @param given the text, or how to read it from its beginning in pieces that follow each other.
 */
export function parseManifest(given: string | (() => Iterable<string>), fileName: string): Manifest {
  // A second time only for the places of faults.
  const text = typeof given === 'string' ? (): string => given : given;
  let json: Json;
  try {
    json = parseJson(text());
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new ManifestError(fileName, [
      { path: '', ...positionsIn(text())(error.offset), kind: 'form', message: error.message },
    ]);
  }
  const other = otherFormat(json);
  if (other !== null) {
    const path = [] as const;
    const message = `this is no placement manifest, its format is ${JSON.stringify(shortened(other))}: was it given in the wrong place?`;
    throw new ManifestError(fileName, locate(text, [{ path, kind: 'form', message }]));
  }
  const result = judge(json);
  if ('manifest' in result) return result.manifest;
  throw new ManifestError(fileName, locate(text, result.faults));
}

/** The format of a file of ours that is another one: its missing keys would say nothing. */
function otherFormat(json: Json): string | null {
  const format: unknown = (json as { format?: unknown } | null)?.format;
  return format === 'nmap-network' || format === 'nmap-hardware' ? format : null;
}

/** From so many cores on they are judged one by one: the schema's library would hold all of them twice. */
const MANY_CORES = 20_000;

/** A value against the schema: a manifest, or what keeps it from being one. */
export function judge(value: unknown): { manifest: Manifest } | { faults: Fault[] } {
  const { cores, tables } = Object(value) as { cores?: unknown; tables?: unknown };
  if (Array.isArray(cores) && cores.length >= MANY_CORES && allSound(cores)) {
    const hasTables = tables !== undefined;
    const judged = judgeAll({ ...(value as object), version: versionOf([], hasTables), cores: [] });
    const { version } = value as { version?: unknown };
    if ('manifest' in judged && version === versionOf(cores, hasTables)) {
      return { manifest: { ...judged.manifest, version: versionOf(cores, hasTables), cores } };
    }
  }
  return judgeAll(value);
}

/** Is every core one, and are they in order? What is wrong with them, if not, is for the whole schema to say. */
function allSound(cores: readonly unknown[]): cores is Manifest['cores'] {
  return cores.every((core, index) => {
    if (!coreEntry.safeParse(core).success) return false;
    return (
      index === 0 ||
      orderFault((cores as Manifest['cores'])[index - 1], core as Manifest['cores'][number]) === null
    );
  });
}

function judgeAll(value: unknown): { manifest: Manifest } | { faults: Fault[] } {
  try {
    const result = manifestSchema.safeParse(value);
    return result.success ? { manifest: result.data } : { faults: faultsOf(result.error, value) };
  } catch (error) {
    // The schema's library hands the faults of one entry on as arguments of a call, and the stack holds some 100,000.
    if (!(error instanceof RangeError)) throw error;
    const first = manifestSchema.safeParse(pruned(value));
    const message = `one entry of the file has more faults than can be counted; these are of its first ${PRUNED} items`;
    const rest: Fault = { path: [], kind: 'form', message };
    return { faults: [...(first.success ? [] : faultsOf(first.error, value)), rest] };
  }
}

/** As many items of a list or record as are judged where all are too many. */
const PRUNED = 1000;

/** The value with long lists and records within its entries cut; the lists of entries themselves stay. */
function pruned(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const cut = <Item>(items: Item[]): Item[] => (depth < 2 ? items : items.slice(0, PRUNED));
  if (Array.isArray(value)) return cut(value as unknown[]).map((item) => pruned(item, depth + 1));
  const entries = cut(Object.entries(value)).map(
    ([key, member]) => [key, pruned(member, depth + 1)] as const,
  );
  return Object.fromEntries(entries);
}

/** The faults that zod found, unknown keys one by one with the nearest known key; of each kind up to a cap. */
function faultsOf(error: z.ZodError, json: unknown): Fault[] {
  const faults: Fault[] = [];
  const countOf = { form: 0, content: 0, output: 0 };
  let unknown = 0;
  const add = (kind: Fault['kind'], word: () => Omit<Fault, 'kind'>): void => {
    if (countOf[kind]++ < KEPT) faults.push({ kind, ...word() });
  };
  for (const issue of error.issues.flatMap((each) => flattened(each, json))) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code !== 'unrecognized_keys') {
      add(CONTENT_CODES.has(issue.code) ? 'content' : 'form', () => ({ path, message: inWords(issue) }));
      continue;
    }
    const known = knownKeys(path);
    const missing = known.filter((key) => !Object.hasOwn(Object(valueAt(json, path)) as object, key));
    for (const key of issue.keys) {
      const near = unknown++ < EXPLAINED ? (nearest(key, missing) ?? nearest(key, known)) : null;
      const hint =
        near === null ? `known keys: ${known.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
      const message = `unknown key ${JSON.stringify(shortened(key))}: ${hint}`;
      add('form', () => ({ path, key, message }));
    }
  }
  for (const kind of ['form', 'content'] as const) {
    const count = countOf[kind];
    if (count <= KEPT) continue;
    const message = `${count - KEPT} more faults of this kind, ${count} in all`;
    faults.push({ path: [], kind, message });
  }
  return faults;
}

/** Of what may be one thing or another, the faults of the one that it looks like: boxes are an object. */
export function flattened(issue: z.core.$ZodIssue, json: unknown): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [listed, object] = issue.errors;
  const value = valueAt(json, issue.path as (string | number)[]);
  const likely = typeof value === 'object' && value !== null && !Array.isArray(value) ? object : listed;
  return likely.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

/** What is not there has no type that was received. */
function inWords({ message }: z.core.$ZodIssue): string {
  return message.replace(/^Invalid input: expected (.*), received undefined$/, 'is missing, expected $1');
}

function valueAt(json: unknown, path: readonly (string | number)[]): unknown {
  let value = json;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}

/** Keys of the schema's object at a path; none where there is no such object. */
function knownKeys(path: readonly (string | number)[]): string[] {
  let schema: unknown = manifestSchema;
  for (const step of path) {
    schema = unwrap(schema);
    if (schema instanceof z.ZodObject) schema = (schema.shape as Record<string, unknown>)[String(step)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else return [];
  }
  schema = unwrap(schema);
  if (schema instanceof z.ZodUnion) schema = schema.options.find((option) => option instanceof z.ZodObject);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unwrap(schema: unknown): unknown {
  while (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) schema = schema.unwrap();
  return schema;
}

/** Gives every fault its line and column, in a second pass over the text that only a bad file pays for. */
function locate(text: () => string | Iterable<string>, faults: readonly Fault[]): ManifestIssue[] {
  const root = newPlace();
  const placesOf = faults.map(({ path, key }) => {
    // A missing key has no place: it is reported at the object that lacks it.
    const holder = placeAt(root, path.slice(0, -1));
    const value = placeAt(root, path);
    return { holder, value, key: key === undefined ? undefined : placeAt(root, [...path, key]) };
  });
  parseJson(text(), root);
  const positionOf = positionsIn(text());
  return faults.map(({ path, key, kind, message }, index) => {
    const { holder, value, key: keyPlace } = placesOf[index];
    const offset = keyPlace !== undefined ? keyPlace.keyStart : value.start >= 0 ? value.start : holder.start;
    const full = key === undefined ? path : [...path, key];
    return { path: formatPath(full), ...positionOf(Math.max(0, offset)), kind, message };
  });
}

/** The place at the end of a path, made where it is not asked for yet. */
function placeAt(root: Place, path: readonly (string | number)[]): Place {
  let place = root;
  for (const step of path) {
    let next = place.within.get(step);
    if (next === undefined) place.within.set(step, (next = newPlace()));
    place = next;
  }
  return place;
}
