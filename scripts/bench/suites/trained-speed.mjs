/** CPU seconds of training, of showing images, and of the commands from nothing to a placement and on a model of ten million parameters. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeOnnx } from '@nmap/compiler';
import { builtInNetwork, sizeOf, train } from '@nmap/dnn';
import { runNode, withTemporaryFolder } from '../lib/child.mjs';
import { startCpuClock } from '../lib/cpu-clock.mjs';
import { largeModel } from '../lib/large-model.mjs';
import { least } from '../lib/statistics.mjs';
import { studyData } from '../../study/lib/data-sets.mjs';
import { spikingRun } from '../../study/lib/spiking-run.mjs';

const NMAP = fileURLToPath(new URL('../../../packages/cli/bin/nmap.js', import.meta.url));
const PASSES = 'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft';
const IMAGES = 1000;

/** @param {import('../run.mjs').BenchOptions} options */
export async function run({ repeats, log }) {
  const runs = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const measure of [ofImages, ofLeNet, ofLargeModel]) {
      for (const one of await measure()) {
        runs.push({ ...one, repeat });
        log(`trained-speed: ${one.what}: ${one.cpuS.toFixed(1)} CPU s`);
      }
    }
  }
  return runs;
}

export const keyOf = ({ what, repeat }) => [what, repeat].join('\t');

export const tables = (runs) => [
  {
    id: 'trained-speed',
    title: 'Trained networks: CPU seconds',
    columns: ['what', 'least CPU s', 'asked at most', 'peak MiB', 'asked at most', 'runs'],
    rows: [...new Set(runs.map(({ what }) => what))].map((what) => {
      const group = runs.filter((one) => one.what === what);
      const [{ asked, askedMiB }] = group;
      const peak = group.map(({ peakMiB }) => peakMiB);
      return [
        what,
        least(group.map(({ cpuS }) => cpuS)),
        asked,
        peak.includes(null) ? null : Math.max(...peak),
        askedMiB,
        group.length,
      ];
    }),
    notes: [
      'Processor time of all threads; whole commands (with a peak) user time only, the others user and system. A busy machine makes it up to half as much again.',
    ],
  },
];

const row = (what, cpuS, more = {}) => ({ what, cpuS, asked: null, peakMiB: null, askedMiB: null, ...more });

async function ofImages() {
  const data = await studyData('drawn-digits', { train: 8000, test: IMAGES });
  const net = builtInNetwork('lenet5').build({ inputShape: data.test.shape, classes: 10 });
  const trainS = startCpuClock();
  const { spec } = train(net, data.train, { epochs: 1 });
  const rows = [row('LeNet-5, an epoch of 8,000 images', trainS())];
  const showS = startCpuClock();
  spikingRun(spec, data, { passes: PASSES, steps: 32 });
  return [...rows, row('LeNet-5, converted, 1,000 images of 32 steps', showS(), { asked: 10 })];
}

/** `nmap train`, `convert` and `place`, each with its defaults. */
function ofLeNet() {
  return withTemporaryFolder(async (folder) => {
    const [model, network, manifest] = ['l.onnx', 'net.json', 'placed.json'].map((name) =>
      join(folder, name),
    );
    const usages = [
      await command(['train', 'lenet5', '--data', 'drawn-digits', '-o', model]),
      await command(['convert', model, network, '--calibrate', 'drawn-digits']),
      await command(['place', network, '--hw', 'loihi', '-o', manifest]),
    ];
    const sum = usages.reduce((total, { userS }) => total + userS, 0);
    return [
      row('LeNet-5 from nothing: train, convert, place on loihi', sum, {
        asked: 300,
        peakMiB: Math.max(...usages.map(({ maxRssMiB }) => maxRssMiB)),
      }),
    ];
  });
}

function ofLargeModel() {
  return withTemporaryFolder(async (folder) => {
    const model = join(folder, 'large.onnx');
    const images = join(folder, 'images.csv');
    const spec = largeModel();
    await writeFile(model, await writeOnnx(spec));
    const size = sizeOf(spec.layers[0].shape);
    const line = (image) =>
      Array.from({ length: size }, (_, i) => ((i * 7919 + image) % 1000) / 1000).join(',');
    await writeFile(images, `${Array.from({ length: 10 }, (_, image) => line(image)).join('\n')}\n`);
    const network = join(folder, 'net.json');
    const { userS, maxRssMiB } = await command([
      'convert',
      model,
      network,
      '--calibrate',
      images,
      '--no-exercise',
    ]);
    const more = { asked: 30, peakMiB: maxRssMiB, askedMiB: 2048 };
    return [row('9.7 M parameters, 237 M synapses: convert --no-exercise', userS, more)];
  });
}

async function command(args) {
  const result = await runNode(NMAP, [...args, '--quiet'], 1800);
  if (result.exit !== 0) throw new Error(`nmap ${args.join(' ')}: exit ${result.exit}\n${result.stderr}`);
  return result;
}
