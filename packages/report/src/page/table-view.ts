import { formatIn } from '../model/format.ts';
import type { Cell, Table, Spot } from '../model/table.ts';
import { el } from './dom.ts';
import { toolsOf } from './save.ts';

/** Long tables show so many rows; all of them are in the CSV. */
const SHOWN = 300;

/** A table with its title, its sentence and its buttons. */
export function tableView(table: Table, jump: (spot: Spot) => void): HTMLElement {
  return el(
    'section',
    { class: 'view', 'data-view': table.name },
    el('div', { class: 'spread' }, el('h3', {}, table.title), toolsOf(table.name, { table: () => table })),
    el('p', {}, table.says),
    el('div', { class: 'scroll' }, tableElement(table, jump)),
  );
}

export function tableElement(table: Table, jump: (spot: Spot) => void): HTMLTableElement {
  const numeric = table.columns.map(
    ({ numeric: given }, column) => given ?? table.rows.some((row) => typeof row[column] === 'number'),
  );
  const order = table.rows.map((_, row) => row);
  const body = el('tbody');
  const fill = (): void => {
    body.replaceChildren(...order.slice(0, SHOWN).map((row) => rowOf(table, row, { numeric, jump })));
    if (order.length > SHOWN)
      body.append(
        el(
          'tr',
          {},
          el('td', { colspan: table.columns.length }, `and ${order.length - SHOWN} more in the CSV`),
        ),
      );
  };
  let sorted = -1;
  let falls = false;
  const sortBy = (column: number): void => {
    falls = sorted === column ? !falls : numeric[column];
    sorted = column;
    order.sort((a, b) => {
      const difference = compare(table.rows[a][column], table.rows[b][column]);
      return (falls ? -difference : difference) || a - b;
    });
    fill();
  };
  fill();
  const heads = table.columns.map(({ name }, column) =>
    el(
      'th',
      { class: numeric[column] ? 'number' : '', scope: 'col', title: 'sort', click: () => sortBy(column) },
      name,
    ),
  );
  return el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body);
}

function rowOf(
  table: Table,
  row: number,
  { numeric, jump }: { readonly numeric: readonly boolean[]; readonly jump: (spot: Spot) => void },
): HTMLTableRowElement {
  const cells = table.rows[row].map((cell, column) =>
    el(
      'td',
      { class: numeric[column] ? 'number' : '', title: typeof cell === 'number' ? String(cell) : undefined },
      shown(cell, table.columns[column].unit, numeric[column]),
    ),
  );
  const spot = table.spots?.[row] ?? null;
  if (spot === null) return el('tr', {}, ...cells);
  const go = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
    jump(spot);
  };
  return el('tr', { class: 'jump', tabindex: 0, click: go, keydown: go }, ...cells);
}

function shown(cell: Cell, unit: string, numeric: boolean): string {
  if (typeof cell === 'string') return cell;
  if (cell === null) return numeric ? '–' : '';
  return formatIn(unit, cell);
}

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return String(a) < String(b) ? -1 : 1;
}
