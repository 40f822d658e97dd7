import { grouped, inputError, quoted } from '../../input-error.ts';

export interface MetisHeader {
  readonly vertexCount: number;
  /** Undirected, each counted once. */
  readonly edgeCount: number;
  readonly hasEdgeWeights: boolean;
  /** Numbers at the start of every vertex line that say nothing of edges: size and weights of the vertex. */
  readonly ignored: number;
}

const HINT = 'A METIS graph begins with: vertices edges [fmt [ncon]].';
/** More would not fit any chip, and the arrays are made before the lines are seen. */
const MAX_VERTICES = 1 << 26;

/** Reads `n m [fmt [ncon]]`; fmt is three digits, vertex sizes, vertex weights, edge weights, each 0 or 1. */
export function readMetisHeader(text: string, where: string): MetisHeader {
  const fields = text.trim().split(/[ \t]+/);
  const wrong = (message: string): Error => inputError('E1092', where, message, HINT);
  if (fields.length < 2 || fields.length > 4 || !fields.every((field) => /^\d+$/.test(field))) {
    throw wrong(`the header ${quoted(text.trim())} is not two to four whole numbers.`);
  }
  const [vertices, edges, fmt = '0', constraints = '1'] = fields as [string, string, string?, string?];
  const vertexCount = Number(vertices);
  const edgeCount = Number(edges);
  if (vertexCount < 1) throw wrong('the header promises no vertices.');
  if (vertexCount > MAX_VERTICES)
    throw wrong(
      `${grouped(vertexCount)} vertices are more than the ${grouped(MAX_VERTICES)} that can be read.`,
    );
  if (edgeCount > 2 ** 31 - 1) throw wrong(`${grouped(edgeCount)} edges are more than 2,147,483,647.`);
  if (!/^[01]{1,3}$/.test(fmt)) throw wrong(`the format code ${quoted(fmt)} is not three digits of 0 and 1.`);
  const digits = fmt.padStart(3, '0');
  const weightsPerVertex = Number(constraints);
  if (weightsPerVertex < 1 || weightsPerVertex > 1000)
    throw wrong(`${constraints} weights per vertex are out of range.`);
  const ignored = (digits[0] === '1' ? 1 : 0) + (digits[1] === '1' ? weightsPerVertex : 0);
  return { vertexCount, edgeCount, hasEdgeWeights: digits[2] === '1', ignored };
}
