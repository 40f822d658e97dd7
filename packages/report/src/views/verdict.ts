import { formatEnergy, formatNs, formatNumber, formatPercent } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { Table } from '../model/table.ts';
import { LIMIT_WORDS, coreName } from '../model/words.ts';

/** One number of the first line of a report. */
export interface Headline {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** What a reader is told first. */
export interface Verdict {
  readonly state: string;
  readonly proof: string;
  readonly headlines: readonly Headline[];
  /** What stands in the way of fewer cores, and of a shorter step. */
  readonly binding: string;
}

export function verdictOf(report: Report): Verdict {
  const { named, metrics, energyNotes } = report;
  const headlines: Headline[] = [];
  const total = metrics['energyPj.total'] ?? null;
  const perInference = named.inferences === null || total === null ? null : total / named.inferences;
  if (!named.ofClusters)
    headlines.push({
      label: 'energy',
      value: formatEnergy(total),
      note:
        (energyNotes.partial ? `without ${counted(energyNotes.unpriced.length)}; ` : '') +
        (energyNotes.unverified.some((key) => !key.endsWith('Ns')) ? 'unverified constants; ' : '') +
        (perInference === null
          ? `${formatEnergy(total === null ? null : total / named.steps)} a step`
          : `${formatEnergy(perInference)} an inference`),
    });
  const stepNs = metrics['energyBackToBackPj.stepNs'] ?? null;
  if (!named.ofClusters)
    headlines.push({
      label: 'time per step',
      value: formatNs(stepNs),
      note:
        stepNs === null
          ? `for lack of ${counted(report.step?.missing.length ?? 0)}`
          : (energyNotes.unverified.some((key) => key.endsWith('Ns')) ? 'unverified constants; ' : '') +
            `modelled, ${formatNumber(named.steps)} steps`,
    });
  const ofCount = (key: string, label: string, unit: string): void => {
    const value = metrics[key] ?? null;
    if (value === null) return;
    headlines.push({ label, value: formatNumber(value), note: gapText(report, key) ?? unit });
  };
  ofCount('coresUsed', 'cores', 'in use');
  ofCount('interCorePackets', named.ofClusters ? 'traffic' : 'packets', 'between cores, in the window');
  ofCount(
    named.ofClusters ? 'weightedHops' : 'spikeHops',
    named.ofClusters ? 'weighted hops' : named.scheme === 'tree' ? 'tree links' : 'hops',
    '',
  );
  ofCount('maxLinkLoad', 'busiest link', 'packets in the window');
  return {
    state: named.complete ? 'legal' : 'legal, cut short',
    proof: `every limit and every number recomputed from the placement alone by nmap's verifier (${named.tool})`,
    headlines,
    binding: bindingText(report),
  };
}

function counted(constants: number): string {
  return constants === 1 ? 'a constant that is unknown' : `${constants} constants that are unknown`;
}

/** The tighter of the two bounds that a manifest states. */
export function gapText(report: Report, key: string): string | null {
  const value = report.metrics[key] ?? null;
  const all = report.bounds[key] ?? null;
  const ofClusters = report.clusterBounds[key] ?? null;
  if (value === null || (all === null && ofClusters === null)) return null;
  const say = (bound: number, of: string): string =>
    `${value === bound ? 'at' : `${gap(value, bound)} above`} the bound${of}`;
  const texts = [];
  if (all !== null && all > 0) texts.push(say(all, ''));
  if (ofClusters !== null && ofClusters > 0) texts.push(say(ofClusters, ' of these clusters'));
  return texts.length === 0 ? null : texts.join(', ');
}

function gap(value: number, bound: number): string {
  return formatPercent(value / bound - 1);
}

/** Which limit is nearest, and what the step waits for. */
export function bindingText(report: Report): string {
  const texts: string[] = [];
  const nearest = report.limits
    .filter(({ core, limit }) => core !== null && limit > 0)
    .reduce<(typeof report.limits)[number] | null>(
      (best, row) => (best === null || row.most / row.limit > best.most / best.limit ? row : best),
      null,
    );
  if (nearest !== null)
    texts.push(
      `${LIMIT_WORDS[nearest.name] ?? nearest.name}, of which ${coreName(report, nearest.core!)} holds ${formatNumber(nearest.most)} of ${formatNumber(nearest.limit)} (${formatPercent(nearest.most / nearest.limit)})`,
    );
  const { step, cores } = report;
  if (step !== null && step.stepNs !== null && step.stepNs > 0) {
    const parts: [string, number][] = [
      [slowestCoreText(report), step.coreNs >= step.linkNs ? step.coreNs : 0],
      ['the busiest link', step.linkNs > step.coreNs ? step.linkNs : 0],
      ['the slowest packet', step.packetNs],
      ['the barrier', step.barrierNs],
    ];
    const [what, ns] = parts.reduce((most, part) => (part[1] > most[1] ? part : most));
    texts.push(`a step waits ${formatNs(ns)} of ${formatNs(step.stepNs)} for ${what}`);
  }
  return cores.count === 0 ? '' : texts.join('; ');
}

function slowestCoreText(report: Report): string {
  const { stepNs } = report.cores;
  if (stepNs === null) return 'the slowest core';
  let slowest = 0;
  for (let core = 1; core < stepNs.length; core++) if (stepNs[core] > stepNs[slowest]) slowest = core;
  return `the slowest core (${coreName(report, slowest)})`;
}

const COUNTS: readonly (readonly [key: string, label: string, unit: string])[] = [
  ['coresUsed', 'cores used', 'cores'],
  ['connectivity', 'connectivity', 'spikes x cores'],
  ['interCorePackets', 'inter-core packets', 'packets'],
  ['cutSpikes', 'cut spikes', 'synaptic events'],
  ['spikeHops', 'spike hops', 'packets x links'],
  ['maxLinkLoad', 'busiest link', 'packets'],
  ['weightedHops', 'weighted hops', 'weight x hops'],
];

/** The counts beside what is proven of them. */
export function countTable(report: Report): Table {
  const { metrics, bounds, clusterBounds } = report;
  const gapOf = (value: number, bound: number | null): number | null =>
    bound === null || bound === 0 ? (value === 0 && bound === 0 ? 0 : null) : value / bound - 1;
  return {
    name: 'counts',
    title: 'Counts and bounds',
    says: 'The bound holds for any legal placement of the network; that of the clusters for any placement of the clusters just made, which others may beat.',
    columns: [
      { name: 'count', unit: '' },
      { name: 'value', unit: '' },
      { name: 'unit', unit: '' },
      { name: 'lower bound', unit: '' },
      { name: 'gap', unit: '%' },
      { name: 'bound of these clusters', unit: '' },
      { name: 'gap to it', unit: '%' },
    ],
    rows: COUNTS.filter(([key]) => metrics[key] !== undefined && metrics[key] !== null).map(
      ([key, label, unit]) => {
        const value = metrics[key]!;
        const bound = bounds[key] ?? null;
        const ofClusters = clusterBounds[key] ?? null;
        return [label, value, unit, bound, gapOf(value, bound), ofClusters, gapOf(value, ofClusters)];
      },
    ),
  };
}

/** Everything that the manifest states, by its path. */
export function metricTable({ metrics }: Report): Table {
  return {
    name: 'metrics',
    title: 'Every number of the manifest',
    says: 'By its path below "metrics", exactly as the manifest has it; unknown where a constant is.',
    columns: [
      { name: 'metric', unit: '' },
      { name: 'value', unit: '' },
    ],
    rows: Object.entries(metrics),
  };
}
