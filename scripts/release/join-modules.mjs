/**
 * Joins the compiled modules of a staged package to few files: Node takes longer to find and load a thousand modules than
 * to place a small network. What is imported in one go becomes one file, what is imported on demand stays apart.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild-wasm';

/** Where the packages are that come along. */
const WORKSPACE = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The folder of the joined modules. All stand directly in it: what each is told of its own place holds in all. */
const JOINED = 'modules';

/**
 * Modules that are found by their path: entries of threads and processes, and the module of tasks that a thread of tasks
 * loads. Each leaves a module in its place that leads to the joined one.
 */
const FOUND_BY_PATH = {
  'place-worker': '@nmap/cli/dist/jobs/place-worker.js',
  'run-child': '@nmap/compare/dist/engine/child.js',
  'task-worker': '@nmap/mappers/dist/parallel/task-worker.js',
  'evolve-tasks': '@nmap/mappers/dist/partition/multilevel/evolve.js',
};

/** Modules that are read as text: the page of the report is linked of them. */
const READ_AS_TEXT = '@nmap/report/dist/';

/**
 * @param folder a staged package, whose modules are in `node_modules/@nmap`.
 * @param entries paths in `folder` of the modules that others import, by the name of what becomes of them.
 * @param external packages that are installed beside it.
 */
export function joinModules(folder, entries, external) {
  const modules = join(folder, 'node_modules');
  const compiled = readdirSync(join(modules, '@nmap'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(modules, '@nmap', name));
  for (const path of compiled) keepItsPlace(path, folder);
  const byPath = Object.entries(FOUND_BY_PATH).map(([name, path]) => [name, join('node_modules', path)]);
  const all = { ...entries, ...Object.fromEntries(byPath) };
  buildSync({
    absWorkingDir: folder,
    entryPoints: Object.entries(all).map(([out, path]) => ({ in: join(folder, path), out })),
    outdir: JOINED,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    nodePaths: [WORKSPACE],
    legalComments: 'eof',
    logLevel: 'error',
  });
  for (const name of readdirSync(join(folder, JOINED))) forgetOthersPlaces(join(folder, JOINED, name));
  for (const path of compiled) if (!path.startsWith(join(modules, READ_AS_TEXT))) rmSync(path);
  for (const [name, path] of [...Object.entries(entries), ...byPath]) leadTo(name, path, folder);
}

/** A joined module looks for files from where it was compiled to. */
function keepItsPlace(path, folder) {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('import.meta.url')) return;
  const from = relative(join(folder, JOINED), path).split(sep).join('/');
  writeFileSync(path, text.replaceAll('import.meta.url', `new URL('${from}', import.meta.url).href`));
}

/** Where the packages that came along stood on this machine is told in comments. */
function forgetOthersPlaces(path) {
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\/\/ (?:\.\.\/)+\S+$\n/gm, ''));
}

function leadTo(name, path, folder) {
  const to = relative(dirname(join(folder, path)), join(folder, JOINED, `${name}.js`))
    .split(sep)
    .join('/');
  const from = to.startsWith('.') ? to : `./${to}`;
  writeFileSync(join(folder, path), `export * from '${from}';\n`);
}
