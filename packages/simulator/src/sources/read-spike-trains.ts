import type { Diagnostic, Network, Population } from '@nmap/ir';
import { Faults } from '../faults.ts';
import { columnsOf, isHeading, readHeading, type Columns } from './columns.ts';
import { splitRow, wholeNumber } from './rows.ts';
import type { SpikeTrains } from './spike-trains.ts';

export interface ReadTrains {
  readonly trains: SpikeTrains;
  /** What a reader of the file might not expect: no spikes, repeated rows. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads spike trains from text, one spike to a line: `step,neuron` with the number of the
 * neuron in the flat network, or `step,population,index`. A heading may name the columns in
 * another order. Commas, semicolons, tabs or spaces; cells may be in double quotes; whole
 * numbers in any notation; empty lines and lines that start with `#` are skipped. A repeated
 * row is one more spike. Throws one fault of each kind, with the first line and the count.
 * @param steps the steps that are simulated, numbered from 0.
 */
export function readSpikeTrains(text: string, fileName: string, network: Network, steps: number): ReadTrains {
  const faults = new Faults();
  if (text.includes('\0')) {
    faults.add({
      code: 'E1232',
      where: fileName,
      message: 'holds bytes of value 0: it is no UTF-8 text.',
      hint: 'Save it as UTF-8 (it may be UTF-16, or binary).',
    });
    faults.throwIfAny();
  }
  const populations = new Map(network.populations.map((population) => [population.id, population]));
  const step: number[] = [];
  const neuron: number[] = [];
  const lines: number[] = [];
  let columns: Columns | null = null;
  let line = 0;
  let isFirst = true;
  const outside = { count: 0, first: 0, line: 0, last: 0 };
  for (const row of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    line++;
    const trimmed = row.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const cells = splitRow(trimmed);
    const where = `${fileName}:${line}`;
    if (isFirst && isHeading(cells)) {
      columns = readHeading(cells, where, faults);
      faults.throwIfAny();
      isFirst = false;
      continue;
    }
    isFirst = false;
    const at = columns ?? columnsOf(cells);
    if (at === null || cells.length !== at.count) {
      const form =
        columns === null
          ? '"step,neuron" or "step,population,index"'
          : `${columns.count} cells, as the heading has`;
      faults.addOfKind({
        code: 'E1624',
        where,
        message: `expected ${form}, found ${cells.length} cells.`,
        have: cells.length,
        need: columns?.count ?? 2,
        unit: 'cells',
        hint: 'Part the cells by commas, semicolons, tabs or spaces.',
      });
      continue;
    }
    const index = indexOf(cells, at, { populations, network }, where, faults);
    const when = stepOf(cells[at.step], where, faults);
    if (when !== null && when >= steps) {
      if (outside.count++ === 0) Object.assign(outside, { first: when, line });
      outside.last = Math.max(outside.last, when);
    } else if (index !== null && when !== null) {
      step.push(when);
      neuron.push(index);
      lines.push(line);
    }
  }
  if (outside.count > 0) {
    const [who, verb] =
      outside.count === 1 ? ['one row is', 'it is'] : [`${outside.count} rows are`, 'the first is'];
    faults.add({
      code: 'E1622',
      where: `${fileName}:${outside.line}`,
      message: `${who} outside the ${steps} simulated steps, numbered from 0; ${verb} in step ${outside.first}.`,
      have: outside.last,
      need: steps - 1,
      unit: 'steps',
      hint: `--steps ${outside.last + 1} replays them all; or give a network file with a longer durationMs.`,
    });
  }
  faults.throwIfAny();
  const trains = {
    step: Float64Array.from(step),
    neuron: Uint32Array.from(neuron),
    line: Uint32Array.from(lines),
  };
  return { trains, diagnostics: remarks(trains, fileName, network.neuronCount) };
}

interface Neurons {
  readonly populations: ReadonlyMap<string, Population>;
  readonly network: Network;
}

function indexOf(
  cells: readonly string[],
  at: Columns,
  { populations, network }: Neurons,
  where: string,
  faults: Faults,
): number | null {
  let first = 0;
  let size = network.neuronCount;
  let of = 'the network';
  if (at.population !== null) {
    const id = cells[at.population];
    const population = populations.get(id);
    if (population === undefined) {
      faults.addOfKind({
        code: 'E1625',
        where,
        message: `the network has no population "${id}".`,
        have: id,
        hint: `Populations: ${[...populations.keys()].slice(0, 10).join(', ')}${populations.size > 10 ? ', ...' : ''}.`,
      });
      return null;
    }
    ({ first, size } = population);
    of = `population "${id}"`;
  }
  const text = cells[at.neuron];
  const index = wholeNumber(text);
  if (index !== null && index < size) return first + index;
  faults.addOfKind({
    code: 'E1626',
    where,
    message: `neuron ${text} is not a whole number from 0 to ${size - 1}: ${of} has ${size} neurons.`,
    have: text,
    need: size - 1,
  });
  return null;
}

function stepOf(text: string, where: string, faults: Faults): number | null {
  const step = wholeNumber(text);
  if (step === null) {
    faults.addOfKind({
      code: 'E1627',
      where,
      message: `step ${text} is not a whole number, 0 or more.`,
      have: text,
    });
  }
  return step;
}

function remarks(trains: SpikeTrains, where: string, neuronCount: number): Diagnostic[] {
  const count = trains.step.length;
  if (count === 0) {
    return [
      {
        code: 'W6204',
        severity: 'warning',
        where,
        message: 'holds no spike: no neuron fires because of it.',
        have: 0,
        unit: 'spikes',
        hint: 'Write one spike to a line: step,neuron.',
      },
    ];
  }
  const repeated = repeatedRows(trains, neuronCount);
  if (repeated === 0) return [];
  return [
    {
      code: 'W6205',
      severity: 'warning',
      where,
      message: `${repeated} of ${count} rows repeat another: each is one more spike of that neuron in that step.`,
      have: repeated,
      unit: 'rows',
      hint: 'Remove them if they were not meant.',
    },
  ];
}

function repeatedRows({ step, neuron }: SpikeTrains, neuronCount: number): number {
  // Steps times neurons stay below 2^53 wherever a replay is possible at all.
  const keys = Float64Array.from(step, (at, row) => at * neuronCount + neuron[row]).sort();
  let repeated = 0;
  for (let row = 1; row < keys.length; row++) if (keys[row] === keys[row - 1]) repeated++;
  return repeated;
}
