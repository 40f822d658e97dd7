/**
 * `nmap export --to pynn`: the table of the script says what the manifest says, and the script, run by Python with
 * populations that only record what they are told, constrains every one to where it was placed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hasBoxes, parseManifest, type Manifest } from '@nmap/manifest';
import { runCli, temporaryFolder, type CliRun } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net "1"',
  populations: [
    { id: 'in', size: 4, external: true, spikes: 2 },
    { id: 'ex\\"c\n', size: 8, spikes: 3 },
    { id: 'ö', size: 3, spikes: 1 },
  ],
  projections: [
    { from: 'in', to: 'ex\\"c\n', connector: 'all-to-all' },
    { from: 'ex\\"c\n', to: 'ö', connector: 'all-to-all' },
  ],
};
const EXC = NET.populations[1].id;

const machine = (neurons: number, topology: string): string =>
  `format: nmap-hardware\nversion: 1\nname: machine\ntopology: ${topology}\ncore: { neurons: ${neurons} }\n`;
const BOARD = '{ kind: hex-torus, width: 1, height: 1, coresPerTile: 3, chips: [2, 2] }';
const APART = 'partition/sequential(form=by-population); place/row-major';
const PACKED = 'partition/sequential; place/row-major';

interface Run extends CliRun {
  readonly manifest: Manifest;
  readonly script: string;
}

async function exported(net: object, hardware: string, ...placing: string[]): Promise<Run> {
  writeFileSync(at('net.json'), JSON.stringify(net));
  writeFileSync(at('hw.yaml'), hardware);
  writeFileSync(at('placement.py'), '');
  const files = ['--hw', at('hw.yaml')];
  const placed = await runCli('place', at('net.json'), ...files, ...placing, '--quiet', '-o', at('m.json'));
  expect(placed).toMatchObject({ exit: 0 });
  const net_ = ['--net', at('net.json')];
  const run = await runCli(
    'export',
    at('m.json'),
    ...net_,
    ...files,
    '--to',
    'pynn',
    '-o',
    at('placement.py'),
  );
  const [manifest, script] = ['m.json', 'placement.py'].map((name) => readFileSync(at(name), 'utf8'));
  return { ...run, manifest: parseManifest(manifest, 'm.json'), script };
}

type Slice = [label: string, first: number, neurons: number, x: number, y: number, p: number | null];

/** The table, which is JSON but for None and the brackets of tuples. */
function slicesOf(script: string): Slice[] {
  const table = /^SLICES = \[\n([^]*?)^\]$/m.exec(script)![1];
  return table
    .trimEnd()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(
          line
            .trim()
            .replace(/^\(([^]*), (\d+|None)\),$/, '[$1, $2]')
            .replace('None]', 'null]'),
        ) as Slice,
    );
}

/** Chip of each neuron, `label neuron` -> `x,y`, and the core where cores are fixed. */
function placesBySlices(slices: readonly Slice[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const [label, first, neurons, x, y, p] of slices)
    for (let neuron = first; neuron < first + neurons; neuron++) {
      expect(places.has(`${label} ${neuron}`)).toBe(false);
      places.set(`${label} ${neuron}`, p === null ? `${x},${y}` : `${x},${y},${p}`);
    }
  return places;
}

function placesByManifest({ cores }: Manifest, coresPerChip: number, fixed: boolean): Map<string, string> {
  const places = new Map<string, string>();
  for (const { core, x, y, neurons } of cores)
    for (const [label, ranges] of Object.entries(neurons)) {
      if (hasBoxes(ranges)) throw new Error('expected ranges');
      for (const [first, last] of ranges)
        for (let neuron = first; neuron <= last; neuron++)
          places.set(`${label} ${neuron}`, fixed ? `${x},${y},${16 - (core % coresPerChip)}` : `${x},${y}`);
    }
  return places;
}

describe('the table', () => {
  it('has the chip and the core of every neuron', async () => {
    const { script, manifest, err } = await exported(NET, machine(3, BOARD), '--pipeline', APART);
    const slices = slicesOf(script);
    expect(placesBySlices(slices)).toEqual(placesByManifest(manifest, 3, true));
    expect(new Set(slices.map(([, , , x, y, p]) => `${x},${y},${p}`)).size).toBe(slices.length);
    expect(err).toContain('W1896');
    expect(err).not.toMatch(/W1897|W1898/);
    expect(script).toContain('EXTERNAL = ["in"]\n');
  });

  it('fixes no core of a chip where populations share one', async () => {
    const { script, manifest, err } = await exported(NET, machine(6, BOARD), '--pipeline', PACKED);
    expect(manifest.cores).toHaveLength(2);
    expect(placesBySlices(slicesOf(script))).toEqual(placesByManifest(manifest, 3, false));
    expect(err).toMatch(/W1897 chip 0, 0: core 1 holds more .* each of the 3 slices/);
  });

  it('joins the rows of boxes', async () => {
    const shape = [2, 4, 4];
    const net = {
      ...NET,
      populations: [
        { id: 'image', size: 16, shape: [1, 4, 4], external: true, spikes: 1 },
        { id: 'conv', size: 32, shape, spikes: 1 },
      ],
      projections: [{ from: 'image', to: 'conv', connector: 'conv2d', kernel: [3, 3], padding: 'same' }],
    };
    const { script, manifest } = await exported(net, machine(32, BOARD), '--grain', 'block');
    expect(manifest.version).toBe(2);
    expect(slicesOf(script)).toEqual([['conv', 0, 32, expect.any(Number), expect.any(Number), 16]]);
  });
});

