import type { ShareInterval } from '@nmap/conversion';
import { variantText, type ChipMeasure, type DeployPoint } from '@nmap/deployment';
import type { DeployOutcome } from '../jobs/deploy-outcome.ts';
import { formatEnergy, formatNumber } from './numbers.ts';
import { renderMarkdownTable } from './markdown-table.ts';
import { renderTable } from './table.ts';
import { energyMarks, unverifiedLine } from './unverified.ts';
import { wrap } from './wrap.ts';

type Form = 'terminal' | 'markdown';

/** Front, ladder and what the numbers do and do not say; on a terminal or as a page. */
export function renderDeployment(
  made: DeployOutcome,
  columns: number | null,
  form: Form = 'terminal',
): string {
  const page = new Page(columns, form);
  const { deployment, model, hardware, tolerance, parts } = made;
  const { dnnSearch, dnnHeld, neededAccuracy, chosen } = deployment;
  page.heading(`${model} on ${hardware}`);
  page.line(
    `trained network: ${interval(dnnSearch)} right of ${parts.search} images that choices were made on, ` +
      `${interval(dnnHeld)} of ${parts.held} others; needed of the first: ${percent(neededAccuracy)} (tolerance ${tolerance} ${tolerance === 1 ? 'point' : 'points'}).`,
  );
  if (chosen === null) {
    page.line('Nothing that was tried reaches that accuracy and fits the chip.');
    return page.text;
  }
  page.line(`chosen: ${variantText(chosen.variant)}, ${chosen.steps} steps.`);
  page.heading('Pareto front of accuracy, energy and time', 2);
  page.table(POINT_HEAD, deployment.pareto.map(pointRow));
  ladderSection(page, made);
  peerSection(page, made);
  page.heading('What the numbers say', 2);
  for (const line of meaning(made)) page.line(line);
  return page.text;
}

class Page {
  text = '';
  readonly #columns: number | null;
  readonly #form: Form;

  constructor(columns: number | null, form: Form) {
    this.#columns = columns;
    this.#form = form;
  }

  heading(words: string, level = 1): void {
    const above = this.text === '' ? '' : '\n';
    this.text +=
      this.#form === 'markdown' ? `${above}${'#'.repeat(level)} ${words}\n\n` : `${above}${words}\n`;
  }

  line(words: string): void {
    this.text += this.#form === 'markdown' ? `- ${words}\n` : `${wrap(words, this.#columns)}\n`;
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    this.text +=
      this.#form === 'markdown' ? renderMarkdownTable(head, rows) : renderTable(head, rows, this.#columns);
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function interval({ share, low, high }: ShareInterval): string {
  return `${percent(share)} (95 %: ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}

const microseconds = (ns: number | null): string =>
  ns === null ? 'unknown' : `${formatNumber(Number((ns / 1000).toPrecision(4)))} us`;

const POINT_HEAD = ['variant', 'steps', 'accuracy', 'cores', 'dynamic', 'with static', 'latency'];

const pointRow = ({ variant, steps, accuracy, measure }: DeployPoint): string[] => [
  variantText(variant),
  String(steps),
  percent(accuracy),
  String(measure.cores),
  formatEnergy(measure.dynamicPj),
  totalText(measure),
  microseconds(measure.latencyNs),
];

/** What is no energy over simulated steps, a sum of the known parts alone, or of constants that nobody verified, is marked. */
function totalText(measure: ChipMeasure): string {
  const { totalPj, partial, unverified, staticSimulatedPj, staticOfFilePj } = measure;
  const over = staticSimulatedPj === null && staticOfFilePj !== null ? ' at 1 ms steps' : '';
  const marks = energyMarks({ partial, unverified });
  return `${formatEnergy(totalPj)}${over}${marks === '' ? '' : ` (${marks})`}`;
}

function ladderSection(page: Page, { deployment, macs }: DeployOutcome): void {
  const { ladder } = deployment;
  if (ladder === null) return;
  page.heading(
    'What each technique gave: each rung keeps those above it, at its own fewest steps that suffice',
    2,
  );
  const first = ladder.rungs.at(0)?.placed.measure;
  page.table(
    [
      'technique',
      'steps',
      'accuracy',
      '95 % from',
      'to',
      'p',
      'cores',
      'events / mult.',
      'dynamic',
      'with static',
      'at 1 ms steps',
      'latency',
      'of the first',
    ],
    ladder.rungs.map(({ technique, steps, meanSteps, held, againstBelow, placed: { measure } }) => [
      technique,
      meanSteps === null ? String(steps) : `${formatNumber(meanSteps)} of ${steps}`,
      percent(held.share),
      percent(held.low),
      percent(held.high),
      againstBelow === null ? '' : againstBelow.pValue.toFixed(3),
      String(measure.cores),
      (measure.synapticEvents / macs).toFixed(2),
      formatEnergy(measure.dynamicPj),
      totalText(measure),
      formatEnergy(measure.staticOfFilePj === null ? null : measure.dynamicPj + measure.staticOfFilePj),
      microseconds(measure.latencyNs),
      first === undefined ? '' : percent(measure.totalPj / first.totalPj),
    ]),
  );
  for (const { technique, bestAccuracy, unplaced } of ladder.missing)
    page.line(
      unplaced === null
        ? `${technique}: no number of steps that was tried suffices (best ${percent(bestAccuracy)}).`
        : `${technique}: the chip does not hold it. ${unplaced}`,
    );
}

function peerSection(page: Page, { peer, hardware }: DeployOutcome): void {
  if (peer === null) return;
  const { device, ratio } = peer;
  page.heading(`${device.name} against ${hardware}`, 2);
  const times = (value: number | null): string =>
    value === null ? 'unknown' : `${formatNumber(value)} times`;
  page.table(
    ['', `${device.name} takes`],
    [
      ['power while running', times(ratio.runningPower)],
      ['energy beyond idle', times(ratio.dynamicEnergy)],
      ['energy altogether', times(ratio.totalEnergy)],
      ['time', times(ratio.latency)],
    ],
  );
  for (const mark of ratio.marks) page.line(`marked: ${mark}.`);
}

function meaning({ deployment, parts, macs }: DeployOutcome): string[] {
  const last = deployment.ladder?.rungs.at(-1);
  const lines = [
    `energy and time: of an image, mean of ${parts.replayed} images replayed spike for spike on the placed chip; a model's estimate, nothing was measured on a chip.`,
    'with static: static power over the time that the steps take, as simulated, where the chip says how long they take; "at 1 ms steps" over the steps of the network file.',
    `accuracy: of ${parts.held} images on which nothing was chosen or scaled; p: McNemar, exact, against the rung above on the same images.`,
    `events / mult.: synaptic events of an image over the ${formatNumber(macs)} multiplications of the trained network.`,
    'not counted: host, i/o, loading of weights.',
  ];
  if (last?.variant.input === 'current')
    lines.push(
      'input as current: the host, or an input core, computes the first layers; that energy is not in the sum.',
    );
  if (last !== undefined && last.placed.measure.partial)
    lines.push(`partial: the chip does not say ${last.placed.measure.missing.join(', ')}.`);
  if (last !== undefined) lines.push(...unverifiedLine(last.placed.measure));
  return lines;
}
