import { inputError } from '../input-error.ts';
import { foreignText, isMatrixMarket } from '../source/foreign-text.ts';
import {
  firstLines,
  isSquareOfNumbers,
  misfitOfBareEdges,
  misfitOfHmetis,
  misfitOfMetis,
  type FirstLines,
  type Misfit,
} from './first-lines.ts';
import { GRAPH_TABLE, graphFormat, type GraphFormat } from '../tables.ts';

/** The beginning of a text file. */
export interface TextStart {
  readonly name: string;
  /** Decoded; may end inside a line. */
  readonly text: string;
  /** True where `text` is the whole file. */
  readonly complete: boolean;
}

const METIS = graphFormat('metis').called;
const EDGE_LIST = graphFormat('edge-list').called;
const FROM = 'Say which it is: --from edge-list or --from metis.';
const HYPERGRAPH_HINT =
  'A hypergraph is no cluster graph: write the traffic between each two clusters as a CSV with the header source,target,weight.';
const NO_WEIGHTS_HINT = 'Add a third column with the traffic, and the header source,target,weight.';
const MATRIX_HINT = 'Write its entries as lines source,target,weight, or as Matrix Market coordinates.';

/**
 * The format of a cluster graph that is text: a banner decides, then the ending of the name, then
 * all whole lines that were read so far. Lines that two formats would read differently, and
 * formats that are known but not read, are refused by name.
 */
export function chooseTextFormat(start: TextStart): GraphFormat {
  if (isMatrixMarket(start.text)) return 'matrix-market';
  const foreign = foreignText(start.text);
  if (foreign !== null)
    throw refusal(start, 'E1016', `this is ${foreign.name}, which is not read.`, foreign.hint);
  if (/\.(hgr|hmetis)$/i.test(start.name))
    throw refusal(start, 'E1016', 'this is a hypergraph of hMETIS, which is not read.', HYPERGRAPH_HINT);
  const ending = GRAPH_TABLE.find((format) => format.ending?.test(start.name))?.name;
  const lines = firstLines(start.text, start.complete);
  if (ending === 'edge-list') {
    refuseMatrix(start, lines);
    return ending;
  }
  if (ending === 'metis') {
    refuseOtherLines(start, lines);
    return ending;
  }
  if (ending !== undefined) return ending;
  if (isNumeric(lines)) return chooseNumeric(start, lines);
  refuseMatrix(start, lines);
  return 'edge-list';
}

function refusal(start: TextStart, code: string, message: string, hint: string): Error {
  return inputError(code, `${start.name}:1:1`, message, hint);
}

/** True where the first line that is no comment holds numbers between blanks and nothing else. */
function isNumeric({ lines }: FirstLines): boolean {
  const first = lines.find((line) => line.trim() !== '' && !/^\s*[#%]/.test(line));
  return first !== undefined && /^[\s\d.eE+-]+$/.test(first) && /\d/.test(first);
}

function chooseNumeric(start: TextStart, lines: FirstLines): GraphFormat {
  const metis = misfitOfMetis(lines);
  const edges = misfitOfBareEdges(lines, 3);
  const pairs = misfitOfBareEdges(lines, 2);
  const hmetis = misfitOfHmetis(lines);
  if (metis === null) {
    // Neighbours that list each other, as many as promised, are no hypergraph by chance.
    if (edges === null) throw ambiguous(start, METIS, EDGE_LIST, FROM);
    if (pairs === null) throw ambiguous(start, METIS, 'an edge list without weights', FROM);
    return 'metis';
  }
  if (edges === null) {
    if (hmetis === null)
      throw ambiguous(start, EDGE_LIST, 'a hypergraph of hMETIS', 'If it is an edge list: --from edge-list.');
    refuseMatrix(start, lines);
    return 'edge-list';
  }
  if (hmetis === null && pairs !== null)
    throw refusal(start, 'E1016', 'this is a hypergraph of hMETIS, which is not read.', HYPERGRAPH_HINT);
  if (pairs === null)
    throw refusal(
      start,
      'E1016',
      'this is an edge list without weights, which is not read.',
      NO_WEIGHTS_HINT,
    );
  if (isSquareOfNumbers(lines))
    throw refusal(start, 'E1016', 'this is an adjacency matrix, which is not read.', MATRIX_HINT);
  throw fitsNothing(start, {
    'a METIS graph': metis,
    'an edge list': edges,
    'a hypergraph of hMETIS': hmetis,
  });
}

function ambiguous(start: TextStart, one: string, other: string, hint: string): Error {
  return refusal(
    start,
    'E1017',
    `every line fits both ${one} and ${other}, which say different things.`,
    hint,
  );
}

function fitsNothing(start: TextStart, misfits: Readonly<Record<string, Misfit>>): Error {
  const reasons = Object.entries(misfits).map(
    ([name, misfit]) => `as ${name}, line ${misfit!.line}: ${misfit!.what}`,
  );
  return refusal(
    start,
    'E1018',
    `these numbers are no graph that can be read (${reasons.join('; ')}).`,
    `Say what it is to see every fault: --from edge-list or --from metis. Lists of targets (SpiNeMap) are not read.`,
  );
}

/** Three lines of three numbers, zero from corner to corner, are edges or a matrix; larger squares are a matrix. */
function refuseMatrix(start: TextStart, lines: FirstLines): void {
  const rows = lines.lines.filter((line) => line.trim() !== '' && !/^\s*[#%]/.test(line));
  const fields = rows.map((row) => row.trim().split(/\s*[,;\t]\s*|[ ]+/));
  if (fields.length > 0 && fields[0].length > 3 && fields[0][0] === '' && fields.length <= fields[0].length)
    throw refusal(
      start,
      'E1016',
      'this is an adjacency matrix with headings, which is not read.',
      MATRIX_HINT,
    );
  if (!isSquareOfNumbers({ lines: rows, complete: lines.complete })) return;
  if (fields[0].length === 2) return;
  if (fields[0].length !== 3)
    throw refusal(start, 'E1016', 'this is an adjacency matrix, which is not read.', MATRIX_HINT);
  if (fields.every((row, k) => Number(row[k]) === 0)) {
    throw ambiguous(
      start,
      'an edge list of three edges',
      'an adjacency matrix of three nodes',
      `If it is an edge list: --from edge-list. ${MATRIX_HINT}`,
    );
  }
}

/** The name says METIS, every line is an edge with its weight. */
function refuseOtherLines(start: TextStart, lines: FirstLines): void {
  const metis = misfitOfMetis(lines);
  if (metis === null || misfitOfBareEdges(lines, 3) !== null) return;
  if (lines.lines.filter((line) => line.trim() !== '').length < 2) return;
  throw refusal(
    start,
    'E1017',
    `the ending of the name says a METIS graph, every line fits an edge list (as METIS, line ${metis.line}: ${metis.what}).`,
    FROM,
  );
}
