import type { Table } from './table.ts';

/** Tables under headings. What would end a cell, or begin HTML, is escaped: names are from files. */
export function markdownOf(title: string, tables: readonly Table[], notes: readonly string[]): string {
  const lists = notes.length === 0 ? '' : `${notes.map((note) => `- ${escaped(note)}\n`).join('')}\n`;
  return `# ${escaped(title)}\n\n${lists}${tables.map(tableText).join('\n')}`;
}

function tableText({ title, columns, rows, notes }: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |\n`;
  const rule = `| ${columns.map(({ numeric }) => (numeric ? '---:' : '---')).join(' | ')} |\n`;
  const below = notes.map((note) => `\n${escaped(note)}\n`).join('');
  return `## ${escaped(title)}\n\n${row(columns.map(({ name }) => name))}${rule}${rows.map(row).join('')}${below}`;
}

function escaped(text: string): string {
  return text.replace(/[\\|<>*_`[\]#]/g, '\\$&').replace(/\s+/g, ' ');
}
