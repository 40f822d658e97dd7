import { QUANTITIES } from '../model/quantities.ts';
import type { Report } from '../model/report.ts';
import type { Cell, Table } from '../model/table.ts';
import type { Comparison } from './comparison.ts';

/** Less is better of all of these. */
const COMPARED: readonly (readonly [path: string, label: string, unit: string])[] = [
  ['coresUsed', 'cores used', ''],
  ['energyPj.total', 'energy in the window', 'pJ'],
  ['energyPj.neurons', '  neurons', 'pJ'],
  ['energyPj.synapses', '  synapses', 'pJ'],
  ['energyPj.interconnect', '  interconnect', 'pJ'],
  ['energyPj.static', '  static', 'pJ'],
  ['energyBackToBackPj.total', 'energy, steps back to back', 'pJ'],
  ['energyBackToBackPj.stepNs', 'time per step', 'ns'],
  ['interCorePackets', 'packets', ''],
  ['connectivity', 'connectivity', ''],
  ['cutSpikes', 'cut spikes', ''],
  ['spikeHops', 'spike hops', ''],
  ['weightedHops', 'weighted hops', ''],
  ['maxLinkLoad', 'busiest link', ''],
];

/** What got better, and what worse. */
export function changeTables(before: Report, after: Report): Table[] {
  return (['', 'pJ', 'ns'] as const).flatMap((unit) => {
    const rows = COMPARED.filter(([, , of]) => of === unit).flatMap(([path, label]): Cell[][] => {
      const was = before.metrics[path] ?? null;
      const is = after.metrics[path] ?? null;
      if (was === null && is === null) return [];
      const change = was === null || is === null ? null : is - was;
      const share = change === null || was === 0 ? null : change / was!;
      const verdict = change === null ? 'unknown' : change === 0 ? 'same' : change < 0 ? 'better' : 'worse';
      return [[label.trim(), was, is, change, share, verdict]];
    });
    const what = unit === '' ? 'counts' : unit === 'pJ' ? 'energy' : 'time';
    return rows.length === 0
      ? []
      : [
          {
            name: `change-${what}`,
            title: `What changed: ${what}`,
            says: `A is the first placement, B the second; less is better.${unverifiedText([before, after], unit)}`,
            columns: [
              { name: 'of', unit: '' },
              { name: 'A', unit },
              { name: 'B', unit },
              { name: 'B − A', unit },
              { name: 'change', unit: '%' },
              { name: '', unit: '' },
            ],
            rows,
          },
        ];
  });
}

/** Energies and times that rest on constants of evidence U are marked as in every other table. */
function unverifiedText(reports: readonly Report[], unit: '' | 'pJ' | 'ns'): string {
  if (unit === '') return '';
  const keys = reports.flatMap(({ energyNotes }) => energyNotes.unverified);
  const concerned = [...new Set(keys)].filter((key) => unit === 'pJ' || key.endsWith('Ns'));
  return concerned.length === 0 ? '' : ` Unverified constants (evidence U): ${concerned.join(', ')}.`;
}

export function movedTable({ moved, unknown }: Comparison): Table {
  return {
    name: 'moved',
    title: 'What moved',
    says: unknown === null ? 'Neurons that are on another core in B than in A.' : `Not known: ${unknown}.`,
    columns: [
      { name: 'population', unit: '' },
      { name: 'neurons', unit: '' },
      { name: 'moved', unit: '' },
      { name: 'share', unit: '%' },
    ],
    rows: moved.map(({ population, neurons, moved: count }) => [
      population,
      neurons,
      count,
      neurons === 0 ? 0 : count / neurons,
    ]),
  };
}

/** deltaOf: by core, what B has more of a quantity; null where one of the two does not have it. */
export function changeByCore(before: Report, after: Report, name: string): Map<number, number> | null {
  const quantity = QUANTITIES.find((one) => one.name === name);
  const was = quantity?.column(before) ?? null;
  const is = quantity?.column(after) ?? null;
  if (was === null || is === null) return null;
  const deltaOf = new Map<number, number>();
  for (const [index, core] of before.cores.core.entries()) deltaOf.set(core, -was[index]);
  for (const [index, core] of after.cores.core.entries())
    deltaOf.set(core, (deltaOf.get(core) ?? 0) + is[index]);
  return deltaOf;
}

/** The difference core by core, for CSV. */
export function differenceTable(before: Report, after: Report, name: string): Table {
  const quantity = QUANTITIES.find((one) => one.name === name)!;
  const deltaOf = changeByCore(before, after, name) ?? new Map<number, number>();
  const at = (report: Report): Map<number, number> => {
    const column = quantity.column(report);
    return new Map(Array.from(report.cores.core, (core, index) => [core, column?.[index] ?? 0]));
  };
  const [was, is] = [at(before), at(after)];
  return {
    name: `difference-${name}`,
    title: `Difference in ${quantity.label}`,
    says: 'By core; one that is free counts as 0.',
    columns: [
      { name: 'core', unit: '' },
      { name: 'A', unit: quantity.unit },
      { name: 'B', unit: quantity.unit },
      { name: 'B − A', unit: quantity.unit },
    ],
    rows: [...deltaOf.keys()]
      .sort((a, b) => a - b)
      .map((core) => [core, was.get(core) ?? null, is.get(core) ?? null, deltaOf.get(core)!]),
  };
}
