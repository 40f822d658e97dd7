import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import type { FailureKind, RunRecord } from '../run/record.ts';
import { checkMetrics } from './check-metrics.ts';
import { restsOn } from './metrics.ts';
import { summarise } from './summarise.ts';
import { recordOf, runsOf } from './testing/records.ts';

type Values = readonly (number | FailureKind | null)[];

/** values[network][mapper] by seed; the baseline is `a`. */
function study(
  values: Readonly<Record<string, Readonly<Record<string, Values>>>>,
  key = 'hops',
): RunRecord[] {
  return Object.entries(values).flatMap(([network, mappers]) =>
    Object.entries(mappers).flatMap(([mapper, bySeed]) => runsOf({ network, mapper }, key, bySeed)),
  );
}

function hopsOf(values: Parameters<typeof study>[0]) {
  const summary = summarise(study(values), { baseline: 'a', metrics: ['hops'], resamples: 200 });
  const [metric] = summary.metrics;
  const overall = Object.fromEntries(metric.overall.map((row) => [row.mapper, row]));
  return { summary, metric, overall };
}

describe('ratios to the baseline', () => {
  it.each<[string, Values, Values, object | null]>([
    ['geometric mean over seeds', [10, 10], [5, 20], { pairs: 2, mean: 1 }],
    ['paired by seed, not by size', [10, 20], [20, 40], { pairs: 2, mean: 2 }],
    ['only seeds that both solved', [10, 20, 'crash'], ['not-found', 10, 10], { pairs: 1, mean: 0.5 }],
    ['and both ran', [10, 20], [null, 10], { pairs: 1, mean: 0.5 }],
    ['no pair', [10, 'crash'], ['crash', 10], null],
    ['nothing on both sides is a tie', [0, 0], [0, 0], { pairs: 2, mean: 1 }],
    ['down to nothing', [3], [0], { pairs: 1, mean: 0, interval: null }],
    ['up from nothing has no ratio', [0], [3], { pairs: 1, mean: null, interval: null }],
    ['equal seeds give a point', [4, 4], [2, 2], { mean: 0.5, interval: { low: 0.5, high: 0.5 } }],
    ['one seed gives no interval', [4], [2], { mean: 0.5, interval: null }],
  ])('%s', (_, a, b, expected) => {
    const [, cell] = hopsOf({ n: { a, b } }).metric.instances[0].cells;
    if (expected === null) expect(cell.ratio).toBeNull();
    else expect(cell.ratio).toMatchObject(expected);
  });

  it('has medians and quartiles over seeds: numpy.quantile([1, 2, 4, 8, 16, 32], [0.25, 0.5, 0.75])', () => {
    const [cell] = hopsOf({ n: { a: [32, 1, 16, 2, 8, 4] } }).metric.instances[0].cells;
    expect(cell.value).toEqual({
      count: 6,
      median: 6,
      min: 1,
      lowerQuartile: 2.5,
      upperQuartile: 14,
      max: 32,
    });
  });
});

