/**
 * Whatever there may be more of is a folder and one line in a table (CONTRIBUTING.md, "To add ..."): no folder is
 * forgotten, and no table names what has none.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { CONVERSIONS } from '@nmap/conversion';
import { REGULARISERS } from '@nmap/dnn';
import { OBJECTIVES } from '@nmap/energy';
import { CONNECTOR_NAMES, TOPOLOGY_NAMES } from '@nmap/ir';
import { EXPORT_FORMATS } from '@nmap/exports';
import { MAPPERS } from '@nmap/mappers';

const packages = new URL('../packages/', import.meta.url).pathname;

interface Registry {
  readonly table: string;
  /** Where the folders lie, from the table's own; their folders at any depth that hold an `index.ts` count. */
  readonly roots: readonly string[];
  /** Folders beside them that hold what several share. */
  readonly shared: readonly string[];
}

const REGISTRIES: Readonly<Record<string, Registry>> = {
  mappers: {
    table: 'mappers/src/table.ts',
    roots: ['split', 'partition', 'place', 'refine', 'route'],
    shared: ['place/common', 'split/common'],
  },
  connectors: { table: 'ir/src/connectors/table.ts', roots: ['.'], shared: ['common'] },
  topologies: { table: 'ir/src/topology/table.ts', roots: ['.'], shared: ['common'] },
  formats: {
    table: 'formats/src/tables.ts',
    roots: ['nmap-network', 'graphology', 'clusters', 'networks'],
    shared: ['networks/common'],
  },
  exporters: { table: 'exports/src/tables.ts', roots: ['.'], shared: ['common'] },
  'conversion passes': {
    table: 'conversion/src/table.ts',
    roots: ['passes'],
    shared: ['passes/normalise/common'],
  },
  objectives: { table: 'energy/src/objective/table.ts', roots: ['objectives'], shared: [] },
  regularisers: { table: 'dnn/src/regularise/table.ts', roots: ['.'], shared: [] },
};

/** Folders with an `index.ts`, from the table's; of a folder that has none, those in it. */
function foldersOf({ table, roots, shared }: Registry): string[] {
  const home = join(packages, dirname(table));
  const walk = (folder: string): string[] => {
    if (shared.includes(folder)) return [];
    if (folder !== '.' && existsSync(join(home, folder, 'index.ts'))) return [folder];
    return readdirSync(join(home, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => walk(folder === '.' ? name : `${folder}/${name}`));
  };
  return roots.flatMap(walk).sort();
}

/** Folders whose `index.ts` the table imports. */
function importedBy({ table }: Registry): string[] {
  return ts
    .preProcessFile(readFileSync(join(packages, table), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => /^\.\/(.+)\/index\.ts$/.exec(fileName)?.[1])
    .filter((folder) => folder !== undefined)
    .sort();
}

describe.each(Object.entries(REGISTRIES))('%s', (_name, registry) => {
  it('has every folder in its table, and nothing else', () => {
    const folders = foldersOf(registry);
    expect(folders.length).toBeGreaterThan(2);
    expect([...new Set(importedBy(registry))]).toEqual(folders);
  });

  it('holds nothing in a shared folder that is none', () => {
    for (const folder of registry.shared)
      expect(existsSync(join(packages, dirname(registry.table), folder))).toBe(true);
  });
});

/** Folder = name on the command line, in files and in the docs. */
it.each([
  ['mappers', MAPPERS.map(({ name }) => name)],
  ['connectors', CONNECTOR_NAMES],
  ['topologies', TOPOLOGY_NAMES],
  ['conversion passes', CONVERSIONS.map(({ name }) => `passes/${name}`)],
  ['exporters', EXPORT_FORMATS],
  ['objectives', OBJECTIVES.map(({ name }) => `objectives/${name}`)],
  ['regularisers', REGULARISERS.map(({ name }) => name)],
])('%s are called like their folders', (name, called) => {
  expect([...called].sort()).toEqual(foldersOf(REGISTRIES[name]));
});

/** The sections of every algorithm's page, in order. */
const SECTIONS = ['Purpose', 'Requires', 'Guarantees', 'Algorithm', 'Options', 'Edge cases', 'Example'];

it.each(foldersOf(REGISTRIES.mappers))('%s has a page with every section', (folder) => {
  const page = readFileSync(join(packages, 'mappers/src', folder, 'README.md'), 'utf8');
  const headings = [...page.matchAll(/^(?:## (.+)$|\*\*([A-Z][a-z ]+)\*\*)/gm)].map(
    ([, title, bold]) => title ?? bold,
  );
  expect(headings.filter((heading) => SECTIONS.includes(heading))).toEqual(SECTIONS);
});
