import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import fc from 'fast-check';
import { formatDiagnostic } from '../diagnostic.ts';
import { lower } from '../lower/lower.ts';
import type { Network } from '../network.ts';
import type { CoreLimits } from '../target.ts';
import { type TestChip, buildProblem, buildSpec, buildTarget, countedNetwork } from '@nmap/testkit';
import { makeClustered } from '../traffic/make-stages.ts';
import { verifyClustered } from '@nmap/judge';
import { checkProblem } from './check-problem.ts';
import { coreCountBound } from './core-count-bound.ts';
import { coreLoads } from './core-loads.ts';

describe('coreLoads', () => {
  it('counts what the limits are defined to count', () => {
    const { network } = lower(
      buildSpec(
        [
          { id: 'in', size: 1, external: true, spikes: 1 },
          { id: 'h', size: 4, spikes: 0 },
          { id: 'out', size: 1, external: true, spikes: 1 },
        ],
        [
          { from: 'in', to: 'h', connector: 'all-to-all' },
          // h0 -> h1 twice, h0 -> itself, h0 -> h2, h0 -> h3, h2 -> h3.
          { from: 'h', to: 'h', connector: 'list', pre: [0, 0, 0, 0, 0, 2], post: [1, 1, 0, 2, 3, 3] },
          { from: 'h', to: 'out', connector: 'list', pre: [0, 1], post: [0, 0] },
        ],
      ),
    );
    // Clusters {h0, h1}, {h2}, {h3}.
    const loads = coreLoads(network, Uint32Array.of(NONE, 0, 0, 1, 2, NONE), 3);
    expect([...loads.neurons]).toEqual([2, 1, 1]);
    expect([...loads.synapses]).toEqual([5, 2, 3]);
    // Sources: in and h0; in and h0; in, h0 and h2.
    expect([...loads.inputAxons]).toEqual([2, 2, 3]);
    // h0 reaches two clusters and the port, h1 the port, h2 one cluster.
    expect([...loads.outputAxons]).toEqual([4, 1, 0]);
    expect([...loads.maxFanIn]).toEqual([3, 2, 3]);
    expect([...loads.maxFanOutCores]).toEqual([3, 1, 0]);
  });

  it('agrees with sets on random networks', () => {
    const size = 30;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 200 }),
        fc.array(fc.nat(4), { minLength: size, maxLength: size }),
        (synapses, clusters) => {
          const loads = coreLoads(countedNetwork(size, synapses), Uint32Array.from(clusters), 5);
          for (let cluster = 0; cluster < 5; cluster++) {
            const inside = synapses.filter(([, post]) => clusters[post] === cluster);
            const leaving = synapses.filter(
              ([pre, post]) => clusters[pre] === cluster && clusters[post] !== cluster,
            );
            expect(loads.neurons[cluster]).toBe(clusters.filter((c) => c === cluster).length);
            expect(loads.synapses[cluster]).toBe(inside.length);
            expect(loads.inputAxons[cluster]).toBe(new Set(inside.map(([pre]) => pre)).size);
            expect(loads.outputAxons[cluster]).toBe(
              new Set(leaving.map(([pre, post]) => `${pre} ${clusters[post]}`)).size,
            );
          }
        },
      ),
      { seed: 6 },
    );
  });
});

/** `fan` sources onto each of two neurons, 6 cores. */
function fanIn(fan: number): Network {
  return lower(
    buildSpec(
      [
        { id: 'in', size: fan, external: true, spikes: 1 },
        { id: 'h', size: 2, spikes: 1 },
      ],
      [{ from: 'in', to: 'h', connector: 'all-to-all' }],
    ),
  ).network;
}

/** One neuron with `fan` targets, every one with one synapse. */
function fanOut(fan: number): Network {
  return lower(
    buildSpec(
      [
        { id: 's', size: 1, spikes: 1 },
        { id: 'h', size: fan, spikes: 1 },
        { id: 'out', size: 1, external: true, spikes: 1 },
      ],
      [
        { from: 's', to: 'h', connector: 'all-to-all' },
        { from: 's', to: 'out', connector: 'all-to-all' },
      ],
    ),
  ).network;
}

const check = (network: Network, sketch: TestChip, maxCores: number | null = null): string[] =>
  checkProblem(buildProblem(network, buildTarget({ rows: 2, ...sketch }), { maxCores })).map(
    formatDiagnostic,
  );

const one = (limits: Partial<CoreLimits>): TestChip => ({ classes: [limits] });

