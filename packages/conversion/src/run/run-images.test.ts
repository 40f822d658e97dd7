import { describe, expect, it } from '@jest/globals';
import { createForward, readSample, sizeOf, type DnnLayer, type DnnSpec } from '@nmap/dnn';
import { Rng } from '@nmap/kernels';
import type { Exercised } from '../stages.ts';
import { randomData, runConversion } from '../testing/run-passes.ts';

/** Convolution, pooling, a branch that is added, another one that is concatenated, and dense layers. */
function branched(seed: number): DnnSpec {
  const rng = new Rng(seed);
  const numbers = (count: number, size: number): Float32Array =>
    Float32Array.from({ length: count }, () => (2 * rng.unit() - 0.9) * size);
  const layers: DnnLayer[] = [{ kind: 'input', name: 'image', shape: [1, 8, 8], inputs: [] }];
  const push = (layer: DnnLayer): number => layers.push(layer) - 1;
  const conv = (from: number, channels: number, height: number): number => {
    const inChannels = layers[from].shape[0];
    const made = push({
      kind: 'conv',
      name: `conv${layers.length}`,
      shape: [channels, height, height],
      inputs: [from],
      weight: numbers(channels * inChannels * 9, 0.5 / inChannels),
      bias: numbers(channels, 0.1),
      kernel: [3, 3],
      stride: [1, 1],
      padding: [1, 1, 1, 1],
      dilation: [1, 1],
      groups: 1,
    });
    return push(relu(made));
  };
  const relu = (from: number): DnnLayer => ({
    kind: 'activation',
    name: `relu${layers.length}`,
    shape: layers[from].shape,
    inputs: [from],
    activation: { kind: 'relu' },
  });
  const first = conv(0, 3, 8);
  const second = conv(first, 3, 8);
  const sum = push({ kind: 'add', name: 'sum', shape: [3, 8, 8], inputs: [first, second] });
  const pool = push({
    kind: 'average-pool',
    name: 'pool',
    shape: [3, 4, 4],
    inputs: [sum],
    kernel: [2, 2],
    stride: [2, 2],
    padding: [0, 0, 0, 0],
    countsPadding: false,
  });
  const third = conv(pool, 2, 4);
  const both = push({ kind: 'concat', name: 'both', shape: [5, 4, 4], inputs: [pool, third] });
  const dense = (from: number, size: number): number =>
    push({
      kind: 'dense',
      name: `dense${layers.length}`,
      shape: [size],
      inputs: [from],
      weight: numbers(size * sizeOf(layers[from].shape), 0.2),
      bias: numbers(size, 0.1),
    });
  const hidden = push(relu(dense(both, 12)));
  return { name: 'branched', layers, output: dense(hidden, 4) };
}

const PASSES = (steps: number, pool: string, extra: readonly [string, Record<string, unknown>?][] = []) =>
  [
    ['fold'],
    ['normalise/max'],
    [pool],
    ['start/half'],
    ...extra,
    ['exercise', { steps, images: 5 }],
  ] as const;

/** Largest |rate - a / scale| over all neurons, each image on its own. */
function largestError(dnn: DnnSpec, steps: number, pool: string): number {
  const all = randomData([1, 8, 8], 5);
  const forward = createForward(dnn);
  let largest = 0;
  for (let image = 0; image < all.count; image++) {
    const one = { ...all, count: 1, values: all.values.slice(image * 64, (image + 1) * 64) };
    const { spiking, run } = runConversion(dnn, one, 'exercised', PASSES(steps, pool));
    const sample = new Float64Array(64);
    readSample(one, 0, sample);
    const { folded } = spiking.calibrated;
    const net = createForward(folded.dnn);
    net.run(sample);
    forward.run(sample);
    let first = 0;
    for (const { layer, role, shape, scale } of spiking.populations) {
      const values = net.values(layer);
      for (let i = 0; i < sizeOf(shape); i++) {
        if (role !== 'hidden') continue;
        const wanted = values[i] / scale[Math.floor((i * scale.length) / values.length)];
        largest = Math.max(largest, Math.abs(run.spikesOf[first + i] / steps - wanted));
      }
      first += sizeOf(shape);
    }
  }
  return largest;
}

describe('rates and activations', () => {
  it.each(['pool/neurons', 'pool/folded'])('agree the better the more steps there are, %s', (pool) => {
    for (let seed = 1; seed <= 3; seed++) {
      const dnn = branched(seed);
      const errors = [32, 128, 512].map((steps) => largestError(dnn, steps, pool));
      [0.2, 0.05, 0.0125].forEach((most, k) => expect(errors[k]).toBeLessThan(most));
      expect(errors[2]).toBeLessThan(errors[0] / 8);
    }
  });
});

