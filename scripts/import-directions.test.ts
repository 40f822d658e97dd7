/**
 * Which way imports run, as in docs/architecture.md. A package may import only the
 * packages listed here, declares exactly what it imports, and reaches another package
 * only through its index, or through a table or a second entry that is named here.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  kernels: [],
  manifest: [],
  ir: ['kernels'],
  hardware: ['ir', 'kernels'],
  dnn: ['kernels'],
  explain: ['kernels'],
  conversion: ['simulator', 'dnn', 'ir', 'kernels'],
  formats: ['dnn', 'ir', 'kernels'],
  networks: ['formats', 'formats/tables', 'ir', 'kernels'],
  energy: ['ir', 'kernels'],
  testkit: ['manifest', 'ir', 'kernels'],
  mappers: ['energy', 'ir', 'kernels'],
  tables: ['manifest', 'ir', 'kernels'],
  judge: ['tables', 'manifest', 'energy', 'ir', 'kernels'],
  simulator: ['judge', 'manifest', 'energy', 'ir', 'kernels'],
  compiler: [
    'judge',
    'tables',
    'mappers',
    'mappers/table',
    'conversion',
    'dnn',
    'energy',
    'formats',
    'hardware',
    'manifest',
    'ir',
    'kernels',
  ],
  exports: ['formats', 'simulator', 'judge', 'manifest', 'ir', 'kernels'],
  report: ['simulator', 'mappers', 'energy', 'manifest', 'ir', 'kernels'],
  deployment: [
    'compiler',
    'compiler/conversion',
    'conversion',
    'dnn',
    'energy',
    'simulator',
    'manifest',
    'ir',
  ],
  compare: ['compiler', 'hardware', 'manifest', 'ir', 'kernels'],
  cli: [
    'compare',
    'deployment',
    'compiler',
    'compiler/conversion',
    'conversion',
    'dnn',
    'explain',
    'exports',
    'exports/tables',
    'report',
    'judge',
    'simulator',
    'mappers',
    'networks',
    'formats/tables',
    'hardware',
    'manifest',
    'ir',
    'ir/errors',
    'kernels',
  ],
};

const packagesFolder = new URL('../packages/', import.meta.url).pathname;
const packageNames = readdirSync(packagesFolder);

/** Specifiers of every import and export-from of a package's sources (tests apart). */
function importsOf(name: string, tests: boolean): { file: string; specifier: string }[] {
  const folder = join(packagesFolder, name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && (tests || !(file.endsWith('.test.ts') || file.includes('testing/'))),
    )
    .flatMap((file) =>
      ts
        .preProcessFile(readFileSync(join(folder, file), 'utf8'), true, true)
        .importedFiles.map(({ fileName }) => ({ file: `${name}/src/${file}`, specifier: fileName })),
    );
}

describe('import directions', () => {
  it('covers every package', () => {
    expect(packageNames.sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it.each(packageNames)('%s imports only what lies below it', (name) => {
    const allowed = new Set(ALLOWED[name].map((other) => `@nmap/${other}`));
    const wrong = importsOf(name, false).filter(
      ({ specifier }) => specifier.startsWith('@nmap/') && !allowed.has(specifier),
    );
    expect(wrong).toEqual([]);
  });

  it('has a test kit that only tests import', () => {
    const wrong = packageNames
      .flatMap((name) => importsOf(name, false))
      .filter(({ specifier }) => specifier === '@nmap/testkit');
    expect(wrong).toEqual([]);
  });

  it.each(packageNames)('%s declares what it imports and nothing else', (name) => {
    const manifest = JSON.parse(readFileSync(join(packagesFolder, name, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      peerDependencies?: Record<string, string>;
    };
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    const imported = new Set(
      importsOf(name, false)
        .map(({ specifier }) => specifier)
        .filter(
          (specifier) =>
            !specifier.startsWith('.') &&
            !specifier.startsWith('node:') &&
            !builtinModules.includes(specifier),
        )
        .map((specifier) =>
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    );
    expect(Object.keys(declared).sort()).toEqual([...imported].sort());
  });

  it('has algorithms that touch no file, clock or process', () => {
    const forbidden = /^node:(fs|path|os|process|perf_hooks|child_process)/;
    const wrong = ['kernels', 'ir', 'dnn', 'conversion', 'energy', 'mappers', 'networks', 'simulator']
      .flatMap((name) => importsOf(name, false))
      .filter(({ specifier }) => forbidden.test(specifier));
    expect(wrong).toEqual([]);
  });
});
