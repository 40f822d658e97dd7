/**
 * An index exports what somebody outside its package uses, and nothing else. Users of a package are the other packages, the
 * scripts, the examples, programs in documents, and the public API (`scripts/release/public-api`): a name that none of
 * these imports is an inner one. What is published is what stands there, under its package's own words.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { PACKAGES } from './import-graph.ts';
import { importedNames } from './imported-names.ts';

const ROOT = join(PACKAGES, '..');
const names = readdirSync(PACKAGES);

/** Whole tables that an index hands on: what stands in them is public by standing there. */
const TABLES = ['compiler: ./mapper-passes.ts', 'mappers: ./table.ts'];

/** Every file that may use a package, from the root. */
const users = ['packages', 'scripts', 'examples', 'docs']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .concat('README.md')
  .filter((file) => /\.(ts|mjs|js|md)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file));

/** `usersOf[package]` by name: the first file outside that imports it. */
const usedOutside = new Map<string, string>();
for (const file of users) {
  const own = /^packages\/([^/]+)\/src\//.exec(file)?.[1];
  for (const { packageName, name } of importedNames(join(ROOT, file)))
    if (packageName !== own) usedOutside.set(`${packageName}: ${name}`, file);
}

describe('what indexes export', () => {
  it.each(names)('%s: only what is used outside', (name) => {
    const path = join(PACKAGES, name, 'src/index.ts');
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const unused: string[] = [];
    for (const statement of source.statements) {
      // An index is a list of names, and holds no code.
      if (!ts.isExportDeclaration(statement)) throw new Error(`${path}: ${statement.getText()}`);
      const { exportClause, moduleSpecifier } = statement;
      if (exportClause === undefined || !ts.isNamedExports(exportClause))
        expect(TABLES).toContain(`${name}: ${(moduleSpecifier as ts.StringLiteral).text}`);
      else
        for (const { name: exported } of exportClause.elements)
          if (!usedOutside.has(`${name}: ${exported.text}`)) unused.push(exported.text);
    }
    expect(unused).toEqual([]);
  });

  it('asks every kind of import', () => {
    const asked = [
      'ir: NmapError',
      'compare: recordJsonSchema',
      'explain: meantCode',
      'cli: runProcess',
      'compare: summarise',
    ];
    expect(asked.filter((name) => !usedOutside.has(name))).toEqual([]);
    expect(usedOutside.has('ir: NoSuchName')).toBe(false);
  });
});
