import { z } from 'zod';
import { nearestWord } from '@nmap/kernels';
import { KEPT_PER_CODE, type Wording } from '@nmap/ir';
import { hardwareSchema, type HardwareFile } from './schema.ts';
import { showValue } from './show-value.ts';
import { pathKey, type YamlPath } from './yaml-source.ts';

/** A fault with the path it stands at; `onKey` points at the key instead of its value. */
export interface FileFault {
  readonly path: YamlPath;
  readonly onKey?: boolean;
  readonly code: string;
  /** Absent: an error. */
  readonly severity?: 'error' | 'warning';
  readonly message: string;
  readonly have?: number | string;
  readonly need?: number | string;
  readonly unit?: string;
  readonly hint?: string;
}

/** A fault as a list of diagnostics takes it. */
export function wordingOf(fault: FileFault, where: string): Wording {
  const { message, have, need, unit, hint } = fault;
  return {
    where,
    message,
    ...(have === undefined ? {} : { have }),
    ...(need === undefined ? {} : { need }),
    ...(unit === undefined ? {} : { unit }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A file that has the keys and types of the schema, or what is wrong with it. */
export type KeyCheck =
  | { readonly file: HardwareFile }
  | {
      readonly file: null;
      /** The first faults of each code, worded. */
      readonly faults: readonly FileFault[];
      /** leftOut[code] = how many more there are. */
      readonly leftOut: ReadonlyMap<string, number>;
      /** Where values are wrong or missing, and where keys stand that do not exist: all of them. */
      readonly wrong: readonly YamlPath[];
      readonly unknown: readonly YamlPath[];
    };

/**
 * Keys and types against the schema: the checked file, or every fault.
 * @param spoilt paths of values that were refused already: what is wrong there is an echo.
 */
export function checkKeys(value: unknown, spoilt: ReadonlySet<string>): KeyCheck {
  const result = hardwareSchema.safeParse(value);
  if (result.success) return { file: result.data };
  const faults: FileFault[] = [];
  const wrong: YamlPath[] = [];
  const unknown: YamlPath[] = [];
  const counts = new Map<string, number>();
  // Nearest words are searched for what is kept alone.
  const add = (code: string, word: () => FileFault): void => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count <= KEPT_PER_CODE) faults.push(word());
  };
  for (const issue of result.error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        unknown.push([...path, key]);
        add('E1203', () => unknownKey(path, key));
      }
    } else {
      wrong.push(path);
      if (spoilt.has(pathKey(path))) continue;
      const found = valueAt(value, path);
      if (found === undefined) add('E1205', () => missingKey(issue, path));
      else add('E1204', () => wrongValue(issue, path, found));
    }
  }
  const leftOut = new Map(
    [...counts]
      .filter(([, count]) => count > KEPT_PER_CODE)
      .map(([code, count]) => [code, count - KEPT_PER_CODE]),
  );
  return { file: null, faults: withoutEchoes(faults), leftOut, wrong, unknown };
}

/** A key that is missing because it is misspelt is one fault, not two. */
function withoutEchoes(faults: readonly FileFault[]): FileFault[] {
  const meant = new Set<string>();
  for (const { code, path, need } of faults) {
    if (code === 'E1203' && need !== undefined) meant.add(nameOf([...path.slice(0, -1), need]));
  }
  return faults.filter(({ code, path }) => code !== 'E1205' || !meant.has(nameOf(path)));
}

function missingKey(issue: z.core.$ZodIssue, path: YamlPath): FileFault {
  return {
    path,
    code: 'E1205',
    message: `the key ${nameOf(path)} is missing.`,
    need: issue.message,
    hint: `Add it: it takes ${issue.message}.`,
  };
}

function wrongValue(issue: z.core.$ZodIssue, path: YamlPath, found: unknown): FileFault {
  return {
    path,
    code: 'E1204',
    message: `${nameOf(path)}: expected ${issue.message}, got ${showValue(found)}.`,
    have: showValue(found),
    need: issue.message,
    ...hintFor(path, found),
  };
}

/** How much of a key a message shows. */
const SHOWN_CHARACTERS = 60;

function unknownKey(path: YamlPath, key: string): FileFault {
  const valid = keysAt(path);
  const nearest = nearestWord(key, valid);
  const place = path.length === 0 ? 'here' : `in ${nameOf(path)}`;
  const shown = key.length > SHOWN_CHARACTERS ? `${key.slice(0, SHOWN_CHARACTERS)}...` : key;
  const listed = `Valid keys ${place}: ${valid.join(', ')}.`;
  return {
    path: [...path, key],
    onKey: true,
    code: 'E1203',
    message: `unknown key ${shown}.`,
    have: shown,
    ...(nearest === null ? {} : { need: nearest }),
    hint: nearest === null ? elsewhere(key, listed) : `Did you mean ${nearest}? ${listed}`,
  };
}

/** A key that is right in another part of the file, e.g. `inputAxons` at the top. */
function elsewhere(key: string, listed: string): string {
  const homes = ['topology', 'core', 'faults', 'energy', 'latency'].filter((part) =>
    keysAt([part]).includes(key),
  );
  return homes.length === 0 ? listed : `It belongs under ${homes.join(' or ')}. ${listed}`;
}

function hintFor(path: YamlPath, found: unknown): { hint?: string } {
  const last = path.at(-1);
  if ((path[0] === 'energy' || path[0] === 'latency') && path.length === 2 && typeof found === 'number') {
    return { hint: `Write ${String(last)}: { value: ${found}, source: "where it is from", evidence: A }.` };
  }
  if (typeof found === 'string') {
    const options = optionsAt(path);
    const nearest = nearestWord(found, options);
    if (nearest !== null) return { hint: `Did you mean ${nearest}?` };
    if (/^\d+(\.\d+)?$/.test(found)) return { hint: 'Write the number without quotes.' };
  }
  return {};
}

/** `coreClasses[1].cores` */
export function nameOf(path: YamlPath): string {
  let name = '';
  for (const step of path) {
    if (typeof step === 'number') name += `[${step}]`;
    else name += name === '' ? step : `.${step}`;
  }
  return name === '' ? 'the file' : name;
}

function valueAt(root: unknown, path: YamlPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function keysAt(path: YamlPath): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function optionsAt(path: YamlPath): string[] {
  const schema = schemaAt(path);
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  return [];
}

function schemaAt(path: YamlPath): unknown {
  let schema: unknown = hardwareSchema;
  for (const step of path) {
    schema = unwrap(schema);
    if (schema instanceof z.ZodObject) schema = (schema.shape as Record<string, unknown>)[String(step)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else return undefined;
  }
  return unwrap(schema);
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return schema;
}
