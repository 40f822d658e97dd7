/** Ranges and boxes of a manifest, read against networks of neurons and of units. */
import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import type { Network, Problem } from '@nmap/ir';
import { boxesOfRange, type Manifest, type ManifestCore } from '@nmap/manifest';
import { buildTarget } from '@nmap/testkit';
import { shatter } from '../boxes/testing/shatter.ts';
import { decodePlacement } from './decode-placement.ts';
import { runsOf, type Sides } from './stated-boxes.ts';

const TARGET = buildTarget({ columns: 4, rows: 4 });
const AXES = [3, 4, 5] as const;
const SIZE = 60;

interface Cut {
  /** Of population `image`, disjoint and complete; null = a network of neurons. */
  readonly boxes: readonly Sides[] | null;
  readonly blockOf?: readonly number[];
}

/** `image` of shape [3, 4, 5] and the external `x`, which comes before it. */
function networkOf({ boxes, blockOf }: Cut): Network {
  const count = boxes?.length ?? SIZE;
  const external = Uint8Array.from({ length: count + 1 }, (_, vertex) => (vertex === 0 ? 1 : 0));
  const all = [[0, 1, 0, 1, 0, 7], ...(boxes ?? [])].flat();
  return {
    vertexCount: count + 1,
    external,
    populations: [
      {
        id: 'x',
        first: 0,
        vertexCount: 1,
        size: boxes === null ? 1 : 7,
        shape: [7],
        role: 'input',
        external: true,
      },
      { id: 'image', first: 1, vertexCount: count, size: SIZE, shape: AXES, role: 'hidden', external: false },
    ],
    units:
      boxes === null
        ? null
        : { boxes: Uint32Array.from(all), blockOf: blockOf === undefined ? null : Uint32Array.from(blockOf) },
  } as unknown as Network;
}

type Neurons = ManifestCore['neurons'];

function decode(cut: Cut, cores: readonly Neurons[]): { clusterOf: number[]; faults: string[] } {
  const problem = { network: networkOf(cut), target: TARGET } as Problem;
  const listed = cores.map((neurons, core) => ({
    core,
    chip: 0,
    tile: core,
    x: core % 4,
    y: Math.floor(core / 4),
    neurons,
  }));
  const { clusterOf, faults } = decodePlacement({ cores: listed } as unknown as Manifest, problem);
  return {
    clusterOf: [...clusterOf],
    faults: faults.all().map(({ code, where, message }) => `${code} ${where}: ${message}`),
  };
}

const boxes = (...list: readonly Sides[]): Neurons => ({
  image: {
    boxes: list.map(([a, b, c, d, e, f]) => [
      [a, b],
      [c, d],
      [e, f],
    ]),
  },
});
const ranges = (...list: readonly [number, number][]): Neurons => ({ image: list });

/** Channels together, rows 0..1 | 2..3, columns 0..1 | 2..4. */
const UNITS: readonly Sides[] = [
  [0, 3, 0, 2, 0, 2],
  [0, 3, 0, 2, 2, 5],
  [0, 3, 2, 4, 0, 2],
  [0, 3, 2, 4, 2, 5],
];
const QUARTERS = UNITS.map((box) => boxes(box));
const MERGED = boxes([0, 3, 0, 2, 0, 5]);

