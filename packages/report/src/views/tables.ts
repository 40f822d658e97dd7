import { formatNumber } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { Table } from '../model/table.ts';
import { LIMIT_WORDS, coreName, flowName } from '../model/words.ts';
import { sum } from './top-lists.ts';

/** Every limit that is set, with its slack. */
export function limitTable(report: Report): Table {
  const { limits, chip } = report;
  const several = chip.classes.length > 1;
  return {
    name: 'limits',
    title: 'Limits and slack',
    says: 'What the fullest core holds of each limit, what the average one does, and how much room is left.',
    columns: [
      { name: 'limit', unit: '' },
      ...(several ? [{ name: 'class of core', unit: '' }] : []),
      { name: 'limit is', unit: '' },
      { name: 'most', unit: '' },
      { name: 'used', unit: '%' },
      { name: 'mean used', unit: '%' },
      { name: 'slack', unit: '' },
      { name: 'where', unit: '' },
    ],
    rows: limits.map(({ name, class: className, limit, most, mean, core }) => [
      LIMIT_WORDS[name] ?? name,
      ...(several ? [className] : []),
      limit,
      most,
      limit === 0 ? null : most / limit,
      limit === 0 ? null : mean / limit,
      limit - most,
      core === null ? 'whole chip' : coreName(report, core),
    ]),
    spots: limits.map(({ core }) => (core === null ? null : { kind: 'core', index: core })),
  };
}

const PARTS = ['neurons', 'synapses', 'interconnect', 'static'] as const;

/** Energy by part: over the window, a step, an inference, and with the steps back to back. */
export function energyTable(report: Report): Table {
  const { metrics, named } = report;
  const over = (part: string): number | null => metrics[`energyPj.${part}`] ?? null;
  const back = (part: string): number | null => metrics[`energyBackToBackPj.${part}`] ?? null;
  const total = over('total');
  const { inferences } = named;
  return {
    name: 'energy',
    title: 'Energy by part',
    says: energySays(report),
    columns: [
      { name: 'part', unit: '' },
      { name: 'in the window', unit: 'pJ' },
      { name: 'share', unit: '%' },
      { name: 'a step', unit: 'pJ' },
      ...(inferences === null ? [] : [{ name: 'an inference', unit: 'pJ' }]),
      { name: 'steps back to back', unit: 'pJ' },
    ],
    rows: [...PARTS, 'total'].map((part) => {
      const pj = over(part);
      return [
        part,
        pj,
        pj === null || total === null || total === 0 ? null : pj / total,
        pj === null ? null : pj / named.steps,
        ...(inferences === null ? [] : [pj === null ? null : pj / inferences]),
        back(part),
      ];
    }),
  };
}

function energySays({ energyNotes, named }: Report): string {
  const { unpriced, unverified, allIn, contained } = energyNotes;
  const texts = [
    `The window is ${formatNumber(named.windowMs)} ms, ${formatNumber(named.steps)} steps; back to back each step begins when the last is done, so static power is on for less time.`,
  ];
  if (unpriced.length > 0) texts.push(`The total lacks what nobody has published: ${unpriced.join(', ')}.`);
  if (unverified.length > 0)
    texts.push(
      `Unverified constants (evidence U: no public source confirms them): ${unverified.join(', ')}.`,
    );
  if (allIn.length > 0) texts.push(`${allIn.join(', ')} contains ${contained.join(', ')}, which are 0 here.`);
  return texts.join(' ');
}

export function populationTable(report: Report): Table {
  const { populations, metrics } = report;
  const total = metrics['energyPj.total'] ?? null;
  return {
    name: 'populations',
    title: 'Energy by population',
    says: 'Neurons where they live, synaptic events where they arrive, packets at their source, static power by the room that is taken. Packets from outside are at the external populations.',
    columns: [
      { name: 'population', unit: '' },
      { name: 'neurons', unit: '' },
      { name: 'cores', unit: '' },
      { name: 'spikes', unit: '' },
      ...PARTS.map((part) => ({ name: part, unit: 'pJ' })),
      { name: 'total', unit: 'pJ' },
      { name: 'share', unit: '%' },
    ],
    rows: populations.map(({ id, external, neurons, cores, spikes, ...pj }) => {
      const parts = [pj.neuronsPj, pj.synapsesPj, pj.interconnectPj, pj.staticPj];
      const all = sum(parts);
      const share = all === null || total === null || total === 0 ? null : all / total;
      return [external ? `${id} (external)` : id, neurons, cores, spikes, ...parts, all, share];
    }),
    spots: populations.map((_, population) => ({ kind: 'population', population })),
  };
}

