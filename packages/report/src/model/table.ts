/** What a table of a report says, once for the page, a terminal and CSV. */

export interface TableColumn {
  readonly name: string;
  /** Of its numbers: pJ and ns are scaled for people, % is a share, '' a plain number or words. */
  readonly unit: string;
  /** Whether it stands to the right; absent = where it holds a number. */
  readonly numeric?: boolean;
}

export type Cell = string | number | null;

/** Where a row leads on the page. */
export type Spot =
  | { readonly kind: 'core'; readonly index: number }
  | { readonly kind: 'tile'; readonly core: number }
  | { readonly kind: 'link'; readonly link: number }
  | { readonly kind: 'population'; readonly population: number }
  | { readonly kind: 'flow'; readonly flow: number };

export interface Table {
  readonly name: string;
  readonly title: string;
  /** What it says, in a sentence. */
  readonly says: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly spots?: readonly (Spot | null)[];
}

/** As RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe. */
export function csvOf({ columns, rows }: Table): string {
  const head = columns.map(({ name, unit }) =>
    field(unit === '' || unit === '%' ? name : `${name} (${unit})`),
  );
  return [head, ...rows.map((row) => row.map(field))].map((line) => `${line.join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
