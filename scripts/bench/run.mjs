/**
 * `npm run bench [-- suite ...] [options]`: speed, memory and quality, as tables on the terminal and a
 * JSON file under `bench-results/`. Nothing here is part of the tests: a time is not a verdict.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { replaceTables, terminalTable } from './lib/table.mjs';

/**
 * @typedef {{ readonly seeds: number, readonly repeats: number, readonly limitS: number,
 *   readonly maxSide: number, readonly caps: readonly number[], readonly nets: readonly string[] | null,
 *   readonly pipelines: readonly string[] | null, readonly presets: readonly string[],
 *   readonly log: (line: string) => void }} BenchOptions
 */

const SUITES = {
  read: () => import('./suites/read.mjs'),
  lower: () => import('./suites/lower.mjs'),
  place: () => import('./suites/place.mjs'),
  objectives: () => import('./suites/objectives.mjs'),
  scale: () => import('./suites/scale.mjs'),
  partition: () => import('./suites/partition.mjs'),
  limits: () => import('./suites/limits.mjs'),
  published: () => import('./suites/published.mjs'),
  mesh: () => import('./suites/mesh.mjs'),
  placement: () => import('./suites/placement.mjs'),
  'published-placers': () => import('./suites/published-placers.mjs'),
  trees: () => import('./suites/trees.mjs'),
  trained: () => import('./suites/trained.mjs'),
  'trained-speed': () => import('./suites/trained-speed.mjs'),
};

const ROOT = new URL('../../', import.meta.url);
const RESULTS = new URL('bench-results/', ROOT);
const DOCUMENT = new URL('docs/benchmarks.md', ROOT);

const HELP = `npm run bench [-- SUITE ...] [options]

Suites: ${Object.keys(SUITES).join(', ')}; without one, all.

  --seeds N         seeds of partition, limits, published, mesh, placement, published-placers, trees and trained (default 5)
  --repeats N       runs of read, lower, place and trained-speed (default 3)
  --limit S         CPU seconds after which a pass is asked to stop (default 120)
  --max-side N      largest graph of placement: 32, 64, ... 1024 (default 256)
  --caps A,B        neurons per core of partition (default 256,1024)
  --nets A,B        only these networks: lsm10k (partition, limits, mesh), lenet5 (place, objectives), vgg16 (scale), conv64 (placement), rgg (trees),
                    fashion-mnist, lenet5, cnn3, rates (trained)
  --pipelines A,B   of partition, limits, mesh, placement, published-placers and trees, each as "nmap place --pipeline" takes it, instead of the usual ones
  --presets A,B     pipelines of place (default default)
  --keep            keep the runs in bench-results/ that this one does not repeat
  --stored          run nothing: make the tables of the runs in bench-results/ again
  --write           replace the tables in docs/benchmarks.md
  --quiet           no line for every run

NMAP_DATA names a folder with shared networks, recorded peers and assignment instances; what needs it is
skipped without it, and says so. Peers on the PATH are used: gpmetis, gpart or scotch_gpart.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '5' },
    repeats: { type: 'string', default: '3' },
    limit: { type: 'string', default: '120' },
    'max-side': { type: 'string', default: '256' },
    caps: { type: 'string', default: '256,1024' },
    nets: { type: 'string' },
    pipelines: { type: 'string' },
    presets: { type: 'string', default: 'default' },
    keep: { type: 'boolean', default: false },
    stored: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(HELP);
else await main(positionals.length === 0 ? Object.keys(SUITES) : positionals);

async function main(names) {
  const unknown = names.filter((name) => !Object.hasOwn(SUITES, name));
  if (unknown.length > 0) throw new Error(`there is no suite ${unknown.join(', ')}\n\n${HELP}`);
  /** @type {BenchOptions} */
  const options = {
    seeds: count('seeds', values.seeds),
    repeats: count('repeats', values.repeats),
    limitS: count('limit', values.limit),
    maxSide: count('max-side', values['max-side']),
    caps: values.caps.split(',').map((text) => count('caps', text)),
    nets: values.nets?.split(',') ?? null,
    pipelines: values.pipelines === undefined ? null : splitPipelines(values.pipelines),
    presets: values.presets.split(','),
    log: values.quiet ? () => {} : (line) => console.error(line),
  };
  const written = [];
  for (const name of names) {
    const suite = await SUITES[name]();
    const fresh = values.stored ? [] : await freshRuns(suite, options);
    const repeated = new Set(fresh.map(suite.keyOf));
    const kept = values.keep || values.stored ? await storedRuns(name) : [];
    const runs = [...kept.filter((one) => !repeated.has(suite.keyOf(one))), ...fresh];
    const tables = await suite.tables(runs);
    for (const table of tables) console.log(terminalTable(table));
    written.push(...tables);
    if (!values.stored) await store(name, runs);
  }
  if (values.write) await writeDocument(written);
}

/** @param {string} name @param {string} text */
function count(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name}: expected a whole number of at least 1, got "${text}"`);
  return value;
}

/** Commas inside parentheses belong to options. @param {string} text */
function splitPipelines(text) {
  return text.split(/,(?![^()]*\))/).map((pipeline) => pipeline.trim());
}

/** The commit stands in every run: those kept may be of another. */
async function freshRuns(suite, options) {
  const commit = currentCommit();
  return (await suite.run(options)).map((one) => ({ ...one, commit }));
}

/** What was measured; null outside a repository. */
function currentCommit() {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

/** Runs of before, none where there is no file. @param {string} name */
async function storedRuns(name) {
  const file = new URL(`${name}.json`, RESULTS);
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')).runs : [];
}

/** @param {string} name @param {readonly object[]} runs */
async function store(name, runs) {
  const machine = {
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
  };
  const file = new URL(`${name}.json`, RESULTS);
  await mkdir(RESULTS, { recursive: true });
  await writeFile(file, `${JSON.stringify({ suite: name, machine, runs }, null, 1)}\n`);
  console.error(`bench-results/${name}.json`);
}

/** @param {import('./lib/table.mjs').Table[]} tables */
async function writeDocument(tables) {
  const { text, missing } = replaceTables(await readFile(DOCUMENT, 'utf8'), tables);
  if (missing.length > 0) throw new Error(`docs/benchmarks.md has no markers for ${missing.join(', ')}`);
  await writeFile(DOCUMENT, text);
}
