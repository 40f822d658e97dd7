import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lower } from '../lower/lower.ts';
import type { PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { type TestChip, buildProblem, buildSpec, buildTarget } from '@nmap/testkit';
import { checkProblem } from './check-problem.ts';
import { checkSpecFits } from './check-spec-fits.ts';

const HUGE = 4_000_000_000;
/** 128 cores of Loihi's numbers. */
const CHIP: TestChip = {
  columns: 16,
  rows: 8,
  classes: [
    { neurons: 1024, inputAxons: 4096, outputAxons: 4096, synapseMemoryBits: 1_048_576, bitsPerSynapse: 9 },
  ],
};

function pop(id: string, size: number, more: Partial<PopulationSpec> = {}): PopulationSpec {
  return { id, size, spikes: 1, ...more };
}

interface Case {
  readonly what: string;
  readonly populations: readonly PopulationSpec[];
  readonly projections?: readonly ProjectionSpec[];
  readonly chip?: TestChip;
  readonly maxCores?: number;
  /** `code where need`. */
  readonly expected: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'four thousand million neurons',
    populations: [pop('a', HUGE)],
    expected: ['E2201 test 4000000000'],
  },
  { what: 'sixty million neurons', populations: [pop('a', 6e7)], expected: ['E2201 test 60000000'] },
  { what: 'as many neurons as there is room for', populations: [pop('a', 131_072)], expected: [] },
  { what: 'one neuron more', populations: [pop('a', 131_073)], expected: ['E2201 test 131073'] },
  {
    what: 'more than --cores hold',
    populations: [pop('a', 2049)],
    maxCores: 2,
    expected: ['E2201 test 2049'],
  },
  { what: 'external neurons, however many', populations: [pop('a', HUGE, { external: true })], expected: [] },
  {
    what: 'a chip without a live core',
    populations: [pop('a', 1)],
    chip: { columns: 1, rows: 1, dead: [0] },
    expected: ['E2200 test chip 1'],
  },
  {
    what: 'a dense layer that no core hears',
    populations: [pop('in', 60_000, { external: true }), pop('h', 60_000)],
    projections: [{ from: 'in', to: 'h', connector: 'all-to-all' }],
    expected: [
      // 60,000 * 9 bits fit; the axons do not.
      'E2104 h 60000',
      'E2203 test 3600000000',
      'E2204 test 3540000',
    ],
  },
  {
    what: 'a fan-in by formula, two projections added',
    populations: [pop('a', 2e9, { external: true }), pop('b', 2e9, { external: true }), pop('h', 1)],
    projections: [
      { from: 'a', to: 'h', connector: 'fixed-fan-in', n: 600 },
      { from: 'b', to: 'h', connector: 'fixed-fan-in', n: 425 },
    ],
    chip: { classes: [{ fanInPerNeuron: 1024 }] },
    expected: ['E2101 h 1025'],
  },
  {
    what: 'a convolution over a long image',
    populations: [
      pop('image', HUGE, { external: true, shape: [1, 1, HUGE] }),
      pop('map', HUGE, { external: true, shape: [1, 1, HUGE] }),
    ],
    projections: [{ from: 'image', to: 'map', connector: 'conv2d', kernel: [1, 3], padding: [0, 1] }],
    expected: [],
  },
  {
    what: 'the window of a convolution',
    populations: [
      pop('image', 3 * 64, { external: true, shape: [3, 8, 8] }),
      pop('map', 64, { shape: [1, 8, 8] }),
    ],
    projections: [{ from: 'image', to: 'map', connector: 'conv2d', kernel: 3, padding: 'same' }],
    chip: { classes: [{ fanInPerNeuron: 26 }] },
    expected: ['E2101 map 27'],
  },
  {
    what: 'synapses that draw their ends at random, by the mean',
    populations: [pop('a', 10)],
    projections: [{ from: 'a', to: 'a', connector: 'fixed-total-number', n: 1001 }],
    chip: { classes: [{ synapses: 100 }] },
    expected: ['E2102 a 101', 'E2202 test 1001'],
  },
  {
    what: 'every pair with probability 1',
    populations: [pop('a', 200)],
    projections: [{ from: 'a', to: 'a', connector: 'fixed-probability', p: 1, selfConnections: false }],
    chip: { classes: [{ fanInPerNeuron: 198 }] },
    expected: ['E2101 a 199'],
  },
  {
    what: 'targets on more cores than a neuron may reach',
    populations: [pop('a', 100)],
    projections: [{ from: 'a', to: 'a', connector: 'fixed-fan-out', n: 50 }],
    chip: { columns: 20, rows: 1, classes: [{ neurons: 10, fanOutCoresPerNeuron: 3 }] },
    expected: ['E2105 a 4'],
  },
  {
    what: 'what chance decides',
    populations: [pop('a', 1000)],
    projections: [{ from: 'a', to: 'a', connector: 'fixed-probability', p: 0.99 }],
    chip: { classes: [{ synapses: 1 }] },
    expected: [],
  },
];

