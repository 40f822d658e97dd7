import type { Faults } from '../faults.ts';

/** Which cell of a row says what; population null: `neuron` is the number in the flat network. */
export interface Columns {
  readonly step: number;
  readonly population: number | null;
  readonly neuron: number;
  readonly count: number;
}

const NAMES: Readonly<Record<string, 'step' | 'population' | 'neuron'>> = {
  step: 'step',
  steps: 'step',
  population: 'population',
  neuron: 'neuron',
  neurons: 'neuron',
  index: 'neuron',
};
const TIMES: readonly string[] = [
  't',
  'ms',
  's',
  'time',
  'times',
  'time_ms',
  'timems',
  'time (ms)',
  'time_s',
  'times_ms',
];

/** A row of names: no cell of it is empty or a number. */
export function isHeading(cells: readonly string[]): boolean {
  return cells.every((cell) => cell !== '' && Number.isNaN(Number(cell)));
}

/** Columns by name, in the order of the heading. */
export function readHeading(cells: readonly string[], where: string, faults: Faults): Columns | null {
  const at: Partial<Record<'step' | 'population' | 'neuron', number>> = {};
  const unknown: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const name = Object.hasOwn(NAMES, cell.toLowerCase()) ? NAMES[cell.toLowerCase()] : undefined;
    if (name === undefined || at[name] !== undefined) unknown.push(cell);
    else at[name] = index;
  }
  if (unknown.length === 0 && at.step !== undefined && at.neuron !== undefined)
    return { step: at.step, population: at.population ?? null, neuron: at.neuron, count: cells.length };
  const time = cells.find((cell) => TIMES.includes(cell.toLowerCase()));
  faults.add(
    time !== undefined && at.step === undefined
      ? {
          code: 'E1231',
          where,
          message: `the heading names a column of times, "${time}"; spikes are given by step.`,
          have: cells.join(','),
          need: 'step,neuron or step,population,index',
          hint: 'Write step = floor(time / timestepMs), numbered from 0.',
        }
      : {
          code: 'E1230',
          where,
          message: `the heading "${cells.join(',')}" does not name the columns step,neuron or step,population,index.`,
          have: cells.join(','),
          need: 'step,neuron or step,population,index',
          hint: 'Rename or remove columns; without a heading they are taken in that order.',
        },
  );
  return null;
}

/** Without a heading the number of cells decides; null where it says nothing. */
export function columnsOf(cells: readonly string[]): Columns | null {
  if (cells.length === 2) return { step: 0, population: null, neuron: 1, count: 2 };
  return cells.length === 3 ? { step: 0, population: 1, neuron: 2, count: 3 } : null;
}