describe('what is written down', () => {
  const dnn = branched(4);
  const data = { ...randomData([1, 8, 8], 6), labels: Uint8Array.of(0, 1, 2, 3, 0, 1), classes: 4 };
  const convert = (
    steps: number,
    extra: readonly [string, Record<string, unknown>?][] = [],
    pool = 'pool/neurons',
  ): Exercised => runConversion(dnn, data, 'exercised', PASSES(steps, pool, extra));

  it('a run of few steps is the beginning of a run of many', () => {
    const long = convert(20).run;
    const short = convert(7).run;
    for (let image = 0; image < short.images; image++) {
      for (let t = 0; t < 7; t++) {
        for (const key of ['decisions', 'margins', 'spikes', 'synapticEvents', 'inputEvents'] as const)
          expect(short[key][image * 7 + t]).toBe(long[key][image * 20 + t]);
      }
    }
  });

  it('answers as the trained network with many steps', () => {
    const { run } = convert(256);
    for (let image = 0; image < run.images; image++)
      expect(run.decisions[image * 256 + 255]).toBe(run.dnnDecisions[image]);
  });

  it('counts each spike in the step, the image, the neuron and the population', () => {
    const { run, network } = convert(9);
    const sum = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((total, value) => total + value, 0);
    const atEnd = (values: Float64Array): number => sum(values.filter((_, at) => at % 9 === 8));
    expect(atEnd(run.spikes)).toBe(sum(run.spikesOf));
    expect(sum(run.spikesIn)).toBe(sum(run.spikesOf));
    expect(atEnd(run.synapticEvents)).toBe(sum(run.eventsIn));
    expect(sum(network.populations.flatMap(({ spikes }) => Array.from(spikes as ArrayLike<number>)))).toBe(
      sum(run.spikesOf),
    );
    expect(network.durationMs).toBe(run.images * (9 + 7));
  });

  it.each([
    { name: 'start/zero', worse: 'fires less' },
    { name: 'reset/hard', worse: 'fires less' },
  ])('$name $worse', ({ name }) => {
    const total = (run: Exercised['run']): number => run.spikesOf.reduce((sum, spikes) => sum + spikes, 0);
    expect(total(convert(16, [[name]]).run)).toBeLessThan(total(convert(16).run));
  });

  it('without input neurons the current makes what their spikes make in the mean', () => {
    const spikes = convert(400).run;
    const current = convert(400, [['input/current']]).run;
    expect(current.spikesOf.length).toBe(spikes.spikesOf.length - 64);
    expect(current.inputEvents.every((events) => events === 0)).toBe(true);
    current.spikesOf.forEach((count, neuron) => {
      expect(Math.abs(count - spikes.spikesOf[neuron + 64])).toBeLessThan(0.05 * 400 * 6);
    });
  });

  it('random input has the rates of the image and depends on the seed alone', () => {
    const first = convert(300, [['input/poisson']]).run;
    expect(convert(300, [['input/poisson']]).run.spikesOf).toEqual(first.spikesOf);
    const even = convert(300).run;
    for (let pixel = 0; pixel < 64; pixel++) {
      // Five standard deviations of 1,800 draws at most.
      expect(Math.abs(first.spikesOf[pixel] - even.spikesOf[pixel])).toBeLessThan(5 * Math.sqrt(1800 / 4));
    }
    expect(first.spikesOf).not.toEqual(even.spikesOf);
  });

  it('whole numbers of fourteen bits answer as the weights do', () => {
    const { run, network } = convert(256, [['quantise', { bits: 14 }]]);
    for (const { weight } of network.projections) {
      const weights = typeof weight === 'number' ? [weight] : Array.from(weight ?? []);
      expect(weights.every((value) => Number.isInteger(value) && Math.abs(value) <= 8191)).toBe(true);
    }
    const exact = convert(256).run;
    for (let image = 0; image < run.images; image++)
      expect(run.decisions[image * 256 + 255]).toBe(exact.decisions[image * 256 + 255]);
  });

  it('spikes of the classes answer as their potentials do', () => {
    const { run, network } = convert(256, [['readout/spikes']]);
    expect(network.populations.at(-1)?.model).toBe('if');
    for (let image = 0; image < run.images; image++)
      expect(run.decisions[image * 256 + 255]).toBe(run.dnnDecisions[image]);
  });

  it('thresholds that carry the scales fire the same spikes as weights that do', () => {
    const balanced = (name: string): Float64Array =>
      runConversion(dnn, data, 'exercised', [
        ['fold'],
        [name, { p: 99 }],
        ['pool/neurons'],
        ['start/half'],
        ['exercise', { steps: 24, images: 6 }],
      ]).run.spikesOf;
    const weights = balanced('normalise/percentile');
    const off = balanced('normalise/threshold-balancing').filter(
      (spikes, i) => Math.abs(spikes - weights[i]) > 1,
    );
    // Roundings differ by a spike here and there.
    expect(off.length).toBeLessThan(weights.length / 100);
  });
});
