/**
 * What tests read in place of the build of the report's page: its sources, compiled here, so that no test can pass on a
 * page that is out of date.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const sources = new URL('../../packages/report/src/', import.meta.url);

export function readPageModule(path) {
  const text = readFileSync(new URL(path.replace(/\.js$/, '.ts'), sources), 'utf8');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    },
  });
  return outputText;
}
