import { z } from 'zod';
import { JsonSyntaxError, lineAndColumn, parseJson, type Json } from './json/parse-json.ts';
import { formatPath, ManifestError, type ManifestIssue } from './manifest-error.ts';
import { nearest } from './nearest.ts';
import { manifestSchema, type Manifest } from './schema.ts';

/** A fault before it has a place in the text. `key` = the fault is this key of the object at `path`. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly key?: string;
  readonly kind: ManifestIssue['kind'];
  readonly message: string;
}

/** zod's codes for a value of the right type that says something impossible. */
const CONTENT_CODES: ReadonlySet<string> = new Set(['custom', 'too_small', 'too_big']);

/**
 * Reads a manifest from its text. Throws {@link ManifestError} with every fault and
 * its position. It checks the form of the file only: whether the placement is legal
 * is decided by whoever has the network and the chip.
 */
export function parseManifest(text: string, fileName: string): Manifest {
  let json: Json;
  try {
    json = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new ManifestError(fileName, [
      { path: '', ...lineAndColumn(text, error.offset), kind: 'form', message: error.message },
    ]);
  }
  const result = manifestSchema.safeParse(json);
  if (result.success) return result.data;
  throw new ManifestError(fileName, locate(text, faultsOf(result.error, json)));
}

/** The faults that zod found, unknown keys one by one with the nearest known key. */
export function faultsOf(error: z.ZodError, json: unknown): Fault[] {
  const faults: Fault[] = [];
  for (const issue of error.issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(path);
      const missing = known.filter((key) => !Object.hasOwn(Object(valueAt(json, path)) as object, key));
      for (const key of issue.keys) {
        const near = nearest(key, missing) ?? nearest(key, known);
        const hint =
          near === null ? `known keys: ${known.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
        faults.push({ path, key, kind: 'form', message: `unknown key ${JSON.stringify(key)}: ${hint}` });
      }
    } else {
      faults.push({ path, kind: CONTENT_CODES.has(issue.code) ? 'content' : 'form', message: issue.message });
    }
  }
  return faults;
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
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unwrap(schema: unknown): unknown {
  while (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) schema = schema.unwrap();
  return schema;
}

/** Gives every fault its line and column, in a second pass over the text that only a bad file pays for. */
function locate(text: string, faults: readonly Fault[]): ManifestIssue[] {
  const offsetOf = new Map<string, { value: number; key: number } | null>();
  for (const { path, key } of faults) {
    offsetOf.set(JSON.stringify(key === undefined ? path : [...path, key]), null);
    // A missing key has no place: it is reported at the object that lacks it.
    offsetOf.set(JSON.stringify(path.slice(0, -1)), null);
  }
  const depths = new Set([...offsetOf.keys()].map((path) => (JSON.parse(path) as unknown[]).length));
  parseJson(text, (path, start, _end, keyStart) => {
    if (!depths.has(path.length)) return;
    const name = JSON.stringify(path);
    if (offsetOf.has(name)) offsetOf.set(name, { value: start, key: keyStart });
  });
  return faults.map(({ path, key, kind, message }) => {
    const full = key === undefined ? path : [...path, key];
    const at = offsetOf.get(JSON.stringify(full));
    const offset =
      (key === undefined ? at?.value : at?.key) ?? offsetOf.get(JSON.stringify(path.slice(0, -1)))?.value;
    return { path: formatPath(full), ...lineAndColumn(text, offset ?? 0), kind, message };
  });
}
