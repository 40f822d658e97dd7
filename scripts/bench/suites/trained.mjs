/**
 * Trained networks: accuracy of the converted LeNet-5 on all test images of Fashion-MNIST, over seeds; on drawn digits what start
 * values, bits and scales are worth; and how rates approach activations.
 */
import { accuracy, quantiseActivations, train } from '@nmap/dnn';
import { largestRateError } from '../lib/rate-errors.mjs';
import { orders, orderTable } from '../lib/normalisation-order.mjs';
import { trained } from '../lib/trained-net.mjs';
import { studyData } from '../../study/lib/data-sets.mjs';
import { intervalText } from '../../study/lib/mean-interval.mjs';
import { curveOf, spikingRun } from '../../study/lib/spiking-run.mjs';

const FASHION = {
  counts: { train: 12_000, test: 10_000 },
  epochs: 5,
  fineTuning: { epochs: 3, levels: 8, percentile: 99 },
  passes: 'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft',
  steps: 32,
  /** Points below the trained network that are asked for, by steps. */
  asked: { 8: 4, 16: 2, 32: 1 },
};

/** Conversions of one network that are compared, on drawn digits. */
const CHOICES = [
  {
    net: 'lenet5',
    counts: { train: 4000, test: 1000 },
    epochs: 5,
    steps: [8, 16, 32],
    variants: {
      'start/half': 'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft',
      'start/zero': 'fold; normalise/percentile(p=99.9); pool/neurons; start/zero; reset/soft',
      'start/half; quantise(bits=8)':
        'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft; quantise(bits=8)',
      'start/half; quantise(bits=4)':
        'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft; quantise(bits=4)',
    },
  },
];

const RATES = {
  counts: { train: 6000, test: 10 },
  passes: 'fold; normalise/max; pool/folded; start/half; reset/soft',
  images: 5,
  /** Largest difference that is asked for, by steps. */
  asked: { 32: 0.04, 128: 0.012, 512: 0.004 },
};

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const seeds = Array.from({ length: options.seeds }, (_, k) => k + 1);
  return [
    ...(await accuracies(seeds, options)),
    ...(await choices(seeds, options)),
    ...(await orders(seeds, options)),
    ...(await rates(seeds, options)),
  ];
}

export const keyOf = ({ kind, net, variant, seed }) => [kind, net, variant, seed].join('\t');

export const tables = (runs) => [accuracyTable(runs), choiceTable(runs), orderTable(runs), rateTable(runs)];

async function accuracies(seeds, { log, nets }) {
  if (nets !== null && !nets.includes('fashion-mnist')) return [];
  const { counts, epochs, fineTuning, passes, steps } = FASHION;
  const data = await studyData('fashion-mnist', counts);
  if (data === null) {
    log('trained: the files of Fashion-MNIST are not there; its accuracy is skipped');
    return [];
  }
  return seeds.map((seed) => {
    const plain = trained('lenet5', data, epochs, seed);
    const start = quantiseActivations(plain, data.calibration, fineTuning);
    const { spec } = train(start, data.train, { epochs: fineTuning.epochs, seed: 100 + seed });
    const curve = curveOf(spikingRun(spec, data, { passes, steps }).run);
    const dnn = accuracy(spec, data.test).share;
    log(`trained: Fashion-MNIST, seed ${seed}: ${dnn}, ${curve.accuracy[steps - 1]} after ${steps} steps`);
    const before = accuracy(plain, data.test).share;
    return { kind: 'accuracy', net: 'lenet5', variant: 'quantised', seed, dnn, before, ...curve };
  });
}

async function choices(seeds, { log, nets }) {
  const runs = [];
  for (const { net, counts, epochs, steps, variants } of CHOICES) {
    if (nets !== null && !nets.includes(net)) continue;
    const data = await studyData('drawn-digits', counts);
    for (const seed of seeds) {
      const spec = trained(net, data, epochs, seed);
      const dnn = accuracy(spec, data.test).share;
      for (const [variant, passes] of Object.entries(variants)) {
        const curve = curveOf(spikingRun(spec, data, { passes, steps: Math.max(...steps) }).run);
        const at = Object.fromEntries(steps.map((step) => [step, curve.accuracy[step - 1]]));
        runs.push({ kind: 'choice', net, variant, seed, dnn, at });
        log(`trained: ${net}, seed ${seed}: ${dnn}; ${variant}: ${JSON.stringify(at)}`);
      }
    }
  }
  return runs;
}