describe('checkSpecFits', () => {
  it.each(CASES)('$what', ({ populations, projections, chip = CHIP, maxCores = null, expected }) => {
    const before = process.memoryUsage().arrayBuffers;
    const found = checkSpecFits(buildSpec(populations, projections), buildTarget({ rows: 2, ...chip }), {
      maxCores,
    });
    expect(found.map(({ code, where, need }) => `${code} ${where} ${need}`)).toEqual(expected);
    expect(
      found.every(({ have, hint, unit }) => have !== undefined && hint !== undefined && unit !== undefined),
    ).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });

  it.each([
    ['a size that is none', [pop('a', -1), pop('b', HUGE)], []],
    ['two populations of one name', [pop('a', HUGE), pop('a', 1)], []],
    [
      'a connector that does not fit',
      [pop('a', HUGE)],
      [{ from: 'a', to: 'a', connector: 'fixed-fan-in', n: -1 }],
    ],
    ['a connector of no known name', [pop('a', HUGE)], [{ from: 'a', to: 'a', connector: 'none' }]],
    [
      'a list without its other half',
      [pop('a', HUGE)],
      [{ from: 'a', to: 'a', connector: 'list', pre: [0] }],
    ],
    [
      'an index beyond its population',
      [pop('a', HUGE)],
      [{ from: 'a', to: 'a', connector: 'list', pre: [-1], post: [0] }],
    ],
  ])('leaves %s to lower', (_what, populations, projections) => {
    const spec = buildSpec(populations, projections as unknown as ProjectionSpec[]);
    expect(checkSpecFits(spec, buildTarget({ rows: 2, ...CHIP }), { maxCores: null })).toEqual([]);
  });

  it.each([
    ['a convolution', { connector: 'conv2d', kernel: 3, padding: 'same' } as const, true],
    ['a dense layer', { connector: 'all-to-all' } as const, false],
  ])('names convolutional axons as a way out of %s alone', (_what, connector, isNamed) => {
    const spec = buildSpec(
      [pop('a', 512 * 16, { external: true, shape: [512, 4, 4] }), pop('b', 16, { shape: [1, 4, 4] })],
      [{ from: 'a', to: 'b', ...connector }],
    );
    const target = buildTarget({ columns: 2, rows: 2, limits: { inputAxons: 4096 } });
    const bySizes = checkSpecFits(spec, target, { maxCores: null });
    const byNeurons = checkProblem(buildProblem(lower(spec).network, target));
    for (const found of [bySizes, byNeurons]) {
      const walls = found.filter(({ code }) => code === 'E2104');
      expect(walls).toHaveLength(1);
      expect(walls[0].hint?.includes('convolutional axons')).toBe(isNamed);
    }
  });

  it('reports nothing that checkProblem does not, and never a larger need', () => {
    let reported = 0;
    fc.assert(
      fc.property(networks, chips, fc.option(fc.integer({ min: 1, max: 4 })), (spec, sketch, maxCores) => {
        const target = buildTarget({ rows: 2, ...sketch });
        const proven = checkSpecFits(spec, target, { maxCores });
        if (proven.length === 0) return;
        reported++;
        const all = checkProblem(buildProblem(lower(spec).network, target, { maxCores }));
        for (const { code, where, need } of proven) {
          const same = all.filter(
            (diagnostic) =>
              diagnostic.code === code &&
              (diagnostic.where === where || diagnostic.where.startsWith(`${where}[`)),
          );
          expect(same.length).toBeGreaterThan(0);
          expect(Math.max(...same.map((diagnostic) => Number(diagnostic.need)))).toBeGreaterThanOrEqual(
            Number(need),
          );
        }
      }),
      { seed: 4, numRuns: 700 },
    );
    expect(reported).toBeGreaterThan(140);
  });

  it('misses nothing that neurons alone, or all-to-all alone, decide', () => {
    fc.assert(
      fc.property(dense, chips, (spec, sketch) => {
        const target = buildTarget({ rows: 2, ...sketch, classes: sketch.classes!.slice(0, 1), classOf: [] });
        const codes = (found: readonly { code: string }[]): string[] =>
          [...new Set(found.map(({ code }) => code))].sort();
        const all = codes(checkProblem(buildProblem(lower(spec).network, target)));
        expect(codes(checkSpecFits(spec, target, { maxCores: null }))).toEqual(all);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
const limit = fc.option(fc.integer({ min: 1, max: 30 }));

const chips: fc.Arbitrary<TestChip> = fc
  .record({
    classes: fc.array(
      fc.record({
        neurons: fc.option(fc.integer({ min: 1, max: 8 })),
        synapses: limit,
        synapseMemoryBits: limit,
        bitsPerSynapse: fc.option(fc.integer({ min: 1, max: 3 })),
        fanInPerNeuron: limit,
        inputAxons: limit,
        outputAxons: limit,
        fanOutCoresPerNeuron: fc.option(fc.integer({ min: 0, max: 3 })),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    classOf: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 6, maxLength: 6 }),
    dead: fc.subarray([0, 1, 2, 3, 4, 5]),
  })
  .map(({ classes, classOf, dead }) => ({
    classes,
    dead,
    classOf: classOf.map((k) => Math.min(k, classes.length - 1)),
  }));

/** Some projection between two of the populations that fits their sizes. */
const projectionOf = (populations: readonly PopulationSpec[]): fc.Arbitrary<ProjectionSpec> =>
  fc
    .record({
      from: fc.constantFrom(...populations),
      to: fc.constantFrom(...populations),
      kind: fc.integer({ min: 0, max: 9 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      self: fc.boolean(),
      seed: fc.integer({ min: 1, max: 99 }),
    })
    .map(({ from, to, kind, share, self, seed }): ProjectionSpec => {
      const ends = { from: from.id, to: to.id };
      const own = from === to && !self ? 1 : 0;
      const selfConnections = self;
      switch (kind) {
        case 0:
          return { ...ends, connector: 'all-to-all', selfConnections };
        case 1:
          return {
            ...ends,
            connector: 'fixed-probability',
            p: share > 0.5 ? 1 : share,
            seed,
            selfConnections,
          };
        case 2:
          return {
            ...ends,
            connector: 'fixed-fan-in',
            n: Math.floor(share * (from.size - own)),
            seed,
            selfConnections,
          };
        case 3:
          return {
            ...ends,
            connector: 'fixed-fan-out',
            n: Math.floor(share * (to.size - own)),
            seed,
            selfConnections,
          };
        case 4:
          return { ...ends, connector: 'fixed-total-number', n: Math.floor(share * 40), seed };
        case 5:
          return { ...ends, connector: 'distance-dependent', p: share, scale: 2, profile: 'gaussian', seed };
        case 6: {
          const length = Math.floor(share * 30);
          const indices = (size: number): number[] => Array.from({ length }, (_, k) => (k * seed) % size);
          return { ...ends, connector: 'list', pre: indices(from.size), post: indices(to.size) };
        }
        case 7:
          return { from: from.id, to: from.id, connector: 'one-to-one' };
        case 8:
          return {
            from: 'image',
            to: 'map',
            connector: 'conv2d',
            kernel: [2, 3],
            padding: [0, 1],
            stride: [1, 2],
          };
        default:
          return { from: 'image', to: 'pooled', connector: 'pool2d', kernel: 2 };
      }
    });

const networks = fc
  .record({ sizes, external: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }) })
  .chain(({ sizes: lengths, external }) => {
    const populations = [
      ...lengths.map((size, index) => pop(`p${index}`, size, { external: external[index] })),
      pop('image', 24, { external: external[3], shape: [1, 4, 6] }),
      pop('map', 9, { external: external[4], shape: [1, 3, 3] }),
      pop('pooled', 6, { external: external[5], shape: [1, 2, 3] }),
    ];
    return fc
      .array(projectionOf(populations), { maxLength: 6 })
      .map((projections) => buildSpec(populations, projections));
  });

/** Feed-forward layers, all to all: formulas say everything. */
const dense = sizes.map((lengths) =>
  buildSpec(
    lengths.map((size, index) => pop(`p${index}`, size)),
    lengths
      .slice(1)
      .map((_, index) => ({ from: `p${index}`, to: `p${index + 1}`, connector: 'all-to-all' as const })),
  ),
);