const WIDE = '{ kind: hex-torus, width: 1, height: 1, chips: [8, 6] }';

describe('what the script cannot say', () => {
  it.each([
    ['a chip of several tiles', '{ kind: mesh, width: 3, height: 3 }', 3, /E1893 .* 9 tiles on 1 chips/],
    ['a tree', '{ kind: tree, width: 2, height: 2, chips: [1, 1] }', 6, /E1893 .* of the kind tree/],
    ['18 cores', '{ kind: hex-torus, width: 1, height: 1, coresPerTile: 18 }', 6, /E1893 .* 18 cores/],
    [
      'a slice too many',
      '{ kind: hex-torus, width: 1, height: 1, chips: [2, 1] }',
      6,
      /E1894 chip \d, 0: .* 2 slices, .* 1 cores/,
    ],
  ])('is refused: %s', async (_, topology, neurons, message) => {
    const { exit, err, script } = await exported(NET, machine(neurons, topology), '--pipeline', PACKED);
    expect(err).toMatch(message);
    expect([exit, script]).toEqual([2, '']);
  });

  it.each([
    [256, 0, ''],
    [
      257,
      2,
      'E1395 core 0 (a[0..256]): holds 257 neighbouring neurons, and a core of sPyNNaker at most 256.',
    ],
  ])('takes %i neurons to a core', async (size, exit, error) => {
    const projections = [{ from: 'a', to: 'a', connector: 'one-to-one' }];
    const net = { ...NET, populations: [{ id: 'a', size, spikes: 1 }], projections };
    const run = await exported(net, machine(1000, BOARD), '--pipeline', PACKED);
    expect(run.exit).toBe(exit);
    expect(run.err).toContain(error);
  });

  it.each([
    [WIDE, 6],
    ['{ kind: hex-torus, width: 1, height: 1, chips: [12, 12] }', 0],
  ])('is warned of: chips of %s off a board', async (topology, absent) => {
    const { err, exit, script } = await exported(NET, machine(1, topology), '--pipeline', APART);
    expect(exit).toBe(0);
    // Eleven neurons, eight in a row; a board's rows have five and six chips.
    const off = slicesOf(script).filter(([, , , x, y]) => x > y + 4 || y - 3 > x);
    expect(off.length > 0).toBe(true);
    if (absent === 0) expect(err).not.toContain('W1898');
    else expect(err).toContain(`${off.length} of 11 chips are not on a board of 48 chips`);
  });
});

it.each([
  // A board of one chip has Ethernet on it; of two, on the first.
  [14, 16, '[1, 1]', null],
  [15, 16, '[1, 1]', 'chip 0, 0: its 15 slices reach down to processor 2, .* the first 2 '],
  [15, 17, '[1, 1]', null],
  [30, 15, '[2, 1]', 'chip 0, 0: its 15 slices'],
  [31, 16, '[2, 1]', 'chip 0, 0: its 16 slices reach down to processor 1,'],
  [32, 16, '[2, 1]', 'chip 1, 0: its 16 slices reach down to processor 1, .* the first 1 '],
])(
  '%i cores, %i a chip, %s chips leave to sPyNNaker what it needs',
  async (size, perChip, chips, warning) => {
    const projections = [{ from: 'a', to: 'a', connector: 'one-to-one' }];
    const net = { ...NET, populations: [{ id: 'a', size, spikes: 1 }], projections };
    const topology = `{ kind: hex-torus, width: 1, height: 1, coresPerTile: ${perChip}, chips: ${chips} }`;
    const { err } = await exported(net, machine(1, topology), '--pipeline', PACKED);
    if (warning === null) expect(err).not.toContain('W1899');
    else expect(err).toMatch(new RegExp(`W1899 ${warning}`));
    expect(err.includes('W1899 chip 1, 0')).toBe(size === 32);
  },
);

/** Python 3, where there is one. */
const python = spawnSync('python3', ['--version']).status === 0;

/** Runs the script on populations of these labels and sizes; what they were told, or the error. */
function constrained(populations: readonly (readonly [string, number])[], more = ''): unknown {
  const code = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(folder)})
import placement
told = []
class Population:
    def __init__(self, label, size):
        self.label, self.size = label, size
    def add_placement_constraint(self, x, y, p=None):
        told.append([self.label, x, y, p])
    def set_max_atoms_per_core(self, most):
        told.append([self.label, most])
