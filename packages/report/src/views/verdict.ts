import { formatEnergy, formatNs, formatNumber, formatPercent } from '../model/format.ts';
import { mostlyStatic } from '../model/mostly-static.ts';
import type { Report } from '../model/report.ts';
import type { Spot, Table } from '../model/table.ts';
import { linkName } from '../model/words.ts';
import { bindingSentences } from './binding.ts';
import { largest } from './top-lists.ts';

/** One number of the first line of a report. */
export interface Headline {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  /** Id of the section that says more, or a place on the chip. */
  readonly leadsTo: string | Spot;
}

/** What a reader is told first. */
export interface Verdict {
  readonly state: string;
  readonly proof: string;
  readonly headlines: readonly Headline[];
  /** What stands in the way of fewer cores, and of a shorter step, in sentences. */
  readonly binding: readonly string[];
}

export function verdictOf(report: Report): Verdict {
  const { named, metrics, energyNotes } = report;
  const headlines: Headline[] = [];
  const total = metrics['energyPj.total'] ?? null;
  const fixed = mostlyStatic(report);
  const perInference = named.inferences === null || total === null ? null : total / named.inferences;
  if (!named.ofClusters)
    headlines.push({
      label: 'energy',
      value: formatEnergy(total),
      note:
        (fixed === null ? '' : `${fixed} static; `) +
        (energyNotes.partial ? `without ${counted(energyNotes.unpriced.length)}; ` : '') +
        (energyNotes.unverified.some((key) => !key.endsWith('Ns')) ? 'unverified constants; ' : '') +
        (perInference === null
          ? `${formatEnergy(total === null ? null : total / named.steps)} a step`
          : `${formatEnergy(perInference)} an inference`),
      leadsTo: 'energy',
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
      leadsTo: 'time',
    });
  const ofCount = (key: string, label: string, unit: string, leadsTo = 'numbers'): void => {
    const value = metrics[key] ?? null;
    if (value === null) return;
    headlines.push({ label, value: formatNumber(value), note: gapText(report, key) ?? unit, leadsTo });
  };
  ofCount('coresUsed', 'cores', 'in use', 'limits');
  ofCount('interCorePackets', named.ofClusters ? 'traffic' : 'packets', 'between cores, in the window');
  ofCount(
    named.ofClusters ? 'weightedHops' : 'spikeHops',
    named.ofClusters ? 'weighted hops' : named.scheme === 'tree' ? 'tree links' : 'hops',
    '',
  );
  const busiest = busiestLink(report);
  if (busiest !== null) headlines.push(busiest);
  return {
    state: named.complete ? 'legal' : 'legal, cut short',
    proof: `every limit and every number recomputed from the placement alone by nmap's verifier (${named.tool})`,
    headlines,
    binding: bindingSentences(report),
  };
}

/** By its name; it is the first of those that carry as much. */
function busiestLink(report: Report): Headline | null {
  const { links, metrics, named } = report;
  const value = metrics['maxLinkLoad'] ?? null;
  if (value === null) return null;
  const unit = named.ofClusters ? 'weight' : 'packets in the window';
  const note = gapText(report, 'maxLinkLoad') ?? unit;
  const headline = { label: 'busiest link', value: formatNumber(value) };
  const [link] = largest(links.load);
  if (link === undefined) return { ...headline, note, leadsTo: 'numbers' };
  let equal = -1;
  for (const load of links.load) if (load === links.load[link]) equal++;
  const others = equal === 0 ? '' : ` and ${formatNumber(equal)} more`;
  return {
    ...headline,
    note: `${linkName(report, link)}${others}; ${note}`,
    leadsTo: { kind: 'link', link },
  };
}

function counted(constants: number): string {
  return constants === 1 ? 'a constant that is unknown' : `${constants} constants that are unknown`;
}

/** The tighter of the two bounds that a manifest states. */
function gapText(report: Report, key: string): string | null {
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
