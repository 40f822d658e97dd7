/**
 * `npm run bench [-- suite ...] [options]`: speed, memory and quality, as tables on the terminal and a
 * JSON file under `bench-results/`. Nothing here is part of the tests: a time is not a verdict.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { replaceTables, terminalTable } from './lib/table.mjs';

/**
 * @typedef {{ readonly seeds: number, readonly repeats: number, readonly limitS: number,
 *   readonly maxSide: number, readonly caps: readonly number[], readonly nets: readonly string[] | null,
 *   readonly passes: readonly string[] | null, readonly presets: readonly string[],
 *   readonly log: (line: string) => void }} BenchOptions
 */

const SUITES = {
  read: () => import('./suites/read.mjs'),
  lower: () => import('./suites/lower.mjs'),
  place: () => import('./suites/place.mjs'),
  partition: () => import('./suites/partition.mjs'),
  placement: () => import('./suites/placement.mjs'),
};

const ROOT = new URL('../../', import.meta.url);
const RESULTS = new URL('bench-results/', ROOT);
const DOCUMENT = new URL('docs/benchmarks.md', ROOT);

const HELP = `npm run bench [-- SUITE ...] [options]

Suites: ${Object.keys(SUITES).join(', ')}; without one, all.

  --seeds N         seeds of partition and placement (default 5)
  --repeats N       runs of read, lower and place (default 3)
  --limit S         CPU seconds after which a pass is asked to stop (default 120)
  --max-side N      largest graph of placement: 32, 64, 128 or 256 (default 256)
  --caps A,B        neurons per core of partition (default 256,1024)
  --nets A,B        only these networks: lsm10k (partition), lenet5 (place), conv64 (placement)
  --passes A,B      only these passes of partition and placement
  --presets A,B     pipelines of place (default default)
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
    passes: { type: 'string' },
    presets: { type: 'string', default: 'default' },
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
    passes: values.passes?.split(',') ?? null,
    presets: values.presets.split(','),
    log: values.quiet ? () => {} : (line) => console.error(line),
  };
  const tables = [];
  for (const name of names) {
    const { run } = await SUITES[name]();
    const result = await run(options);
    for (const table of result.tables) console.log(terminalTable(table));
    tables.push(...result.tables);
    await keep(name, options, result);
  }
  if (values.write) await writeDocument(tables);
}

/** @param {string} name @param {string} text */
function count(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name}: expected a whole number of at least 1, got "${text}"`);
  return value;
}

/** @param {string} name @param {BenchOptions} options @param {{ raw: unknown, tables: unknown }} result */
async function keep(name, options, result) {
  const machine = {
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
  };
  const file = new URL(`${name}.json`, RESULTS);
  await mkdir(RESULTS, { recursive: true });
  await writeFile(file, `${JSON.stringify({ suite: name, machine, options, ...result }, null, 1)}\n`);
  console.error(`bench-results/${name}.json`);
}

/** @param {import('./lib/table.mjs').Table[]} tables */
async function writeDocument(tables) {
  const { text, missing } = replaceTables(await readFile(DOCUMENT, 'utf8'), tables);
  if (missing.length > 0) throw new Error(`docs/benchmarks.md has no markers for ${missing.join(', ')}`);
  await writeFile(DOCUMENT, text);
}
