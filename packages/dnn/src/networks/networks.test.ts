import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkDnnSpec } from '../check/check-spec.ts';
import { createForward } from '../forward/create-forward.ts';
import { sizeOf, type DnnSpec } from '../spec.ts';
import { lenet5 } from './lenet5.ts';
import { mlp } from './mlp.ts';
import { BUILT_IN_NETWORKS, builtInNetwork } from './table.ts';

/** All weights, as a hash: comparing arrays of 100,000 numbers one by one takes seconds. */
function bitsOf(spec: DnnSpec): string {
  const hash = createHash('sha256');
  for (const layer of spec.layers)
    if (layer.kind === 'conv' || layer.kind === 'dense') hash.update(layer.weight);
  return hash.digest('hex');
}

describe('built-in networks', () => {
  const shapes = [
    [1, 28, 28],
    [3, 16, 17],
  ];
  const rows = BUILT_IN_NETWORKS.flatMap((network) =>
    shapes.map((inputShape) => [network.name, inputShape, network] as const),
  );
  it.each(rows)(
    '%s on %o is sound, and its logits are of a size to start from',
    (_, inputShape, { build }) => {
      const spec = build({ inputShape, classes: 7 });
      expect(checkDnnSpec(spec)).toEqual([]);
      expect(spec.layers[spec.output].shape).toEqual([7]);
      const logits = createForward(spec).run(new Float64Array(sizeOf(inputShape)).fill(0.5));
      const largest = Math.max(...logits.map(Math.abs));
      expect(largest).toBeGreaterThan(0.01);
      expect(largest).toBeLessThan(20);
    },
  );

  it.each(BUILT_IN_NETWORKS)('$name has the same bits for the same seed alone', ({ build }) => {
    const options = { inputShape: [1, 16, 16], classes: 3 };
    expect(bitsOf(build(options))).toBe(bitsOf(build({ ...options, seed: 1 })));
    expect(bitsOf(build(options))).not.toBe(bitsOf(build({ ...options, seed: 2 })));
  });

  it('lenet5 has 282 thousand multiplications on images of 28 x 28', () => {
    const { layers } = lenet5({ inputShape: [1, 28, 28], classes: 10 });
    let products = 0;
    for (const layer of layers) {
      if (layer.kind === 'conv') products += layer.weight.length * layer.shape[1] * layer.shape[2];
      if (layer.kind === 'dense') products += layer.weight.length;
    }
    expect(products).toBe(281_640);
    expect(lenet5({ inputShape: [1, 28, 28], classes: 10, padding: 2 }).layers[1].shape).toEqual([6, 28, 28]);
  });

  it('takes the activation and the hidden sizes that are asked for', () => {
    const activation = { kind: 'clip', ceiling: 6 } as const;
    const spec = mlp({ inputShape: [4], classes: 3, hidden: [5, 6], activation });
    expect(spec.layers.map(({ shape }) => shape[0])).toEqual([4, 5, 5, 6, 6, 3]);
    expect(
      spec.layers.filter((layer) => layer.kind === 'activation' && layer.activation === activation),
    ).toHaveLength(2);
  });

  it.each([
    [() => builtInNetwork('lenet'), /E1730 lenet: is no built-in network. Did you mean lenet5\?/],
    [() => builtInNetwork('transformer'), /There are mlp, lenet5, cnn3, vgg-small, resnet-small/],
    [
      () => lenet5({ inputShape: [1, 8, 8], classes: 10 }),
      /E1731 lenet5, conv2: a window of 5 x 5 does not fit into \[6, 2, 2\]/,
    ],
    [() => lenet5({ inputShape: [784], classes: 10 }), /E1731 .*\[784\]/],
    [() => mlp({ inputShape: [4], classes: 1 }), /E1732 mlp: 1 classes/],
    [() => mlp({ inputShape: [4], classes: 3, hidden: [0] }), /E1732 mlp: a hidden layer of 0 neurons/],
  ])('refuses what cannot be built (%#)', (attempt, expected) => {
    expect(attempt).toThrow(expected);
  });
});
