import { grouped, inputError, quoted } from '../../input-error.ts';

export interface MatrixMarketBanner {
  readonly field: 'real' | 'integer' | 'pattern';
  readonly symmetric: boolean;
}

export interface MatrixMarketSize {
  /** Rows, and as many columns. */
  readonly nodeCount: number;
  readonly entryCount: number;
}

const BANNER = '%%MatrixMarket matrix coordinate real general';
/** As for METIS: more would not fit any chip. */
const MAX_NODES = 1 << 26;
const MAX_ENTRIES = 2 ** 31 - 1;

/** What is not read, and why. */
const REFUSED: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  vector: ['a vector is no graph', 'Give the matrix of the traffic.'],
  array: [
    'a dense array lists no edges',
    'Write it with the word coordinate: one line "row column value" for each entry that is not 0.',
  ],
  complex: ['traffic is a real number', 'Write the magnitudes as a real matrix.'],
  hermitian: ['traffic is a real number', 'Write the magnitudes as a real symmetric matrix.'],
  'skew-symmetric': [
    'one half of it is negative, and traffic is at least 0',
    'Write the magnitudes as a general or symmetric matrix.',
  ],
};

/** Reads `%%MatrixMarket matrix coordinate real|integer|pattern general|symmetric`. */
export function readMatrixMarketBanner(text: string, where: string): MatrixMarketBanner {
  const words = text.trim().toLowerCase().split(/\s+/);
  const wrong = (message: string, hint = `It begins with a line such as ${BANNER}.`): Error =>
    inputError('E1089', where, message, hint);
  if (words[0] !== '%%matrixmarket')
    throw wrong(`this is no Matrix Market file: it begins with ${quoted(text.trim())}.`);
  for (const word of words.slice(1)) {
    if (!Object.hasOwn(REFUSED, word)) continue;
    const [why, hint] = REFUSED[word];
    throw wrong(`the Matrix Market file is ${word}: ${why}.`, hint);
  }
  const [, object, format, field, symmetry] = words;
  const allowed: readonly [string | undefined, readonly string[]][] = [
    [object, ['matrix']],
    [format, ['coordinate']],
    [field, ['real', 'double', 'integer', 'pattern']],
    [symmetry, ['general', 'symmetric']],
  ];
  for (const [word, words] of allowed) {
    if (word !== undefined && words.includes(word)) continue;
    throw wrong(
      `the banner has ${word === undefined ? 'nothing' : quoted(word)} where ${words.join(' or ')} was expected.`,
    );
  }
  if (words.length > 5) throw wrong(`the banner has ${words.length} words, not 5.`);
  return {
    field: field === 'integer' || field === 'pattern' ? field : 'real',
    symmetric: symmetry === 'symmetric',
  };
}

/** Reads `rows columns entries`. */
export function readMatrixMarketSize(text: string, where: string): MatrixMarketSize {
  const fields = text.trim().split(/[ \t]+/);
  const wrong = (
    message: string,
    hint = 'The first line that is no comment is: rows columns entries.',
  ): Error => inputError('E1089', where, message, hint);
  if (fields.length !== 3 || !fields.every((field) => /^\d+$/.test(field)))
    throw wrong(`the size line ${quoted(text.trim())} is not three whole numbers.`);
  const [rows, columns, entryCount] = fields.map(Number) as [number, number, number];
  if (rows !== columns) {
    throw wrong(
      `the matrix has ${grouped(rows)} rows and ${grouped(columns)} columns: rows and columns of a graph are the same nodes.`,
      'Give the square matrix over all nodes, or list its entries as lines source,target,weight.',
    );
  }
  if (rows < 1) throw wrong('the matrix has no rows.');
  if (rows > MAX_NODES)
    throw wrong(`${grouped(rows)} rows are more than the ${grouped(MAX_NODES)} that can be read.`);
  if (entryCount > MAX_ENTRIES)
    throw wrong(`${grouped(entryCount)} entries are more than ${grouped(MAX_ENTRIES)}.`);
  return { nodeCount: rows, entryCount };
}
