import { describe, expect, it } from '@jest/globals';
import type { RunRecord } from '../run/record.ts';
import { summarise } from '../summary/summarise.ts';
import { recordOf } from '../summary/testing/records.ts';
import { formatInterval, formatP, formatQuantity, formatRatio } from './format.ts';
import { summaryFiles } from './files.ts';
import { escaped, latexOf } from './latex.ts';
import { markdownOf } from './markdown.ts';
import { numbers, words, type Table } from './table.ts';

describe('numbers for people', () => {
  it.each<[string, string]>([
    [formatQuantity(null, 'pJ'), '-'],
    [formatQuantity(0, 'pJ'), '0 pJ'],
    [formatQuantity(999.94, 'pJ'), '999.9 pJ'],
    [formatQuantity(1000, 'pJ'), '1 nJ'],
    [formatQuantity(104_103_362_854, 'pJ'), '104.1 mJ'],
    [formatQuantity(5e15, 'pJ'), '5,000 J'],
    [formatQuantity(8781, 'ns'), '8.781 us'],
    [formatQuantity(90_500, 'ms'), '90.5 s'],
    [formatQuantity(123_456_789, 'B'), '123.5 MB'],
    [formatQuantity(1_234_567, ''), '1,234,567'],
    [formatQuantity(0.012345, ''), '0.01235'],
    [formatRatio(null), 'inf'],
    [formatRatio(0), '0'],
    [formatRatio(0.87349), '0.873'],
    [formatRatio(1), '1.000'],
    [formatRatio(1234.5), '1230'],
    [formatRatio(0.00012345), '0.000123'],
    [formatInterval({ low: 0.5, high: 2 }), '0.500 to 2.000'],
    [formatInterval(null), '-'],
    [formatP(0.0625), '0.063'],
    [formatP(1.8e-6), '0.0000018'],
    [formatP(1), '1'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

const cost = { wallMs: 50, cpuMs: 70, mappingMs: 30, peakMemoryBytes: 1e6, host: 'bench' };

function records(): RunRecord[] {
  const metrics = (hops: number) => ({ spikeHops: hops, 'energyPj.total': 2 * hops });
  return [
    recordOf({ mapper: 'base', metrics: metrics(4000), cost }),
    recordOf({ mapper: 'base', seed: 2, metrics: metrics(4000), cost }),
    recordOf({ mapper: 'new_one', metrics: metrics(1000), cost }),
    recordOf({ mapper: 'new_one', seed: 2, metrics: metrics(4000), cost }),
    recordOf({ mapper: 'base', network: 'x|y', metrics: metrics(10), partial: true, cost }),
    recordOf({ mapper: 'new_one', network: 'x|y', fails: 'not-found', cost }),
  ];
}

const filesOf = (given: readonly RunRecord[], options = {}) =>
  new Map(
    summaryFiles(summarise(given, { baseline: 'base', resamples: 20, ...options })).map(({ name, text }) => [
      name,
      text,
    ]),
  );

describe('the files of a summary', () => {
  it('are these; without times where no record has any', () => {
    expect([...filesOf(records()).keys()]).toEqual([
      ...['summary.json', 'summary.csv', 'overall.csv', 'summary.md', 'summary.tex'],
      ...['times.json', 'times.csv', 'times.md', 'times.tex'],
    ]);
    const untimed = records().map((record) => ({ ...record, cost: null }));
    expect(filesOf(untimed).size).toBe(5);
  });

  it('are the same bytes in any order, and whatever the runs took, but for the times', () => {
    const again = records()
      .map((record) => ({ ...record, cost: { ...cost, cpuMs: 99, host: 'other' } }))
      .reverse();
    const first = filesOf(records());
    for (const [name, text] of filesOf(again))
      expect([name, text === first.get(name)]).toEqual([name, !name.startsWith('times')]);
  });

  it('summary.csv has a row for each mapper, instance and metric, in full', () => {
    const lines = filesOf(records(), { metrics: ['spikeHops'] })
      .get('summary.csv')!
      .split('\n');
    const row = (line: string) => {
      const fields = line.split(',');
      return Object.fromEntries(lines[0].split(',').map((name, at) => [name, fields[at]]));
    };
    expect(lines).toHaveLength(6);
    expect(lines.slice(0, -1).map((line) => line.split(',').length)).toEqual(Array(5).fill(28));
    expect(row(lines[2])).toMatchObject({
      network: 'net',
      mapper: 'new_one',
      metric: 'spikeHops',
      partial: 'false',
      values: '2',
      median: '2500',
      lower_quartile: '1750',
      ratio: '0.5',
      pairs: '2',
    });
    expect(row(lines[4])).toMatchObject({
      mapper: 'new_one',
      solved: '0',
      failures: 'not-found:1',
      median: '',
      ratio: '',
    });
  });

  it('summary.md ranks mappers, sets failures apart and marks what is partial', () => {
    const text = filesOf(records()).get('summary.md')!;
    expect(text).toContain(
      '| mapper | solved | energy (partial) | spike hops |\n| --- | ---: | ---: | ---: |\n',
    );
    expect(text).toContain('| new\\_one | 2 of 3 | 0.500 | 0.500 |\n| base | 3 of 3 | 1.000 | 1.000 |\n');
    expect(text).toContain(
      '| new\\_one | x\\|y on chip | not-found | 1 | E2104 new\\_one on x\\|y: not-found |',
    );
    expect(text).toContain('over the 1 of 2 instances that every mapper solved');
    expect(text).toContain('x\\|y on chip (partial)');
  });
});

const table = (rows: readonly string[][]): Table => ({
  id: 'overall-energyPj.total',
  title: 'A & B',
  columns: [words('mapper'), numbers('p')],
  rows,
  notes: ['100 %'],
});

describe('LaTeX', () => {
  it.each([
    ['a_b', 'a\\_b'],
    ['50 % & #1 $x {y}', '50 \\% \\& \\#1 \\$x \\{y\\}'],
    ['\\input{x}', '\\textbackslash{}input\\{x\\}'],
    ['~^<|>', '\\textasciitilde{}\\textasciicircum{}\\textless{}\\textbar{}\\textgreater{}'],
    ['[0, 1]', '{[}0, 1{]}'],
    ['two\nlines', 'two lines'],
    ['-', '--'],
  ])('%j is text', (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });

  it('is a booktabs table with caption and label', () => {
    expect(latexOf([table([['a_b', '0.5']])])).toBe(
      [
        '% Needs \\usepackage{booktabs}.',
        '',
        '\\begin{table}',
        '  \\centering',
        '  \\caption{A \\& B. 100 \\%}',
        '  \\label{tab:overall-energyPj-total}',
        '  \\begin{tabular}{lr}',
        '    \\toprule',
        '    mapper & p \\\\',
        '    \\midrule',
        '    a\\_b & 0.5 \\\\',
        '    \\bottomrule',
        '  \\end{tabular}',
        '\\end{table}',
        '',
      ].join('\n'),
    );
  });

  it('runs over pages where it is long', () => {
    const text = latexOf([table(Array.from({ length: 41 }, (_, at) => [`m${at}`, '1']))]);
    expect(text).toContain('booktabs, longtable');
    expect(text).toContain('\\begin{longtable}{lr}');
    expect(text).toContain('  m40 & 1 \\\\\n\\end{longtable}');
  });
});

describe('Markdown', () => {
  it('has names of files as text', () => {
    const text = markdownOf('T', [table([['<b>|`x`', '1']])], ['a *note*']);
    expect(text).toContain('- a \\*note\\*\n');
    expect(text).toContain('| \\<b\\>\\|\\`x\\` | 1 |');
  });
});
