import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@nmap/cli';
import { faultsOfText } from '../lib/judge-error.mjs';
import { CHIP, NETWORK, jsonText } from '../lib/sample-files.mjs';

const PIPELINE = 'partition/sequential; place/row-major';
const ESCAPES = {
  format: 'nmap-network',
  version: 1,
  name: 'a\u001b[31m\u202e\n',
  populations: [{ id: '\u0007\r', size: 2, spikes: 1 }],
  projections: [],
};

const INPUTS = {
  'net.json': jsonText(NETWORK),
  'escapes.json': jsonText(ESCAPES),
  'graph.csv': 'source,target,weight\na,b,1\nb,c,2\n',
  'broken.json': '{"format": "nmap-network", "version": 1,\u001b[2J\n',
  'chip.yaml': CHIP,
  'spikes.csv': '0,in,0\n3,h,2\n',
};

/** [words of a command line] with files that are there. */
const LINES = [
  ['verify', 'm.json', '--net', 'net.json', '--hw', 'chip.yaml'],
  ['verify', 'm.json', '--net', 'net.json', '--hw', 'chip.yaml', '--json', '--replay'],
  ['verify', 'c.json', '--net', 'graph.csv', '--hw', 'truenorth', '--quiet'],
  ['simulate', 'm.json', '--net', 'net.json', '--hw', 'chip.yaml', '--mode', 'lif', '--json'],
  ['simulate', 'm.json', '--net', 'net.json', '--hw', 'chip.yaml', '--spikes', 'spikes.csv', '--steps', '50'],
  ['inspect', 'net.json', '--hw', 'chip.yaml'],
  ['inspect', 'escapes.json', '--json'],
  ['inspect', 'broken.json', '--verbose'],
  ['hw', 'list'],
  ['hw', 'show', 'loihi'],
  ['hw', 'check', 'chip.yaml', '--json'],
  ['mappers', 'refine/anneal'],
  ['mappers', '--json'],
  ['generate', 'mlp', '--layers', '4-3-2', '-o', 'out.json'],
  ['generate', 'random', '--neurons', '30', '--fanOut', '5', '--seed', '3', '--json'],
  ['generate'],
  ['completion'],
  ['--version'],
  ['inspect', '--help'],
  [
    'place',
    'net.json',
    '--hw',
    'chip.yaml',
    '--pipeline',
    PIPELINE,
    '--seed',
    '3',
    '--threads',
    '1',
    '-o',
    'out.json',
  ],
  [
    'place',
    'graph.csv',
    '--clusters',
    '--hw',
    'truenorth',
    '--pipeline',
    'place/row-major',
    '--json',
    '--cores',
    '5',
  ],
];
/** Words that are put in: options of other commands, other kinds of file, values that are none. */
const WORDS = [
  ...[
    '--json',
    '--quiet',
    '--verbose',
    '--help',
    '--version',
    '--check',
    '--clusters',
    '--seed',
    '--seed=-1',
  ],
  ...[
    '--threads=0',
    '--cores=1',
    '--cores=0',
    '--objective=time',
    '--steps=0',
    '--steps=1e9',
    '--mode',
    '--hw',
    '--net',
    '-o',
  ],
  ...[
    '--preset=fast',
    '--preset=none',
    '--time-limit=0',
    '--time-limit=nan',
    '--json=maybe',
    '--no-json',
    '--',
    '-x',
    '--hw=loihi',
  ],
  ...[
    'net.json',
    'm.json',
    'chip.yaml',
    'graph.csv',
    'broken.json',
    'escapes.json',
    'missing.json',
    'folder',
    '',
    '1e309',
  ],
  ...[
    'place',
    'hw',
    'list',
    'extra',
    'toString',
    '__proto__',
    '--__proto__',
    '--constructor=1',
    '--toString',
    '\u001b[31m',
    '--a.b=1',
  ],
];
/** An exit code says one of these and nothing else. */
const EXITS = [0, 1, 2, 3];

const LISTING_LIMIT = 2_000_000;

let folder = null;
const original = {};
/** Stamps of the files as they were written last. */
const stamps = {};

/** @type {import('../lib/kind.mjs').Kind} */
export const commandLine = {
  name: 'command-line',
  what: 'words of the command line',
  samples: async () => {
    await makeFolder();
    return [
      ...LINES.map((words) => ({ name: words.join(' '), text: words.join('\n'), document: words })),
      { name: 'words', text: WORDS.join('\n'), words: true },
    ];
  },
  judge: (bytes) => judgeLine(bytes, wordsOf(bytes)),
};