try:
    placement.constrain([Population(*each) for each in json.loads(sys.argv[1])]${more})
    print(json.dumps(told))
except ValueError as error:
    print(json.dumps([told, str(error)]))
`;
  const { stdout, stderr } = spawnSync('python3', ['-c', code, JSON.stringify(populations)], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** What an expression of the script's module is, or the error that it raises. */
function evaluated(expression: string): unknown {
  const code = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(folder)})
import placement
try:
    print(json.dumps(${expression}))
except ValueError as error:
    print(json.dumps(str(error)))
`;
  return JSON.parse(spawnSync('python3', ['-c', code], { encoding: 'utf8' }).stdout);
}

(python ? describe : describe.skip)('the script, run by Python', () => {
  it('constrains populations and parts to their cores', async () => {
    const { script } = await exported(NET, machine(3, BOARD), '--pipeline', APART);
    const slices = slicesOf(script);
    const parts = slices
      .filter(([label]) => label === EXC)
      .sort((a, b) => a[1] - b[1])
      .map(
        ([label, first, neurons, ...place]) =>
          [`${label}[${first}:${first + neurons}]`, neurons, ...place] as const,
      );
    const [, , size, ...place] = slices.find(([label]) => label === 'ö')!;
    const whole = ['ö', size, ...place] as const;
    const all = [...parts, whole];
    const told = constrained([['in', 4], ...all.map(([label, neurons]) => [label, neurons] as const)]);
    expect(told).toEqual(all.map(([label, , ...where]) => [label, ...where]));
    const moved = constrained(
      all.map(([label, neurons]) => [label, neurons] as const),
      ', chip=lambda x, y: (x + 4, y + 8), core=lambda p: p + 1',
    );
    expect(moved).toEqual(all.map(([label, , x, y, p]) => [label, x + 4, y + 8, p! + 1]));
  });

  it('holds a population that is handed over whole to its chip', async () => {
    const { script } = await exported(NET, machine(4, BOARD), '--pipeline', APART);
    const [, , , ...place] = slicesOf(script).find(([label]) => label === 'ö')!;
    expect(
      constrained([
        [EXC, 8],
        ['ö', 3],
      ]),
    ).toEqual([
      [EXC, 4],
      [EXC, 0, 0, null],
      ['ö', ...place],
    ]);
  });

  it.each([
    [
      'lies on several chips',
      [
        [EXC, 8],
        ['ö', 3],
      ],
      /lies on \d chips: make the populations .*\[0:1\]', /,
    ],
    ['is missing', [['ö', 3]], /there is no population with the label/],
    ['has another size', [['ö', 4]], /there is no population|has 4 neurons, and 3 were placed/],
    [
      'is there twice',
      [
        ['ö', 3],
        ['ö', 3],
      ],
      /two populations have the label 'ö'/,
    ],
  ] as const)('refuses a population that %s, before any is told', async (_, populations, message) => {
    await exported(
      NET,
      machine(1, '{ kind: hex-torus, width: 1, height: 1, chips: [12, 12] }'),
      '--pipeline',
      APART,
    );
    expect(constrained(populations)).toEqual([[], expect.stringMatching(message)]);
  });

  it('finds the chips of boards in threes that do not close to a torus', async () => {
    await exported(
      NET,
      machine(8, '{ kind: hex-torus, width: 1, height: 1, chips: [24, 12] }'),
      '--pipeline',
      APART,
    );
    const every = '[placement.unwrapped(k % 24, k // 24) for k in range(288)]';
    const chips = evaluated(every) as [number, number][];
    // Hexagons of the boards at [4, 8], [8, 4], [16, 8] and [20, 4] stick out by up to four.
    expect(chips[0]).toEqual([0, 0]);
    expect(chips[2 * 24 + 11]).toEqual([11, 14]);
    expect(chips[2 * 24 + 23]).toEqual([23, 14]);
    expect(chips[11]).toEqual([11, 12]);
    expect(new Set(chips.map(String)).size).toBe(288);
    expect(chips.every(([x, y], k) => x % 24 === k % 24 && y % 12 === Math.floor(k / 24))).toBe(true);
  });

  it('knows no boards in threes where there are none', async () => {
    await exported(NET, machine(8, BOARD), '--pipeline', APART);
    expect(evaluated('placement.unwrapped(0, 0)')).toBe('2 x 2 chips are no boards in threes');
  });

  it('refuses sizes and labels that were not placed', async () => {
    await exported(NET, machine(8, BOARD), '--pipeline', APART);
    expect(
      constrained([
        [EXC, 8],
        ['ö', 4],
      ]),
    ).toEqual([[], "'ö' has 4 neurons, and 3 were placed"]);
    expect(
      constrained([
        [EXC, 8],
        ['ö', 3],
        ['z', 1],
      ]),
    ).toEqual([[], "not in the placement: 'z'"]);
  });
});
