/**
 * The option tables of the READMEs, from the schemas that check the options: one of each mapper and regulariser, one for
 * each family of conversion passes. They stand between two comments, which the README keeps where it wants the table.
 */
import { join } from 'node:path';
import { CONVERSIONS } from '@nmap/conversion';
import { REGULARISERS, describeRegulariser } from '@nmap/dnn';
import { MAPPERS, describeOptions } from '@nmap/mappers';

const BEGIN = '<!-- options: written by npm run docs:options -->';
const END = '<!-- end of options -->';

/** Every README with a table: its path, from the root of the repository, and the table. */
export function optionTables() {
  const families = new Map();
  for (const { name, options } of CONVERSIONS) {
    const rows = describeOptions(options).map((option) => [`\`${name}\``, ...cellsOf(option)]);
    const family = name.split('/')[0];
    families.set(family, [...(families.get(family) ?? []), ...rows]);
  }
  return [
    ...MAPPERS.map(({ name, options }) => ({
      path: join('packages/mappers/src', name, 'README.md'),
      table: tableOf(HEAD, describeOptions(options).map(cellsOf)),
    })),
    ...[...families]
      .filter(([, rows]) => rows.length > 0)
      .map(([family, rows]) => ({
        path: join('packages/conversion/src/passes', family, 'README.md'),
        table: tableOf(['pass', ...HEAD], rows),
      })),
    ...REGULARISERS.map((regulariser) => ({
      path: join('packages/dnn/src/regularise', regulariser.name, 'README.md'),
      table: tableOf(HEAD, describeRegulariser(regulariser).map(cellsOf)),
    })),
  ];
}

/** The README with the table between its comments; null where it has no such place, or several. */
export function withTable(text, table) {
  const parts = text.split(BEGIN);
  const rest = parts[1]?.split(END);
  if (parts.length !== 2 || rest.length !== 2) return null;
  return `${parts[0]}${BEGIN}\n\n${table}\n${END}${rest[1]}`;
}

const HEAD = ['option', 'default', 'range', 'effect'];

/** @param {import('@nmap/mappers').OptionRow} option */
function cellsOf({ name, type, default: usual, range, description }) {
  const words = type.includes('|')
    ? type.split('|').map((word) => (word === 'number' ? range : `\`${word}\``))
    : null;
  const numbers = [type === 'integer' ? 'whole' : '', shownRange(range)].filter((part) => part !== '');
  const isWord = typeof usual === 'string' && usual !== 'must be given';
  return [
    `\`${name}\``,
    isWord ? `\`${usual}\`` : usual === null ? 'none' : grouped(String(usual)),
    words === null ? numbers.join(', ') || type : words.join(', '),
    description,
  ];
}

/** `1..` as `1 and up`, `above 0..` as `above 0`. */
function shownRange(range) {
  const [least, most] = range.split('..').map(grouped);
  if (most !== '') return range === '' ? '' : `${least} .. ${most}`.trim();
  return least.startsWith('above') ? least : `${least} and up`;
}

const grouped = (text) =>
  text.replace(/(?<![\d.])\d{5,}(?![.\d])/g, (digits) => Number(digits).toLocaleString('en-US'));

/** As Prettier writes it. */
function tableOf(head, rows) {
  if (rows.length === 0) return 'None.\n';
  const lines = [head, ...rows].map((cells) =>
    cells.map((cell) => cell.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ')),
  );
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const row = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`;
  const [first, ...others] = lines;
  return row(first) + row(widths.map((width) => '-'.repeat(width))) + others.map(row).join('');
}