describe('over all instances', () => {
  // b: 1/2, 1, 2, 1/2 of a; on the last c gives up.
  const four = {
    n1: { a: [8, 8], b: [4, 4], c: [16, 16] },
    n2: { a: [5, 5], b: [5, 5], c: [10, 10] },
    n3: { a: [1, 1], b: [2, 2], c: [2, 2] },
    n4: { a: [6, 6], b: [3, 3], c: ['not-found', 'not-found'] as const },
  };

  it('compares on what every mapper solved, and each with the baseline on what both solved', () => {
    const { overall } = hopsOf(four);
    expect(overall['b'].common).toMatchObject({ instances: 3, mean: 1, wins: 1, ties: 1, losses: 1 });
    expect(overall['b'].pairwise).toMatchObject({ instances: 4, wins: 2, ties: 1, losses: 1 });
    expect(overall['b'].pairwise.mean).toBeCloseTo(2 ** -0.25, 9);
    expect(overall['c'].common).toMatchObject({ instances: 3, mean: 2, wins: 0, losses: 3 });
    expect(overall['a'].common).toMatchObject({ instances: 3, mean: 1, ties: 3 });
  });

  it('names the worst and the best', () => {
    const { common } = hopsOf(four).overall['b'];
    expect(common.worst).toEqual({ instance: 'n3 on chip', ratio: 2 });
    expect(common.best).toEqual({ instance: 'n1 on chip', ratio: 0.5 });
  });

  it('uses only the seeds that all solved where some did not', () => {
    // Seed 2 is lost to c: the common ratio of b is that of seed 1.
    const { overall } = hopsOf({ n: { a: [10, 10], b: [5, 20], c: [10, 'crash'] } });
    expect(overall['b'].common).toMatchObject({ instances: 1, mean: 0.5 });
    expect(overall['b'].pairwise).toMatchObject({ instances: 1, mean: 1 });
  });

  it('does not wait for a mapper that solved nothing, and says so', () => {
    const { overall, summary } = hopsOf({ n: { a: [10], b: [5], c: ['infeasible'] } });
    expect(overall['b'].common).toMatchObject({ instances: 1, mean: 0.5 });
    expect(overall['c'].common).toMatchObject({ instances: 0, mean: null, worst: null });
    expect(summary.notes.join('\n')).toContain('c solved nothing');
  });

  it('keeps ratios without bounds out of the mean and in the count', () => {
    const { common } = hopsOf({ n1: { a: [4], b: [2] }, n2: { a: [4], b: [0] }, n3: { a: [0], b: [1] } })
      .overall['b'];
    expect(common).toMatchObject({ instances: 3, unbounded: 2, mean: 0.5, wins: 2, losses: 1 });
    expect(common.worst).toEqual({ instance: 'n3 on chip', ratio: null });
    expect(common.best).toEqual({ instance: 'n2 on chip', ratio: 0 });
  });

  it('corrects for several mappers, the baseline not among them', () => {
    // Five instances, all won: p = 2 / 2^5. Of two tests with the same p, Holm doubles both.
    const nets = Object.fromEntries(
      [3, 5, 7, 9, 11].map((size, at) => [`n${at}`, { a: [size], b: [1], c: [size * 2 + at] }]),
    );
    const { overall } = hopsOf(nets);
    expect(overall['b'].common.test).toMatchObject({
      differing: 5,
      statistic: 0,
      p: 0.0625,
      adjusted: 0.125,
    });
    expect(overall['c'].common.test).toMatchObject({ p: 0.0625, adjusted: 0.125 });
    expect(overall['a'].common.test).toMatchObject({ differing: 0, p: 1, adjusted: 1 });
  });
});

describe('performance profile', () => {
  it('has the share within a factor of the best, by hand', () => {
    const { metric } = hopsOf({
      n1: { a: [2, 2], b: [1, 'crash'] },
      n2: { a: [3, 3], b: [6, 6] },
    });
    // n1: seed 1 a 2, b 1; seed 2 a 1, b never. n2: a 1, b 2. Each instance counts one half, each seed a quarter.
    expect(metric.profile).toEqual({
      instances: 2,
      curves: [
        {
          mapper: 'a',
          steps: [
            [1, 0.75],
            [2, 1],
          ],
        },
        {
          mapper: 'b',
          steps: [
            [1, 0.25],
            [2, 0.75],
          ],
        },
      ],
    });
  });

  it('leaves out seeds that a mapper has not run', () => {
    const { metric } = hopsOf({ n: { a: [2, 2], b: [1, null] } });
    expect(metric.profile.curves[0].steps).toEqual([[2, 1]]);
  });

  it('has none but the best within reach of a best of 0', () => {
    const { metric } = hopsOf({ n: { a: [2], b: [0] } });
    expect(metric.profile.curves).toEqual([
      { mapper: 'a', steps: [] },
      { mapper: 'b', steps: [[1, 1]] },
    ]);
  });
});

