import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { parseRegularisers } from '../regularise/parse-regularisers.ts';
import { REGULARISERS } from '../regularise/table.ts';
import { windowedShape } from '../linear/windows.ts';
import { sizeOf, type Activation, type DnnLayer, type DnnSpec } from '../spec.ts';
import { randomNumbers, randomSpec } from '../testing/random-specs.ts';
import { addCrossEntropy, addDistillation } from './loss.ts';
import { createPenalties } from './penalties.ts';
import { createTrainable, type Trainable } from './trainable.ts';

const STEP = 1e-6;

/** The network with this activation everywhere: what is made of steps has no finite differences. */
function withActivation(spec: DnnSpec, activation: Activation): DnnSpec {
  return {
    ...spec,
    layers: spec.layers.map((layer) => (layer.kind === 'activation' ? { ...layer, activation } : layer)),
  };
}

/** Largest difference between slopes by finite differences and gradients, relative to the largest gradient. */
function worstError(net: Trainable, loss: () => number, backward: () => void): number {
  for (const { gradient } of net.parameters) gradient.fill(0);
  backward();
  let worst = 0;
  let largest = 0;
  for (const { values, gradient } of net.parameters) {
    for (let i = 0; i < values.length; i += 1 + Math.floor(values.length / 40)) {
      const held = values[i];
      values[i] = held + STEP;
      const above = loss();
      values[i] = held - STEP;
      const below = loss();
      values[i] = held;
      worst = Math.max(worst, Math.abs((above - below) / (2 * STEP) - gradient[i]));
      largest = Math.max(largest, Math.abs(gradient[i]));
    }
  }
  expect(largest).toBeGreaterThan(0);
  return worst / largest;
}

function lossOf(net: Trainable, spec: DnnSpec, sample: Float64Array) {
  const scratch = [new Float64Array(4), new Float64Array(4)] as const;
  const teacher = [0.5, -1, 2, 0];
  const total = (gradient: Float64Array): number => {
    const logits = net.run(sample);
    const own = addCrossEntropy(logits, 2, 0.7, scratch[0], gradient);
    return own + addDistillation(logits, teacher, { share: 0.3, temperature: 2 }, scratch, gradient);
  };
  return {
    loss: () => total(new Float64Array(4)),
    backward: () => {
      net.clear();
      total(net.gradient(spec.output));
      net.backward();
    },
  };
}

const SMOOTH: readonly Activation[] = [
  { kind: 'relu' },
  { kind: 'clip', ceiling: 0.8 },
  { kind: 'fat-relu', threshold: 0.1 },
];

describe('gradients of networks with every kind of layer', () => {
  const rows = SMOOTH.flatMap((activation) =>
    Array.from({ length: 12 }, (_, seed) => [activation.kind, seed, activation] as const),
  );
  it.each(rows)('%s, net %i: agree with finite differences', (_, seed, activation) => {
    const spec = withActivation(randomSpec(seed), activation);
    const sample = Float64Array.from(randomNumbers(new Rng(seed), sizeOf(spec.layers[0].shape)));
    const net = createTrainable(spec);
    const { loss, backward } = lossOf(net, spec, sample);
    expect(worstError(net, loss, backward)).toBeLessThan(1e-6);
  });
});

describe('a convolution of more pixels than a tile', () => {
  it.each([
    [1, 1],
    [2, 2],
  ])('with %i groups and stride %i agrees with finite differences', (groups, stride) => {
    const rng = new Rng(9);
    const inputShape = [40, 13, 11];
    const window = {
      kernel: [5, 5],
      stride: [stride, stride],
      padding: [2, 2, 2, 2],
      dilation: [1, 1],
    } as const;
    const conv = (name: string, inputs: number, index: number, shape: number[]): DnnLayer => ({
      name,
      kind: 'conv',
      shape,
      inputs: [index],
      ...window,
      groups: index === 0 ? 1 : groups,
      weight: randomNumbers(rng, (shape[0] * inputs * 25) / (index === 0 ? 1 : groups)).map((x) => x / 30),
      bias: randomNumbers(rng, shape[0]),
    });
    const half = [40, ...windowedShape(13, 11, window)];
    const quarter = [4, ...windowedShape(half[1], half[2], window)];
    const spec: DnnSpec = {
      name: 'tiles',
      layers: [
        { name: 'x', kind: 'input', shape: inputShape, inputs: [] },
        conv('a', 40, 0, half),
        conv('b', 40, 1, quarter),
        {
          name: 'mean',
          kind: 'average-pool',
          shape: [4, 1, 1],
          inputs: [2],
          kernel: [quarter[1], quarter[2]],
          stride: [1, 1],
          padding: [0, 0, 0, 0],
          countsPadding: true,
        },
      ],
      output: 3,
    };
    const sample = Float64Array.from(randomNumbers(rng, sizeOf(inputShape)));
    const net = createTrainable(spec);
    const { loss, backward } = lossOf(net, spec, sample);
    expect(worstError(net, loss, backward)).toBeLessThan(1e-6);
  });
});

