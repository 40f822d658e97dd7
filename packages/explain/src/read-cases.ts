import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parseCase } from './parse-case.ts';
import type { ErrorCase } from './error-case.ts';

/** One file a code, beside the sources and, in the package, beside what is built. */
const FOLDER = new URL('../cases/', import.meta.url);

/** The case of a code, or null where there is none. Reads one file. */
export function readCase(code: string): ErrorCase | null {
  if (!/^[EW]\d{4}$/.test(code)) return null;
  const file = new URL(`${code}.md`, FOLDER);
  return existsSync(file) ? parseCase(readFileSync(file, 'utf8'), `${code}.md`) : null;
}

/** Every code, in order. Reads names only. */
export function caseCodes(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length))
    .sort();
}

/** The whole table. */
export function readCases(): ErrorCase[] {
  return caseCodes().map((code) => readCase(code)!);
}
