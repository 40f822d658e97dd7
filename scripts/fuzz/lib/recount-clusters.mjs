/**
 * Entries of cluster graphs in text, counted line by line without the readers. `ends` = how often an
 * edge stands in the file.
 * @typedef {{ entries: number, ends: 1 | 2 }} Entries
 */

const linesOf = (text) =>
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
const blank = (line) => /^[ \t]*$/.test(line);

/** @param {string} text @param {readonly { code: string }[]} diagnostics @returns {Entries} */
export function entriesOfEdgeList(text, diagnostics) {
  let lines = linesOf(text).filter((line) => !blank(line));
  const first = lines.findIndex((line) => !/^[ \t]*[#%]/.test(line));
  lines = lines.slice(Math.max(0, first)).filter((line) => !/^[ \t]*[#%]([ \t]|$)/.test(line));
  const hasHeader = !diagnostics.some(({ code }) => code === 'W6080');
  return { entries: lines.length - (hasHeader ? 1 : 0), ends: 1 };
}

/** @param {string} text @returns {Entries} */
export function entriesOfMetis(text) {
  const lines = linesOf(text).filter((line) => !line.startsWith('%'));
  const start = lines.findIndex((line) => !blank(line));
  const fieldsOf = (line) => line.split(/[ \t]+/).filter((field) => field !== '');
  const [vertices, , format = '0', weights = '1'] = fieldsOf(lines[start] ?? '');
  const digits = format.padStart(3, '0');
  const before = (digits[0] === '1' ? 1 : 0) + (digits[1] === '1' ? Number(weights) : 0);
  const each = digits[2] === '1' ? 2 : 1;
  const entries = lines
    .slice(start + 1, start + 1 + Number(vertices))
    .map((line) => Math.max(0, fieldsOf(line).length - before) / each);
  return { entries: entries.reduce((sum, count) => sum + count, 0), ends: 2 };
}

/** @param {string} text @returns {Entries} */
export function entriesOfMatrixMarket(text) {
  const lines = linesOf(text).filter((line) => !blank(line) && !/^[ \t]*%/.test(line));
  return { entries: lines.length - 1, ends: 1 };
}
