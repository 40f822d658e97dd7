import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../../network-spec.ts';
import { specFromGraphology } from '../../graphology/spec-from-graphology.ts';
import { lower } from '../lower.ts';

interface Times {
  readonly timestepMs?: number;
  readonly durationMs?: number;
}

function warningsOf(
  populations: readonly PopulationSpec[],
  times: Times = {},
  projections: readonly ProjectionSpec[] = [],
): readonly Diagnostic[] {
  const spec: NetworkSpec = { name: 't', timestepMs: 1, durationMs: 10, ...times, populations, projections };
  return lower(spec).diagnostics;
}

/** `W6002 rateHz: message`, one line a diagnostic. */
const lines = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, severity, where, message }) => `${code} ${severity} ${where}: ${message}`);

describe('rates that whole spikes do not hold', () => {
  it.each([
    [
      'to nothing',
      [
        { id: 'a', size: 600, rateHz: 20 },
        { id: 'b', size: 600, rateHz: 40 },
      ],
      10,
      'W6002 warning rateHz: rates expect 360 spikes in 10 ms, whole spikes per neuron make 0: 360 lost, 0 gained. ' +
        '1,200 of 1,200 neurons with rates fire above 0 Hz and count no spike. ' +
        'Furthest off: population b, 600 neurons, 240 expected, 0 counted.',
    ],
    [
      'up, halves included',
      [{ id: 'a', size: 4, rateHz: 50 }],
      10,
      'W6002 warning rateHz: rates expect 2 spikes in 10 ms, whole spikes per neuron make 4: 0 lost, 2 gained. ' +
        'Furthest off: population a, 4 neurons, 2 expected, 4 counted.',
    ],
    [
      'both ways within one population, where the sum is right',
      [{ id: 'a', size: 3, rateHz: [0.4, 0.6, 0] }],
      1000,
      'W6002 warning rateHz: rates expect 1 spikes in 1000 ms, whole spikes per neuron make 1: 0.4 lost, 0.4 gained. ' +
        '1 of 3 neurons with rates fire above 0 Hz and count no spike. ' +
        'Furthest off: population a, 3 neurons, 1 expected, 1 counted.',
    ],
    [
      'by less than 1 %: a note',
      [{ id: 'a', size: 10, rateHz: 200.5 }],
      1000,
      'W6002 note rateHz: rates expect 2,005 spikes in 1000 ms, whole spikes per neuron make 2,010: 0 lost, 5 gained. ' +
        'Furthest off: population a, 10 neurons, 2,005 expected, 2,010 counted.',
    ],
  ])('rounded %s', (_, populations, durationMs, line) => {
    expect(lines(warningsOf(populations, { durationMs }))).toEqual([line]);
  });

  it('says nothing where every count is whole, decimal fractions included', () => {
    expect(warningsOf([{ id: 'a', size: 3, rateHz: [0, 100, 300] }])).toEqual([]);
    expect(warningsOf([{ id: 'a', size: 1, rateHz: 0.3 }], { durationMs: 10_000 })).toEqual([]);
    expect(warningsOf([{ id: 'a', size: 1, rateHz: 1.1 }], { durationMs: 10_000 })).toEqual([]);
  });

  it('hears of rates in graphology JSON too, beside given counts', () => {
    const spec = specFromGraphology({
      attributes: { durationMs: 10 },
      options: {},
      nodes: [
        { key: 'a', attributes: { rateHz: 20 } },
        { key: 'b', attributes: { spikes: 7 } },
      ],
      edges: [],
    });
    const { network, diagnostics } = lower(spec);
    expect([...network.spikes]).toEqual([0, 7]);
    expect(lines(diagnostics)[0]).toMatch(/^W6002 warning.*7\.2 spikes.*make 7: 0\.2 lost.*1 of 2 neurons/);
  });
});

describe('windows that are not whole steps', () => {
  const quiet: PopulationSpec[] = [{ id: 'a', size: 1, spikes: 1 }];

  it.each([
    [10, 25, 'no whole number of steps of 10 ms: counted as 3 steps, 30 ms'],
    [10, 24, 'no whole number of steps of 10 ms: counted as 2 steps, 20 ms'],
    [10, 5, 'shorter than one step of 10 ms: counted as one step, 10 ms'],
    [10, 1, 'shorter than one step of 10 ms: counted as one step, 10 ms'],
    [0.3, 1, 'no whole number of steps of 0.3 ms: counted as 3 steps, 0.9 ms'],
  ])('steps of %d ms in %d ms', (timestepMs, durationMs, text) => {
    const [line, ...more] = lines(warningsOf(quiet, { timestepMs, durationMs }));
    expect(line).toContain(`W6003 warning durationMs: ${durationMs} ms is ${text}`);
    expect(line).toContain(
      `neurons and static power are both charged; the spikes are those of ${durationMs} ms`,
    );
    expect(more).toEqual([]);
  });

  it.each([
    [1, 10],
    [0.1, 0.3],
    [0.1, 1000],
    [0.001, 12.345],
    [10, 10],
  ])('steps of %d ms fit %d ms', (timestepMs, durationMs) => {
    expect(warningsOf(quiet, { timestepMs, durationMs })).toEqual([]);
  });
});

