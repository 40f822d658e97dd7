import { describe, expect, it } from '@jest/globals';
import { checkNetworkSpec, lower, type NetworkSpec } from '@nmap/ir';
import { GENERATORS } from '../generators.ts';
import { writeNetworkSpec } from '../write-network.ts';

function make(kind: string, options: Record<string, unknown> = {}): NetworkSpec {
  return GENERATORS[kind].generate(options) as NetworkSpec;
}

function neurons(spec: NetworkSpec): number {
  return spec.populations.reduce((sum, { size }) => sum + size, 0);
}

/** Taps of one output row or column that lie inside an image of `size`, summed over the outputs. */
function taps(size: number, kernel: number, stride: number, padding: number, outputs: number): number {
  let count = 0;
  for (let output = 0; output < outputs; output++) {
    for (let tap = 0; tap < kernel; tap++) {
      const at = output * stride - padding + tap;
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
    if (projection.connector === 'one-to-one') return sum + to.size;
    if (projection.connector !== 'conv2d' && projection.connector !== 'pool2d')
      throw new Error(projection.connector);
    const kernel = projection.kernel as number;
    const stride =
      (projection.stride as number | undefined) ?? (projection.connector === 'conv2d' ? 1 : kernel);
    const lines = ([1, 2] as const).map((axis) => {
      const size = from.shape![axis];
      const outputs = to.shape![axis];
      const around = Math.max(0, (outputs - 1) * stride + kernel - size);
      const padding =
        projection.padding === 'same' ? Math.floor(around / 2) : Number(projection.padding ?? 0) || 0;
      return taps(size, kernel, stride, padding, outputs);
    });
    const groups = projection.connector === 'conv2d' ? (projection.groups ?? 1) : from.shape![0];
    return sum + (from.shape![0] / groups) * to.shape![0] * lines[0] * lines[1];
  }, 0);
}

describe('layered networks', () => {
  it.each([
    ['lenet5', {}, 8878, 412_960],
    ['lenet5', { dataset: 'cifar10' }, 11_166, 658_024],
    ['vgg', { variant: 'vgg11' }, 186_890, 114_974_464],
    ['vgg', { variant: 'vgg11', hidden: 4096 }, 194_058, 133_360_384],
    ['vgg', { variant: 'vgg16' }, 15_237_608, 14_975_945_472],
    ['alexnet', {}, 936_323, 1_045_132_160],
    ['mobilenet', {}, 5_195_240, 567_925_920],
    ['resnet18', {}, 3_589_096, 1_683_706_176],
    ['resnet50', {}, 16_987_624, 3_961_175_872],
    ['giant', { layers: 1024, side: 256 }, 2 ** 32, 1023 * 64 * 64 * 766 ** 2],
    ['giant', { layers: 3, side: 5 }, 3 * 64 * 25, 2 * 64 * 64 * 13 ** 2],
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
    ['giant', { layers: 3, side: 3 }],
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

  it.each(['alexnet', 'mobilenet', 'resnet18', 'resnet50'])('%s is a file of a few kilobytes', (kind) => {
    const spec = make(kind);
    expect(checkNetworkSpec(spec)).toEqual([]);
    expect([...writeNetworkSpec(spec)].join('').length).toBeLessThan(30_000);
    // One spike each: what papers count that know no activity.
    expect(new Set(spec.populations.map(({ spikes }) => spikes))).toEqual(new Set([1]));
  });

  it.each([
    ['resnet18', 'stage3_1', ['conv2d 3 2', 'conv2d 3 1', 'conv2d 1 2']],
    ['resnet18', 'stage2_1', ['conv2d 3 1', 'conv2d 3 1']],
    ['resnet50', 'stage2_1', ['conv2d 1 1', 'conv2d 3 1', 'conv2d 1 1', 'conv2d 1 1']],
    // v1.5: the stride is in the 3 x 3, and in the way round.
    ['resnet50', 'stage4_1', ['conv2d 1 1', 'conv2d 3 2', 'conv2d 1 1', 'conv2d 1 2']],
    ['resnet50', 'stage4_6', ['conv2d 1 1', 'conv2d 3 1', 'conv2d 1 1']],
  ])('%s: block %s has the published convolutions, and a sum of two', (kind, block, convolutions) => {
    const into = make(kind).projections.filter(({ to }) => to.startsWith(`${block}_`));
    const sums = into.filter(({ to }) => to === `${block}_sum`);
    expect(sums.map(({ connector }) => connector)).toEqual(['one-to-one', 'one-to-one']);
    const found = into.flatMap((projection) =>
      projection.connector === 'conv2d'
        ? [`conv2d ${projection.kernel as number} ${(projection.stride as number | undefined) ?? 1}`]
        : [],
    );
    expect(found).toEqual(convolutions);
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
