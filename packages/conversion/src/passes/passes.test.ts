import { describe, expect, it } from '@jest/globals';
import { collectStatistics, type DnnLayer, type DnnSpec } from '@nmap/dnn';
import { Rng } from '@nmap/kernels';
import type { Diagnostic } from '@nmap/ir';
import { checkConvertible } from '../check-convertible.ts';
import { inputTrains } from '../run/input-trains.ts';
import {
  CONVERSION_ORDER,
  type ConversionStage,
  type ConversionStageName,
  type Exercised,
} from '../stages.ts';
import { CONVERSIONS } from '../table.ts';
import { randomData, runConversion } from '../testing/run-passes.ts';
import { verifySpiking } from '../verify-spiking.ts';

const window = { kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0] } as const;

/** Convolution, activation, pooling and two dense layers with biases; `change` replaces layers. */
function network(change: Readonly<Record<number, Partial<DnnLayer>>> = {}): DnnSpec {
  const rng = new Rng(2);
  const numbers = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => rng.unit() - 0.4);
  const layers: DnnLayer[] = [
    { kind: 'input', name: 'image', shape: [1, 6, 6], inputs: [] },
    {
      kind: 'conv',
      name: 'conv',
      shape: [2, 4, 4],
      inputs: [0],
      weight: numbers(18),
      bias: numbers(2),
      kernel: [3, 3],
      stride: [1, 1],
      padding: [0, 0, 0, 0],
      dilation: [1, 1],
      groups: 1,
    },
    { kind: 'activation', name: 'relu', shape: [2, 4, 4], inputs: [1], activation: { kind: 'relu' } },
    { kind: 'average-pool', name: 'pool', shape: [2, 2, 2], inputs: [2], ...window, countsPadding: false },
    { kind: 'dense', name: 'hidden', shape: [5], inputs: [3], weight: numbers(40), bias: numbers(5) },
    { kind: 'activation', name: 'relu2', shape: [5], inputs: [4], activation: { kind: 'relu' } },
    { kind: 'dense', name: 'logits', shape: [3], inputs: [5], weight: numbers(15), bias: numbers(3) },
  ];
  return {
    name: 'n',
    layers: layers.map((layer, index) => ({ ...layer, ...change[index] }) as DnnLayer),
    output: layers.length - 1,
  };
}

const data = randomData([1, 6, 6], 4);

/** What leads to a stage where nothing is asked for. */
const STANDARD: Readonly<Record<ConversionStageName, string>> = {
  trained: '',
  folded: 'fold',
  calibrated: 'normalise/max',
  spiking: 'pool/neurons',
  exercised: 'exercise',
};
const leadingTo = (stage: ConversionStageName): [string][] =>
  CONVERSION_ORDER.slice(1, CONVERSION_ORDER.indexOf(stage) + 1).map((each) => [STANDARD[each]]);

describe('every pass', () => {
  it.each(CONVERSIONS.map((pass) => ({ name: pass.name, pass })))('$name', ({ pass }) => {
    const { name, from, to, options, summary } = pass;
    expect(name).toMatch(/^[a-z]+(\/[a-z-]+)?$/);
    expect(summary.length).toBeGreaterThan(10);
    // Every option has a default, and words.
    expect(options.safeParse({}).success).toBe(true);
    for (const option of Object.values<{ readonly description?: string }>(options.shape))
      expect(option.description).toMatch(/\w/);
    expect(options.safeParse({ nothing: 1 }).success).toBe(false);
    const before: ConversionStage =
      from === 'trained'
        ? { stage: 'trained', dnn: network() }
        : runConversion(network(), data, from, leadingTo(from));
    const frozen = JSON.stringify(before, typedAsList);
    const once = runConversion(network(), data, to, [...leadingTo(from), [name]]);
    const twice = runConversion(network(), data, to, [...leadingTo(from), [name]]);
    expect(JSON.stringify(twice, typedAsList)).toBe(JSON.stringify(once, typedAsList));
    expect(JSON.stringify(before, typedAsList)).toBe(frozen);
    if (once.stage === 'spiking') expect(verifySpiking(once)).toEqual([]);
  });
});

const typedAsList = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value instanceof Map ? [...value] : value;

describe('local balancing', () => {
  /** Mean squared error of cutting and rounding the values of layer 2 with a scale. */
  function errorOf(scale: number, steps: number): number {
    const [{ all }] = collectStatistics(network(), data, { layers: [2], perChannel: false, samples: 4 });
    let error = 0;
    all.visit((value, count) => {
      const spikes = Math.min(steps, Math.floor((value / scale) * steps + 0.5));
      error += count * (value - (spikes / steps) * scale) ** 2;
    });
    return error;
  }

  const scaleAt = (steps: number): number =>
    runConversion(network(), data, 'calibrated', [
      ['fold'],
      ['normalise/local-balancing', { steps }],
    ]).scaleOf.get(2)![0];

  it.each([2, 4, 8, 64])('takes the scale of least error at %d steps', (steps) => {
    const chosen = scaleAt(steps);
    const most = runConversion(network(), data, 'calibrated', [['fold'], ['normalise/max']]).scaleOf.get(
      2,
    )![0];
    for (let k = 1; k <= 64; k++)
      expect(errorOf(chosen, steps)).toBeLessThanOrEqual(
        errorOf((most * k) / 64, steps) * (1 + 1e-6) + 1e-12,
      );
  });

  it('cuts the more the fewer the steps', () => {
    expect(scaleAt(2)).toBeLessThan(scaleAt(64));
  });
});

