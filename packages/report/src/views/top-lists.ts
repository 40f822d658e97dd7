import { sumOf } from '../model/column.ts';
import { mostlyStatic } from '../model/mostly-static.ts';
import type { Numbers, Report } from '../model/report.ts';
import { QUANTITIES, type Quantity } from '../model/quantities.ts';
import type { Cell, Table, Spot } from '../model/table.ts';
import { coreName, flowName, holderName, linkName } from '../model/words.ts';

const SHOWN = 10;

/** The ten that matter most of each kind, each of which leads to its place. */
export function topLists(report: Report): Table[] {
  return [
    fullestCores(report),
    topCores(report, 'energy', 'Costliest cores'),
    topCores(report, 'step', 'Slowest cores'),
    hottestLinks(report),
    costliestPopulations(report),
    costliestFlows(report),
  ].filter((table): table is Table => table !== null && table.rows.length > 0);
}

function fullestCores(report: Report): Table | null {
  const quantity = QUANTITIES.find(({ name }) => name === 'fill')!;
  return coreTable(report, quantity, 'Fullest cores');
}

function topCores(report: Report, name: string, title: string): Table | null {
  return coreTable(
    report,
    QUANTITIES.find((quantity) => quantity.name === name)!,
    title,
  );
}

function coreTable(report: Report, quantity: Quantity, title: string): Table | null {
  const { named } = report;
  const column = quantity.column(report);
  if (column === null) return null;
  const best = largest(column);
  const total = sumOf(column);
  const ofTotal = quantity.name === 'energy';
  return {
    name: `top-${quantity.name}`,
    title,
    says: `The cores of which the ${quantity.label} is largest: ${quantity.says}.${ofTotal ? staticSays(report) : ''}`,
    columns: [
      { name: 'core', unit: '' },
      { name: named.ofClusters ? 'node' : 'mostly', unit: '' },
      { name: quantity.label, unit: quantity.unit },
      ...(ofTotal ? [{ name: 'share', unit: '%' }] : []),
    ],
    rows: best.map((index) => [
      coreName(report, index),
      holderName(report, index),
      column[index],
      ...(ofTotal ? [total === 0 ? null : column[index] / total] : []),
    ]),
    spots: best.map((index) => ({ kind: 'core', index })),
  };
}

/** Where static power is most of the energy, a list of energies is one of rooms: that is said. */
function staticSays(report: Report): string {
  const fixed = mostlyStatic(report);
  return fixed === null ? '' : ` Of the total ${fixed} is static power.`;
}

function hottestLinks(report: Report): Table {
  const { links, named } = report;
  const best = largest(links.load);
  return {
    name: 'top-links',
    title: 'Hottest links',
    says: 'The links over which most packets go in the window, those of an average step, and of the busiest step where spikes fall evenly.',
    columns: [
      { name: 'link', unit: '' },
      { name: named.ofClusters ? 'weight' : 'packets', unit: '' },
      { name: 'a step', unit: '' },
      ...(links.peak === null ? [] : [{ name: 'busiest step', unit: '' }]),
    ],
    rows: best.map((link) => [
      linkName(report, link),
      links.load[link],
      links.load[link] / named.steps,
      ...(links.peak === null ? [] : [links.peak[link]]),
    ]),
    spots: best.map((link) => ({ kind: 'link', link })),
  };
}

function costliestPopulations(report: Report): Table | null {
  const costs = report.populations.map(({ neuronsPj, synapsesPj, interconnectPj, staticPj }) =>
    sum([neuronsPj, synapsesPj, interconnectPj, staticPj]),
  );
  return energyTable(report, costs, {
    name: 'top-populations',
    title: 'Costliest populations',
    says: `Energy of their neurons, of the synaptic events on them, of the packets they send and of the static power of the room they take.${staticSays(report)}`,
    what: 'population',
    nameOf: (at) => report.populations[at].id,
    spotOf: (population) => ({ kind: 'population', population }),
  });
}

function costliestFlows(report: Report): Table | null {
  const costs = report.flows.map(({ synapsesPj, interconnectPj }) => sum([synapsesPj, interconnectPj]));
  const fixed = mostlyStatic(report);
  return energyTable(report, costs, {
    name: 'top-projections',
    title: 'Costliest projections',
    says: `All projections between two populations together: energy of their synaptic events and of their share of the packets.${fixed === null ? '' : ` Static power, ${fixed} of the total, belongs to no projection.`}`,
    what: 'projection',
    nameOf: (at) => flowName(report, at),
    spotOf: (flow) => ({ kind: 'flow', flow }),
  });
}

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly what: string;
  readonly nameOf: (at: number) => string;
  readonly spotOf: (at: number) => Spot;
}

function energyTable({ metrics }: Report, costs: readonly (number | null)[], listed: Listed): Table | null {
  const known = costs.map((cost) => cost ?? 0);
  const total = metrics['energyPj.total'] ?? null;
  if (total === null) return null;
  const best = largest(Float64Array.from(known));
  return {
    name: listed.name,
    title: listed.title,
    says: listed.says,
    columns: [
      { name: listed.what, unit: '' },
      { name: 'energy', unit: 'pJ' },
      { name: 'share', unit: '%' },
    ],
    rows: best.map((at): Cell[] => [listed.nameOf(at), known[at], total === 0 ? null : known[at] / total]),
    spots: best.map(listed.spotOf),
  };
}

/** null where nothing is known. */
export function sum(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.reduce((total, part) => total + part, 0);
}

/** Places of the ten largest above 0, the first of equals first. */
export function largest(column: Numbers): number[] {
  const best: number[] = [];
  for (let at = 0; at < column.length; at++) {
    if (column[at] === 0 || (best.length === SHOWN && column[at] <= column[best[SHOWN - 1]])) continue;
    let place = best.length;
    while (place > 0 && column[best[place - 1]] < column[at]) place--;
    best.splice(place, 0, at);
    if (best.length > SHOWN) best.pop();
  }
  return best;
}
