import { accuracy } from '@nmap/dnn';
import { studyData } from '../../study/lib/data-sets.mjs';
import { intervalText } from '../../study/lib/mean-interval.mjs';
import { curveOf, spikingRun } from '../../study/lib/spiking-run.mjs';
import { trained } from './trained-net.mjs';

/**
 * The order of SpikingJelly's table of normalisations (tutorial on ANN2SNN), on its network: percentile and half the maximum above
 * the maximum above a fifth of it. As there: constant input, potentials from 0, percentile over all values. Pooling has neurons here,
 * which costs a quarter of the work; there it has none.
 */
const ORDER = {
  net: 'cnn3',
  counts: { train: 4000, test: 200 },
  epochs: 2,
  steps: [16, 32, 50],
  scales: ['percentile(p=99.9, of=all)', 'max(share=0.5)', 'max', 'max(share=0.2)'],
  passesOf: (scale) => `fold; normalise/${scale}; pool/neurons; input/current; start/zero; reset/soft`,
};

/** @param {readonly number[]} seeds @param {import('../run.mjs').BenchOptions} options */
export async function orders(seeds, { log, nets }) {
  const { net, counts, epochs, steps, scales, passesOf } = ORDER;
  if (nets !== null && !nets.includes(net)) return [];
  const data = await studyData('drawn-digits', counts);
  return seeds.flatMap((seed) => {
    const spec = trained(net, data, epochs, seed);
    const dnn = accuracy(spec, data.test).share;
    return scales.map((scale) => {
      const most = Math.max(...steps);
      const curve = curveOf(spikingRun(spec, data, { passes: passesOf(scale), steps: most }).run);
      const at = Object.fromEntries(steps.map((step) => [step, curve.accuracy[step - 1]]));
      log(`trained: ${net}, seed ${seed}: ${dnn}; ${scale}: ${JSON.stringify(at)}`);
      return { kind: 'order', net, variant: scale, seed, dnn, at };
    });
  });
}

const percent = (values) => intervalText(values, { scale: 100, digits: 2 });

export function orderTable(runs) {
  const group = runs.filter(({ kind }) => kind === 'order');
  const { net, counts, epochs, steps, scales, passesOf } = ORDER;
  const of = (scale) => group.filter(({ variant }) => variant === scale);
  return {
    id: 'trained-order',
    title: `Order of normalisations, ${net} on drawn digits: accuracy in % after so many steps`,
    columns: [
      'normalise',
      'trained',
      ...steps.map(String),
      ...steps.map((step) => `${step}: above max`),
      'seeds',
    ],
    rows: scales.map((scale) => [
      `\`${scale}\``,
      percent(of(scale).map(({ dnn }) => dnn)),
      ...steps.map((step) => percent(of(scale).map(({ at }) => at[step]))),
      ...steps.map((step) => percent(of(scale).map(({ at }, k) => at[step] - of('max')[k].at[step]))),
      of(scale).length,
    ]),
    notes: [
      `${counts.train.toLocaleString('en-US')} training images, ${epochs} epochs; ${counts.test} test images. Mean and 95 % interval over seeds; \`above max\`: points, of the same seed.`,
      `\`${passesOf('...')}\`.`,
      ...(group.length === 0 ? [] : steps.map((step) => orderNote(of, step))),
    ],
  };
}

/** Whether the order holds of the means, and in how many seeds. */
function orderNote(of, step) {
  const [percentile, half, max, fifth] = ORDER.scales.map((scale) => of(scale).map(({ at }) => at[step]));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const holds = ([first, second, third, last]) => Math.min(first, second) > third && third > last;
  const ofMeans = holds([percentile, half, max, fifth].map(mean));
  const seeds = max.filter((_, k) => holds([percentile[k], half[k], max[k], fifth[k]])).length;
  return `${step} steps: percentile and 1/2 max above max above 1/5 max ${ofMeans ? 'holds' : 'does not hold'} of the means, and in ${seeds} of ${max.length} seeds.`;
}