export function flowTable(report: Report): Table {
  const { flows } = report;
  return {
    name: 'projections',
    title: 'Energy by projection',
    says: 'All projections from one population to another together. A packet that serves several is shared among them by the synapses it serves.',
    columns: [
      { name: 'projection', unit: '' },
      { name: 'synapses', unit: '' },
      { name: 'synaptic events', unit: '' },
      { name: 'packets', unit: '' },
      { name: 'synapses', unit: 'pJ' },
      { name: 'interconnect', unit: 'pJ' },
      { name: 'total', unit: 'pJ' },
    ],
    rows: flows.map(({ synapses, events, packets, synapsesPj, interconnectPj }, at) => [
      flowName(report, at),
      synapses,
      events,
      packets,
      synapsesPj,
      interconnectPj,
      sum([synapsesPj, interconnectPj]),
    ]),
    spots: flows.map((_, flow) => ({ kind: 'flow', flow })),
  };
}

/** What the average step is made of. */
export function stepTable(report: Report): Table | null {
  const { step } = report;
  if (step === null) return null;
  const { stepNs, missing, coreNs, linkNs, packetNs, barrierNs } = step;
  const share = (ns: number): number | null => (stepNs === null || stepNs === 0 ? null : ns / stepNs);
  const waits = Math.max(coreNs, linkNs);
  return {
    name: 'step',
    title: 'Time of a step',
    says:
      stepNs === null
        ? `Unknown, for lack of ${missing.join(', ')}; these are the parts with those taken as 0.`
        : 'The average step as modelled: the slowest core or the busiest link, whichever takes longer, then the slowest packet and the barrier.',
    columns: [
      { name: 'part', unit: '' },
      { name: 'time', unit: 'ns' },
      { name: 'share', unit: '%' },
    ],
    rows: [
      ['slowest core', coreNs, coreNs === waits ? share(coreNs) : null],
      ['busiest link', linkNs, linkNs === waits && linkNs !== coreNs ? share(linkNs) : null],
      ['slowest packet', packetNs, share(packetNs)],
      ['barrier', barrierNs, share(barrierNs)],
      ['step', stepNs, stepNs === null ? null : 1],
    ],
  };
}

/** The passes, and what each made of the cost. */
export function passTable(report: Report): Table {
  const { passes, named } = report;
  const known = passes.some(({ timeMs }) => timeMs !== null);
  return {
    name: 'passes',
    title: 'What each pass did',
    says: known
      ? `What each pass made of the cost, seed ${named.seed ?? '-'}, objective ${named.objective}.`
      : `As the manifest records them, seed ${named.seed ?? '-'}, objective ${named.objective}. Costs and times are known where the run writes the report itself: nmap place --report.`,
    columns: [
      { name: 'pass', unit: '' },
      { name: 'options', unit: '' },
      ...(known
        ? [
            { name: 'time (ms)', unit: '' },
            { name: 'cost before', unit: '' },
            { name: 'cost after', unit: '' },
            { name: 'change', unit: '%' },
            { name: 'of', unit: '' },
          ]
        : []),
    ],
    rows: passes.map(({ pass, options, truncated, timeMs, costBefore, costAfter, costName }) => [
      truncated ? `${pass} (cut short)` : pass,
      options,
      ...(known
        ? [
            timeMs === null ? null : Math.round(timeMs),
            costBefore,
            costAfter,
            costBefore === null || costAfter === null || costBefore === 0 ? null : costAfter / costBefore - 1,
            costName ?? '',
          ]
        : []),
    ]),
  };
}

/** Who lives on which core: as many rows as entries. */
export function matrixTable(report: Report): Table {
  const { cores, populations } = report;
  const rows: (readonly (string | number)[])[] = [];
  for (let index = 0; index < cores.count; index++)
    for (let k = cores.memberStart[index]; k < cores.memberStart[index + 1]; k++)
      rows.push([cores.core[index], populations[cores.memberPopulation[k]].id, cores.memberNeurons[k]]);
  return {
    name: 'matrix',
    title: 'Populations on cores',
    says: 'Neurons of each population on each core.',
    columns: [
      { name: 'core', unit: '' },
      { name: 'population', unit: '' },
      { name: 'neurons', unit: '' },
    ],
    rows,
  };
}

export function noteLines({ notes, named, chip }: Report): string[] {
  return [
    `${named.network} (sha256 ${named.networkSha256.slice(0, 12)}) on ${named.hardware} (sha256 ${named.hardwareSha256.slice(0, 12)}), ${chip.kind}, ${named.scheme} ${named.rule}, ${named.tool}, seed ${named.seed ?? '-'}`,
    ...notes,
  ];
}
