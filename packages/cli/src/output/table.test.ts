import { describe, expect, it } from '@jest/globals';
import { renderTable } from './table.ts';

const HEAD = ['name', 'cores', 'what it is'];
const ROWS = [
  ['loihi', '128', 'one chip of one hundred and twenty-eight cores, constants of its paper'],
  ['a-much-longer-name', '1,048,576', 'a mesh'],
];

describe('renderTable', () => {
  it('aligns numbers to the right and trims lines', () => {
    expect(
      renderTable(
        ['a', 'n'],
        [
          ['x', '5'],
          ['yy', '12'],
        ],
      ),
    ).toBe('a    n\nx    5\nyy  12\n');
  });

  it.each([40, 50, 60, 80])('fits %d columns without losing a word', (columns) => {
    const text = renderTable(HEAD, ROWS, columns);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    const words = new Set(text.split(/\s+/));
    for (const word of [...HEAD, ...ROWS.flat()].join(' ').split(' ')) expect(words).toContain(word);
  });

  it('becomes blocks where words alone are too wide, and loses no letter', () => {
    const long = 'partition/multilevel(effort=best);place/multilevel(effort=4)';
    const text = renderTable(['preset', 'pipeline'], [['best', long]], 30);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(30);
    expect(text.replaceAll(/\s/g, '')).toBe(`presetbestpipeline${long}`);
  });

  it('becomes blocks without lines that say nothing', () => {
    expect(
      renderTable(
        ['pass', ''],
        [
          ['a-long-name', ''],
          ['b', 'cut short'],
        ],
        8,
      ),
    ).toBe('pass  a-long-nam\n      e\n\npass  b\n      cut short\n');
  });

  it('is as wide as it is where there is no terminal', () => {
    expect(renderTable(HEAD, ROWS, null).split('\n')[1].length).toBeGreaterThan(80);
  });

  it('aligns what takes two columns of a terminal, and what takes none', () => {
    const cells = [
      ['神経', '1'],
      ['e\u0301', '22'],
      ['ab', '3'],
    ];
    expect(renderTable(['', 'n'], cells)).toBe('       n\n神経   1\ne\u0301     22\nab     3\n');
  });

  it.each([null, 20])('lays out 30,000 rows in %s columns', (columns) => {
    const rows = Array.from({ length: 30_000 }, (_, row) => [`population ${row}`, String(row), 'x y z']);
    expect(renderTable(['name', 'size', 'what it is'], rows, columns).length).toBeGreaterThan(30_000);
  });

  it('shows controls of a cell as text', () => {
    expect(renderTable(['a'], [['x\u001b[2Jy\nz']])).toBe('a\nx\\x1b[2Jy\\nz\n');
  });
});
