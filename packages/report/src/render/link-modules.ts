/**
 * Joins compiled modules to one script: each becomes a function that hands its exports on, in an order in which every
 * module follows those that it imports. Understands what the page is written in, and nothing else: `import { a, b as c }
 * from './x.js'` and `export function | class | const | async function NAME`, each at the beginning of a line.
 */
const IMPORT = /^import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?/gm;
const EXPORT = /^export (?=(?:async function\*?|function\*?|class|const|let) ([A-Za-z_$][\w$]*))/gm;

/**
 * @param sourceOf text of a module, by its path such as `page/main.js`.
 * @param entry path of the module that runs last.
 */
export function linkModules(sourceOf: (path: string) => string, entry: string): string {
  const linked = new Map<string, string>();
  const open = new Set<string>();
  const visit = (path: string): void => {
    if (linked.has(path)) return;
    if (open.has(path)) throw new Error(`${path} imports itself in a circle`);
    open.add(path);
    const text = sourceOf(path);
    const imports: string[] = [];
    let body = text.replace(IMPORT, (_, names: string, from: string) => {
      const other = resolved(path, from);
      visit(other);
      const renamed = names
        .split(',')
        .map((name) => name.trim().replace(/\s+as\s+/, ': '))
        .filter((name) => name !== '');
      if (renamed.length > 0) imports.push(`const { ${renamed.join(', ')} } = $${variableOf(other)};`);
      return '';
    });
    const exported = [...body.matchAll(EXPORT)].map(([, name]) => name);
    body = body.replace(EXPORT, '');
    const left = /^(?:import|export)\b.*/m.exec(body.replace(/^export \{\s*\};?$/gm, ''));
    if (left !== null) throw new Error(`${path}: "${left[0]}" is not linked`);
    body = body.replace(/^export \{\s*\};?$/gm, '').replace(/^\/\/# sourceMappingURL=.*$/gm, '');
    linked.set(
      path,
      `const $${variableOf(path)} = (() => {\n${imports.join('\n')}\n${body.trim()}\nreturn { ${exported.join(', ')} };\n})();\n`,
    );
    open.delete(path);
  };
  visit(entry);
  return `'use strict';\n${[...linked.values()].join('')}`;
}

function resolved(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.replace(/\.ts$/, '.js').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function variableOf(path: string): string {
  return path.replace(/\.js$/, '').replace(/[^A-Za-z0-9]/g, '_');
}
