import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '@nmap/ir';
import { readNetworkBytes } from '../read-network.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';

const failuresOf = (change: object): Promise<readonly Diagnostic[]> => {
  const network = {
    format: 'nmap-network',
    version: 1,
    populations: [{ id: 'a', size: 2 }],
    projections: [],
    ...change,
  };
  return failureOf(() => readNetworkBytes(piecesOf(JSON.stringify(network), 99), 'n.json'));
};
const projection = (rest: object): object => ({ projections: [{ from: 'a', to: 'a', ...rest }] });

describe('connectors of PyNN and NEST', () => {
  it.each([
    ['AllToAllConnector', 'all-to-all'],
    ['sim.AllToAllConnector', 'all-to-all'],
    ['OneToOneConnector', 'one-to-one'],
    ['FixedProbabilityConnector', 'fixed-probability'],
    ['FromListConnector', 'list'],
    ['FixedNumberPreConnector', 'fixed-fan-in'],
    ['FixedNumberPostConnector', 'fixed-fan-out'],
    ['FixedTotalNumberConnector', 'fixed-total-number'],
    ['DistanceDependentProbabilityConnector', 'distance-dependent'],
    ['ConvolutionConnector', 'conv2d'],
    ['all_to_all', 'all-to-all'],
    ['allToAll', 'all-to-all'],
    ['pairwise_bernoulli', 'fixed-probability'],
    ['fixed_indegree', 'fixed-fan-in'],
    ['fixed_outdegree', 'fixed-fan-out'],
  ])('%s is %s here', async (theirs, ours) => {
    const [first] = await failuresOf(projection({ connector: theirs }));
    expect(first.code).toBe('E1066');
    expect(first.message).toContain(`"${theirs}"`);
    expect(first.hint).toContain(`"connector": "${ours}"`);
  });

  it.each(['SmallWorldConnector', 'CSAConnector', 'ArrayConnector'])('%s is a list here', async (theirs) => {
    expect((await failuresOf(projection({ connector: theirs })))[0].hint).toContain('"list"');
  });

  it.each([
    [{ rule: 'pairwise_bernoulli', p: 0.1 }, '"connector": "fixed-probability", "p": 0.1.'],
    [
      { p: 0.1, allow_autapses: false, rule: 'pairwise_bernoulli' },
      '"connector": "fixed-probability", "p": 0.1, "selfConnections": false.',
    ],
    [{ rule: 'fixed_indegree', indegree: 9 }, '"connector": "fixed-fan-in", "n": 9.'],
    [{ rule: 'fixed_outdegree', outdegree: 4 }, '"connector": "fixed-fan-out", "n": 4.'],
    [{ rule: 'fixed_total_number', N: 40 }, '"connector": "fixed-total-number", "n": 40.'],
    [{ rule: 'all_to_all' }, '"connector": "all-to-all"; its keys are "selfConnections".'],
    [{ rule: 'one_to_one' }, '"connector": "one-to-one".'],
    [
      { type: 'FixedProbabilityConnector', p_connect: 0.5, rng: {} },
      '"connector": "fixed-probability", "p": 0.5.',
    ],
    [{ name: 'fixed-fan-in', n: 3, fan_out: 2 }, '"connector": "fixed-fan-in", "n": 3'],
    [{ rule: 'CSAConnector', p: 1 }, 'the connector "list"'],
  ])('%j has its name and keys beside each other here', async (theirs, advice) => {
    const found = await failuresOf(projection({ connector: theirs }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      code: 'E1064',
      message: expect.stringMatching(/must be a text, found an object of "/),
    });
    expect(found[0].hint).toContain(advice);
  });

  it.each([
    [{}, 'found an object.'],
    [{ p: 0.1 }, 'found an object.'],
    [{ rule: 3 }, 'found an object.'],
    [{ rule: 'conserved' }, 'found an object of "conserved".'],
    [{ rule: '__proto__' }, 'found an object of'],
  ])('%j is no connector: all of them are named', async (theirs, message) => {
    const [first, ...more] = await failuresOf(projection({ connector: theirs }));
    expect(more).toEqual([]);
    expect(first.code).toBe('E1064');
    expect(first.message).toContain(message);
    expect(first.hint).toMatch(/^Write one of "all-to-all", .*"pool2d", and its keys beside it\.$/);
  });

  it('says everything at once: the connector, its keys, not what they leave open', async () => {
    const found = await failuresOf(
      projection({
        connector: 'FixedProbabilityConnector',
        p_connect: 0.1,
        allow_self_connections: false,
        delays: 1,
      }),
    );
    expect(found.map(({ hint }) => hint)).toEqual([
      'Write "connector": "fixed-probability"; its keys are "p", "seed", "selfConnections".',
      'Write "p".',
      'Write "selfConnections".',
      'Write "delayMs".',
    ]);
  });
});

describe('keys of others', () => {
  it.each([
    ['projection', { connector: 'fixed-probability', p_connect: 0.1 }, 'p_connect', '"p"'],
    ['projection', { connector: 'one-to-one', pre: 'a' }, 'pre', '"from"'],
    ['projection', { connector: 'one-to-one', post: 'b' }, 'post', '"to"'],
    [
      'projection',
      { connector: 'all-to-all', allow_self_connections: true },
      'allow_self_connections',
      '"selfConnections"',
    ],
    [
      'projection',
      { connector: 'list', connections: [[0, 1, 0.5, 1]] },
      'connections',
      '"pre", "post", "weight" and "delayMs"',
    ],
    [
      'projection',
      { connector: 'list', conn_list: [[0, 1, 0.5, 1]] },
      'conn_list',
      '"pre", "post", "weight" and "delayMs"',
    ],
    ['projection', { connector: 'all-to-all', weights: 1 }, 'weights', '"weight"'],
    ['projection', { connector: 'all-to-all', delay: 1 }, 'delay', '"delayMs"'],
    ['projection', { connector: 'distance-dependent', d_expression: 'exp(-d)' }, 'd_expression', '"profile"'],
    // Not a key of this connector: the nearest that is one.
    ['projection', { connector: 'one-to-one', p_connect: 0.1 }, 'p_connect', 'Known keys'],
  ])('%s %j', async (_, rest, key, advice) => {
    const found = await failuresOf(projection(rest));
    const unknown = found.find(({ code, message }) => code === 'E1062' && message.includes(`"${key}"`))!;
    expect(unknown.hint).toContain(advice);
  });

  it.each([
    [{ label: 'x', N: 3 }, ['"id"', '"size"']],
    [{ id: 'x', size: 1, cellclass: 'IF_curr_exp', cellparams: {} }, ['"model"', '"params"']],
    [{ id: 'x', size: 1, rate: 5 }, ['"rateHz"']],
  ])('population %j', async (population, advice) => {
    const found = await failuresOf({ populations: [population] });
    expect(found.filter(({ code }) => code === 'E1062').map(({ hint }) => hint)).toEqual(
      advice.map((word) => `Write ${word}.`),
    );
  });

  it.each([
    ['dt', '"timestepMs"'],
    ['duration', '"durationMs"'],
    ['layers', '"populations"'],
    ['synapses', '"projections"'],
  ])('at the top: %s', async (key, advice) => {
    expect((await failuresOf({ [key]: 1 }))[0].hint).toBe(`Write ${advice}.`);
  });
});

describe('times that cannot be counted', () => {
  it.each([
    [{ durationMs: 1e308 }, /durationMs 1e\+308.*steps/],
    [{ durationMs: 1e16 }, /steps/],
    [{ timestepMs: 1e-320 }, /more than 1\.8e308 steps/],
    [{ timestepMs: 5e-324, durationMs: 1e308 }, /more than 1\.8e308 steps/],
    [{ timestepMs: 1e-10, durationMs: 1e6 }, /10,?0*.*steps/],
    [{ durationMs: 5e15 }, /2 neurons leave room/],
    [{ projections: [{ from: 'a', to: 'a', connector: 'one-to-one', delayMs: 1e308 }] }, /delayMs/],
    [{ projections: [{ from: 'a', to: 'a', connector: 'one-to-one', delayMs: [1, 1e308] }] }, /delayMs\[1\]/],
  ])('refuses %j with its place', async (change, pattern) => {
    const found = await failuresOf(change);
    expect(found).toHaveLength(1);
    expect(found[0].where).toMatch(/^n\.json:1:\d+$/);
    expect(found[0].message).toMatch(pattern);
    expect(JSON.stringify(found)).not.toContain(':null');
  });
});
