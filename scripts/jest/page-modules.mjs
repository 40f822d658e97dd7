/**
 * What tests read in place of the build of the report's page: its sources, compiled here, so that no test can pass on a
 * page that is out of date. As the build compiles them, to the byte: a page is named by the hash of its script.
 *
 * To load the compiler takes longer than all of these tests together, so what it made of a text is kept under
 * node_modules/.cache, by the hash of the text.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { version } = require('typescript/package.json');

const sources = new URL('../../packages/report/src/', import.meta.url);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/nmap-page-modules/', import.meta.url));

const OPTIONS = { target: 'ES2023', module: 'ESNext', verbatimModuleSyntax: true, removeComments: true };

export function readPageModule(path) {
  const text = readFileSync(new URL(path.replace(/\.js$/, '.ts'), sources), 'utf8');
  const madeOf = JSON.stringify([version, OPTIONS, text]);
  const kept = `${CACHE}${createHash('sha256').update(madeOf).digest('hex')}.js`;
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const made = compiled(text);
    mkdirSync(CACHE, { recursive: true });
    // Test files run side by side: each sees a whole file or none.
    writeFileSync(`${kept}.${process.pid}`, made);
    renameSync(`${kept}.${process.pid}`, kept);
    return made;
  }
}

function compiled(text) {
  const ts = require('typescript');
  const { target, module } = OPTIONS;
  const compilerOptions = { ...OPTIONS, target: ts.ScriptTarget[target], module: ts.ModuleKind[module] };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
