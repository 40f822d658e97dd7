/**
 * `npm run study -- NAME [options]`: a study's cells one after the other, as its plan says, and its pages under `docs/studies`:
 * results as JSON, tables as Markdown, plots as SVG. Nothing here is part of the tests.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { FASHION_FOLDER } from './lib/data-sets.mjs';

/**
 * @typedef {{ readonly cells: () => object[], readonly keyOf: (cell: object) => string,
 *   readonly run: (cell: object, options: { readonly folder: string }) => Promise<object | null>,
 *   readonly pages: (rows: readonly object[]) => Promise<Readonly<Record<string, string>>> }} Study
 *   pages: text of every file, by its name
 * @typedef {{ readonly whole: (options: object) => void }} WholeStudy a study that another command runs, in a folder of its own
 */

const STUDIES = {
  techniques: () => import('./studies/techniques.mjs'),
  regularisers: () => import('./studies/regularisers.mjs'),
  energy: () => import('./studies/energy.mjs'),
};

const FOLDER = new URL('../../docs/studies/', import.meta.url);

const HELP = `npm run study -- NAME [options]

Studies: ${Object.keys(STUDIES).join(', ')}. What they run stands in scripts/study/plans.

  --sets A,B     only these sets of the plan: drawn-digits, fashion-mnist, ...
  --seeds A,B    only these seeds
  --only A,B     only these regularisers, or networks
  --keep         keep the results in docs/studies that this run does not repeat, and do not run them again
  --stored       run nothing: write the pages of the stored results again
  -o DIR         energy: folder of networks, runs, tables and plots (default energy-study)
  --small        energy: smaller images than published; --seeds N how many, --only A,B of these networks
  --fashion DIR  folder of Fashion-MNIST's four files (default ${FASHION_FOLDER}); without them it is skipped, and says so`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sets: { type: 'string' },
    seeds: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    stored: { type: 'boolean', default: false },
    fashion: { type: 'string', default: FASHION_FOLDER },
    output: { type: 'string', short: 'o', default: 'energy-study' },
    small: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const [name] = positionals;
if (values.help || name === undefined) console.log(HELP);
else if (!Object.hasOwn(STUDIES, name)) throw new Error(`there is no study ${name}\n\n${HELP}`);
else await main(name);

/** @param {string} name */
async function main(name) {
  /** @type {Study | WholeStudy} */
  const study = await STUDIES[name]();
  if ('whole' in study) {
    const { output, seeds, only } = values;
    const size = values.small ? 'small' : 'published';
    study.whole({ output, size, seeds, only: only?.split(',') ?? null });
    return;
  }
  await mkdir(FOLDER, { recursive: true });
  const cells = study.cells().filter(wanted);
  const sets = [...new Set(study.cells().map(({ set }) => set))];
  const rows = [];
  for (const set of sets) {
    const file = new URL(`${name}-${set}.json`, FOLDER);
    const ofSet = cells.filter((cell) => cell.set === set);
    const runs = !values.stored && ofSet.length > 0;
    const kept = values.keep || !runs ? await stored(file) : [];
    const found = new Map(kept.map((row) => [study.keyOf(row), row]));
    if (runs) await runCells(study, ofSet, found, file);
    rows.push(...found.values());
  }
  for (const [page, text] of Object.entries(await study.pages(rows))) {
    await writeFile(new URL(page, FOLDER), text);
    console.error(`docs/studies/${page}`);
  }
}

/** @param {URL} file */
async function stored(file) {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : [];
}

/** Results are written after every cell: a run that is ended goes on with --keep. */
async function runCells(study, cells, rows, file) {
  for (const cell of cells) {
    const key = study.keyOf(cell);
    if (rows.has(key)) continue;
    const started = process.cpuUsage();
    const row = await study.run(cell, { folder: values.fashion });
    if (row === null) {
      console.error(`${cell.set} is skipped: its files are not in ${values.fashion}`);
      return;
    }
    const { user, system } = process.cpuUsage(started);
    console.error(`${key}: ${((user + system) / 1e6).toFixed(1)} CPU s`);
    rows.set(key, row);
    await writeFile(file, `[\n${[...rows.values()].map((each) => JSON.stringify(each)).join(',\n')}\n]\n`);
  }
}

function wanted({ set, seed, regulariser, net }) {
  const among = (list, value) => list === undefined || list.split(',').includes(String(value));
  return (
    among(values.sets, set) &&
    (seed === undefined || among(values.seeds, seed)) &&
    (among(values.only, regulariser ?? net) || regulariser === 'none')
  );
}
