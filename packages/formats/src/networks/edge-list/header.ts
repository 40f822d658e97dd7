import { BLANKS, splitFields } from '../../clusters/edge-list/edge-list-header.ts';
import { inputError, quoted } from '../../input-error.ts';

/** Names of each column, lower case, best first. */
const COLUMNS = {
  source: [
    'source',
    'src',
    'pre',
    'from',
    'presynaptic',
    'pre_id',
    'source_id',
    'sourceid',
    'source_node_id',
    'fromnodeid',
    'bodyid_pre',
    'pre_root_id',
    'pre_pt_root_id',
    'pre_cell_id',
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
    'target_node_id',
    'tonodeid',
    'bodyid_post',
    'post_root_id',
    'post_pt_root_id',
    'post_cell_id',
    'node2',
    'v',
    'j',
  ],
  weight: ['weight', 'w', 'syn_weight', 'value'],
  delay: ['delay', 'delay_ms', 'delayms', 'd'],
  count: ['count', 'synapses', 'nsyns', 'syn_count', 'multiplicity', 'contacts', 'n'],
  type: ['type', 'kind', 'synapse_type'],
} as const;

/** Of graphs whose nodes are clusters: such a column is traffic, not a synapse. */
const TRAFFIC = ['traffic', 'spikes', 'packets'];

export interface Layout {
  readonly separator: number;
  readonly hasHeader: boolean;
  readonly fieldCount: number;
  /** Field numbers from 0; -1 = there is no such column. */
  readonly column: Readonly<Record<keyof typeof COLUMNS, number>>;
  /** Columns that are not read. */
  readonly ignored: readonly string[];
  readonly names: readonly string[];
}

/** The separator of a line: the first of tab, comma, semicolon that is in it, else blanks. */
export function separatorOf(line: string): number {
  return line.includes('\t') ? 9 : line.includes(',') ? 44 : line.includes(';') ? 59 : BLANKS;
}

export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Whether a line names columns: at least the two ends of an edge. */
export function isHeader(line: string): boolean {
  const names = splitFields(line, separatorOf(line)).map((field) => field.toLowerCase());
  return find(names, 'source') >= 0 && find(names, 'target') >= 0;
}

function find(names: readonly string[], column: keyof typeof COLUMNS): number {
  for (const name of COLUMNS[column]) {
    const at = names.indexOf(name);
    if (at >= 0) return at;
  }
  return -1;
}

/** Finds the columns from the first line that is no comment. @param given names, where a comment gave them. */
export function layoutOf(line: string, where: string, given: readonly string[] | null): Layout {
  const separator = separatorOf(line);
  const fields = splitFields(line, separator);
  const names = given ?? fields;
  const lower = names.map((name) => name.toLowerCase());
  if (given === null && !isHeader(line)) return bare(fields, separator, where);
  const twice = lower.findIndex((name, k) => name !== '' && lower.indexOf(name) < k);
  if (twice >= 0) {
    throw inputError(
      'E1081',
      where,
      `the header names two columns ${quoted(names[twice])}.`,
      'Give every column a name of its own.',
    );
  }
  const column = Object.fromEntries(
    (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).map((key) => [key, find(lower, key)]),
  ) as Record<keyof typeof COLUMNS, number>;
  if (column.source < 0 || column.target < 0) {
    throw inputError(
      'E1081',
      where,
      `the names ${names.slice(0, 6).map(quoted).join(', ')} hold no source and target.`,
      'A connection file of PyNN names i and j.',
    );
  }
  const traffic = lower.find((name) => TRAFFIC.includes(name));
  if (traffic !== undefined && column.weight < 0) {
    throw inputError(
      'E1858',
      where,
      `the column ${quoted(traffic)} is of a graph whose nodes are clusters: a synapse has a weight.`,
      'Place such a graph with --clusters, or call the column weight.',
    );
  }
  const used = Object.values(column);
  return {
    separator,
    hasHeader: given === null,
    fieldCount: names.length,
    column,
    ignored: names.filter((_, k) => !used.includes(k)),
    names,
  };
}

function bare(fields: readonly string[], separator: number, where: string): Layout {
  const none = { delay: -1, count: -1, type: -1 };
  const shape = { separator, hasHeader: false, fieldCount: fields.length, ignored: [], names: [] };
  if (fields.length === 2) return { ...shape, column: { source: 0, target: 1, weight: -1, ...none } };
  if (fields.length === 3 && NUMBER.test(fields[2]))
    return { ...shape, column: { source: 0, target: 1, weight: 2, ...none } };
  const found = fields.slice(0, 6).map((field) => quoted(field.slice(0, 30)));
  throw inputError(
    'E1081',
    where,
    `expected the header source,target,weight, found ${found.join(', ')}.`,
    'Add that line; weight and delay may be left out.',
  );
}
