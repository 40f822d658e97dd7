import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { checkNetworkSpec, NmapError, type NetworkSpec } from '@nmap/ir';
import { isClusterEdges } from './clusters/cluster-edges.ts';
import { DistinctDrawer, drawSpikes, gaussian, poisson } from './draw.ts';
import { GENERATORS } from './generators.ts';
import { writeClusterGraph } from './write-cluster-edges.ts';
import { writeNetworkSpec } from './write-network.ts';

const SMALL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'small-world': { neurons: 500 },
  random: { neurons: 500 },
  'random-tier': { tier: '256' },
  microcircuit: { scale: 0.01 },
  planted: { columns: 3, rows: 3, communitySize: 50 },
  lsm: { grid: '5x5x5' },
  giant: { layers: 3, side: 5 },
};

/** Drawing a number for each of their millions of neurons takes a minute: vgg and lenet5 draw by the same code. */
const TOO_LARGE_TO_DRAW = new Set([
  'alexnet',
  'mobilenet',
  'resnet18',
  'resnet50',
  'app-alexnet',
  'app-vggnet',
]);

function textOf(kind: string, options: Readonly<Record<string, unknown>>): string {
  const made = GENERATORS[kind].generate(options);
  return [...(isClusterEdges(made) ? writeClusterGraph(made) : writeNetworkSpec(made))].join('');
}

describe.each(Object.keys(GENERATORS))('generator %s', (kind) => {
  const generator = GENERATORS[kind];
  const small = SMALL[kind] ?? {};

  it('describes itself and every option', () => {
    expect(generator.summary.length).toBeGreaterThan(20);
    expect(generator.source).not.toBe('');
    for (const option of generator.options) {
      expect(option.describe.length).toBeGreaterThan(5);
      expect(typeof option.default).toBe(option.kind === 'text' ? 'string' : 'number');
    }
  });

  it('makes a network that passes the checks, the same one every time', () => {
    const made = generator.generate(small);
    if (!isClusterEdges(made)) expect(checkNetworkSpec(made)).toEqual([]);
    expect(textOf(kind, small)).toBe(textOf(kind, small));
  });

  it('changes with its seed, where it has one', () => {
    const seed = generator.options.find(({ name }) => name === 'seed');
    if (seed === undefined) {
      expect(kind).toMatch(/^jin-/);
      return;
    }
    if (TOO_LARGE_TO_DRAW.has(kind)) return;
    const drawn = generator.options.some(({ name }) => name === 'activity') ? { activity: 'poisson' } : {};
    const given = { ...small, ...drawn };
    expect(textOf(kind, { ...given, seed: 2 })).not.toBe(textOf(kind, { ...given, seed: 3 }));
  });

  it('refuses options that do not exist or are out of range, all at once', () => {
    const wrong: Record<string, unknown> = { colour: 'red', [generator.options[0].name]: -1.5 };
    expect(() => generator.generate(wrong)).toThrow(NmapError);
    try {
      generator.generate(wrong);
    } catch (error) {
      expect((error as NmapError).diagnostics.map(({ code }) => code)).toEqual(['E1411', 'E1412']);
    }
  });
});

