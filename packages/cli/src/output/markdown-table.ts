/** A table as Markdown has it; what would end a cell is escaped. */
export function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |\n`;
  return `${row(head)}${row(head.map(() => '---'))}${rows.map(row).join('')}\n`;
}

const escaped = (cell: string): string => cell.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ');
