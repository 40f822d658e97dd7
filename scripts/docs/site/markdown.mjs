/** A table in Markdown; cells are Markdown, with what would end one escaped. */
export function tableOf(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
