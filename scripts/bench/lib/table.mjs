/**
 * Tables of results: the same rows for the terminal and for the documentation.
 *
 * @typedef {{ readonly id: string, readonly title: string, readonly columns: readonly string[],
 *   readonly rows: readonly (readonly (string | number | null)[])[], readonly notes?: readonly string[] }} Table
 */

/** Four significant digits, no exponent; `-` = not measured. @param {string | number | null} value */
function cell(value) {
  if (value === null) return '-';
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '-';
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** @param {Table} table */
function padded({ columns, rows }) {
  const lines = [columns, ...rows.map((row) => row.map(cell))].map((line) => line.map(String));
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const numeric = columns.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  const align = (text, column) =>
    numeric[column] ? text.padStart(widths[column]) : text.padEnd(widths[column]);
  return { lines: lines.map((line) => line.map(align)), widths, numeric };
}

/** @param {Table} table */
export function terminalTable(table) {
  const { lines } = padded(table);
  const body = lines.map((line) => line.join('  ').trimEnd());
  return [`\n${table.title}`, ...body, ...(table.notes ?? []).map((note) => `  ${note}`)].join('\n');
}

/** @param {Table} table */
export function markdownTable(table) {
  const { lines, widths, numeric } = padded(table);
  const rule = widths.map((width, column) =>
    numeric[column] ? `${'-'.repeat(Math.max(2, width - 1))}:` : '-'.repeat(Math.max(3, width)),
  );
  const body = [lines[0], rule, ...lines.slice(1)].map((line) => `| ${line.join(' | ')} |`);
  const notes = (table.notes ?? []).map((note) => `- ${note}`);
  return [`**${table.title}**`, '', ...body, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

/**
 * Replaces what stands between `<!-- bench:ID -->` and `<!-- /bench:ID -->`.
 * @param {string} text @param {readonly Table[]} tables
 * @returns {{ readonly text: string, readonly missing: readonly string[] }}
 */
export function replaceTables(text, tables) {
  const missing = [];
  for (const table of tables) {
    const open = `<!-- bench:${table.id} -->`;
    const close = `<!-- /bench:${table.id} -->`;
    const from = text.indexOf(open);
    const to = text.indexOf(close);
    if (from < 0 || to < from) missing.push(table.id);
    else text = `${text.slice(0, from + open.length)}\n\n${markdownTable(table)}\n\n${text.slice(to)}`;
  }
  return { text, missing };
}
