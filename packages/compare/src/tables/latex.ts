import type { Table } from './table.ts';

/** A table of more rows than this runs over pages. */
const ONE_PAGE = 40;

/** Tables with booktabs, to be read by \input; long ones as longtable. */
export function latexOf(tables: readonly Table[]): string {
  const needs = tables.some(isLong) ? 'booktabs, longtable' : 'booktabs';
  return `% Needs \\usepackage{${needs}}.\n${tables.map((table) => `\n${isLong(table) ? long(table) : short(table)}`).join('')}`;
}

const isLong = ({ rows }: Table): boolean => rows.length > ONE_PAGE;

function short(table: Table): string {
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${caption(table)}}`,
    `  \\label{tab:${labelOf(table)}}`,
    `  \\begin{tabular}{${alignment(table)}}`,
    '    \\toprule',
    `    ${head(table)}`,
    '    \\midrule',
    ...table.rows.map((row) => `    ${line(row)}`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

function long(table: Table): string {
  return [
    `\\begin{longtable}{${alignment(table)}}`,
    `  \\caption{${caption(table)}}`,
    `  \\label{tab:${labelOf(table)}} \\\\`,
    '  \\toprule',
    `  ${head(table)}`,
    '  \\midrule',
    '  \\endfirsthead',
    '  \\toprule',
    `  ${head(table)}`,
    '  \\midrule',
    '  \\endhead',
    '  \\bottomrule',
    '  \\endfoot',
    ...table.rows.map((row) => `  ${line(row)}`),
    '\\end{longtable}',
    '',
  ].join('\n');
}

const alignment = ({ columns }: Table): string =>
  columns.map(({ numeric }) => (numeric ? 'r' : 'l')).join('');
const head = ({ columns }: Table): string => line(columns.map(({ name }) => name));
const caption = ({ title, notes }: Table): string => [`${title}.`, ...notes].map(escaped).join(' ');
const labelOf = ({ id }: Table): string => id.replace(/[^A-Za-z0-9-]+/g, '-');

function line(cells: readonly string[]): string {
  return `${cells.map(escaped).join(' & ')} \\\\`;
}

const COMMANDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // Where a cell begins with one, it would be read as the option of the line before.
  '[': '{[}',
  ']': '{]}',
};

/** Names are from files: whatever stands in them is text. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\~^<>|[\]]|[&%$#_{}]/g, (character) => COMMANDS[character] ?? `\\${character}`)
    .replace(/^-$/, '--');
}
