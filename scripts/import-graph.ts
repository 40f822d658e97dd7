/** Which file of which package imports which, as `scripts/*.test.ts` judge it. Tests and what only they use are left out. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export const PACKAGES = new URL('../packages/', import.meta.url).pathname;

export interface Import {
  /** `mappers/src/place/tabu/index.ts`. */
  readonly from: string;
  readonly to: string;
}

/** Imports of files of the same package, types included. */
export function importsInside(name: string): Import[] {
  const folder = join(PACKAGES, name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing/'))
    .sort()
    .flatMap((file) => {
      const from = `${name}/src/${file}`;
      return ts
        .preProcessFile(readFileSync(join(folder, file), 'utf8'), true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => ({ from, to: normalize(join(dirname(from), fileName)) }));
    });
}

/** Sets of files that reach each other, each in the order of their names; the strongly connected parts (Tarjan 1972). */
export function circles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) low.set(file, Math.min(low.get(file)!, low.get(other)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const part = stack.splice(stack.indexOf(file));
    const isLoop = part.length > 1 || (next.get(file) ?? []).includes(file);
    if (isLoop) found.push(part.sort());
  };
  for (const file of next.keys()) if (!index.has(file)) visit(file);
  return found;
}