describe('fronts', () => {
  it('are of those that are beaten in neither, by median', () => {
    const metrics = (energy: number, step: number) => ({
      'energyPj.total': energy,
      'energyBackToBackPj.stepNs': step,
    });
    const { front } = summarise(
      [
        recordOf({ mapper: 'a', metrics: metrics(10, 10) }),
        recordOf({ mapper: 'b', metrics: metrics(5, 20) }),
        recordOf({ mapper: 'c', metrics: metrics(10, 20) }),
        recordOf({ mapper: 'd', metrics: metrics(10, 10) }),
        recordOf({ mapper: 'e', fails: 'crash' }),
      ],
      { baseline: 'a' },
    );
    expect(front.instances[0].points.map(({ mapper, onFront }) => [mapper, onFront])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
      ['d', true],
    ]);
    expect(front.overall[1]).toEqual({ mapper: 'b', x: 2, y: 0.5, onFront: true });
  });
});

describe('metrics', () => {
  const metrics = { 'energyPj.total': 3, 'further.imbalance': 0.5, spikeHops: null, coresUsed: 2 };
  it.each<[string, string[] | null, string[]]>([
    ['the usual ones that are known', null, ['energyPj.total', 'coresUsed']],
    ['by path', ['further.imbalance'], ['further.imbalance']],
    ['by label', ['energy', 'Cores used'], ['energyPj.total', 'coresUsed']],
    ['each once', ['energy', 'energyPj.total'], ['energyPj.total']],
    ['known by name and by no value', ['spikeHops'], ['spikeHops']],
  ])('%s', (_, asked, keys) => {
    expect(summarise([recordOf({ metrics })], { metrics: asked }).metrics.map(({ key }) => key)).toEqual(
      keys,
    );
  });
});

describe('metrics that are asked for before any run', () => {
  it.each([['energy'], ['Spike hops'], ['energyPj.static'], ['further.imbalance'], ['cost']])(
    '%s can be',
    (word) => {
      expect(() => checkMetrics([word])).not.toThrow();
    },
  );

  it.each([
    ['enrgy', /E1931 .*"enrgy".*Did you mean "energy"\? There are: energy, energy back to back, /s],
    ['run.cpuMs', /E1931/],
    ['further.', /E1931/],
  ])('%s cannot', (word, message) => {
    expect(() => checkMetrics(['energy', word])).toThrow(message);
  });
});

describe('failures and what is missing', () => {
  it('are counted apart, by kind, for each mapper and instance', () => {
    const { summary } = hopsOf({
      n1: { a: [1, 1, 1], b: ['crash', 'not-found', 'not-found'] },
      n2: { a: [1, 1, 1], b: [2, 'fell-back', null] },
    });
    const b = summary.mappers[1];
    expect(b).toMatchObject({ name: 'b', runs: 5, solved: 1, missing: 1 });
    expect(b.failures.map(({ kind, count }) => [kind, count])).toEqual([
      ['not-found', 2],
      ['crash', 1],
      ['fell-back', 1],
    ]);
    expect(b.failures.map(({ code, message }) => [code, message])).toEqual([
      ['E2104', 'b on n1: not-found'],
      // A crash may name a process or a host: the summary would not be the same again.
      ['E2104', ''],
      ['E2104', 'b on n2: fell-back'],
    ]);
    expect(summary.instances[1].cells[1]).toMatchObject({ runs: 2, solved: 1, missing: 1 });
    expect(summary.notes.join('\n')).toContain('missing runs, not made or not merged: b 1.');
  });
});

describe('marks', () => {
  it.each<[string, Parameters<typeof recordOf>[0], object]>([
    ['none', {}, { partial: false, unverified: false }],
    ['partial', { partial: true }, { partial: true, unverified: false }],
    [
      'energies of evidence U',
      { metrics: { 'further.unverifiedConstants/energy': 2 } },
      { unverified: true },
    ],
    ['times of evidence U', { metrics: { 'further.unverifiedConstants/latency': 1 } }, { unverified: false }],
  ])('of an energy: %s', (_, given, marks) => {
    const metrics = { ...given.metrics, 'energyPj.total': 3, hops: 1 };
    const summary = summarise([recordOf({ ...given, metrics })], { metrics: ['energyPj.total', 'hops'] });
    expect(summary.metrics[0].marks).toMatchObject(marks);
    expect(summary.metrics[0].instances[0].marks).toMatchObject(marks);
    expect(summary.metrics[1].marks).toEqual({ partial: false, unverified: false });
  });

  it('of an energy back to back: partial where the time of a step is unknown', () => {
    const metrics = { 'energyPj.total': 3, 'energyBackToBackPj.total': 2, 'energyBackToBackPj.static': null };
    const found = summarise([recordOf({ metrics })]).metrics.map(({ key, marks }) => [key, marks.partial]);
    expect(found).toEqual([
      ['energyPj.total', false],
      ['energyBackToBackPj.total', true],
    ]);
  });

  it.each([
    ['energyPj.static', true, false],
    ['energyBackToBackPj.total', true, true],
    ['energyBackToBackPj.stepNs', false, true],
    ['further.timeNs', false, true],
    ['further.latencyMaxNs', false, true],
    ['further.mappingDependentPj', true, false],
    ['further.objective', true, true],
    ['interCorePackets', false, false],
  ])('%s rests on energies: %s, on times: %s', (key, energies, times) => {
    expect(restsOn(key, 'energy + 0.3 time')).toEqual({ energies, times });
  });
});

