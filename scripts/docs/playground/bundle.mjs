/**
 * The compiler as scripts for a page: what Node brings is replaced by `stand-ins`, and the files that the packages read at
 * run time go along as text. The packages themselves are taken as they are compiled, and know nothing of it.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild-wasm';
import { ROOT } from '../site/pages/documents.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const STAND_INS = {
  fs: 'fs',
  'fs/promises': 'fs-promises',
  path: 'path',
  crypto: 'crypto',
  zlib: 'gzip',
  stream: 'gzip',
  os: 'machine',
  process: 'machine',
  child_process: 'machine',
  worker_threads: 'machine',
  module: 'machine',
  url: 'machine',
  util: 'machine',
};

const COMMON = {
  bundle: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  target: 'es2023',
  minify: true,
  define: { 'process.env': '{}' },
  charset: 'utf8',
  legalComments: 'inline',
  logLevel: 'error',
};

/** The thread's script, as one text. */
export async function bundleWorker() {
  return textOf({
    ...COMMON,
    entryPoints: [`${HERE}worker.mjs`],
    inject: [`${HERE}stand-ins/buffer.mjs`],
    plugins: [standIns, ownFiles, ourPackages],
  });
}

/** The library for HDF5, as a text that leaves it in `self.HDF5_LIBRARY`. */
export async function bundleHdf5() {
  const contents = "import * as library from 'h5wasm';\nself.HDF5_LIBRARY = library;\n";
  return textOf({ ...COMMON, stdin: { contents, resolveDir: ROOT }, external: ['module', 'fs', 'path'] });
}

async function textOf(options) {
  const { outputFiles } = await build(options);
  return outputFiles[0].text;
}

/** Modules of the workspace do nothing by being loaded: what is not called is left out. */
const ourPackages = {
  name: 'our packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@nmap\// }, ({ path }) => {
      const [, name, table = 'index'] = /^@nmap\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(path);
      return { path: `${ROOT}packages/${name}/dist/${table}.js`, sideEffects: false };
    });
    onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) =>
      /\/packages\/[a-z]+\/dist\//.test(importer)
        ? { path: posix.join(resolveDir, path), sideEffects: false }
        : undefined,
    );
    // A script has no address of its own; files beside the module are looked for in memory.
    onLoad({ filter: /\/packages\/[a-z]+\/dist\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(`file:///${posix.relative(ROOT, path)}`),
      ),
    }));
  },
};

/** What a stand-in does not have is undefined, and not called here. */
const standIns = {
  name: 'stand-ins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:|events$)/ }, ({ path }) => {
      const name = path.replace(/^node:/, '');
      return name in STAND_INS ? { path: STAND_INS[name], namespace: 'stand-in' } : undefined;
    });
    // Words of errors in sixty languages, of which nothing here speaks any.
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, () => ({ path: 'machine', namespace: 'stand-in' }));
    // Trained networks and their data: no way leads there from a network's file.
    onResolve({ filter: /\/trained\.js$/ }, () => ({ path: 'machine', namespace: 'stand-in' }));
    onResolve({ filter: /^h5wasm$/ }, () => ({ path: 'hdf5', namespace: 'stand-in' }));
    onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({
      contents: `module.exports = require('./${path}.mjs');`,
      resolveDir: `${HERE}stand-ins`,
    }));
  },
};

/** Files that compiled modules read at run time, by their path in the workspace. */
const ownFiles = {
  name: 'own files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^playground:own-files$/ }, ({ path }) => ({ path, namespace: 'own-files' }));
    onLoad({ filter: /.*/, namespace: 'own-files' }, () => ({
      contents: `export const OWN_FILES = ${JSON.stringify(textsOfOwnFiles())};`,
    }));
  },
};

function textsOfOwnFiles() {
  const { version } = JSON.parse(readFileSync(`${ROOT}packages/compiler/package.json`, 'utf8'));
  const presets = readdirSync(`${ROOT}packages/hardware/presets`).map(
    (name) => `packages/hardware/presets/${name}`,
  );
  const report = modulesOfReport('page/main.js').map((name) => `packages/report/dist/${name}`);
  return {
    '/packages/compiler/package.json': JSON.stringify({ version }),
    ...Object.fromEntries(
      [...presets, ...report].map((path) => [`/${path}`, readFileSync(ROOT + path, 'utf8')]),
    ),
  };
}

/** The modules that the report's page is linked of, from `packages/report/dist`. */
function modulesOfReport(entry, found = new Set()) {
  if (found.has(entry)) return [...found];
  found.add(entry);
  const text = readFileSync(`${ROOT}packages/report/dist/${entry}`, 'utf8');
  for (const [, from] of text.matchAll(/^import\b[^'"]*['"](\.[^'"]+)['"]/gm))
    modulesOfReport(posix.join(posix.dirname(entry), from.replace(/\.ts$/, '.js')), found);
  return [...found];
}
