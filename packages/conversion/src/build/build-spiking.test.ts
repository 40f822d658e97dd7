import { describe, expect, it } from '@jest/globals';
import { createForward, readSample, sizeOf, type DnnSpec } from '@nmap/dnn';
import { lower, visitWeightedSynapses } from '@nmap/ir';
import { randomSpec } from '../../../dnn/src/testing/random-specs.ts';
import { applyOperator } from '../linear/apply.ts';
import { visitEntries } from '../linear/entries.ts';
import { rateOf } from '../run/image-input.ts';
import type { Spiking } from '../stages.ts';
import { randomData, runConversion } from '../testing/run-passes.ts';
import { rounded } from './connector-of.ts';
import { networkOf } from './network-of.ts';

/** The same network with what has no spiking form left to others: plain rectifiers, average pooling. */
function convertible(dnn: DnnSpec): DnnSpec {
  const layers = dnn.layers.map((layer) =>
    layer.kind === 'activation' ? { ...layer, activation: { kind: 'relu' as const } } : layer,
  );
  return { ...dnn, layers };
}

/** Values that rates without noise stand for, by population: no spikes, only the weights. */
function analogValues(spiking: Spiking, rates: Float64Array): Float64Array[] {
  const ratesOf: Float64Array[] = [];
  spiking.populations.forEach(({ role, threshold, bias }, index) => {
    if (role === 'input') return void ratesOf.push(rates);
    const sum = bias.slice();
    for (const { from, to, operator } of spiking.projections) {
      if (to === index) applyOperator(operator, ratesOf[from], sum);
    }
    ratesOf.push(sum.map((value) => (role === 'output' ? value : Math.max(0, value)) / threshold));
  });
  return ratesOf.map((values, index) => {
    const { scale } = spiking.populations[index];
    return values.map((value, i) => value * scale[Math.floor((i * scale.length) / values.length)]);
  });
}

const NORMALISERS = [
  ['normalise/max', { per: 'layer' }],
  ['normalise/max', { per: 'channel' }],
  ['normalise/threshold-balancing', { p: 100 }],
] as const;

describe('populations and projections', () => {
  it.each(
    Array.from({ length: 12 }, (_, seed) => ({
      seed,
      pool: seed % 2 === 0 ? 'pool/neurons' : 'pool/folded',
    })),
  )('stand for the values of the trained network, seed $seed, $pool', ({ seed, pool }) => {
    const dnn = convertible(randomSpec(seed));
    const data = randomData(dnn.layers[0].shape, 3, seed % 3 === 0 ? -0.5 : 0);
    for (const [name, options] of NORMALISERS) {
      const spiking = runConversion(dnn, data, 'spiking', [
        ['fold'],
        ['maxpool/average'],
        [name, options],
        [pool],
      ]);
      const { folded, inputRange } = spiking.calibrated;
      const forward = createForward(folded.dnn);
      const sample = new Float64Array(sizeOf(data.shape));
      for (let image = 0; image < data.count; image++) {
        readSample(data, image, sample);
        forward.run(sample);
        const values = analogValues(
          spiking,
          sample.map((value) => rateOf(value, inputRange)),
        );
        spiking.populations.forEach(({ layer, role }, index) => {
          if (role === 'input') return;
          const wanted = forward.values(layer);
          const largest = wanted.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
          values[index].forEach((value, i) =>
            expect(Math.abs(value - wanted[i])).toBeLessThan(1e-5 * largest + 1e-9),
          );
        });
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6])('come out as connectors with the same synapses, seed %d', (seed) => {
    const dnn = convertible(randomSpec(seed));
    const data = randomData(dnn.layers[0].shape, 2);
    const spiking = runConversion(dnn, data, 'spiking', [
      ['fold'],
      ['maxpool/average'],
      ['normalise/percentile'],
      [seed % 2 === 0 ? 'pool/neurons' : 'pool/folded'],
    ]);
    const spec = networkOf(spiking, { name: 'n', steps: 4, presentations: 2, spikesOf: null });
    expect(lower(spec).network.neuronCount).toBe(
      spiking.populations.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    );
    spiking.projections.forEach(({ operator }, index) => {
      const wanted = new Map<string, number>();
      visitEntries(operator, (pre, post, weight) => {
        if (rounded(weight) !== 0) wanted.set(`${pre} ${post}`, rounded(weight));
      });
      const written = new Map<string, number>();
      visitWeightedSynapses(spec, index, (pre, post, weight) => {
        if (weight !== 0) written.set(`${pre} ${post}`, weight);
      });
      expect(written).toEqual(wanted);
    });
  });

  it('puts an activation behind max pooling in front of it, and leaves the logits as they are', () => {
    const pool = { kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0] } as const;
    const dnn: DnnSpec = {
      name: 'max first',
      layers: [
        { kind: 'input', name: 'image', shape: [1, 4, 4], inputs: [] },
        {
          kind: 'affine',
          name: 'shifted',
          shape: [1, 4, 4],
          inputs: [0],
          scale: Float32Array.of(2),
          shift: Float32Array.of(-1),
        },
        { kind: 'max-pool', name: 'pool', shape: [1, 2, 2], inputs: [1], ...pool },
        { kind: 'activation', name: 'relu', shape: [1, 2, 2], inputs: [2], activation: { kind: 'relu' } },
      ],
      output: 3,
    };
    const folded = runConversion(dnn, randomData([1, 4, 4], 1), 'folded', [['fold']]);
    expect(folded.dnn.layers.map(({ kind }) => kind)).toEqual(['input', 'affine', 'activation', 'max-pool']);
    const sample = randomData([1, 4, 4], 3).values.subarray(16, 32);
    expect(Array.from(createForward(folded.dnn).run(sample))).toEqual(
      Array.from(createForward(dnn).run(sample)),
    );
  });

  it('folds batch normalisation away and leaves the logits as they are', () => {
    for (let seed = 20; seed < 30; seed++) {
      const dnn = randomSpec(seed);
      const folded = runConversion(dnn, randomData(dnn.layers[0].shape, 1), 'folded', [['fold']]);
      const sample = randomData(dnn.layers[0].shape, 1).values;
      const wanted = createForward(dnn).run(sample);
      const got = createForward(folded.dnn).run(sample);
      wanted.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 5));
    }
  });
});
