/**
 * What tests read in place of the build of the report's page: its sources, compiled here, so that no test can pass on a
 * page that is out of date.
 */
import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';

const sources = new URL('../../packages/report/src/', import.meta.url);

export function readPageModule(path) {
  const text = readFileSync(new URL(path.replace(/\.js$/, '.ts'), sources), 'utf8');
  const { code } = transformSync(text, {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript' },
      transform: { verbatimModuleSyntax: true },
      minify: { compress: false, mangle: false, format: { comments: false } },
    },
  });
  return code;
}
