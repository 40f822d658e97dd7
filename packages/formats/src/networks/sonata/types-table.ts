import { splitFields } from '../../clusters/edge-list/edge-list-header.ts';
import { inputError } from '../../input-error.ts';

const BLANK = 32;

/** Rows of a table of types by their number; "NULL" and "NONE" are left out. */
export type Types = ReadonlyMap<number, ReadonlyMap<string, string>>;

/** Reads a CSV of node or edge types: fields between blanks, texts in quotes. @param id node_type_id or edge_type_id. */
export function readTypes(text: string, fileName: string, id: string): Types {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, k) => ({ line, where: `${fileName}:${k + 1}:1` }))
    .filter(({ line }) => line.trim() !== '');
  const types = new Map<number, ReadonlyMap<string, string>>();
  if (rows.length === 0) return types;
  const names = fieldsOf(rows[0].line);
  const at = names.indexOf(id);
  if (at < 0)
    throw inputError(
      'E1868',
      rows[0].where,
      `the table has no column ${id}; it has ${names.slice(0, 8).join(', ')}.`,
    );
  for (const { line, where } of rows.slice(1)) {
    const fields = fieldsOf(line);
    if (fields.length !== names.length)
      throw inputError('E1868', where, `the row has ${fields.length} fields, the header ${names.length}.`);
    const number = Number(fields[at]);
    if (!Number.isInteger(number))
      throw inputError('E1868', where, `${id} is ${JSON.stringify(fields[at])}, must be a whole number.`);
    const pairs = names.map((name, k) => [name, fields[k]] as const);
    types.set(number, new Map(pairs.filter(([, value]) => value !== '' && !/^(NULL|NONE)$/i.test(value))));
  }
  return types;
}

function fieldsOf(line: string): string[] {
  // Blanks in a row part nothing more than one does, outside of quotes.
  const packed = line.trim().replaceAll(/("[^"]*")|[ \t]+/g, (_, text: string | undefined) => text ?? ' ');
  return splitFields(packed, BLANK);
}