describe('checkProblem: walls', () => {
  const cases: readonly (readonly [string, Network, Partial<CoreLimits>, Partial<CoreLimits>, RegExp])[] = [
    [
      'fan-in',
      fanIn(9),
      { fanInPerNeuron: 9 },
      { fanInPerNeuron: 8 },
      /^E2101 h\[0\]: needs 9 synapses onto one neuron \(fan-in\), a core has 8; all 2 neurons of h are over this limit\. Give h fewer inputs/,
    ],
    [
      'synapses',
      fanIn(9),
      { synapses: 9 },
      { synapses: 8 },
      /^E2102 h\[0\]: needs 9 synapses for one neuron, a core has 8/,
    ],
    [
      'synapse memory',
      fanIn(9),
      { synapseMemoryBits: 72, bitsPerSynapse: 8 },
      { synapseMemoryBits: 71, bitsPerSynapse: 8 },
      /^E2103 h\[0\]: needs 72 bits of synapse memory for one neuron, a core has 71/,
    ],
    [
      'input axons',
      fanIn(9),
      { inputAxons: 9 },
      { inputAxons: 8 },
      /^E2104 h\[0\]: needs 9 input axons \(distinct sources\) for one neuron, a core has 8/,
    ],
    // 11 targets and the source itself fill ceil(12 / 4) = 3 cores: two others, and the port.
    [
      'fan-out',
      fanOut(11),
      { neurons: 4, fanOutCoresPerNeuron: 3 },
      { neurons: 4, fanOutCoresPerNeuron: 2 },
      /^E2105 s\[0\]: needs 3 other cores for the targets of one neuron, a core has 2; 1 neuron of s is over/,
    ],
    [
      'output axons',
      fanOut(11),
      { neurons: 4, outputAxons: 3 },
      { neurons: 4, outputAxons: 2 },
      /^E2106 s\[0\]: needs 3 output axons for one neuron, a core has 2/,
    ],
  ];

  it.each(cases)('of %s: stands at the limit, falls beyond it', (_name, network, good, bad, message) => {
    expect(check(network, one(good))).toEqual([]);
    const found = check(network, one(bad));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  it('names the worst neuron of each population and how many there are', () => {
    const { network } = lower(
      buildSpec(
        [{ id: 'a', size: 5, spikes: 1 }],
        [
          {
            from: 'a',
            to: 'a',
            connector: 'list',
            pre: [0, 1, 2, 0, 1, 0, 1, 2, 3],
            post: [1, 1, 1, 2, 2, 4, 4, 4, 4],
          },
        ],
      ),
    );
    expect(check(network, one({ fanInPerNeuron: 2 }))).toEqual([
      expect.stringMatching(
        /^E2101 a\[4\]: needs 4 synapses onto one neuron \(fan-in\), a core has 2; 2 neurons of a are over/,
      ),
    ]);
  });

  it('stands only where every class of core is too small, dead cores not counted', () => {
    const classes = [{ fanInPerNeuron: 8 }, { fanInPerNeuron: 9 }];
    const classOf = [0, 0, 0, 0, 0, 1];
    expect(check(fanIn(9), { classes, classOf })).toEqual([]);
    expect(check(fanIn(9), { classes, classOf, dead: [5] })).toHaveLength(1);
    expect(check(fanIn(10), { classes, classOf })[0]).toMatch(
      /needs 10 synapses onto one neuron \(fan-in\), the largest core has 9/,
    );
  });

  it('sees a neuron that fits every limit of some class but no class as a whole', () => {
    const classes = [
      { fanInPerNeuron: 8, inputAxons: 9 },
      { fanInPerNeuron: 9, inputAxons: 8 },
    ];
    expect(check(fanIn(9), { classes, classOf: [0, 0, 0, 1, 1, 1] })).toEqual([
      expect.stringMatching(
        /^E2107 h\[0\]: fits no class of core \(class0: fanInPerNeuron 9 > 8; class1: inputAxons 9 > 8\); all 2 neurons/,
      ),
    ]);
  });

  it('judges external neurons by no core', () => {
    const { network } = lower(
      buildSpec(
        [
          { id: 'h', size: 9, spikes: 1 },
          { id: 'out', size: 1, external: true, spikes: 1 },
        ],
        [{ from: 'h', to: 'out', connector: 'all-to-all' }],
      ),
    );
    expect(check(network, one({ fanInPerNeuron: 1, inputAxons: 0, synapses: 0 }))).toEqual([]);
  });
});

describe('checkProblem: budgets', () => {
  const twelve = countedNetwork(
    12,
    Array.from({ length: 12 }, (_, i) => [i, (i + 1) % 12] as const),
  );
  const cases: readonly (readonly [string, Network, Partial<CoreLimits>, Partial<CoreLimits>, RegExp])[] = [
    [
      'neurons',
      twelve,
      { neurons: 2 },
      { neurons: 1 },
      /^E2201 test: needs at least 12 neurons, 6 cores of test chip have 6; a alone needs 12\. All 6 live cores are too few/,
    ],
    ['synapses', twelve, { synapses: 2 }, { synapses: 1 }, /^E2202 test: needs at least 12 synapses/],
    [
      'synapse memory',
      twelve,
      { synapseMemoryBits: 17, bitsPerSynapse: 8 },
      { synapseMemoryBits: 15, bitsPerSynapse: 8 },
      /^E2203 test: needs at least 12 synapses \(by their memory\), 6 cores of test chip have 6/,
    ],
    [
      'input axons',
      twelve,
      { inputAxons: 2 },
      { inputAxons: 1 },
      /^E2204 test: needs at least 12 input axons/,
    ],
    [
      'output axons',
      countedNetwork(4, [
        [0, 1],
        [0, 2],
        [1, 2],
        [1, 3],
        [2, 3],
        [2, 0],
        [3, 0],
        [3, 1],
      ]),
      { neurons: 1, outputAxons: 2 },
      { neurons: 2, outputAxons: 0 },
      /^E2106/,
    ],
  ];

  it.each(cases)('of %s: holds at the limit, fails below it', (_name, network, good, bad, message) => {
    expect(check(network, one(good))).toEqual([]);
    expect(check(network, one(bad))[0]).toMatch(message);
  });

  it('adds up output axons', () => {
    // Each of three neurons reaches the two others, on cores of one neuron: six axons.
    const clique = countedNetwork(3, [
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 1],
    ]);
    const classes = [
      { neurons: 1, outputAxons: 2 },
      { neurons: 1, outputAxons: 0 },
    ];
    expect(check(clique, { columns: 3, rows: 1, classes, classOf: [0, 0, 1] })).toEqual([
      expect.stringMatching(/^E2205 test: needs at least 6 output axons, 3 cores of test chip have 4/),
    ]);
  });

  it('counts dead cores out, and maxCores takes the largest', () => {
    expect(check(twelve, { ...one({ neurons: 2 }), dead: [3] })).toHaveLength(1);
    const classes = [{ neurons: 1 }, { neurons: 4 }];
    const sketch = { classes, classOf: [0, 0, 0, 1, 1, 1] };
    expect(check(twelve, sketch)).toEqual([]);
    expect(check(twelve, sketch, 3)).toEqual([]);
    expect(check(twelve, sketch, 2)).toEqual([
      expect.stringMatching(/2 cores of test chip have 8; a alone needs 12\. Allow at least 3 cores, now 2/),
    ]);
  });

  it('says so where no core is left', () => {
    expect(check(twelve, { dead: [0, 1, 2, 3, 4, 5] })).toEqual([expect.stringMatching(/^E2200/)]);
    expect(check(twelve, one({ neurons: 0 }))).toEqual([expect.stringMatching(/^E2200/)]);
  });

  it('tells walls and budgets at once', () => {
    const found = check(fanIn(9), one({ fanInPerNeuron: 8, synapses: 2 }));
    expect(found.map((line) => line.slice(0, 5))).toEqual(['E2101', 'E2102', 'E2202']);
  });
});

describe('bounds against legal clusterings', () => {
  it('never exceed what a legal clustering uses, nor refuse its problem', () => {
    const size = 16;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 80 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        (synapses, clusterCount, seed) => {
          const network = countedNetwork(size, synapses);
          const rng = new Rng(seed);
          const clusterOf = Uint32Array.from({ length: size }, (_, u) =>
            u < clusterCount ? u : rng.below(clusterCount),
          );
          const loads = coreLoads(network, clusterOf, clusterCount);
          // The tightest chip on which this clustering is legal.
          const limits: CoreLimits = {
            neurons: Math.max(...loads.neurons),
            synapses: Math.max(...loads.synapses),
            synapseMemoryBits: 9 * Math.max(...loads.synapses),
            bitsPerSynapse: 9,
            fanInPerNeuron: Math.max(...loads.maxFanIn),
            inputAxons: Math.max(...loads.inputAxons),
            outputAxons: Math.max(...loads.outputAxons),
            fanOutCoresPerNeuron: Math.max(...loads.maxFanOutCores),
          };
          const problem = buildProblem(network, buildTarget({ rows: 2, classes: [limits] }), {
            maxCores: clusterCount,
          });
          const clustered = makeClustered(problem, clusterOf, new Uint32Array(clusterCount), clusterCount);
          expect(verifyClustered(clustered)).toEqual([]);
          expect(checkProblem(problem)).toEqual([]);
          expect(coreCountBound(problem).cores).toBeLessThanOrEqual(clusterCount);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('are the ceiling of need over capacity', () => {
    const network = countedNetwork(12, [
      [0, 1],
      [0, 2],
      [0, 3],
      [4, 3],
    ]);
    const bound = (limits: Partial<CoreLimits>) =>
      coreCountBound(buildProblem(network, buildTarget({ rows: 2, ...one(limits) })));
    expect(bound({ neurons: 5 })).toMatchObject({ cores: 3, resource: 'neurons' });
    expect(bound({ neurons: 12, synapses: 1 })).toMatchObject({ cores: 4, resource: 'synapses' });
    expect(bound({ neurons: 12, inputAxons: 1 })).toMatchObject({ cores: 2, resource: 'inputAxons' });
    expect(bound({ neurons: 1 }).cores).toBe(Infinity);
    expect(bound({})).toMatchObject({ cores: 1, resource: 'neurons' });
  });
});
