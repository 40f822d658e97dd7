/** The playground as files of the site: its page, the two scripts, its style. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pageScript } from '@nmap/report';
import { layout } from '../site/layout.mjs';
import { bundleHdf5, bundleWorker } from './bundle.mjs';
import { pageBody } from './page-body.mjs';

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** @param menu of the site @returns a Map of place to text */
export async function playgroundFiles(menu) {
  // The thread's program is a function that the page never calls: it hands its text to a thread, so that no file is asked for.
  const scripts = {
    'playground.js': `const COMPILER = ${functionOf(await bundleWorker())};\nconst FRAME = ${JSON.stringify(read('frame.js'))};\n${read('page.js')}`,
    'playground-hdf5.js': `const HDF5 = ${functionOf(await bundleHdf5())};\n`,
  };
  const sizes = {
    compiler: megabytes(scripts['playground.js']),
    hdf5: megabytes(scripts['playground-hdf5.js']),
  };
  const page = { path: 'playground.html', section: 'Start', title: 'Playground' };
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy()}">
<link rel="stylesheet" href="./playground.css">
<script src="./playground.js" defer></script>`;
  return new Map([
    ['playground.html', layout(page, { html: pageBody(sizes), headings: [], head }, menu)],
    ['playground.css', read('style.css')],
    ...Object.entries(scripts),
  ]);
}

const functionOf = (program) => `function () {\n${program}\n}`;

const megabytes = (text) => (Buffer.byteLength(text) / 1e6).toFixed(1);

/**
 * Scripts lie beside the page; the thread and the report come from memory, and the report's page brings its program in it,
 * which is named by its hash. Everything else is refused, whatever a file says.
 */
function policy() {
  const hashOf = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
  const scripts = [pageScript(), read('frame.js'), 'const UP = ".";'].map(hashOf).join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' file: blob: 'wasm-unsafe-eval' ${scripts}`,
    "style-src 'self' file: 'unsafe-inline'",
    "img-src 'self' data: blob:",
    'worker-src blob:',
    'connect-src blob:',
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
