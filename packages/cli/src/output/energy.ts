import type { ManifestEnergyPj, ManifestMetrics } from '@nmap/manifest';
import { formatDuration } from './duration.ts';
import { formatEnergy, formatNumber, formatPercent } from './numbers.ts';
import { renderTable } from './table.ts';
import { energyMarks, unverifiedLine } from './unverified.ts';
import { wrap } from './wrap.ts';

type BackToBack = NonNullable<ManifestMetrics['energyBackToBackPj']>;

export interface ShownEnergy {
  /** Static power on for the whole window. */
  readonly overWindow: ManifestEnergyPj;
  /** Static power on only while the chip computes; null where an older manifest does not say. */
  readonly backToBack: BackToBack | null;
  readonly windowMs: number | null;
  readonly steps: number | null;
  /** Where the time of a step is from. */
  readonly stepTime: 'modelled' | 'simulated';
  /** Width of the terminal; null = as wide as it is. */
  readonly columns: number | null;
}

const PARTS = ['neurons', 'synapses', 'interconnect', 'static'] as const;
type Part = (typeof PARTS)[number];
const NS_PER_MS = 1e6;

/** Energy by part, over the window and back to back, each with its shares; which is which is said below. */
export function renderEnergy(shown: ShownEnergy): string {
  const { overWindow, backToBack } = shown;
  const columns = backToBack === null ? [overWindow] : [overWindow, backToBack];
  const head =
    backToBack === null
      ? ['energy', 'value', 'share']
      : ['energy', 'window', 'share', 'back to back', 'share'];
  const rows = PARTS.map((part) => [
    part,
    ...columns.flatMap((energy) => [valueOf(energy, part), shareOf(energy, part)]),
  ]);
  const unverified = [...new Set(columns.flatMap((energy) => energy.unverified ?? []))];
  const marks = energyMarks({ partial: columns.some((energy) => energy.partial), unverified });
  rows.push([
    marks === '' ? 'total' : `total (${marks})`,
    ...columns.flatMap((energy) => [formatEnergy(energy.total), '']),
  ]);
  const lines = [
    ...(backToBack === null ? [] : windowLines(backToBack, shown)),
    ...containedLine(overWindow),
    ...unpricedLine(overWindow),
    ...unverifiedLine({ unverified }),
  ];
  return `${renderTable(head, rows, shown.columns)}${lines.map((line) => `${wrap(line, shown.columns)}\n`).join('')}`;
}

/** Is all of this part in an all-in constant of another? Then its 0 says nothing. */
function isContained(energy: ManifestEnergyPj, part: Part): boolean {
  return energy[part] === 0 && energy.contained?.some((key) => partOf(key) === part) === true;
}

function valueOf(energy: ManifestEnergyPj, part: Part): string {
  if (!isContained(energy, part)) return formatEnergy(energy[part]);
  return `in ${(energy.allIn ?? []).map(partOf).join(', ')}`;
}

function shareOf(energy: ManifestEnergyPj, part: Part): string {
  const value = energy[part];
  return value === null || energy.total === null || energy.total === 0 || isContained(energy, part)
    ? '-'
    : formatPercent(value / energy.total);
}

function windowLines(backToBack: BackToBack, { windowMs, steps, stepTime }: ShownEnergy): string[] {
  const window = windowMs === null ? '' : ` ${formatDuration(windowMs * NS_PER_MS)}`;
  const count = steps === null ? 'the steps' : `${formatNumber(steps)} ${steps === 1 ? 'step' : 'steps'}`;
  const lines = [`window: static power on for the whole window,${window || ' steps x timestepMs'}`];
  if (backToBack.windowMs === null) {
    const missing = backToBack.unpriced.filter((key) => key.endsWith('Ns'));
    const why = missing.length === 0 ? '' : `, for lack of ${missing.join(', ')}`;
    lines.push(`back to back: each step begun when the last is done; time of a step unknown${why}`);
  } else {
    lines.push(
      `back to back: each step begun when the last is done, ${count} of ${formatDuration(backToBack.stepNs)} ${stepTime}, ` +
        `${formatDuration(backToBack.windowMs * NS_PER_MS)}`,
    );
    if (windowMs !== null && backToBack.windowMs > windowMs)
      lines.push(
        `the ${stepTime} steps take longer than the window: the chip does not keep up with real time`,
      );
  }
  return lines;
}

/** Terms that depend on the spikes alone, wherever the neurons are. */
const OF_SPIKES: readonly string[] = [
  'neuronStepPj',
  'neuronSpikingStepPj',
  'neuronSpikePj',
  'synapseEventPj',
];

function containedLine({ allIn = [], contained = [] }: ManifestEnergyPj): string[] {
  if (allIn.length === 0) return [];
  const holds =
    contained.length === 0 ? '' : `, and already holds ${contained.join(', ')}, which are not added again`;
  const fixed = allIn.every((key) => OF_SPIKES.includes(key))
    ? ': that energy follows from the spikes, no mapper can change it'
    : '';
  return [`${allIn.join(', ')} is all-in${holds}${fixed}`];
}

function unpricedLine({ unpriced }: ManifestEnergyPj): string[] {
  return unpriced.length === 0 ? [] : [`not in the total, no constant known: ${unpriced.join(', ')}`];
}

function partOf(key: string): Part {
  if (key.startsWith('neuron')) return 'neurons';
  return key === 'synapseEventPj' ? 'synapses' : 'interconnect';
}
