import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec } from '@nmap/ir';
import { GENERATORS } from '../generators.ts';

function make(kind: string, options: Record<string, unknown> = {}): NetworkSpec {
  return GENERATORS[kind].generate(options) as NetworkSpec;
}

function neurons(spec: NetworkSpec): number {
  return spec.populations.reduce((sum, { size }) => sum + size, 0);
}

/** Taps of one output row or column that lie inside an image of `size`, summed over the outputs. */
function taps(size: number, kernel: number, padding: number, outputs: number): number {
  let count = 0;
  for (let output = 0; output < outputs; output++) {
    for (let tap = 0; tap < kernel; tap++) {
      const at = output - padding + tap;
      if (at >= 0 && at < size) count++;
    }
  }
  return count;
}

/** Synapses by arithmetic on the shapes, for networks that are too large to be listed. */
function synapses(spec: NetworkSpec): number {
  const byId = new Map(spec.populations.map((population) => [population.id, population]));
  return spec.projections.reduce((sum, projection) => {
    const from = byId.get(projection.from)!;
    const to = byId.get(projection.to)!;
    if (projection.connector === 'all-to-all') return sum + from.size * to.size;
    const [, height, width] = from.shape as [number, number, number];
    const [channels, toHeight, toWidth] = to.shape as [number, number, number];
    if (projection.connector === 'pool2d') {
      return sum + channels * toHeight * toWidth * (projection.kernel as number) ** 2;
    }
    if (projection.connector !== 'conv2d') throw new Error(projection.connector);
    const kernel = projection.kernel as number;
    const padding = projection.padding === 'same' ? (kernel - 1) / 2 : 0;
    const perPlane = taps(height, kernel, padding, toHeight) * taps(width, kernel, padding, toWidth);
    return sum + from.shape![0] * channels * perPlane;
  }, 0);
}

describe('layered networks', () => {
  it.each([
    ['lenet5', {}, 8878, 412_960],
    ['lenet5', { dataset: 'cifar10' }, 11_166, 658_024],
    ['vgg', { variant: 'vgg11' }, 186_890, 114_974_464],
    ['vgg', { variant: 'vgg11', hidden: 4096 }, 194_058, 133_360_384],
    ['vgg', { variant: 'vgg16' }, 15_237_608, 14_975_945_472],
    ['mlp', { layers: '784-100-10' }, 894, 79_400],
    ['mlp', { layers: '784-2000-2000-10' }, 4794, 5_588_000],
    ['mlp', { layers: '2000-10000-5000-1300-84' }, 18_384, 76_609_200],
  ])('%s %p has the published size', (kind, options, neuronCount, synapseCount) => {
    const spec = make(kind, options);
    expect([neurons(spec), synapses(spec)]).toEqual([neuronCount, synapseCount]);
  });

  it.each([
    ['lenet5', {}],
    ['lenet5', { dataset: 'cifar10' }],
    ['vgg', {}],
    ['mlp', { layers: '30-20-10' }],
  ])('%s %p lowers to as many synapses as its shapes say', (kind, options) => {
    const spec = make(kind, options);
    const { network } = lower(spec);
    expect(network.synapseCount).toBe(synapses(spec));
    expect(network.neuronCount).toBe(neurons(spec));
    expect(network.populations.map(({ role }) => role).filter((role) => role !== 'hidden')).toEqual([
      'input',
      'output',
    ]);
  });

  it('keeps convolutions as connectors', () => {
    const connectors = make('lenet5').projections.map(({ connector }) => connector);
    expect(connectors).toEqual([
      'conv2d',
      'pool2d',
      'conv2d',
      'pool2d',
      'all-to-all',
      'all-to-all',
      'all-to-all',
    ]);
  });

  it('fires less with depth, and never less than two spikes unless the input does', () => {
    const counts = make('lenet5').populations.map(({ spikes }) => spikes as number);
    expect(counts[0]).toBe(30);
    for (let i = 1; i < counts.length; i++) expect(counts[i]).toBeLessThanOrEqual(counts[i - 1]);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
    expect(make('mlp', { meanSpikes: 1 }).populations.map(({ spikes }) => spikes)).toEqual([1, 1, 1]);
  });

  it.each(['784', '784-', 'a-b', '10-0-10', '10--10', '1e3-10'])('mlp refuses the layers %p', (layers) => {
    expect(() => make('mlp', { layers })).toThrow(/option layers/);
  });
});
