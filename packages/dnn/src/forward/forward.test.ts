import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { checkDnnSpec } from '../check/check-spec.ts';
import { DnnError } from '../dnn-error.ts';
import type { DnnSpec } from '../spec.ts';
import { naiveForward } from '../testing/naive.ts';
import { randomNumbers, randomSpec } from '../testing/random-specs.ts';
import { createForward } from './create-forward.ts';
import { forward } from './forward.ts';

describe('forward', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('agrees with the definitions on net %i', (seed) => {
    const spec = randomSpec(seed);
    expect(checkDnnSpec(spec)).toEqual([]);
    const sample = randomNumbers(
      new Rng(seed + 1000),
      spec.layers[0].shape.reduce((a, b) => a * b, 1),
    );
    const expected = naiveForward(spec, sample);
    const net = createForward(spec);
    net.run(sample.map((x) => -x));
    net.run(sample);
    for (const [index, values] of expected.entries()) {
      const got = net.values(index);
      expect(got).toHaveLength(values.length);
      const scale = Math.max(...values.map(Math.abs), 1);
      const error = Math.max(...values.map((value, i) => Math.abs(got[i] - value)));
      expect(error).toBeLessThan(1e-12 * scale);
    }
    expect(forward(spec, sample)).toEqual(Float32Array.from(net.values(spec.output)));
  });

  it('cuts a large image into tiles without a difference', () => {
    const rng = new Rng(5);
    const spec: DnnSpec = {
      name: 'tiles',
      layers: [
        { name: 'x', kind: 'input', shape: [40, 21, 17], inputs: [] },
        {
          name: 'conv',
          kind: 'conv',
          shape: [3, 21, 17],
          inputs: [0],
          weight: randomNumbers(rng, 3 * 40 * 25),
          bias: randomNumbers(rng, 3),
          kernel: [5, 5],
          stride: [1, 1],
          padding: [2, 2, 2, 2],
          dilation: [1, 1],
          groups: 1,
        },
      ],
      output: 1,
    };
    const sample = randomNumbers(rng, 40 * 21 * 17);
    const expected = naiveForward(spec, sample)[1];
    const got = createForward(spec).run(sample);
    const error = Math.max(...expected.map((value, i) => Math.abs(got[i] - value)));
    expect(error).toBeLessThan(1e-11);
  });

  it('refuses a sample of another size', () => {
    const spec = randomSpec(1);
    expect(() => forward(spec, new Float32Array(3))).toThrow(DnnError);
    expect(() => forward(spec, new Float32Array(3))).toThrow(/E1720 input0: reads \[2, .* was given 3/);
  });
});