describe('the headline', () => {
  const metrics = {
    'energyPj.total': 9,
    'energyBackToBackPj.total': 8,
    'further.timeNs': 7,
    'further.objective': 6,
    interCorePackets: 5,
    spikeHops: 4,
    maxLinkLoad: 3,
  };
  const headed = (objectives: readonly string[], known: Readonly<Record<string, number | null>> = metrics) =>
    summarise(
      objectives.map((objective, at) =>
        recordOf({ mapper: ['a', 'b'][at % 2], network: objective, objective, metrics: known }),
      ),
    ).metrics;

  it.each([
    [['energy'], 'energyPj.total', 'energy'],
    [['energy', 'energy'], 'energyPj.total', 'energy'],
    [['energy-back-to-back'], 'energyBackToBackPj.total', 'energy back to back'],
    [['time'], 'further.timeNs', 'time'],
    [['latency'], 'further.timeNs', 'time'],
    [['packets'], 'interCorePackets', 'inter-core packets'],
    [['hops'], 'spikeHops', 'spike hops'],
    [['congestion'], 'maxLinkLoad', 'busiest link'],
    [['traffic'], 'further.objective', 'objective (traffic)'],
    [['energy + 0.3 time'], 'further.objective', 'objective (energy + 0.3 time)'],
    [['packets', 'time'], 'further.objective', 'objective of each run'],
  ])('is what was minimised: %j', (objectives, key, label) => {
    const [first, ...rest] = headed(objectives);
    expect([first.key, first.label]).toEqual([key, label]);
    // The usual ones follow, each once.
    expect(rest.map((metric) => metric.key)).toContain(
      key === 'energyPj.total' ? 'spikeHops' : 'energyPj.total',
    );
    expect(rest.map((metric) => metric.key)).not.toContain(key);
  });

  it.each([
    ['a cost of the user, before any objective', { ...metrics, cost: 1 }, 'cost'],
    [
      'the number of the objective where its metric is unknown',
      { 'further.objective': 6, spikeHops: 4 },
      'further.objective',
    ],
    [
      'the usual ones where no run states an objective',
      { 'energyPj.total': 9, spikeHops: 4 },
      'energyPj.total',
    ],
  ])('is %s', (_, known, key) => {
    expect(headed(['time'], known)[0].key).toBe(key);
  });

  it('is what was asked for where it was asked for', () => {
    const summary = summarise([recordOf({ objective: 'packets', metrics })], {
      metrics: ['spike hops', 'objective'],
    });
    expect(summary.metrics.map(({ key }) => key)).toEqual(['spikeHops', 'further.objective']);
  });
});

