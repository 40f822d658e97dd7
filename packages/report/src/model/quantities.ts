import { limitColumn } from './limit-column.ts';
import type { Numbers, Report } from './report.ts';

/** What cores can be coloured by. */
export interface Quantity {
  readonly name: string;
  readonly label: string;
  /** '' for plain numbers. */
  readonly unit: string;
  readonly says: string;
  /** By used core; null where the network or the chip does not have it. */
  readonly column: (report: Report) => Numbers | null;
}

const PLAIN: readonly Quantity[] = [
  {
    name: 'fill',
    label: 'fullest limit',
    unit: '%',
    says: 'how near the core is to the limit that it is nearest to',
    column: fillOf,
  },
  {
    name: 'neurons',
    label: 'neurons',
    unit: '',
    says: 'on the core',
    column: ({ cores, named }) => (named.ofClusters ? null : cores.neurons),
  },
  {
    name: 'synapses',
    label: 'synapses',
    unit: '',
    says: 'that the core stores',
    column: ({ cores }) => cores.synapses,
  },
  {
    name: 'memory',
    label: 'synapse memory',
    unit: 'bit',
    says: 'synapses x bits of a synapse',
    column: ({ cores }) => cores.memoryBits,
  },
  {
    name: 'input-axons',
    label: 'input axons',
    unit: '',
    says: 'distinct sources with a target on the core',
    column: ({ cores }) => cores.inputAxons,
  },
  {
    name: 'output-axons',
    label: 'output axons',
    unit: '',
    says: 'distinct other cores that its neurons reach, summed over the neurons',
    column: ({ cores }) => cores.outputAxons,
  },
  {
    name: 'fan-in',
    label: 'largest fan-in',
    unit: '',
    says: 'most synapses onto one of its neurons',
    column: ({ cores }) => cores.fanIn,
  },
  {
    name: 'spikes',
    label: 'spikes',
    unit: '',
    says: 'of its neurons, in the window',
    column: ({ cores }) => cores.spikes,
  },
  {
    name: 'packets-out',
    label: 'spikes out',
    unit: '',
    says: 'packets to other cores and the i/o port, in the window',
    column: ({ cores }) => cores.packetsOut,
  },
  {
    name: 'packets-in',
    label: 'spikes in',
    unit: '',
    says: 'packets from other cores and the i/o port, in the window',
    column: ({ cores }) => cores.packetsIn,
  },
  {
    name: 'events',
    label: 'synaptic events',
    unit: '',
    says: 'spikes that arrive, once per synapse, in the window',
    column: ({ cores }) => cores.events,
  },
  {
    name: 'energy',
    label: 'energy',
    unit: 'pJ',
    says: 'of its neurons, its synaptic events, the packets it sends and its share of static power, in the window',
    column: ({ cores }) => cores.energyPj,
  },
  {
    name: 'step',
    label: 'time per step',
    unit: 'ns',
    says: 'what the core takes in the average step; the slowest one is what the others wait for',
    column: ({ cores }) => cores.stepNs,
  },
  {
    name: 'link-out',
    label: 'busiest link out',
    unit: '',
    says: 'packets over the busiest link that leaves its tile, in the window',
    column: linkOutOf,
  },
];

const columns = new WeakMap<Report, Map<string, Numbers | null>>();

/** Each column is made once for a report: a pointer that moves over a million cores asks for it all the time. */
export const QUANTITIES: readonly Quantity[] = PLAIN.map((quantity) => ({
  ...quantity,
  column: (report) => {
    let known = columns.get(report);
    if (known === undefined) columns.set(report, (known = new Map<string, Numbers | null>()));
    let column = known.get(quantity.name);
    if (column === undefined) known.set(quantity.name, (column = quantity.column(report)));
    return column;
  },
}));

/** Those that a report has, in order. */
export function quantitiesOf(report: Report): Quantity[] {
  return QUANTITIES.filter(({ column }) => column(report) !== null);
}

function fillOf(report: Report): Numbers | null {
  const { cores, chip, limits } = report;
  const fill = new Float64Array(cores.count);
  let any = false;
  for (const { name, class: className, limit } of limits) {
    const used = limitColumn(cores, name);
    if (used === null || limit === 0) continue;
    any = true;
    const only = chip.classes.indexOf(className);
    for (let core = 0; core < fill.length; core++)
      if (cores.classOf[core] === only) fill[core] = Math.max(fill[core], used[core] / limit);
  }
  return any ? fill : null;
}

function linkOutOf({ chip, cores, links }: Report): Numbers | null {
  if (links.loaded === 0) return null;
  let busiest = links.busiestOut;
  if (busiest === null) {
    busiest = new Float64Array(chip.tileCount);
    for (let link = 0; link < links.count; link++) {
      const from = links.from[link];
      if (from < chip.tileCount && links.load[link] > busiest[from]) busiest[from] = links.load[link]!;
    }
  }
  const ofTile = busiest;
  return Float64Array.from(cores.core, (core) => ofTile[chip.tileOf[core]]);
}
