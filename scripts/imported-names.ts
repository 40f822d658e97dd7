/** What files import by name from the packages of the workspace: sources, tests, scripts, and programs in documents. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

export interface ImportedName {
  /** `compiler` of `@nmap/compiler`; deep tables (`@nmap/mappers/table`) are not told. */
  readonly packageName: string;
  /** `*` where everything is handed on. */
  readonly name: string;
}

const PROGRAM = /```(?:ts|js)\n([\s\S]*?)```/g;

/** @param path of a `.ts`, `.mjs` or `.js` file, or of a Markdown document. */
export function importedNames(path: string): ImportedName[] {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('@nmap/')) return [];
  const programs = path.endsWith('.md') ? [...text.matchAll(PROGRAM)].map(([, program]) => program) : [text];
  return programs.flatMap((program) => namesIn(ts.createSourceFile(path, program, LATEST, true, KIND)));
}

const LATEST = ts.ScriptTarget.Latest;
const KIND = ts.ScriptKind.TS;

function namesIn(file: ts.SourceFile): ImportedName[] {
  const found: ImportedName[] = [];
  const note = (specifier: ts.Node | undefined, names: readonly string[]): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const packageName = /^@nmap\/([a-z-]+)$/.exec(specifier.text)?.[1];
    if (packageName !== undefined) found.push(...names.map((name) => ({ packageName, name })));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      if (bindings !== undefined)
        note(node.moduleSpecifier, ts.isNamedImports(bindings) ? originals(bindings.elements) : ['*']);
    } else if (ts.isExportDeclaration(node)) {
      const { exportClause } = node;
      const isNamed = exportClause !== undefined && ts.isNamedExports(exportClause);
      note(node.moduleSpecifier, isNamed ? originals(exportClause.elements) : ['*']);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(node.arguments[0], namesTaken(node));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      note(node.argument.literal, [node.qualifier?.getText() ?? '*']);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function originals(elements: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>): string[] {
  return elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** Of `(await import(...)).name`, `const { name } = await import(...)` and `import(...).then(({ name }) => ...)`. */
function namesTaken(call: ts.CallExpression): string[] {
  let node: ts.Node = call.parent;
  while (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    node = node.parent;
  if (ts.isPropertyAccessExpression(node) && node.name.text !== 'then') return [node.name.text];
  if (ts.isVariableDeclaration(node)) return namesOf(node.name);
  const then = node.parent;
  if (ts.isCallExpression(then) && ts.isArrowFunction(then.arguments[0]))
    return then.arguments[0].parameters.flatMap(({ name }) => namesOf(name));
  return ['*'];
}

function namesOf(name: ts.BindingName): string[] {
  if (!ts.isObjectBindingPattern(name)) return ['*'];
  return name.elements.map(({ name: given, propertyName }) => (propertyName ?? given).getText());
}
