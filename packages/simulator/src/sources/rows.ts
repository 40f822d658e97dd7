/**
 * Cells of a row of text, parted by commas, semicolons or tabs, else by spaces: a name may hold
 * spaces beside the other three, and any of them in double quotes. A separator at the end opens no cell.
 */
export function splitRow(row: string): string[] {
  const spaced = !/[,;\t]/.test(row);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  let wasQuoted = false;
  const end = (): void => {
    cells.push(wasQuoted ? cell : cell.trim());
    cell = '';
    wasQuoted = false;
  };
  for (let i = 0; i < row.length; i++) {
    const char = row[i];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (row[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === '' && !wasQuoted) {
      cell = '';
      quoted = true;
      wasQuoted = true;
    } else if (spaced ? /\s/.test(char) : char === ',' || char === ';' || char === '\t') {
      if (!spaced || cell !== '' || wasQuoted) end();
    } else if (!wasQuoted || !/\s/.test(char)) cell += char;
  }
  if (cell.trim() !== '' || wasQuoted) end();
  return cells;
}

/** A whole number, 0 or more, in any notation of numbers: `12`, `12.0`, `1.2e1`; null for anything else. */
export function wholeNumber(cell: string): number | null {
  if (!/^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(cell)) return null;
  const value = Number(cell);
  return Number.isSafeInteger(value) ? value : null;
}