describe('clip-floor-shift', () => {
  const activation: Activation = { kind: 'clip-floor-shift', ceiling: 2, levels: 4 };
  const spec: DnnSpec = {
    name: 'one',
    layers: [
      { name: 'x', kind: 'input', shape: [6], inputs: [] },
      {
        name: 'identity',
        kind: 'affine',
        shape: [6],
        inputs: [0],
        scale: new Float32Array([1]),
        shift: new Float32Array([0]),
      },
      { name: 'act', kind: 'activation', shape: [6], inputs: [1], activation },
    ],
    output: 2,
  };
  // Steps of 0.5, edges at 0.25, 0.75, 1.25 and 1.75: the slope passes from -0.25 to 1.75.
  const inputs = [-1, -0.2, 0.3, 0.9, 1.8, 5];
  it('has the values and straight-through slopes of the paper', () => {
    const net = createTrainable(spec);
    expect([...net.run(Float64Array.from(inputs))]).toEqual([0, 0, 0.5, 1, 2, 2]);
    net.clear();
    net.gradient(2).fill(1);
    net.backward();
    expect([...net.gradient(1)]).toEqual([0, 1, 1, 1, 0, 0]);
    const slope = (0 - -0.2) / 2 + (0.5 - 0.3) / 2 + (1 - 0.9) / 2 + 1 + 1;
    expect(net.ceiling(2)?.gradient[0]).toBeCloseTo(slope, 12);
  });

  it('moves its ceiling, and the network given keeps its own', () => {
    const net = createTrainable(spec);
    net.ceiling(2)?.values.fill(3);
    const [, , layer] = net.spec().layers;
    expect(layer.kind === 'activation' && layer.activation).toEqual({ ...activation, ceiling: 3 });
    expect(activation.ceiling).toBe(2);
  });
});

describe('gradients of regularisers', () => {
  const texts = REGULARISERS.flatMap(({ name }) => {
    const numbers = name === 'target-rate' ? '0.3, weight=0.2' : '0.2';
    return [`${name}(${numbers})`, `${name}(${numbers}, scale=60)`];
  });
  it.each(texts)('%s agrees with finite differences', (text) => {
    for (const seed of [3, 5]) {
      const spec = withActivation(randomSpec(seed), { kind: 'relu' });
      const net = createTrainable(spec);
      const rng = new Rng(seed);
      const sample = Float64Array.from(randomNumbers(rng, sizeOf(spec.layers[0].shape)));
      const chipPrices = spec.layers.map(({ shape }) => randomNumbers(rng, sizeOf(shape)).map(Math.abs));
      const penalties = createPenalties(net, spec, {
        regularisers: parseRegularisers(text),
        pooling: 'neurons',
        chipPrices,
      });
      // Measured on another sample: an activation that equals the scale has no slope.
      net.run(sample.map((x) => 1.01 * x));
      penalties.observe();
      penalties.updateScales();
      const loss = (): number => {
        net.run(sample);
        return penalties.add();
      };
      const backward = (): void => {
        net.run(sample);
        net.clear();
        penalties.add();
        net.backward();
      };
      expect(worstError(net, loss, backward)).toBeLessThan(1e-6);
    }
  });

  it('scaled by the ceiling, moves the ceiling by exactly what rates would gain', () => {
    const shape = [3];
    const spec: DnnSpec = {
      name: 'rates',
      layers: [
        { name: 'x', kind: 'input', shape, inputs: [] },
        {
          name: 'act',
          kind: 'activation',
          shape,
          inputs: [0],
          activation: { kind: 'clip-floor-shift', ceiling: 2, levels: 4 },
        },
      ],
      output: 1,
    };
    const net = createTrainable(spec);
    const regularisers = parseRegularisers('l1(1, scale=ceiling)');
    const penalties = createPenalties(net, spec, { regularisers, pooling: 'neurons' });
    net.run(Float64Array.of(0.5, 1, 9));
    net.clear();
    // Rates 1/4, 1/2 and 1.
    expect(penalties.add()).toBeCloseTo(1.75, 12);
    expect([...net.gradient(1)]).toEqual([0.5, 0.5, 0.5]);
    // At fixed activations; the third one is the ceiling itself, and its own slope cancels this.
    expect(net.ceiling(1)?.gradient[0]).toBeCloseTo(-1.75 / 2, 12);
    net.backward();
    expect(net.ceiling(1)?.gradient[0]).toBeCloseTo(-0.75 / 2, 12);
  });
});
