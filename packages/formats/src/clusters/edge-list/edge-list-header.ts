import { nearestWord } from '@nmap/kernels';
import { inputError } from '../../input-error.ts';

/** Names of each column, lower case, best first. */
const SYNONYMS = {
  source: [
    'source',
    'src',
    'pre',
    'from',
    'presynaptic',
    'pre_id',
    'source_id',
    'sourceid',
    'fromnodeid',
    'bodyid_pre',
    'pre_root_id',
    'pre_pt_root_id',
    'node1',
    'u',
    'i',
  ],
  target: [
    'target',
    'dst',
    'post',
    'to',
    'postsynaptic',
    'post_id',
    'target_id',
    'targetid',
    'tonodeid',
    'bodyid_post',
    'post_root_id',
    'post_pt_root_id',
    'node2',
    'v',
    'j',
  ],
  weight: [
    'weight',
    'w',
    'syn_weight',
    'traffic',
    'spikes',
    'packets',
    'count',
    'synapses',
    'nsyns',
    'syn_count',
    'value',
    'multiplicity',
    'n',
  ],
} as const;

/** Byte between fields; BLANKS = any run of blanks and tabs. */
export const BLANKS = 32;

export interface EdgeListLayout {
  readonly separator: number;
  /** Field numbers, from 0. */
  readonly source: number;
  readonly target: number;
  readonly weight: number;
  /** Fields of every line. */
  readonly fieldCount: number;
  /** False: the line looked at is an edge already. */
  readonly hasHeader: boolean;
  /** Columns that are not read. */
  readonly ignored: readonly string[];
  /** The column that serves as weight. */
  readonly weightName: string;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Finds the separator and the columns from the first line that is no comment. */
export function readEdgeListHeader(line: string, where: string): EdgeListLayout {
  const separator = line.includes('\t') ? 9 : line.includes(',') ? 44 : line.includes(';') ? 59 : BLANKS;
  const fields = splitFields(line, separator);
  const names = fields.map((field) => field.toLowerCase());
  const source = firstOf(names, SYNONYMS.source);
  const target = firstOf(names, SYNONYMS.target);
  const weight = firstOf(names, SYNONYMS.weight);
  // A number is no name of a column: `a,n,5` is an edge.
  const isEdge = fields.length === 3 && NUMBER.test(fields[2]);
  if (isEdge || (source < 0 && target < 0 && weight < 0)) return withoutHeader(fields, separator, where);
  refuseTwice(names, fields, where);
  const missing = (['source', 'target', 'weight'] as const).filter((_, k) => [source, target, weight][k] < 0);
  if (missing.length > 0) {
    const listed = fields.map((field) => JSON.stringify(field)).join(', ');
    const guesses = missing.map((name) => guess(name, names)).filter((text) => text !== '');
    throw inputError(
      'E1081',
      where,
      `the header has no column ${missing.map((name) => `"${name}"`).join(' and no ')}; it names ${listed}.`,
      [...guesses, 'The header of a cluster graph is source,target,weight.'].join(' '),
    );
  }
  const ignored = fields.filter((_, k) => k !== source && k !== target && k !== weight);
  return {
    separator,
    source,
    target,
    weight,
    fieldCount: fields.length,
    hasHeader: true,
    ignored,
    weightName: fields[weight],
  };
}

/** Two columns of one name: either could be meant. */
function refuseTwice(names: readonly string[], fields: readonly string[], where: string): void {
  const column = names.findIndex((name, k) => name !== '' && names.indexOf(name) < k);
  if (column < 0) return;
  throw inputError(
    'E1081',
    where,
    `the header names two columns ${JSON.stringify(fields[column])}.`,
    'Give every column a name of its own.',
  );
}

function withoutHeader(fields: readonly string[], separator: number, where: string): EdgeListLayout {
  const shape = {
    separator,
    source: 0,
    target: 1,
    weight: 2,
    fieldCount: 3,
    hasHeader: false,
    ignored: [],
    weightName: 'third column',
  };
  if (fields.length === 3 && NUMBER.test(fields[2])) return shape;
  const unweighted = fields.length === 2 && fields.every((field) => NUMBER.test(field));
  const found = fields
    .slice(0, 6)
    .map((field) => JSON.stringify(field.slice(0, 30)))
    .join(', ');
  throw inputError(
    'E1081',
    where,
    `${unweighted ? 'this is an edge list without weights: ' : ''}expected the header source,target,weight, found ${found}.`,
    'Add that line, and a weight to every edge.',
  );
}

function guess(name: keyof typeof SYNONYMS, names: readonly string[]): string {
  const nearest = names.find(
    (candidate) =>
      nearestWord(
        candidate,
        SYNONYMS[name].filter((word) => word.length > 2),
      ) !== null,
  );
  return nearest === undefined ? '' : `Did you mean "${name}" by "${nearest}"?`;
}

function firstOf(names: readonly string[], synonyms: readonly string[]): number {
  for (const synonym of synonyms) {
    const column = names.indexOf(synonym);
    if (column >= 0) return column;
  }
  return -1;
}

/** Fields of a line, trimmed; a field in double quotes may hold the separator and `""` for a quote. */
export function splitFields(line: string, separator: number): string[] {
  if (separator === BLANKS && !line.includes('"')) return line.trim().split(/[ \t]+/);
  const mark = String.fromCharCode(separator);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    while (line[at] === ' ' || (line[at] === '\t' && mark !== '\t')) at++;
    let field = '';
    if (line[at] === '"') {
      at++;
      while (at < line.length && (line[at] !== '"' || line[at + 1] === '"')) {
        if (line[at] === '"') at++;
        field += line[at++] ?? '';
      }
      at++;
    }
    const end = line.indexOf(mark, at);
    field += line.slice(at, end < 0 ? undefined : end).trimEnd();
    fields.push(field);
    if (end < 0) return fields;
    at = end + 1;
    if (mark === ' ' && line.slice(at).trim() === '') return fields;
  }
}
