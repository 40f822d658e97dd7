import type { FirstLines, Misfit } from '../../clusters/first-lines.ts';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { TextNetworkReader } from '../../network-format.ts';
import { finishNetwork, listOf, NEURONS } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import { textLines, wholeNumbers } from '../common/text-lines.ts';

const MAX_NEURONS = 1 << 26;

export const adjacencyListNetwork: TextNetworkReader = {
  content: 'text',
  announces: () => false,
  misfit,
  open({ fileName }) {
    const violations = new ViolationList();
    const synapses = new SynapseColumns();
    const lineOf = new Map<number, number>();
    let largest = -1;
    return textLines(fileName, {
      line(text, line, where) {
        const trimmed = text.trim();
        if (trimmed === '' || trimmed.startsWith('#')) return;
        const numbers = wholeNumbers(trimmed);
        const beyond = numbers?.find((number) => number >= MAX_NEURONS);
        if (numbers === null || beyond !== undefined) {
          violations.error(
            'E1861',
            where,
            beyond === undefined
              ? `the line ${quoted(trimmed)} is not a list of whole numbers.`
              : `the neuron ${grouped(beyond)} is beyond the ${grouped(MAX_NEURONS)} that can be read.`,
          );
          return;
        }
        const [source, ...targets] = numbers;
        const before = lineOf.get(source);
        if (before !== undefined)
          violations.error('E1861', where, `the source ${source} has a line already: line ${before}.`);
        lineOf.set(source, line);
        for (const number of numbers) if (number > largest) largest = number;
        for (const target of targets) synapses.push(source, target);
      },
      finish(end) {
        if (largest < 0) throw inputError('E1002', end, 'the file holds no connections.');
        violations.note(
          'W1860',
          fileName,
          `neurons are numbered as in the file, 0 to ${grouped(largest)}; those above the largest number that it names are not in it.`,
        );
        return finishNetwork(
          [{ id: NEURONS, size: largest + 1 }],
          [listOf(NEURONS, NEURONS, synapses)],
          fileName,
          violations,
        );
      },
    });
  },
};

/** Ragged lines of whole numbers, no source twice: anything more regular is another format's. */
function misfit({ lines }: FirstLines): Misfit {
  const seen = new Set<number>();
  const lengths = new Set<number>();
  for (let k = 0; k < lines.length; k++) {
    const line = lines[k].trim();
    if (line === '' || line.startsWith('#')) continue;
    const numbers = wholeNumbers(line);
    if (numbers === null) return { line: k + 1, what: 'not a list of whole numbers' };
    if (seen.has(numbers[0]))
      return { line: k + 1, what: `the source ${numbers[0]} stands in an earlier line` };
    seen.add(numbers[0]);
    lengths.add(numbers.length);
  }
  if (seen.size === 0) return { line: 1, what: 'no line with a neuron' };
  return lengths.size < 2 ? { line: 1, what: 'all lines are of one length' } : null;
}
