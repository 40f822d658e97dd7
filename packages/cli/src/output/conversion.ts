import type { LayerDiagnosis, ShareInterval } from '@nmap/conversion';
import type { ConvertedModel, TrainedReport } from '../jobs/convert-model-job.ts';
import { formatNumber, formatTime } from './numbers.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

/** What is known before the conversion. */
export function renderTrained(trained: TrainedReport, columns: number | null): string {
  const { name, format, parameters, macs, testImages, accuracy } = trained;
  const size = `${name} (${format}): ${formatNumber(parameters)} parameters, ${formatNumber(macs)} multiplications an image`;
  const right =
    accuracy === null
      ? 'no labels: accuracy is not measured'
      : `trained network: ${withInterval(accuracy)} right of ${formatNumber(testImages)} images`;
  return `${wrap(size, columns)}\n${wrap(right, columns)}\n`;
}

export function renderConversion(made: ConvertedModel, columns: number | null): string {
  const passes = renderTable(
    ['pass', 'time'],
    made.records.map(({ pass, timeMs }) => [pass, formatTime(timeMs)]),
    columns,
  );
  const shown = made.images > 0;
  const sections = [
    passes,
    ...(shown ? [curveTable(made, columns), exitTable(made, columns), diagnosisTable(made, columns)] : []),
  ];
  if (made.pooled !== null)
    sections.push(
      `${wrap(`with average in place of max pooling, not spiking: ${withInterval(made.pooled)} right`, columns)}\n`,
    );
  const advice = adviceFor(made);
  if (advice.length > 0) sections.push(`${advice.map((line) => wrap(line, columns)).join('\n')}\n`);
  const spikes = shown
    ? `spikes of ${counted(made.images, 'image')} in ${counted(made.steps, 'step')} each`
    : 'no spikes counted';
  const written = `${formatNumber(made.neurons)} neurons, ${formatNumber(made.synapses)} synapses, ${spikes} -> ${made.output}`;
  return `\n${sections.filter((section) => section !== '').join('\n')}\n${wrap(written, columns)}\n`;
}

const counted = (count: number, what: string): string =>
  `${formatNumber(count)} ${what}${count === 1 ? '' : 's'}`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function withInterval({ share, low, high }: ShareInterval): string {
  return `${percent(share)} (95 %: ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}

function curveTable({ curve, dnn, trained }: ConvertedModel, columns: number | null): string {
  const table = renderTable(
    [
      'steps',
      'accuracy',
      '95 % from',
      'to',
      'as trained',
      'spikes',
      'synaptic events',
      'of input',
      'events / mult.',
    ],
    curve.map(({ steps, accuracy, agreement, ...means }) => [
      String(steps),
      accuracy === null ? '' : percent(accuracy.share),
      accuracy === null ? '' : percent(accuracy.low),
      accuracy === null ? '' : percent(accuracy.high),
      percent(agreement.share),
      formatNumber(Math.round(means.spikesPerImage)),
      formatNumber(Math.round(means.synapticEventsPerImage)),
      formatNumber(Math.round(means.inputEventsPerImage)),
      (means.synapticEventsPerImage / trained.macs).toFixed(2),
    ]),
    columns,
  );
  const same = dnn === null ? '' : `the trained network on the same images: ${withInterval(dnn)}\n`;
  return `per image, by the steps that each layer sees\n${table}${same}`;
}

function exitTable({ exits, steps }: ConvertedModel, columns: number | null): string {
  const rows = exits.map(({ margin, accuracy, agreement, meanSteps, synapticEventsPerImage }) => [
    String(margin),
    formatNumber(meanSteps),
    accuracy === null ? '' : percent(accuracy.share),
    percent(agreement.share),
    formatNumber(Math.round(synapticEventsPerImage)),
  ]);
  const head = ['lead', 'mean steps', 'accuracy', 'as trained', 'synaptic events'];
  return `stopping as soon as the best class leads by so many thresholds, at most ${steps} steps\n${renderTable(head, rows, columns)}`;
}

function diagnosisTable({ diagnosis, steps }: ConvertedModel, columns: number | null): string {
  if (diagnosis.length === 0) return '';
  const part = (value: number): string => (100 * value).toFixed(2);
  const table = renderTable(
    ['layer', 'neurons', 'active', 'rate', 'error', 'clipped', 'rounded', 'inherited', 'late or early'],
    diagnosis.map((row) => [
      row.population,
      formatNumber(row.neurons),
      percent(row.activeShare),
      row.meanRate.toFixed(3),
      part(row.error),
      part(row.clipping),
      part(row.quantisation),
      part(row.inherited),
      part(row.timing),
    ]),
    columns,
  );
  return `error of the rates after ${steps} steps, in spikes per 100 steps, and what it comes from\n${table}`;
}

/** Points of accuracy, or of agreement without labels, that may be lost without advice. */
const SLIGHT_LOSS = 0.01;

/** What to try, from the largest part of the worst layer; nothing where hardly anything is lost. */
export function adviceFor({
  diagnosis,
  curve,
  dnn,
  steps,
}: Pick<ConvertedModel, 'diagnosis' | 'curve' | 'dnn' | 'steps'>): string[] {
  const last = curve.at(-1);
  if (last === undefined || diagnosis.length === 0) return [];
  const lost = dnn === null ? 1 - last.agreement.share : dnn.share - (last.accuracy?.share ?? 0);
  if (lost <= SLIGHT_LOSS) return [];
  const worst = diagnosis.reduce((most, row) => (ownError(row) > ownError(most) ? row : most));
  const { population, clipping, quantisation, timing } = worst;
  const most = Math.max(clipping, quantisation, timing);
  const cure =
    most === clipping
      ? 'its largest values are cut: raise p of normalise/percentile, or use normalise/max'
      : most === quantisation
        ? `${steps} steps are too few for its values: more --steps, a lower p, start/half, or training with quantised activations`
        : 'its spikes come late or too early: more --steps, start/half, bias/delayed, or pool/folded';
  return [`what to try: layer ${population} loses most by itself, since ${cure}.`];
}

const ownError = ({ clipping, quantisation, timing }: LayerDiagnosis): number =>
  Math.max(clipping, quantisation, timing);