/** Lines are words; a line of a list in JSON is what a change of its structure made. */
export function wordsOf(bytes) {
  const text = bytes.toString('utf8');
  let words = text.split('\n');
  if (text.startsWith('[')) {
    try {
      words = JSON.parse(text)
        .flat(Infinity)
        .map((word) => (typeof word === 'string' ? word : JSON.stringify(word)));
    } catch {
      // The text itself, then.
    }
  }
  // Neither standard input nor a file elsewhere: a command line of chance must not write there.
  return words
    .slice(0, 200)
    .map((word) =>
      word === '-' ? '--' : word.replaceAll(/\.\.|\/(?!\w+(\(|;|$))/g, '_').replaceAll('/dev', 'dev'),
    );
}

async function judgeLine(bytes, words) {
  writeInputs();
  const { exit, out, err } = await run(words);
  const said = `${words.join(' ')}\n${Object.values(INPUTS).join('\n')}`;
  const faults = [
    ...(EXITS.includes(exit) ? [] : [`exit ${exit}: ${err.slice(0, 300)}`]),
    ...faultsOfText(err.slice(0, 1500), Buffer.from(said)),
    ...(/E5\d{3}/.test(err) ? [`internal: ${err.slice(0, 300)}`] : []),
    ...controlsIn('stderr', err),
    ...controlsIn('stdout', out),
    ...(exit !== 0 && err === '' && out === '' ? [`exit ${exit} without a word`] : []),
    ...(out.length > LISTING_LIMIT ? [`${out.length} characters on stdout`] : []),
  ];
  if (out.startsWith('{"ok"') || out.startsWith('{\n  "ok"')) faults.push(...faultsOfReport(out, exit));
  return { accepted: exit === 0, faults };
}

/** @param {string} out one JSON object @param {number} exit */
function faultsOfReport(out, exit) {
  const report = JSON.parse(out);
  if (report.exit !== exit || report.ok !== (exit === 0))
    return [`exit ${exit}, the report says ${report.exit}`];
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  return exit === 0 || errors.length > 0 ? [] : [`exit ${exit} without an error in the report`];
}

/** Colours are off: no control but line ends and tabs reaches a stream. */
function controlsIn(stream, text) {
  const found = /[^\n\t\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/u.exec(text);
  return found === null
    ? []
    : [
        `${stream} has U+${found[0].codePointAt(0).toString(16)}: ${JSON.stringify(text.slice(Math.max(0, found.index - 80), found.index + 20))}`,
      ];
}

async function run(words) {
  let out = '';
  let err = '';
  const before = process.cwd();
  process.chdir(folder);
  try {
    const exit = await main(words, {
      out: (text) => {
        if (out.length <= LISTING_LIMIT) out += text;
        return Promise.resolve();
      },
      err: (text) => void (err += text),
      outFault: () => null,
      outIsTerminal: false,
      errIsTerminal: false,
      columns: { out: null, err: null },
      env: {},
      // In this thread: a worker that is started for each line costs more than all else.
      onStop: null,
    });
    return { exit, out, err };
  } finally {
    process.chdir(before);
  }
}

async function makeFolder() {
  if (folder !== null) return;
  folder = mkdtempSync(join(tmpdir(), 'nmap-fuzz-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  Object.assign(original, INPUTS);
  writeInputs();
  for (const [name, ...words] of [
    ['m.json', 'place', 'net.json', '--hw', 'chip.yaml', '--pipeline', PIPELINE],
    ['c.json', 'place', 'graph.csv', '--clusters', '--hw', 'truenorth', '--pipeline', 'place/row-major'],
  ]) {
    const { exit, out, err } = await run(words);
    if (exit !== 0) throw new Error(`${words.join(' ')} ended with ${exit}: ${err}`);
    original[name] = out;
  }
}

/** The files as they were: a command may have written over one of them. */
function writeInputs() {
  for (const name of readdirSync(folder)) {
    if (!Object.hasOwn(original, name) && name !== 'folder')
      rmSync(join(folder, name), { recursive: true, force: true });
  }
  mkdirSync(join(folder, 'folder'), { recursive: true });
  for (const [name, text] of Object.entries(original)) {
    const path = join(folder, name);
    if (stampOf(path) === stamps[name]) continue;
    writeFileSync(path, text);
    stamps[name] = stampOf(path);
  }
}

/** Changes with whatever is written to a file or put in its place. @param {string} path */
function stampOf(path) {
  const { ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${ino} ${mtimeNs} ${ctimeNs}`;
}
