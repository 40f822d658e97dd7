import { inputError, quoted, ViolationList } from '../input-error.ts';
import { spikeColumn, type SpikeColumn } from './spike-columns.ts';
import { readSpikeLists } from './read-spike-lists.ts';
import type { EventRecord, SpikeRecord, TallyRecord } from './spike-record.ts';

const HEADING =
  'Begin it with a heading: neuron,time (ms), neuron,step, or neuron,spikes; a column "population" makes neurons count within theirs.';
const TIMES = ['ms', 's', 'us', 'steps'] as const;
const MS_IN = { ms: 1, s: 1000, us: 0.001, steps: 1 } as const;

/** One population's part of a table. */
interface Part {
  readonly neuron: number[];
  readonly value: number[];
  readonly lines: number[];
}

/**
 * A table of spikes in text, separated by commas, semicolons, tabs or blanks, whose heading names its columns: neuron and
 * a time, or neuron and a count; population where neurons are numbered within it. Lines that begin with # are comments.
 * Without a heading only lists are read, a neuron and its times to a line (SpiNeMap).
 */
export function readSpikeTable(bytes: Uint8Array, name: string): readonly SpikeRecord[] {
  if (bytes.includes(0))
    throw inputError('E1143', name, 'this is binary data of no kind that holds spikes.', HEADING);
  const text = new TextDecoder('utf-8').decode(bytes).replace(/^\uFEFF/, '');
  if (/^\s*[{[<]/.test(text))
    throw inputError('E1143', name, 'this is JSON or XML, not a table of spikes.', HEADING);
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => isContent(line));
  if (first < 0) throw inputError('E1143', name, 'the file holds no spikes and no heading.', HEADING);
  const separator = [',', ';', '\t'].find((mark) => lines[first].includes(mark)) ?? /[ \t]+/;
  const head = cellsOf(lines[first], separator);
  if (head.every((cell) => cell !== '' && Number.isFinite(Number(cell)))) {
    if (typeof separator !== 'string') return readSpikeLists(lines, name, HEADING);
    throw inputError(
      'E1143',
      `${name}:${first + 1}:1`,
      `${head.length} numbers without a heading: which is the neuron is not said.`,
      HEADING,
    );
  }
  const { at, time } = columnsOf(head, `${name}:${first + 1}:1`);
  const violations = new ViolationList();
  const parts = new Map<string | null, Part>();
  for (let line = first + 1; line < lines.length; line++) {
    if (!isContent(lines[line])) continue;
    const cells = cellsOf(lines[line], separator);
    const where = `${name}:${line + 1}:1`;
    if (cells.length !== head.length) {
      violations.error('E1143', where, `the line has ${cells.length} columns, the heading ${head.length}.`);
      continue;
    }
    const neuron = numberIn(cells[at.neuron!]);
    const value = numberIn(cells[at[time]!]);
    if (!Number.isInteger(neuron) || neuron < 0 || !(value >= 0) || value === Infinity) {
      violations.error(
        'E1145',
        where,
        `${quoted(cells[at.neuron!])} and ${quoted(cells[at[time]!])} are no number of a neuron, from 0, and ${time === 'spikes' ? 'no count' : 'no time'}, 0 or more.`,
      );
      continue;
    }
    const population = at.population === undefined ? null : unquoted(cells[at.population]);
    const part = parts.get(population) ?? { neuron: [], value: [], lines: [] };
    parts.set(population, part);
    part.neuron.push(neuron);
    part.value.push(value);
    part.lines.push(line + 1);
  }
  violations.throwIfFailed(name);
  return [...parts].map(([population, part]) => recordOf(part, population, time, name));
}

function recordOf(
  { neuron, value, lines }: Part,
  population: string | null,
  time: (typeof TIMES)[number] | 'spikes',
  where: string,
): EventRecord | TallyRecord {
  if (time === 'spikes') return { kind: 'tally', where, population, neuron, spikes: value, lines };
  const unit = time === 'steps' ? 'steps' : 'ms';
  const factor = MS_IN[time];
  const at = factor === 1 ? value : value.map((moment) => moment * factor);
  return { kind: 'events', where, population, neuron, at, unit, windowMs: null, lines };
}

/** Where each column stands, and which of them says when, or how often. */
function columnsOf(
  head: readonly string[],
  where: string,
): { at: Partial<Record<SpikeColumn, number>>; time: (typeof TIMES)[number] | 'spikes' } {
  const at: Partial<Record<SpikeColumn, number>> = {};
  for (const [index, cell] of head.entries()) {
    const column = spikeColumn(unquoted(cell));
    if (column === null || at[column] !== undefined)
      throw inputError(
        'E1143',
        where,
        `the heading ${quoted(head.join(','))} names ${quoted(cell)}, which is no column of spikes, or there twice.`,
        HEADING,
      );
    at[column] = index;
  }
  const times = [...TIMES, 'spikes' as const].filter((column) => at[column] !== undefined);
  if (at.neuron === undefined || times.length !== 1)
    throw inputError(
      'E1143',
      where,
      `the heading ${quoted(head.join(','))} needs a neuron and one column that says when, or how often.`,
      HEADING,
    );
  return { at, time: times[0] };
}

function isContent(line: string): boolean {
  return line.trim() !== '' && !line.startsWith('#');
}

function cellsOf(line: string, separator: string | RegExp): string[] {
  return line
    .trim()
    .split(separator)
    .map((cell) => cell.trim());
}

function unquoted(cell: string): string {
  return cell.replace(/^"(.*)"$/, '$1');
}

function numberIn(cell: string): number {
  const text = unquoted(cell);
  return text === '' ? NaN : Number(text);
}