describe('options', () => {
  it.each([
    ['lenet5', { dataset: 'mnst' }, /one of mnist, cifar10/],
    ['lenet5', { meanSpikes: NaN }, /a number of at least 0/],
    ['lenet5', { sed: 1 }, /Did you mean seed\?/],
    ['microcircuit', { scale: 2 }, /at most 1/],
    ['microcircuit', { scale: '0.1' }, /expected a number/],
    ['small-world', { neurons: 10.5 }, /a whole number/],
    ['mlp', { layers: 7 }, /a text/],
    ['lsm', { durationMs: 1e12 }, /at most 86400000, got 1000000000000/],
    ['microcircuit', { durationMs: 1e308 }, /at most 86400000/],
    ['mlp', { layers: 'x'.repeat(3000) }, /got "x{60}\.\.\."\. /],
    ['mlp', { layers: Array(1001).fill(2).join('-') }, /names 1001 layers, can have 1000\./],
    ['lsm', { grid: 'x'.repeat(3000) }, /got "x{60}\.\.\."\. /],
    ['mlp', { activity: 'y'.repeat(3000) }, /got "y{60}\.\.\."\. /],
    ['mlp', { seed: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown }, /got a list\. /],
    ['mlp', { layers: { 4: 3 } }, /got an object\. /],
  ])('%s %p', (kind, options, message) => {
    expect(() => GENERATORS[kind].generate(options)).toThrow(message);
  });

  it.each([
    ['of thousands of characters', { ['x'.repeat(5000)]: 1 }, [/^option x{293}\.\.\.$/]],
    ['a value that became one', { ['[['.repeat(5000)]: 1, seed: 1 }, [/^option \[{293}\.\.\.$/]],
    [
      'in thousands: one row says how many more',
      Object.fromEntries(Array.from({ length: 3000 }, (_, k) => [`o${k}`, 1])),
      [...Array.from({ length: 200 }, (_, k) => new RegExp(`^option o${k}$`)), /^options$/],
    ],
  ])('unknown, %s', (_, options, places) => {
    let error: unknown = null;
    try {
      GENERATORS['mlp'].generate(options);
    } catch (thrown) {
      error = thrown;
    }
    const { diagnostics } = error as NmapError;
    expect(diagnostics.map(({ code }) => code)).toEqual(places.map(() => 'E1411'));
    diagnostics.forEach(({ where }, k) => expect(where).toMatch(places[k]));
    expect(diagnostics[200]?.leftOut).toBe(places.length > 1 ? 2800 : undefined);
  });

  it.each([
    [0, 0],
    [1e-320, 1],
    [0.5, 1],
    [1, 1],
    [4, 0.25],
  ])('a random network of fan-out %d has weights of %d', (fanOut, weight) => {
    const { projections } = JSON.parse(textOf('random', { neurons: 8, fanOut })) as NetworkSpec;
    expect(projections[0].weight).toBe(weight);
  });

  it('that are undefined take their default', () => {
    expect(textOf('mlp', { layers: undefined, seed: undefined })).toBe(textOf('mlp', {}));
  });
});

describe('random draws', () => {
  it('of a day of spikes cost no more than of a second', () => {
    const made = GENERATORS['lsm'].generate({
      grid: '3x3x2',
      inputs: 2,
      readouts: 1,
      durationMs: 86_400_000,
    });
    const { populations } = made as NetworkSpec;
    expect(populations).toHaveLength(4);
    for (const { spikes } of populations)
      expect(Array.from(spikes as Uint32Array).every((count) => count > 1000)).toBe(true);
  });

  it.each([0, 0.3, 4, 31.9, 32, 100, 20_000])('poisson of mean %d has that mean and variance', (mean) => {
    const rng = new Rng(7);
    const draws = Array.from({ length: 20_000 }, () => poisson(rng, mean));
    const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - average) ** 2, 0) / draws.length;
    expect(Math.abs(average - mean)).toBeLessThanOrEqual(6 * Math.sqrt(mean / draws.length));
    expect(Math.abs(variance - mean)).toBeLessThanOrEqual(0.06 * mean + 0.02);
  });

  it('gaussian has mean 0 and variance 1', () => {
    const rng = new Rng(9);
    const draws = Array.from({ length: 20_000 }, () => gaussian(rng));
    const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - average) ** 2, 0) / draws.length;
    expect(Math.abs(average)).toBeLessThan(0.05);
    expect(Math.abs(variance - 1)).toBeLessThan(0.06);
  });

  it('lognormal keeps the mean and spreads more than poisson', () => {
    const spread = (activity: string): [number, number] => {
      const spikes = drawSpikes(activity, 40_000, 10, new Rng(3)) as Uint32Array;
      const average = spikes.reduce((sum, x) => sum + x, 0) / spikes.length;
      return [average, spikes.reduce((sum, x) => sum + (x - average) ** 2, 0) / spikes.length];
    };
    const [average, variance] = spread('lognormal');
    expect(Math.abs(average - 10)).toBeLessThan(0.5);
    expect(variance).toBeGreaterThan(5 * spread('poisson')[1]);
    expect(drawSpikes('mean', 3, 2.5, new Rng(1))).toBe(3);
  });

  it('distinct numbers are distinct, ascending, without the excluded one, and uniform', () => {
    const drawer = new DistinctDrawer(10);
    const rng = new Rng(4);
    const hits = new Uint32Array(10);
    const out = new Uint32Array(9);
    for (let round = 0; round < 9000; round++) {
      drawer.draw(rng, 4, 3, out, 0);
      for (let k = 0; k < 4; k++) {
        hits[out[k]]++;
        if (k > 0 && out[k] <= out[k - 1]) throw new Error('not ascending');
      }
    }
    expect(hits[3]).toBe(0);
    for (const [number, count] of hits.entries())
      if (number !== 3) expect(Math.abs(count - 4000)).toBeLessThan(300);
    drawer.draw(rng, 9, 0, out, 0);
    expect([...out]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('writeNetworkSpec', () => {
  const spec: NetworkSpec = {
    name: 'a "b"',
    timestepMs: 0.1,
    durationMs: 1e21,
    populations: [
      { id: 'in', size: 3, role: 'input', external: true, rateHz: [0.5, 1e-7, 3], shape: [3, 1, 1] },
      {
        id: 'h',
        size: 3,
        model: 'lif',
        params: { tauMs: 20, v0: Float64Array.of(0, -0.25, 1) },
        spikes: Uint32Array.of(1, 2, 3),
      },
    ],
    projections: [
      {
        from: 'in',
        to: 'h',
        connector: 'list',
        pre: Uint32Array.of(0, 1),
        post: [2, 2],
        weight: [0.1, -1e-9],
        delayMs: 1,
      },
      { from: 'h', to: 'h', connector: 'fixed-probability', p: 0.5, seed: 4, selfConnections: false },
      { from: 'in', to: 'h', connector: 'conv2d', kernel: [1, 1], padding: 'same', groups: 1 },
    ],
  };

  it('writes the format, typed arrays as lists, and nothing that is undefined', () => {
    expect(JSON.parse([...writeNetworkSpec(spec)].join(''))).toEqual({
      format: 'nmap-network',
      version: 1,
      name: 'a "b"',
      timestepMs: 0.1,
      durationMs: 1e21,
      populations: [
        { id: 'in', size: 3, role: 'input', external: true, rateHz: [0.5, 1e-7, 3], shape: [3, 1, 1] },
        { id: 'h', size: 3, model: 'lif', params: { tauMs: 20, v0: [0, -0.25, 1] }, spikes: [1, 2, 3] },
      ],
      projections: [
        {
          from: 'in',
          to: 'h',
          connector: 'list',
          pre: [0, 1],
          post: [2, 2],
          weight: [0.1, -1e-9],
          delayMs: 1,
        },
        { from: 'h', to: 'h', connector: 'fixed-probability', p: 0.5, seed: 4, selfConnections: false },
        { from: 'in', to: 'h', connector: 'conv2d', kernel: [1, 1], padding: 'same', groups: 1 },
      ],
    });
  });

  it('cuts long lists into chunks', () => {
    const size = 100_000;
    const long = {
      ...spec,
      populations: [{ id: 'p', size, spikes: new Uint32Array(size).fill(12) }],
      projections: [],
    };
    const chunks = [...writeNetworkSpec(long)];
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(200_000);
    const parsed = JSON.parse(chunks.join('')) as { populations: [{ spikes: number[] }]; projections: [] };
    expect(parsed.populations[0].spikes).toHaveLength(size);
    expect(parsed.projections).toEqual([]);
  });

  it('writes no number that JSON does not have', () => {
    expect(() => [...writeNetworkSpec({ ...spec, durationMs: NaN })]).toThrow(NmapError);
  });
});
