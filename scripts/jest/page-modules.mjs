/**
 * What tests read in place of the build of the report's page: its sources, compiled here, so that no test can pass on a
 * page that is out of date. By swc, as all sources are: it is loaded and done before the compiler of TypeScript is loaded.
 */
import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';

const sources = new URL('../../packages/report/src/', import.meta.url);

export function readPageModule(path) {
  const text = readFileSync(new URL(path.replace(/\.js$/, '.ts'), sources), 'utf8');
  const { code } = transformSync(text, {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript' },
      transform: { verbatimModuleSyntax: true },
    },
    module: { type: 'es6' },
  });
  // A comment stays on the line of what it tells of, and imports and exports begin a line.
  return code.replace(/\*\/ (?=(?:im|ex)port )/g, '*/\n');
}
