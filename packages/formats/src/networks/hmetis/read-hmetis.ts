import type { ByteReader } from '../../clusters/cluster-graph.ts';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork, listOf, NEURONS } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import { textLines, wholeNumbers } from '../common/text-lines.ts';

interface Header {
  readonly edges: number;
  readonly vertices: number;
  readonly edgeWeights: boolean;
  readonly vertexWeights: boolean;
  readonly where: string;
}

const MAX_VERTICES = 1 << 26;
const MAX_EDGES = 2 ** 31 - 1;

/**
 * Reads a hypergraph as a network: the first pin of a hyperedge is the neuron that the others hear. Repeated pins count
 * once, a pin that is alone has no synapse. Lines that hold nothing are skipped, `%` begins a comment.
 */
export function readHmetis({ fileName, asked }: ImportContext): ByteReader<ReadNetwork> {
  const violations = new ViolationList();
  const synapses = new SynapseColumns();
  let marked = false;
  let header: Header | null = null;
  let edges = 0;
  let weights = 0;
  let repeats = 0;

  return textLines(fileName, {
    line(text, _line, where) {
      const trimmed = text.trim();
      if (trimmed.startsWith('%')) {
        marked ||= /^%[ \t]*nmap:[ \t]*source first\b/i.test(trimmed);
        return;
      }
      if (trimmed === '') return;
      const numbers = wholeNumbers(trimmed);
      if (header === null) header = headerOf(numbers, trimmed, where);
      else if (numbers === null)
        violations.error('E1859', where, `the line ${quoted(trimmed)} is not a list of whole numbers.`);
      else if (edges < header.edges) hyperedge(header, numbers, where);
      else if (header.vertexWeights && weights < header.vertices && numbers.length === 1) weights++;
      else
        violations.error(
          'E1859',
          where,
          `there are more lines than the header promises: ${grouped(header.edges)} hyperedges${header.vertexWeights ? ` and ${grouped(header.vertices)} weights of vertices` : ''}.`,
        );
    },
    finish(end) {
      if (header === null)
        throw inputError('E1859', end, 'the file ends before the header "hyperedges vertices [fmt]".');
      if (edges < header.edges || (header.vertexWeights && weights < header.vertices)) {
        violations.error(
          'E1859',
          end,
          `the file ends after ${grouped(edges)} hyperedges and ${grouped(weights)} weights of vertices; the header promises ${grouped(header.edges)} and ${grouped(header.vertexWeights ? header.vertices : 0)}.`,
          {
            hint: 'Was it written completely?',
          },
        );
      }
      violations.throwIfFailed(fileName);
      if (!marked && !asked) {
        throw inputError(
          'E1860',
          header.where,
          'a hypergraph of hMETIS does not say which pin of a line is the source.',
          'If it is the first one: --from hmetis, or a line "% nmap: source first".',
        );
      }
      if (!marked) violations.note('W1864', fileName, 'the first pin of each line was taken as its source.');
      if (repeats > 0)
        violations.note(
          'W1865',
          fileName,
          `${grouped(repeats)} pins stand twice in their line: they count once.`,
        );
      const populations = [{ id: NEURONS, size: header.vertices }];
      return finishNetwork(populations, [listOf(NEURONS, NEURONS, synapses)], fileName, violations);
    },
  });

  function hyperedge({ vertices, edgeWeights }: Header, numbers: readonly number[], where: string): void {
    edges++;
    const pins = edgeWeights ? numbers.slice(1) : numbers;
    const wrong = pins.find((pin) => pin < 1 || pin > vertices);
    if (pins.length === 0 || wrong !== undefined) {
      violations.error(
        'E1859',
        where,
        wrong === undefined
          ? 'the hyperedge has no pin.'
          : `there is no vertex ${grouped(wrong)}: they count from 1 to ${grouped(vertices)}.`,
      );
      return;
    }
    const distinct = new Set(pins);
    repeats += pins.length - distinct.size;
    for (const pin of distinct) if (pin !== pins[0]) synapses.push(pins[0] - 1, pin - 1);
  }
}

function headerOf(numbers: readonly number[] | null, text: string, where: string): Header {
  const fmt = text.split(/[ \t]+/)[2] ?? '0';
  const wrong = (message: string): Error =>
    inputError(
      'E1859',
      where,
      message,
      'It begins with: hyperedges vertices [fmt], fmt 1, 10 or 11 for weights of edges, vertices or both.',
    );
  if (numbers === null || numbers.length < 2 || numbers.length > 3 || !/^(0|00|1|01|10|11)$/.test(fmt))
    throw wrong(`the header ${quoted(text)} is not "hyperedges vertices [fmt]".`);
  const [edges, vertices] = numbers;
  if (vertices < 1 || vertices > MAX_VERTICES)
    throw wrong(`${grouped(vertices)} vertices; from 1 to ${grouped(MAX_VERTICES)} can be read.`);
  if (edges > MAX_EDGES) throw wrong(`${grouped(edges)} hyperedges are more than ${grouped(MAX_EDGES)}.`);
  return {
    edges,
    vertices,
    edgeWeights: fmt.endsWith('1'),
    vertexWeights: fmt.length === 2 && fmt.startsWith('1'),
    where,
  };
}