describe('decodePlacement of units', () => {
  it.each<[string, Cut, Neurons[], (number | string)[], (string | RegExp)[]]>([
    ['a unit each', { boxes: UNITS }, QUARTERS, [0, 1, 2, 3], []],
    ['units merged', { boxes: UNITS }, [MERGED, boxes([0, 3, 2, 4, 0, 5])], [0, 0, 1, 1], []],
    [
      'more boxes than units',
      { boxes: UNITS },
      [boxes([0, 3, 0, 4, 2, 5], [0, 3, 2, 4, 0, 2], [0, 3, 0, 2, 0, 2])],
      [0, 0, 0, 0],
      [],
    ],
    // A channel of a unit is no unit: the same cells, but the cuts are those of units.
    [
      'half a unit on each of two cores',
      { boxes: UNITS },
      [...QUARTERS.slice(1), boxes([0, 1, 0, 2, 0, 2]), boxes([1, 3, 0, 2, 0, 2])],
      [],
      [/^E4141 core 3 \(image\): neurons \[\[0,1\],\[0,2\],\[0,2\]\] end within a unit/, /^E4141 core 4/],
    ],
    [
      'a box beyond the population',
      { boxes: UNITS },
      [...QUARTERS.slice(0, 3), boxes([0, 3, 2, 4, 2, 6])],
      [],
      [
        /^E4103 core 3 \(image\): neurons \[\[0,3\],\[2,4\],\[2,6\]\]: the population has \[\[0,3\],\[0,4\],\[0,5\]\]\./,
        /^E4106/,
      ],
    ],
    [
      'a unit lost',
      { boxes: UNITS },
      QUARTERS.slice(1),
      [],
      [/^E4106 image\[\[\[0,3\],\[0,2\],\[0,2\]\]\]: is on no core: 12 neurons are lost/],
    ],
    [
      'a row lost',
      { boxes: UNITS },
      QUARTERS.slice(2),
      [],
      [/^E4106 image\[\[\[0,3\],\[0,2\],\[0,5\]\]\]: is on no core: 30 neurons are lost/],
    ],
    [
      'a unit twice',
      { boxes: UNITS },
      [...QUARTERS, boxes(UNITS[1])],
      [],
      [
        /^E4105 image\[\[\[0,3\],\[0,2\],\[2,5\]\]\]: is the first of 18 neurons of \[\[0,3\],\[0,2\],\[2,5\]\] that are placed twice, the second time on core 4\./,
      ],
    ],
    [
      'twice, as part of a larger box',
      { boxes: UNITS },
      [...QUARTERS.slice(0, 3), boxes([0, 3, 0, 4, 2, 5])],
      [],
      [
        /^E4105 image\[\[\[0,3\],\[0,2\],\[2,5\]\]\]: is the first of 18 neurons of \[\[0,3\],\[0,4\],\[2,5\]\]/,
      ],
    ],
    [
      'an unknown population',
      { boxes: UNITS },
      [...QUARTERS, { other: [[0, 0]] }],
      [],
      [/^E4103 core 4 \(other\): the network has no population/],
    ],
    ['an external one', { boxes: UNITS }, [...QUARTERS, { x: [[0, 6]] }], [], [/^E4104 core 4 \(x\)/]],
    [
      'ranges',
      {
        boxes: [
          [0, 1, 0, 4, 0, 5],
          [1, 3, 0, 2, 0, 5],
          [1, 3, 2, 4, 0, 5],
        ],
      },
      [ranges([0, 19]), boxes([1, 3, 0, 4, 0, 5])],
      [0, 1, 1],
      [],
    ],
    [
      'ranges that cut a unit',
      { boxes: UNITS },
      [ranges([0, 58]), ranges([59, 59])],
      [],
      [/^E4141 core 0 \(image\): neurons \[0, 58\] end/, /^E4141 core 1/],
    ],
    [
      'a range beyond',
      { boxes: UNITS },
      [ranges([0, 60])],
      [],
      [/^E4103 core 0 \(image\): neurons \[0, 60\]: the population has 0\.\.59\./, /^E4106/, /^E4106/],
    ],
    [
      'blocks whole',
      { boxes: UNITS, blockOf: [0, 1, 1, 2, 2] },
      [MERGED, boxes([0, 3, 2, 4, 0, 5])],
      [0, 0, 1, 1],
      [],
    ],
    [
      'a block on two cores',
      { boxes: UNITS, blockOf: [0, 1, 1, 2, 2] },
      [MERGED, QUARTERS[2], QUARTERS[3]],
      [],
      [/^E4142 image\[\[\[0,3\],\[2,4\],\[2,5\]\]\]: lies on another core than the rest of its block/],
    ],
    ['neurons, as boxes', { boxes: null }, QUARTERS, ['numbers'], []],
    [
      'neurons twice, as boxes',
      { boxes: null },
      [...QUARTERS, boxes([2, 3, 0, 1, 0, 1])],
      [],
      [/^E4105 image\[40\]: is placed twice, the second time on core 4\./],
    ],
    [
      'neurons lost, as boxes',
      { boxes: null },
      QUARTERS.slice(0, 3),
      [],
      [/^E4106 image\[12\.\.14\]/, /^E4106 image\[17\.\.19\]/, /^E4106/, /^E4106/, /^E4106/, /^E4106/],
    ],
    [
      'neurons beyond, as boxes',
      { boxes: null },
      [boxes([0, 4, 0, 4, 0, 5])],
      [],
      [/^E4103 core 0 \(image\): neurons \[\[0,4\],\[0,4\],\[0,5\]\]/, /^E4106 image\[0\.\.59\]/],
    ],
  ])('%s', (_name, cut, cores, clusterOf, faults) => {
    const decoded = decode(cut, cores);
    expect(decoded.faults).toHaveLength(faults.length);
    faults.forEach((fault, index) => expect(decoded.faults[index]).toMatch(fault));
    if (faults.length > 0) return;
    if (clusterOf[0] !== 'numbers') {
      expect(decoded.clusterOf).toEqual([NONE, ...clusterOf]);
      return;
    }
    const expected = Array.from(
      { length: SIZE },
      (_, n) => 2 * Number(Math.floor(n / 5) % 4 > 1) + Number(n % 5 > 1),
    );
    expect(decoded.clusterOf).toEqual([NONE, ...expected]);
  });

  it('reads what any cut into boxes states, in whatever boxes it is stated', () => {
    const rng = new Rng(11);
    for (let trial = 0; trial < 200; trial++) {
      const units = shatter([0, 3, 0, 4, 0, 5], rng);
      const clusterOf = units.map(() => rng.below(3));
      const cores = [0, 1, 2].map((cluster) =>
        boxes(...units.filter((_, unit) => clusterOf[unit] === cluster)),
      );
      const used = [0, 1, 2].filter((cluster) => clusterOf.includes(cluster));
      const decoded = decode(
        { boxes: units },
        used.map((cluster) => cores[cluster]),
      );
      expect(decoded).toEqual({
        clusterOf: [NONE, ...clusterOf.map((cluster) => used.indexOf(cluster))],
        faults: [],
      });
    }
  });
});

describe('boxes and ranges', () => {
  it('cover each other, for every range', () => {
    for (let from = 0; from < SIZE; from++) {
      for (let to = from + 1; to <= SIZE; to++) {
        const found = boxesOfRange(from, to, AXES);
        expect(found.length).toBeLessThanOrEqual(5);
        const runs = found.flatMap((box) => [...runsOf(box.flat() as unknown as Sides, AXES)]);
        const neurons = runs.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(neurons).toEqual(Array.from({ length: to - from }, (_, i) => from + i));
      }
    }
  });
});
