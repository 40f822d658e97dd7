/** Scripts are not compiled: what they import by name from the packages must be there. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { PACKAGES } from './import-graph.ts';

const SCRIPTS = new URL('.', import.meta.url).pathname;
const files = readdirSync(SCRIPTS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.mjs'),
);

describe('what scripts import from packages', () => {
  it.each(files)('%s', (file) => {
    const missing = importedNames(join(SCRIPTS, file)).filter(
      ([name, where]) => !exportsOf(join(PACKAGES, where, 'src/index.ts')).has(name),
    );
    expect(missing).toEqual([]);
  });
});

/** Names in braces, with the package they come from. Deep tables (`@nmap/mappers/table`) are left to the reader. */
function importedNames(path: string): [name: string, packageName: string][] {
  return statementsOf(path)
    .filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier, importClause }) => {
      const packageName = /^@nmap\/([a-z-]+)$/.exec((moduleSpecifier as ts.StringLiteral).text)?.[1];
      const bindings = importClause?.namedBindings;
      if (packageName === undefined || bindings === undefined || !ts.isNamedImports(bindings)) return [];
      return bindings.elements.map(({ name, propertyName }): [string, string] => [
        (propertyName ?? name).text,
        packageName,
      ]);
    });
}

const known = new Map<string, ReadonlySet<string>>();

function exportsOf(path: string): ReadonlySet<string> {
  const before = known.get(path);
  if (before !== undefined) return before;
  const names = new Set<string>();
  for (const statement of statementsOf(path)) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (exportClause === undefined) {
        exportsOf(fileOf((moduleSpecifier as ts.StringLiteral).text, path)).forEach((name) =>
          names.add(name),
        );
      } else if (ts.isNamedExports(exportClause)) {
        for (const { name } of exportClause.elements) names.add(name.text);
      }
    } else if (ts.canHaveModifiers(statement) && isExported(statement)) {
      if (ts.isVariableStatement(statement)) {
        for (const { name } of statement.declarationList.declarations) {
          if (ts.isIdentifier(name)) names.add(name.text);
          else
            for (const element of name.elements)
              if (ts.isBindingElement(element)) names.add(element.name.getText());
        }
      } else if (
        (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
        statement.name
      ) {
        names.add(statement.name.text);
      }
    }
  }
  known.set(path, names);
  return names;
}

/** `./table.ts` beside the file, or `@nmap/mappers/table`. */
function fileOf(specifier: string, path: string): string {
  const [, name, table] = /^@nmap\/([a-z-]+)\/([a-z]+)$/.exec(specifier) ?? [];
  return name === undefined ? join(dirname(path), specifier) : join(PACKAGES, name, 'src', `${table}.ts`);
}

function isExported(statement: ts.HasModifiers): boolean {
  return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function statementsOf(path: string): readonly ts.Statement[] {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true).statements;
}
