import { inputError, quoted, ViolationList } from '../input-error.ts';
import type { EventRecord } from './spike-record.ts';

/**
 * Lists of spikes: a neuron to a line and its times in ms behind it, as SpiNeMap writes them. Times of a neuron are a set
 * there: equal ones count once. A neuron has one line.
 * **Source** SpiNeMap (drexel-DISCO, 2021), its reader of spikes.
 * @param hint what else the file could be.
 */
export function readSpikeLists(lines: readonly string[], where: string, hint: string): EventRecord[] {
  const violations = new ViolationList();
  const neuron: number[] = [];
  const at: number[] = [];
  const lineOf: number[] = [];
  const seen = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const place = `${where}:${index + 1}:1`;
    const numbers = line
      .trim()
      .split(/[ \t]+/)
      .map(Number);
    const [source, ...times] = numbers;
    if (numbers.some((number) => !(number >= 0) || number === Infinity) || !Number.isInteger(source)) {
      violations.error('E1145', place, `${quoted(line.trim())} is no neuron with its times, 0 or more.`);
      continue;
    }
    const before = seen.get(source);
    if (before !== undefined)
      throw inputError(
        'E1143',
        place,
        `numbers without a heading are a neuron and its times to a line, and neuron ${source} has line ${before} already.`,
        hint,
      );
    seen.set(source, index + 1);
    for (const time of new Set(times)) {
      neuron.push(source);
      at.push(time);
      lineOf.push(index + 1);
    }
  }
  violations.throwIfFailed(where);
  return [{ kind: 'events', where, population: null, neuron, at, unit: 'ms', windowMs: null, lines: lineOf }];
}
