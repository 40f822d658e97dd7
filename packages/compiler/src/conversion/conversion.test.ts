import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import type { DataSet, DnnSpec } from '@nmap/dnn';
import { conversionText, DEFAULT_CONVERSION, parseConversion, withOptions } from './conversion-passes.ts';
import { convert, convertAndExercise } from './convert.ts';

const namesOf = (text: string): string[] => parseConversion(text).map(({ name }) => name);

describe('passes of a conversion', () => {
  it.each([
    ['exercise', ['fold', 'normalise/percentile', 'pool/neurons', 'exercise']],
    ['normalise/max', ['fold', 'normalise/max', 'pool/neurons', 'exercise']],
    [
      'start/half; reset/soft',
      ['fold', 'normalise/percentile', 'pool/neurons', 'start/half', 'reset/soft', 'exercise'],
    ],
    [
      'maxpool/average; pool/folded',
      ['fold', 'maxpool/average', 'normalise/percentile', 'pool/folded', 'exercise'],
    ],
  ])('"%s" is completed', (text, names) => {
    expect(namesOf(text)).toEqual(names);
  });

  it('print as text that reads as the same passes', () => {
    const passes = parseConversion(DEFAULT_CONVERSION);
    expect(parseConversion(conversionText(passes))).toEqual(passes);
    expect(conversionText(passes)).toMatch(/^fold; normalise\/percentile\(p=99.9, of=non-zero, /);
  });

  it('take other options by name', () => {
    const passes = withOptions(parseConversion('exercise'), {
      exercise: { steps: 7 },
      quantise: { bits: 4 },
    });
    expect(passes.at(-1)?.options).toEqual({ steps: 7, images: 200 });
    expect(passes).toHaveLength(4);
  });

  it.each([
    [
      'fold; pool/neurons; normalise/max',
      /E1402 pipeline, pass .* \(normalise\/max\): starts from a folded network, but pool\/neurons before it leaves it spiking/,
    ],
    ['exercise; start/half', /E1402.*exercise before it leaves it exercised/],
    ['normalise/percentil', /E1401 pipeline:1.*Did you mean "normalise\/percentile"/],
    ['quantise(bits=1)', /E1401.*option "bits" is 1, must be at least 2/],
    ['normalise/percentile(q=1)', /no option "q"/],
    ['soft', /Did you mean "reset\/soft"/],
    ['', /pipeline is empty.*fold; normalise/],
  ])('refuse "%s"', (text, message) => {
    expect(() => parseConversion(text)).toThrow(NmapError);
    expect(() => parseConversion(text)).toThrow(message);
  });
});

describe('convert', () => {
  const numbers = (count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => ((i * 5) % 7) / 7 - 0.3);
  const dnn: DnnSpec = {
    name: 'small',
    layers: [
      { kind: 'input', name: 'image', shape: [1, 4, 4], inputs: [] },
      {
        kind: 'max-pool',
        name: 'pool1',
        shape: [1, 2, 2],
        inputs: [0],
        kernel: [2, 2],
        stride: [2, 2],
        padding: [0, 0, 0, 0],
      },
      { kind: 'dense', name: 'fc1', shape: [3], inputs: [1], weight: numbers(12), bias: numbers(3) },
      { kind: 'activation', name: 'relu1', shape: [3], inputs: [2], activation: { kind: 'relu' } },
      { kind: 'dense', name: 'fc2', shape: [2], inputs: [3], weight: numbers(6), bias: numbers(2) },
    ],
    output: 4,
  };
  const values = Float32Array.from({ length: 80 }, (_, i) => ((i * 3) % 11) / 11);
  const data: DataSet = { name: 'd', shape: [1, 4, 4], count: 5, values, scale: 1, labels: null, classes: 0 };
  const run = (text: string, spec = dnn): ReturnType<typeof convertAndExercise> =>
    convertAndExercise(spec, parseConversion(text), {
      data: { calibration: data, test: data },
      seed: 3,
      nowMs: () => 0,
    });

  it('refuses what cannot become spikes before any work, by name', () => {
    expect(() => run('exercise')).toThrow(/E1762 pool1: is max pooling/);
  });

  it('ends before any image is shown where that is asked for', () => {
    const passes = parseConversion('maxpool/average; start/half', 'spiking');
    expect(passes.map(({ name }) => name)).toEqual([
      'fold',
      'maxpool/average',
      'normalise/percentile',
      'pool/neurons',
      'start/half',
    ]);
    const average = dnn.layers.map((layer) =>
      layer.kind === 'max-pool' ? { ...layer, kind: 'average-pool' as const, countsPadding: false } : layer,
    );
    const options = { data: { calibration: data, test: data }, seed: 1, nowMs: () => 0 };
    const made = convert({ ...dnn, layers: average }, passes, options);
    expect(made.exercised).toBeNull();
    expect(made.spiking.start).toBe(0.5);
  });

  it('gives the same network for the same seed, and says what ran', () => {
    const text = 'maxpool/average; input/poisson; exercise(steps=6, images=4)';
    // The input is never negative only where the data say so: here it is, and pooling it is allowed.
    const spec = {
      ...dnn,
      layers: dnn.layers.map((l) =>
        l.kind === 'max-pool' ? { ...l, kind: 'average-pool' as const, countsPadding: false } : l,
      ),
    };
    const first = run(text, spec);
    expect(run(text, spec).exercised.network).toEqual(first.exercised.network);
    expect(first.records.map(({ pass }) => pass)).toEqual([
      'fold',
      'maxpool/average',
      'normalise/percentile',
      'pool/neurons',
      'input/poisson',
      'exercise',
    ]);
    expect(first.records.at(-1)?.stats).toEqual({ images: 4 });
    expect(first.exercised.network.durationMs).toBe(4 * (6 + 3));
  });
});