describe('the same records', () => {
  const records = [
    ...study({
      n2: { a: [8, 9, 7], b: [4, 5, 'crash'], c: [1, null, 3] },
      n1: { a: [3, 3, 3], b: [2, 4, 3], c: [3, 3, 3] },
    }),
    recordOf({ network: 'n1', hardware: 'other', mapper: 'a', metrics: { hops: 3 } }),
  ];
  const textOf = (given: readonly RunRecord[]): string =>
    JSON.stringify(summarise(given, { baseline: 'b', metrics: ['hops'], resamples: 50 }));

  it('give the same summary in any order', () => {
    const shuffled = [...records];
    for (let seed = 1; seed <= 5; seed++) {
      const order = new Rng(seed).shuffle(records.map((_, at) => at));
      expect(textOf(order.map((at) => shuffled[at]))).toBe(textOf(records));
    }
  });

  it('count once however often they were delivered, and as solved where one was', () => {
    const lost = recordOf({ network: 'n1', hardware: 'other', mapper: 'a', fails: 'crash' });
    expect(textOf([...records, ...records])).toBe(textOf(records));
    expect(textOf([lost, ...records])).toBe(textOf(records));
  });

  it('count for every name that a plan gives a pipeline', () => {
    const twice = ['x', 'y'].map((mapper) => recordOf({ mapper, pipeline: 'p', metrics: { hops: 1 } }));
    expect(twice[0].id).toBe(twice[1].id);
    const { mappers } = summarise(twice, { metrics: ['hops'] });
    expect(mappers.map(({ name, solved }) => [name, solved])).toEqual([
      ['x', 1],
      ['y', 1],
    ]);
  });

  it('say the same whatever they took, but for the times', () => {
    const cost = { wallMs: 5, cpuMs: 7, mappingMs: 3, peakMemoryBytes: 11, host: 'h' };
    const { times, ...rest } = summarise([recordOf({ metrics: { hops: 1 }, cost })]);
    const { times: none, ...same } = summarise([recordOf({ metrics: { hops: 1 } })]);
    expect(rest).toEqual(same);
    expect(none).toBeNull();
    expect(times).toMatchObject({ hosts: ['h'] });
    expect(times?.metrics.map(({ key, overall }) => [key, overall[0].common.instances])).toEqual(
      ['run.cpuMs', 'run.wallMs', 'run.mappingMs', 'run.peakMemoryBytes'].map((key) => [key, 1]),
    );
  });
});

describe('names', () => {
  it.each<[string, RunRecord[], string[], string[]]>([
    ['plain', [recordOf({})], ['a'], ['net on chip']],
    [
      'two pipelines under one name on one problem are two mappers',
      [recordOf({ pipeline: 'p' }), recordOf({ pipeline: 'q' })],
      ['a#1', 'a#2'],
      ['net on chip'],
    ],
    [
      'a preset that chooses by chip is one',
      [recordOf({ pipeline: 'p' }), recordOf({ pipeline: 'q', hardware: 'other' })],
      ['a'],
      ['net on chip', 'net on other'],
    ],
    [
      'two versions are two',
      [recordOf({ version: '1' }), recordOf({ version: '2' })],
      ['a@1', 'a@2'],
      ['net on chip'],
    ],
    [
      'two objectives are two instances',
      [recordOf({ objective: 'hops' }), recordOf({ objective: 'time' })],
      ['a'],
      ['net on chip, for hops', 'net on chip, for time'],
    ],
  ])('%s', (_, records, mappers, instances) => {
    const summary = summarise(records);
    const numbered = summary.mappers.map(({ name }, at) => name.replace(/#[0-9a-f]{6}$/, `#${at + 1}`));
    expect(numbered).toEqual(mappers);
    expect(summary.instances.map(({ label }) => label)).toEqual(instances);
  });
});

describe('what cannot be summarised', () => {
  const records = study({ n: { louvain: [1], greedy: [2] } });
  it.each<[string, () => unknown, RegExp]>([
    ['nothing', () => summarise([]), /E1932 .*no record/],
    [
      'an unknown baseline',
      () => summarise(records, { baseline: 'louvan' }),
      /E1930 .*"louvan".*Did you mean "louvain"\? There are: greedy, louvain/s,
    ],
    [
      'an unknown metric',
      () => summarise(records, { metrics: ['hop'] }),
      /E1931 .*"hop".*Did you mean "hops"/s,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  it('but a study in which nothing was solved can', () => {
    const summary = summarise(study({ n: { a: ['crash'] } }), { metrics: ['hops'] });
    expect(summary.mappers[0]).toMatchObject({ runs: 1, solved: 0 });
    expect(summary.metrics[0].overall[0].common.mean).toBeNull();
  });
});
