import { readClusterGraphBytes, readNetworkBytes } from '@nmap/formats';
import { GENERATORS, isClusterEdges, writeClusterGraph, writeNetworkSpec } from '@nmap/networks';
import { verdict, differs } from '../lib/kind.mjs';

/** Read back only up to this many characters. */
const MOST_CHARACTERS = 100_000;

/** Small ones of each kind; the text is `kind`, then `option=value` on a line each, the value in JSON. */
const SMALL = {
  'app-lenet': { side: 16 },
  'app-alexnet': { side: 67 },
  'app-vggnet': { side: 32 },
  'app-heart-class': { side: 16 },
  'app-digit-recog-mlp': {},
  'app-edge-det': {},
  'app-img-smooth': {},
  'app-heart-estm': {},
  'app-visual-pursuit': {},
  'app-r-digit-recog': {},
  lenet5: {},
  vgg: {},
  alexnet: {},
  mobilenet: {},
  resnet18: {},
  resnet50: {},
  giant: { layers: 3, side: 2 },
  mlp: { layers: '4-3-2' },
  lsm: { grid: '3x3x2', inputs: 2, readouts: 1 },
  'small-world': { neurons: 30 },
  random: { neurons: 20 },
  'random-tier': {},
  microcircuit: { scale: 0.002 },
  planted: { columns: 2, rows: 2, communitySize: 12, fanOut: 4, crossingFanOut: 2 },
  'jin-conv': {},
  'jin-dense': {},
};

/** Too many neurons to draw the spikes of each in the time that a case has. */
const HUGE = ['alexnet', 'mobilenet', 'resnet18', 'resnet50', 'app-alexnet', 'app-vggnet'];
const DRAWN = ['poisson', 'lognormal'];

/** @type {import('../lib/kind.mjs').Kind} */
export const generator = {
  name: 'generator',
  what: 'options of generators',
  samples: () =>
    Promise.resolve(
      Object.entries(GENERATORS).map(([kind, { options }]) => {
        const rows = options.map((option) => [option.name, SMALL[kind][option.name] ?? option.default]);
        const document = Object.fromEntries(rows);
        const lines = rows.map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
        return { name: kind, text: `${kind}\n${lines.join('')}`, document };
      }),
    ),
  judge: (bytes, sample) => verdict(bytes, () => judgeOptions(bytes.toString('utf8'), sample.name)),
};

/** @param {string} text @param {string} kind of the sample, for texts that are options alone */
async function judgeOptions(text, kind) {
  const { generate, options: known } = GENERATORS[kind];
  const given = optionsOf(text);
  // What is asked for may be a day's work: only small networks are made, and what is refused is refused at any size.
  if (asksForMuch(given, known) || (HUGE.includes(kind) && DRAWN.includes(given.activity))) return [];
  const made = generate(given);
  const chunks = isClusterEdges(made) ? writeClusterGraph(made) : writeNetworkSpec(made);
  let written = '';
  for (const chunk of chunks) {
    written += chunk;
    if (written.length > MOST_CHARACTERS) return [];
  }
  if (isClusterEdges(made)) {
    const { graph } = await readClusterGraphBytes([Buffer.from(written)], 'f.json');
    return [
      ...differs('clusters', graph.nodeCount, made.nodeCount),
      ...differs('edges', graph.source.length, made.source.length),
    ];
  }
  const { spec } = await readNetworkBytes([Buffer.from(written)], 'f.json');
  const neurons = ({ populations }) => populations.reduce((sum, { size }) => sum + size, 0);
  return differs('neurons', neurons(spec), neurons(made));
}

/** @param {Record<string, unknown>} given @param {readonly import('@nmap/networks').GeneratorOption[]} known */
function asksForMuch(given, known) {
  const decidesSize = ({ name }) => name !== 'durationMs' && name !== 'meanSpikes' && name !== 'seed';
  return known.filter(decidesSize).some(({ name, default: usual, maximum = Infinity }) => {
    const value = given[name];
    if (typeof value === 'string' && /^\d+(x\d+)+$/.test(value))
      return value.split('x').reduce((product, side) => product * Number(side), 1) > 4000;
    return (
      typeof value === 'number' &&
      value > Math.max(Number(usual), 300) &&
      value <= maximum &&
      maximum > 1000 &&
      maximum < 1e12
    );
  });
}

/** @param {string} text */
function optionsOf(text) {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      return {};
    }
  }
  const rows = text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
  return Object.fromEntries(
    rows.map((row) => {
      const [name, ...rest] = row.split('=');
      const value = rest.join('=');
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
