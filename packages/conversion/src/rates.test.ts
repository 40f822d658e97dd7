import { describe, expect, it } from '@jest/globals';
import { createForward, readSample, sizeOf, type Activation, type DnnSpec } from '@nmap/dnn';
import { randomSpec } from '../../dnn/src/testing/random-specs.ts';
import { randomData, runConversion } from './testing/run-passes.ts';

/** Rectifiers and ceilings: what has an exact form in the limit. */
function exactForm(dnn: DnnSpec): DnnSpec {
  const exact = (activation: Activation): Activation =>
    activation.kind === 'fat-relu'
      ? { kind: 'relu' }
      : activation.kind === 'clip-floor-shift'
        ? { kind: 'clip', ceiling: activation.ceiling }
        : activation;
  const layers = dnn.layers.map((layer) =>
    layer.kind === 'activation' ? { ...layer, activation: exact(layer.activation) } : layer,
  );
  return { ...dnn, layers };
}

/** Largest |rate - activation / scale| over all neurons of one image, scales from that image: nothing is cut. */
function largestError(dnn: DnnSpec, steps: number, pool: string): number {
  const one = randomData(dnn.layers[0].shape, 1);
  const { spiking, run } = runConversion(dnn, one, 'exercised', [
    ['fold'],
    ['maxpool/average'],
    ['normalise/max'],
    [pool],
    ['start/half'],
    ['exercise', { steps, images: 1 }],
  ]);
  const sample = new Float64Array(sizeOf(one.shape));
  readSample(one, 0, sample);
  const net = createForward(spiking.calibrated.folded.dnn);
  net.run(sample);
  let largest = 0;
  let first = 0;
  for (const { layer, role, shape, scale } of spiking.populations) {
    const values = net.values(layer);
    const size = sizeOf(shape);
    for (let i = 0; role === 'hidden' && i < size; i++) {
      const wanted = values[i] / scale[Math.floor((i * scale.length) / size)];
      largest = Math.max(largest, Math.abs(run.spikesOf[first + i] / steps - wanted));
    }
    first += size;
  }
  return largest;
}

const STEPS = [32, 128, 512, 2048];

describe('rates of random networks without clipping', () => {
  const cases = Array.from({ length: 16 }, (_, k) => ({
    seed: 100 + k,
    pool: k % 2 === 0 ? 'pool/neurons' : 'pool/folded',
  }));
  const errors = new Map<number, number[]>();

  it.each(cases)('come nearer to the activations with more steps, seed $seed, $pool', ({ seed, pool }) => {
    const dnn = exactForm(randomSpec(seed));
    const found = STEPS.map((steps) => largestError(dnn, steps, pool));
    errors.set(seed, found);
    expect(found[3]).toBeLessThan(found[0] / 8);
  });

  it('are off by three spikes at most, whatever the steps: as 1 / T', () => {
    const spikes = [...errors.values()].map((found) =>
      Math.max(...found.map((error, k) => error * STEPS[k])),
    );
    expect(spikes).toHaveLength(cases.length);
    // Where excitation and inhibition of a neuron cancel, spikes that come early are never taken back: a few networks fall slower.
    expect(spikes.filter((count) => count <= 3).length).toBeGreaterThanOrEqual(13);
  });
});