describe('more spikes than steps', () => {
  it('names the neuron with the most, what the metrics assume and what simulate does', () => {
    const populations = [
      { id: 'a', size: 3, spikes: [10, 11, 5000] },
      { id: 'in', size: 2, external: true, spikes: 40 },
    ];
    expect(lines(warningsOf(populations))).toEqual([
      'W6004 warning spikes: 4 neurons have more spikes than the window has steps, the most a[2]: 5,000 spikes in 10 steps. ' +
        'Every spike counts as packets, synaptic events and output of the soma, but a neuron spikes in at most 10 steps; ' +
        'simulate fires up to 500 of its spikes in a step.',
    ]);
  });

  it('counts rates as it counts spikes, and a window of one step', () => {
    expect(lines(warningsOf([{ id: 'a', size: 1, rateHz: 2000 }]))[0]).toMatch(
      /W6004.*one neuron.*a\[0\]: 20 spikes/,
    );
    expect(lines(warningsOf([{ id: 'a', size: 1, spikes: 2 }], { durationMs: 1 }))[0]).toMatch(
      /2 spikes in 1 step\./,
    );
    expect(warningsOf([{ id: 'a', size: 2, spikes: 10 }])).toEqual([]);
  });
});

describe('delays that steps or the window do not hold', () => {
  const pair: PopulationSpec[] = [
    { id: 'a', size: 2, spikes: 1 },
    { id: 'b', size: 3, spikes: 1 },
  ];
  const all = (delayMs: number, connector = 'all-to-all'): ProjectionSpec =>
    ({ from: 'a', to: 'b', connector, delayMs }) as ProjectionSpec;

  it.each([
    [0, '6 synapses have delays below one step of 1 ms (e.g. 0 ms): taken as one step'],
    [0.1, '6 synapses have delays below one step of 1 ms (e.g. 0.1 ms): taken as one step'],
    [
      5000,
      '6 synapses have delays as long as the window of 10 steps or longer (e.g. 5000 ms): nothing arrives within it',
    ],
    [
      10,
      '6 synapses have delays as long as the window of 10 steps or longer (e.g. 10 ms): nothing arrives within it',
    ],
    [1.5, '6 synapses have delays no whole number of steps (e.g. 1.5 ms): rounded to the nearest'],
  ])('%d ms for all', (delayMs, text) => {
    const found = warningsOf(pair, {}, [all(delayMs)]);
    const severity = delayMs === 1.5 ? 'note' : 'warning';
    expect(lines(found)[0]).toContain(
      `W6005 ${severity} delayMs: ${text}. Only simulate --mode lif reads delays`,
    );
    expect(found).toHaveLength(1);
    expect(found[0].have).toBe(6);
  });

  it('sums up projections, lists and kernels in one warning', () => {
    const image: PopulationSpec[] = [
      { id: 'i', size: 9, shape: [1, 3, 3], spikes: 1 },
      { id: 'o', size: 4, shape: [1, 2, 2], spikes: 1 },
    ];
    const found = warningsOf([...pair, ...image], {}, [
      { from: 'a', to: 'b', connector: 'list', pre: [0, 1, 1], post: [0, 0, 1], delayMs: [0, 1, 99] },
      // The first tap lies under each of the four outputs.
      { from: 'i', to: 'o', connector: 'conv2d', kernel: 2, delayMs: [0.2, 1, 2, 3] },
    ]);
    expect(lines(found)[0]).toContain(
      '5 synapses have delays below one step of 1 ms (e.g. 0 ms): taken as one step; ' +
        'one synapse has a delay as long as the window of 10 steps or longer (e.g. 99 ms): nothing arrives within it.',
    );
    expect(found).toHaveLength(1);
  });

  it.each([1, 3, 9])('says nothing of %d ms in 10 steps of 1 ms', (delayMs) => {
    expect(warningsOf(pair, {}, [all(delayMs)])).toEqual([]);
  });

  it('says nothing of decimal multiples, of no delay, of no synapse', () => {
    const times = { timestepMs: 0.1, durationMs: 1 };
    expect(warningsOf(pair, times, [all(0.3), all(0.7)])).toEqual([]);
    expect(warningsOf(pair, { durationMs: 1 }, [{ from: 'a', to: 'b', connector: 'all-to-all' }])).toEqual(
      [],
    );
    const none: ProjectionSpec = { from: 'a', to: 'b', connector: 'fixed-probability', p: 0, delayMs: 0 };
    expect(warningsOf(pair, {}, [none])).toEqual([]);
  });
});

describe('windows that no count can hold', () => {
  it.each([
    [
      1,
      1e308,
      /E1122.*durationMs 1e\+308 has about 1e\+308 steps of 1 ms; 1 neurons leave room for 9,007,199,254,740,991/,
    ],
    [1e-9, 1e8, /E1122/],
    [1e300, 1, /E1122.*lasts 1e\+300 ms, can last 9,007,199,254,740,991/],
    [1e-320, 1, /E1122/],
  ])('steps of %d ms in %d ms', (timestepMs, durationMs, message) => {
    expect(() => warningsOf([{ id: 'a', size: 1, spikes: 1 }], { timestepMs, durationMs })).toThrow(message);
  });
});