async function rates(seeds, { log, nets }) {
  if (nets !== null && !nets.includes('rates')) return [];
  const { counts, passes, images, asked } = RATES;
  const data = await studyData('drawn-digits', counts);
  // Of the images that scales are taken from: none of their activations is cut.
  const unclipped = { ...data, test: data.calibration };
  return seeds.map((seed) => {
    const spec = trained('lenet5', data, 3, seed);
    const errors = Object.fromEntries(
      Object.keys(asked).map((steps) => [
        steps,
        largestRateError(spec, unclipped, { passes, images, steps: Number(steps) }),
      ]),
    );
    log(`trained: largest distance of rates, seed ${seed}: ${JSON.stringify(errors)}`);
    return { kind: 'rates', net: 'lenet5', variant: 'normalise/max', seed, errors };
  });
}

const percent = (values) => intervalText(values, { scale: 100, digits: 2 });

function accuracyTable(runs) {
  const group = runs.filter(({ kind }) => kind === 'accuracy');
  const { counts, epochs, fineTuning, asked } = FASHION;
  return {
    id: 'trained-accuracy',
    title: `LeNet-5 on Fashion-MNIST, ${counts.test.toLocaleString('en-US')} test images: accuracy in %`,
    columns: ['steps', 'trained', 'spiking', 'points lost', 'asked at most', 'kSOP an image', 'seeds'],
    rows: Object.entries(asked).map(([steps, most]) => {
      const spiking = group.map(({ accuracy }) => accuracy[steps - 1]);
      const dnn = group.map((one) => one.dnn);
      return [
        steps,
        percent(dnn),
        percent(spiking),
        percent(dnn.map((share, k) => share - spiking[k])),
        String(most),
        intervalText(
          group.map(({ operations }) => operations[steps - 1]),
          { scale: 1e-3, digits: 0 },
        ),
        group.length,
      ];
    }),
    notes: [
      `${counts.train.toLocaleString('en-US')} training images, ${epochs} epochs, then ${fineTuning.epochs} with activations of ${fineTuning.levels} levels; before them ${percent(group.map(({ before }) => before))} %. Mean and 95 % interval over seeds.`,
      `Conversion: \`${FASHION.passes}\`.`,
    ],
  };
}

function choiceTable(runs) {
  const rows = CHOICES.flatMap(({ net, steps, variants }) =>
    Object.keys(variants).flatMap((variant) => {
      const group = runs.filter((one) => one.kind === 'choice' && one.net === net && one.variant === variant);
      if (group.length === 0) return [];
      const cells = steps.map((step) => `${step}: ${percent(group.map(({ at }) => at[step]))}`);
      return [[net, variant, percent(group.map(({ dnn }) => dnn)), ...cells, group.length]];
    }),
  );
  return {
    id: 'trained-choices',
    title: 'What choices of the conversion are worth, on drawn digits: accuracy in % after so many steps',
    columns: ['net', 'conversion', 'trained', 'few steps', 'more', 'most', 'seeds'],
    rows,
  };
}

function rateTable(runs) {
  const group = runs.filter(({ kind }) => kind === 'rates');
  return {
    id: 'trained-rates',
    title: 'Largest |rate - activation / scale| of any neuron, LeNet-5 on drawn digits, 5 images',
    columns: ['steps', 'mean of the seeds', 'worst seed', 'asked at most', 'seeds'],
    rows: Object.entries(RATES.asked).map(([steps, most]) => {
      const errors = group.map((one) => one.errors[steps]);
      const text = (value) => (Number.isFinite(value) ? value.toFixed(4) : '-');
      const mean = errors.reduce((sum, value) => sum + value, 0) / errors.length;
      return [steps, text(mean), text(Math.max(...errors)), String(most), errors.length];
    }),
    notes: [`\`${RATES.passes}\`, images that the scales were taken from: nothing is cut.`],
  };
}
