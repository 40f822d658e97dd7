/** A plan's keys and values against the schema: the checked file, or every fault with its line and column. */
import { pathKey, type YamlPath, type YamlSource } from '@nmap/hardware';
import { DiagnosticList, type Diagnostic } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';
import type { z } from 'zod';
import { planSchema, type PlanFile } from './schema.ts';

/** Keys of the mappings inside the lists. */
const KEYS_WITHIN: Readonly<Record<string, readonly string[]>> = {
  networks: ['name', 'file', 'hardware', 'seeds', 'grain', 'split'],
  hardware: ['name', 'hardware'],
  mappers: ['name', 'pipeline', 'preset', 'grain'],
};

export type PlanCheck =
  | { readonly file: PlanFile; readonly faults: readonly Diagnostic[] }
  | { readonly file: null; readonly faults: readonly Diagnostic[] };

export function checkPlan(source: YamlSource, fileName: string): PlanCheck {
  const result = planSchema.safeParse(source.value);
  if (result.success) return { file: result.data, faults: [] };
  const faults = new DiagnosticList(fileName);
  const misspelt = new Set<string>();
  const wrong: z.core.$ZodIssue[] = [];
  for (const issue of result.error.issues) {
    const path = stepsOf(issue);
    const keys = unknownKeys(issue, valueAt(source.value, path));
    for (const key of keys) {
      const nearest = unknownKey(source, path, key, faults);
      if (nearest !== null) misspelt.add(pathText([...path, nearest]));
    }
    if (keys.length === 0) wrong.push(...(valuesWithin(issue, valueAt(source.value, path)) ?? [issue]));
  }
  for (const issue of wrong) {
    const path = stepsOf(issue);
    if (source.spoilt.has(pathKey(path))) continue;
    const found = valueAt(source.value, path);
    // A key that is missing because it is misspelt is one fault, not two.
    if (found === undefined && misspelt.has(pathText(path))) continue;
    wrongValue(source, issue, found, faults);
  }
  return { file: null, faults: faults.all() };
}

/** Also of a mapping inside a list: there zod only says that no form of an entry fits. */
function unknownKeys(issue: z.core.$ZodIssue, found: unknown): readonly string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys;
  if (issue.code !== 'invalid_union' || typeof found !== 'object' || found === null || Array.isArray(found))
    return [];
  const valid = KEYS_WITHIN[String(issue.path[0])] ?? [];
  return Object.keys(found).filter((key) => !valid.includes(key));
}

/** Of a mapping in a list whose keys are right: the values that are not; null where another form may have been meant. */
function valuesWithin(issue: z.core.$ZodIssue, found: unknown): z.core.$ZodIssue[] | null {
  if (issue.code !== 'invalid_union' || typeof found !== 'object' || found === null || Array.isArray(found))
    return null;
  const isWrong = ({ code, path }: z.core.$ZodIssue): boolean =>
    code !== 'unrecognized_keys' && path.length > 0 && valueAt(found, stepsOf({ path })) !== undefined;
  const form = issue.errors.find((issues) => issues.every(isWrong));
  return form?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? null;
}

function unknownKey(source: YamlSource, path: YamlPath, key: string, faults: DiagnosticList) {
  const valid = path.length === 0 ? Object.keys(planSchema.shape) : (KEYS_WITHIN[String(path[0])] ?? []);
  const nearest = nearestWord(key, valid);
  const place = path.length === 0 ? 'of a plan' : `in ${pathText(path)}`;
  faults.add({
    code: 'E1901',
    severity: 'error',
    where: source.whereKey([...path, key]),
    message: `unknown key ${key}.`,
    have: key,
    ...(nearest === null ? {} : { need: nearest }),
    hint: `${nearest === null ? '' : `Did you mean ${nearest}? `}Keys ${place}: ${valid.join(', ')}.`,
  });
  return nearest;
}

function wrongValue(
  source: YamlSource,
  issue: z.core.$ZodIssue,
  found: unknown,
  faults: DiagnosticList,
): void {
  const path = stepsOf(issue);
  const name = pathText(path);
  const need = issue.message;
  faults.add({
    code: 'E1902',
    severity: 'error',
    where: source.where(path),
    message:
      found === undefined
        ? `the key ${name} is missing.`
        : `${name}: expected ${need}, got ${valueText(found)}.`,
    ...(found === undefined ? {} : { have: valueText(found) }),
    need,
    ...(found === undefined ? { hint: `Add it: it takes ${need}.` } : {}),
  });
}

function stepsOf({ path }: Pick<z.core.$ZodIssue, 'path'>): YamlPath {
  return path.filter((step) => typeof step !== 'symbol');
}

function valueText(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string')
    return `the text "${value.length > 40 ? `${value.slice(0, 40)}...` : value}"`;
  return `${value as number | boolean}`;
}

/** `mappers[1].name` */
function pathText(path: YamlPath): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the plan' : text.replace(/^\./, '');
}

function valueAt(root: unknown, path: YamlPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