describe('biases', () => {
  const windows = (name: string): unknown[] =>
    runConversion(network(), data, 'exercised', [
      ...leadingTo('spiking'),
      [name],
      ['exercise', { steps: 5, images: 1 }],
    ]).network.populations.map(({ params }) => params && [params['windowStartMs'], params['windowMs']]);

  it('begin with the first possible spike, or at once', () => {
    // Depths: input 0, relu 1, pool 2, relu2 3, logits 4; each layer sees 5 steps.
    expect(windows('bias/delayed')).toEqual([undefined, [1, 5], [2, 5], [3, 5], [4, 5]]);
    expect(windows('bias/immediate')).toEqual([undefined, [0, 6], [0, 7], [0, 8], [0, 9]]);
  });
});

describe('readout', () => {
  const run = (name: string): Exercised =>
    runConversion(network(), data, 'exercised', [
      ...leadingTo('spiking'),
      ['start/half'],
      [name],
      ['exercise', { steps: 64, images: 4 }],
    ]);

  it('by spikes gives the outputs a threshold, and their spikes are counted', () => {
    const spikes = run('readout/spikes');
    expect(spikes.network.populations.at(-1)).toMatchObject({ id: 'logits', model: 'if' });
    expect(spikes.run.spikesOf.slice(-3).some((count) => count > 0)).toBe(true);
    const membrane = run('readout/membrane');
    expect(membrane.network.populations.at(-1)).toMatchObject({ id: 'logits', model: 'integrator' });
    expect(Array.from(membrane.run.spikesOf.slice(-3))).toEqual([0, 0, 0]);
    const last = (all: Exercised): number[] =>
      Array.from(all.run.decisions).filter((_, at) => at % 64 === 63);
    expect(last(spikes)).toEqual(last(membrane));
  });
});

describe('input trains', () => {
  it.each(['input/spikes', 'input/poisson'])('hold the spikes that were exercised, %s', (name) => {
    const exercised = runConversion(network(), data, 'exercised', [
      ...leadingTo('spiking'),
      [name],
      ['exercise', { steps: 7, images: 3 }],
    ]);
    const rows = [...inputTrains(exercised, data)].join('').trim().split('\n');
    expect(rows.shift()).toBe('step,neuron');
    const counts = new Float64Array(36);
    let before = 0;
    for (const row of rows) {
      const [step, neuron] = row.split(',').map(Number);
      expect(step).toBeGreaterThanOrEqual(before);
      // Seven steps of an image, then four on the way through the layers.
      expect(step % 11).toBeLessThan(7);
      expect(step).toBeLessThan(33);
      before = step;
      counts[neuron]++;
    }
    expect(Array.from(counts)).toEqual(Array.from(exercised.run.spikesOf.slice(0, 36)));
  });

  it('are empty where the host feeds currents', () => {
    const exercised = runConversion(network(), data, 'exercised', [
      ...leadingTo('spiking'),
      ['input/current'],
      ['exercise', { steps: 7, images: 3 }],
    ]);
    expect([...inputTrains(exercised, data)].join('')).toBe('step,neuron\n');
  });
});

describe('what cannot become spikes', () => {
  const maxPool: Partial<DnnLayer> = { kind: 'max-pool', name: 'most' };
  it.each([
    ['average pooling', network(), false, []],
    ['max pooling', network({ 3: maxPool }), false, ['E1762 most']],
    ['max pooling, replaced', network({ 3: maxPool }), true, []],
    // Behind the convolution itself, without its activation.
    [
      'max pooling of negative values, replaced',
      network({ 3: { ...maxPool, inputs: [1] } }),
      true,
      ['E1763 most'],
    ],
    ['an input that is the output', { ...network(), output: 0 }, false, ['E1764 image']],
  ])('%s', (_name, dnn, replacesMaxPool, codes) => {
    const faults = checkConvertible(dnn, { replacesMaxPool });
    expect(faults.map(({ code, where }) => `${code} ${where}`)).toEqual(codes);
    for (const { hint, code } of faults) if (code !== 'E1764') expect(hint).toMatch(/pooling/);
  });

  it('FATReLU is converted as ReLU, and said', () => {
    const said: Diagnostic[] = [];
    const pass = CONVERSIONS.find(({ name }) => name === 'fold')!;
    const dnn = network({ 5: { activation: { kind: 'fat-relu', threshold: 0.25 } } as Partial<DnnLayer> });
    pass.run(
      { stage: 'trained', dnn },
      {},
      {
        rng: new Rng(1),
        data: { calibration: data, test: data },
        stat: () => undefined,
        warn: (diagnostic) => void said.push(diagnostic),
        progress: () => 'go',
      },
    );
    expect(said.map(({ code, where }) => `${code} ${where}`)).toEqual(['W1789 relu2']);
  });
});
