/** `nmap where`: which core holds a neuron, and what a core holds, from the manifest alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { boxed, sample } from '../../manifest/src/testing/sample.ts';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  // h on cores 3 and 12 in ranges, "a b" on core 12, "in" at the port.
  writeFileSync(at('ranges.json'), JSON.stringify(sample));
  // h of 64 channels, 16 rows, 9 columns, all of it that there is on core 3.
  writeFileSync(at('boxes.json'), JSON.stringify(boxed));
  const [core] = sample.cores;
  const clusters = {
    ...sample,
    network: { ...sample.network, kind: 'clusters', ids: ['x', 'clusters', 'y[1]'] },
    cores: [
      { ...core, neurons: { clusters: [[0, 0]] } },
      { ...core, core: 4, neurons: { clusters: [[1, 2]] } },
    ],
    ports: [],
  };
  writeFileSync(at('clusters.json'), JSON.stringify(clusters));
  const odd = { ...sample, cores: [{ ...core, neurons: { h: [[0, 9]], 'h[3]': [[0, 1]] } }] };
  writeFileSync(at('odd.json'), JSON.stringify(odd));
});

interface Answer {
  readonly ok: boolean;
  readonly diagnostics: { readonly code: string; readonly message: string; readonly hint: string }[];
  readonly where?: {
    readonly count: number;
    readonly cores: { readonly core: number; readonly count: number; readonly neurons: unknown }[];
    readonly ports: unknown[];
    readonly neurons: unknown;
  };
}

async function asked(...words: string[]): Promise<Answer> {
  return JSON.parse((await runCli('where', ...words, '--json')).out) as Answer;
}

describe('nmap where NEURON', () => {
  const all: readonly (readonly [
    word: string,
    file: string,
    found: readonly (readonly [number, unknown])[],
  ])[] = [
    ['h[0]', 'ranges.json', [[3, [[0, 0]]]]],
    ['h[49]', 'ranges.json', [[3, [[49, 49]]]]],
    ['h[50]', 'ranges.json', [[12, [[50, 50]]]]],
    ['h[60]', 'ranges.json', [[3, [[60, 60]]]]],
    ['h[89]', 'ranges.json', [[12, [[89, 89]]]]],
    [
      'h[ 59 .. 61 ]',
      'ranges.json',
      [
        [3, [[60, 60]]],
        [
          12,
          [
            [59, 59],
            [61, 61],
          ],
        ],
      ],
    ],
    [
      'h[59-61]',
      'ranges.json',
      [
        [3, [[60, 60]]],
        [
          12,
          [
            [59, 59],
            [61, 61],
          ],
        ],
      ],
    ],
    ['a b', 'ranges.json', [[12, [[0, 9]]]]],
    ['a b[9]', 'ranges.json', [[12, [[9, 9]]]]],
    [
      'h[5, 8, 8]',
      'boxes.json',
      [
        [
          3,
          {
            boxes: [
              [
                [5, 6],
                [8, 9],
                [8, 9],
              ],
            ],
          },
        ],
      ],
    ],
    [
      'h[5, 8, 7..8]',
      'boxes.json',
      [
        [
          3,
          {
            boxes: [
              [
                [5, 6],
                [8, 9],
                [7, 8],
              ],
              [
                [5, 6],
                [8, 9],
                [8, 9],
              ],
            ],
          },
        ],
      ],
    ],
    // 5 channels of 16 x 9, 8 rows of 9, 8 columns.
    [
      'h[800]',
      'boxes.json',
      [
        [
          3,
          {
            boxes: [
              [
                [5, 6],
                [8, 9],
                [8, 9],
              ],
            ],
          },
        ],
      ],
    ],
    ['x', 'clusters.json', [[3, [[0, 0]]]]],
    ['clusters[1]', 'clusters.json', [[4, [[1, 1]]]]],
    ['y[1]', 'clusters.json', [[4, [[2, 2]]]]],
    ['h[3..3]', 'odd.json', [[3, [[3, 3]]]]],
    ['h[3][0..1]', 'odd.json', [[3, [[0, 1]]]]],
  ];

  it.each(all)('%s in %s', async (word, file, found) => {
    const { ok, where } = await asked(word, at(file));
    expect(ok).toBe(true);
    expect(where!.cores.map(({ core, neurons }) => [core, neurons])).toEqual(found);
  });

  it('finds as many neurons as a population has', async () => {
    const { where } = await asked('h', at('ranges.json'));
    expect(where!.cores.map(({ core, count }) => [core, count])).toEqual([
      [3, 51],
      [12, 39],
    ]);
    expect(where!.count).toBe(90);
  });

  it('says of external neurons where they enter', async () => {
    expect((await asked('in[3]', at('ranges.json'))).where).toMatchObject({
      cores: [],
      ports: [{ tile: 0, x: 0, y: 0 }],
    });
    const { out } = await runCli('where', 'in', at('ranges.json'));
    expect(out).toBe('in is outside the chip: it passes the i/o port at tile 0 (x 0, y 0)\n');
  });

  it('counts what no core holds', async () => {
    const { out } = await runCli('where', 'h[0]', at('boxes.json'));
    expect(out).toContain('1 of them are on no core');
  });

  it('prints a table', async () => {
    const { out, err } = await runCli('where', 'h[59..61]', at('ranges.json'));
    expect(err).toBe('');
    expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['core', 'chip', 'tile', 'x', 'y', 'class', 'neurons', 'which'],
      ['3', '0', '0', '0', '0', '1', 'h[60]'],
      ['12', '0', '3', '3', '0', 'big', '2', 'h[59], h[61]'],
      [''],
    ]);
  });
});

it('nmap where --core lists what a core holds', async () => {
  const { where } = await asked('--core', '12', at('ranges.json'));
  expect(where).toMatchObject({
    kind: 'core',
    core: 12,
    chip: 0,
    tile: 3,
    x: 3,
    y: 0,
    class: 'big',
    count: 49,
  });
  expect(where!.neurons).toEqual(sample.cores[1].neurons);
  const { out } = await runCli('where', '--core', '12', at('ranges.json'));
  expect(out).toMatch(/^a b +10 +a b\[0\.\.9\]$/m);
  const labels = await runCli('where', '--core', '4', at('clusters.json'));
  expect(labels.out).toContain('labels: clusters, y[1]');
});

describe('nmap where refuses', () => {
  it.each([
    ['i[3]', 'ranges.json', 'E1415', 'Did you mean "h"?'],
    ['a  b', 'ranges.json', 'E1415', 'Did you mean "a b"?'],
    ['xx', 'clusters.json', 'E1415', 'Did you mean "x"?'],
    ['h[90]', 'ranges.json', 'E1416', ''],
    ['h[89..90]', 'ranges.json', 'E1416', ''],
    ['h[64, 0, 0]', 'boxes.json', 'E1416', ''],
    ['h[0, 0, 9]', 'boxes.json', 'E1416', ''],
    ['h[9216]', 'boxes.json', 'E1416', ''],
    ['h[]', 'ranges.json', 'E1417', 'Write h[12]'],
    ['h[-1]', 'ranges.json', 'E1417', 'Write h[12]'],
    ['h[9..3]', 'ranges.json', 'E1417', 'Write h[12]'],
    ['h[1, 2]', 'boxes.json', 'E1417', 'Write h[12]'],
    ['h[1, 2, 3]', 'ranges.json', 'E1417', 'channel x rows x columns'],
    ['h[3]', 'odd.json', 'E1417', 'NAME[FIRST..LAST]'],
    ['clusters', 'clusters.json', 'E1417', 'NAME[FIRST..LAST]'],
  ])('%s in %s with %s', async (word, file, code, hint) => {
    const { ok, diagnostics } = await asked(word, at(file));
    expect(ok).toBe(false);
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
    expect(diagnostics[0].hint).toContain(hint);
  });

  it.each([
    [['--core', '5', at('ranges.json')], 'The nearest used ones are 3 and 12.'],
    [['--core', '99', at('ranges.json')], 'The nearest used ones are 12.'],
    [['--core', '5', 'h[2]', at('ranges.json')], '--core 5 and the neuron "h[2]" exclude each other.'],
    [['--core', '5'], 'nmap where --core needs a manifest.'],
    [['h[2]'], 'nmap where needs a neuron and a manifest.'],
    [['--core', '1.5', at('ranges.json')], '--core takes'],
  ])('%j', async (words, text) => {
    const { exit, err } = await runCli('where', ...words);
    expect(exit).toBe(2);
    expect(err).toContain(text);
  });
});
