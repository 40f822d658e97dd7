/**
 * Connections of SpiNeMap, a source and its targets to a line, with the weights and spikes that lie beside them.
 *
 * **Source** NeuroXplore of drexel-DISCO (SpiNeMap, Balaji et al. 2020, DOI 10.1109/TVLSI.2019.2951493), its parsers
 * (Parser-Tensorflow/connection_info/model.cc, format.py) and its reader (SNNPartitioning/include/unroll/unroll.cc).
 * **Differs**: the reader keeps targets as a set. A target that is listed twice is two synapses here, but for the inputs
 * of a dense layer: the parser knows one number for all of them, 0, so that each target stands there once for each
 * input, one after the other. They are taken apart again.
 */
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ByteReader } from '../../clusters/cluster-graph.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork, listOf, NEURONS } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import { textLines, wholeNumbers } from '../common/text-lines.ts';
import { spikesBeside, weightsBeside } from './beside.ts';
import { inputsUnder } from './inputs-under.ts';

const MAX_NEURONS = 1 << 26;
/** The number that the parser gives to every input. */
const INPUT = 0;

export function readConnections({
  fileName,
  path,
}: ImportContext): ByteReader<ReadNetwork | Promise<ReadNetwork>> {
  const violations = new ViolationList();
  const targetsOf = new Map<number, number[]>();
  let largest = -1;
  /** Source of a record of the older form, whose targets are the next line; null between records. */
  let pending: number | null = null;
  let inRecords: boolean | null = null;
  return textLines<ReadNetwork | Promise<ReadNetwork>>(fileName, {
    line(text, _line, where) {
      const numbers = wholeNumbers(text);
      if (numbers?.length === 0) {
        pending = null;
        return;
      }
      const beyond = numbers?.find((number) => number >= MAX_NEURONS);
      if (numbers === null || beyond !== undefined) {
        violations.error(
          'E1861',
          where,
          beyond === undefined
            ? `the line ${quoted(text.trim())} is not a list of whole numbers.`
            : `the neuron ${grouped(beyond)} is beyond the ${grouped(MAX_NEURONS)} that can be read.`,
        );
        return;
      }
      for (const number of numbers) if (number > largest) largest = number;
      inRecords ??= numbers.length === 1;
      if (!inRecords) add(numbers[0], numbers.slice(1));
      else if (pending === null) [pending] = numbers;
      else {
        add(pending, numbers);
        pending = null;
      }
    },
    async finish(end) {
      violations.throwIfFailed(fileName);
      if (largest < 0) throw inputError('E1002', end, 'the file holds no connections.');
      const weights = path === null ? null : await weightsBeside(path, targetsOf, violations);
      const inputs = inputsUnder(INPUT, targetsOf);
      const synapses = new SynapseColumns();
      for (const [source, targets] of targetsOf) {
        const weight = weights?.get(source);
        targets.forEach((target, k) => {
          const which = source === INPUT ? k % inputs : 0;
          synapses.push(
            which === 0 ? source : largest + which,
            target,
            weights === null ? null : (weight?.[k] ?? 0),
          );
        });
      }
      if (inputs > 1)
        violations.warn(
          'W1892',
          fileName,
          `neuron ${INPUT} lists each of its targets ${inputs} times: ${inputs} inputs of a dense layer under one number. They are the neurons ${INPUT} and ${inputs === 2 ? '' : `${largest + 1} to `}${largest + inputs - 1}.`,
        );
      violations.note(
        'W1860',
        fileName,
        `neurons are numbered as in the file, 0 to ${grouped(largest)}; those above the largest number that it names are not in it.`,
      );
      const size = largest + inputs;
      const spikes = path === null ? null : await spikesBeside(path, size, inputs, violations);
      return finishNetwork(
        [{ id: NEURONS, size, ...(spikes === null ? {} : { spikes }) }],
        [listOf(NEURONS, NEURONS, synapses)],
        fileName,
        violations,
      );
    },
  });

  function add(source: number, targets: readonly number[]): void {
    const known = targetsOf.get(source);
    if (known === undefined) targetsOf.set(source, [...targets]);
    else for (const target of targets) known.push(target);
  }
}
