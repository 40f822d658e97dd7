import { describe, expect, it } from '@jest/globals';
import { accuracy } from '../accuracy.ts';
import { drawnDigits } from '../data/drawn-digits.ts';
import type { DataSet } from '../data-set.ts';
import { DnnError } from '../dnn-error.ts';
import { createForward } from '../forward/create-forward.ts';
import { mlp } from '../networks/mlp.ts';
import { NetworkBuilder } from '../networks/builder.ts';
import { parseRegularisers } from '../regularise/parse-regularisers.ts';
import type { DnnSpec } from '../spec.ts';
import { collectStatistics } from '../statistics/collect-statistics.ts';
import { fatReluActivations } from './fat-relu.ts';
import { quantiseActivations } from './quantise-activations.ts';
import { train } from './train.ts';

const inputShape = [1, 28, 28];
const digits = drawnDigits({ count: 1000 });
const unseen = drawnDigits({ count: 200, first: 1_000_000 });

/** A convolution with a large stride: a twentieth of the cost of LeNet. */
function quickNet(seed = 1): DnnSpec {
  return new NetworkBuilder('quick', { inputShape, classes: 10, seed })
    .conv('conv1', 6, 5, { stride: 3 })
    .activate('relu1')
    .averagePool('pool1', 2)
    .dense('fc1', 40)
    .activate('relu2')
    .dense('fc2', 10)
    .build();
}

function weightsOf(spec: DnnSpec): number[] {
  return spec.layers.flatMap((layer) =>
    layer.kind === 'conv' || layer.kind === 'dense' ? [...layer.weight] : [],
  );
}

describe('train', () => {
  it('learns to read digits that it has never seen', () => {
    const { spec, epochs } = train(quickNet(), digits, { epochs: 6, batch: 16, learningRate: 3e-3 });
    expect(accuracy(spec, unseen).share).toBeGreaterThan(0.65);
    const losses = epochs.map(({ loss }) => loss);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
  });

  it('leaves the network given as it was, and gives the same bits every time', () => {
    const spec = quickNet();
    const before = structuredClone(spec);
    const few = drawnDigits({ count: 100 });
    const options = {
      epochs: 2,
      maximumShift: 2,
      mirror: true,
      regularisers: parseRegularisers('l1(1e-3, scale=99)'),
    };
    const first = train(spec, few, options);
    const second = train(spec, few, options);
    expect(spec).toEqual(before);
    expect(first).toEqual(second);
    expect(weightsOf(first.spec)).not.toEqual(weightsOf(spec));
    expect(train(spec, few, { ...options, seed: 2 }).spec).not.toEqual(first.spec);
  });

  it.each([
    [{ kind: 'adam' } as const, 1e-3],
    [{ kind: 'sgd', momentum: 0.9 } as const, 1e-2],
  ])('%o lowers the loss', (optimiser, learningRate) => {
    const { epochs } = train(quickNet(), drawnDigits({ count: 400 }), {
      epochs: 3,
      batch: 16,
      optimiser,
      learningRate,
    });
    expect(epochs[2].loss).toBeLessThan(epochs[0].loss);
  });

  it('takes the rest of the samples as a smaller step, at any size of it', () => {
    for (const batch of [1, 7, 50, 64]) {
      const reports: number[] = [];
      const progress = ({ samples }: { samples: number }): undefined => void reports.push(samples);
      train(quickNet(), drawnDigits({ count: 50 }), { epochs: 1, batch, progress });
      expect(reports).toHaveLength(Math.ceil(50 / batch));
      expect(reports.at(-1)).toBe(50);
    }
  });

  it('stops when it is told to, with what it has', () => {
    const few = drawnDigits({ count: 96 });
    const result = train(quickNet(), few, {
      progress: ({ epoch, samples }) => (epoch === 2 && samples >= 64 ? 'stop' : undefined),
    });
    expect(result.stopped).toBe(true);
    expect(result.epochs).toHaveLength(2);
    expect(weightsOf(result.spec)).not.toEqual(weightsOf(quickNet()));
  });

  it('judges data that it does not train on after every epoch', () => {
    const few = drawnDigits({ count: 64 });
    const { spec, epochs } = train(quickNet(), few, { epochs: 2, validation: unseen });
    expect(epochs[1].validationAccuracy).toBe(accuracy(spec, unseen).share);
    expect(train(quickNet(), few, { epochs: 1 }).epochs[0].validationAccuracy).toBeNull();
  });

  it('learns from a teacher alone', () => {
    const few = drawnDigits({ count: 600 });
    const teacher = train(quickNet(), digits, { epochs: 4, batch: 16, learningRate: 3e-3 }).spec;
    const wrong: DataSet = { ...few, labels: new Uint8Array(few.count) };
    const taught = train(quickNet(2), wrong, {
      epochs: 5,
      batch: 16,
      learningRate: 3e-3,
      teacher: { spec: teacher, share: 1, temperature: 2 },
    });
    // A tenth, had it learnt from the labels.
    expect(accuracy(taught.spec, unseen).share).toBeGreaterThan(0.4);
  });

  it('makes activity sparser under every regulariser, more with more weight', () => {
    const few = drawnDigits({ count: 300 });
    const start = train(quickNet(), digits, { epochs: 1, learningRate: 3e-3 }).spec;
    const activity = (spec: DnnSpec): number => {
      const net = createForward(spec);
      let sum = 0;
      for (let i = 0; i < 50; i++) {
        net.run(Float64Array.from(few.values.subarray(784 * i, 784 * (i + 1)), (byte) => byte / 255));
        for (const value of net.values(2)) sum += value;
      }
      return sum;
    };
    const after = (text: string): number =>
      activity(train(start, few, { epochs: 1, regularisers: parseRegularisers(text) }).spec);
    const none = after('');
    for (const name of ['l1', 'l2', 'fan-out']) {
      const light = after(`${name}(1e-3)`);
      expect(light).toBeLessThan(none);
      expect(after(`${name}(1e-2)`)).toBeLessThan(light);
    }
  });

  it('trains ceilings of clip-floor-shift from where the data puts them', () => {
    const few = drawnDigits({ count: 300 });
    const start = quantiseActivations(quickNet(), few, { levels: 8 });
    const ceilings = (spec: DnnSpec): number[] =>
      spec.layers.flatMap((layer) =>
        layer.kind === 'activation' && layer.activation.kind === 'clip-floor-shift'
          ? [layer.activation.ceiling]
          : [],
      );
    expect(ceilings(start)).toHaveLength(2);
    const { spec, epochs } = train(start, few, { epochs: 4, batch: 16 });
    expect(epochs[3].loss).toBeLessThan(epochs[0].loss);
    expect(ceilings(spec)).not.toEqual(ceilings(start));
    // However hard a step pushes, no ceiling falls to 0.
    const pushed = train(start, few, {
      epochs: 1,
      learningRate: 5,
      optimiser: { kind: 'sgd', momentum: 0 },
      regularisers: parseRegularisers('target-rate(1, weight=100, scale=ceiling)'),
    });
    for (const ceiling of ceilings(pushed.spec)) expect(ceiling).toBeGreaterThan(0);
  });
});

describe('fatReluActivations', () => {
  it('silences the share of the activations that is asked for, and nothing above', () => {
    const start = quickNet();
    const few = drawnDigits({ count: 40 });
    const fat = fatReluActivations(start, few, { percent: 60 });
    const [before, after] = [start, fat].map(
      (spec) => collectStatistics(spec, few, { layers: [2] }).map(({ all }) => all)[0],
    );
    expect(after.positive / before.positive).toBeCloseTo(0.4, 1);
    expect(after.max).toBe(before.max);
    expect(train(fat, few, { epochs: 2 }).epochs[1].loss).toBeLessThan(3);
  });
});

describe('train refuses', () => {
  const few = drawnDigits({ count: 20 });
  /** No ReLU that could die, and labels that contradict each other: weights grow for ever. */
  const explode = (): void => {
    const shape = [4];
    const labels = Uint8Array.from({ length: 20 }, (_, i) => i % 2);
    const same = {
      name: 'same',
      shape,
      count: 20,
      values: new Float32Array(80).fill(10),
      scale: 1,
      labels,
      classes: 2,
    };
    const linear = new NetworkBuilder('linear', { inputShape: shape, classes: 2 })
      .dense('a', 4)
      .dense('b', 4)
      .dense('c', 2)
      .build();
    const optimiser = { kind: 'sgd', momentum: 0 } as const;
    train(linear, same, { epochs: 300, learningRate: 10, schedule: 'constant', optimiser });
  };
  const net = mlp({ inputShape, classes: 10, hidden: [8] });
  const rows: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['data without labels', () => train(net, { ...few, labels: null }), /E1721 drawn digits: has no labels/],
    [
      'images of another size',
      () => train(mlp({ inputShape: [5], classes: 10 }), few),
      /E1720 .*784 values; mlp reads 5/,
    ],
    [
      'more classes than outputs',
      () => train(mlp({ inputShape, classes: 4 }), few),
      /E1724 .*10 classes, mlp has 4 outputs/,
    ],
    [
      'a label that is no class',
      () => train(net, { ...few, labels: new Uint8Array(20).fill(10) }),
      /E1745 .*label 10 of sample 0/,
    ],
    [
      'fewer labels than samples',
      () => train(net, { ...few, labels: new Uint8Array(19) }),
      /E1744 .*19 labels and 20 samples/,
    ],
    [
      'samples of no values',
      () => train(net, { ...few, shape: [28, 0] }),
      /E1741 .*a sample has the shape \[28, 0\]/,
    ],
    [
      'too few values',
      () => train(net, { ...few, values: new Uint8Array(9) }),
      /E1742 .*has 9 values.*need 15680/,
    ],
    [
      'values that are not finite',
      () => train(net, { ...few, values: new Float32Array(15680).fill(NaN) }),
      /E1743 .*value 0 of sample 0/,
    ],
    ['no epoch', () => train(net, few, { epochs: 0 }), /E1722 epochs: is 0/],
    ['half a sample', () => train(net, few, { batch: 0.5 }), /E1722 batch: is 0.5/],
    ['a negative learning rate', () => train(net, few, { learningRate: -1 }), /E1722 learning rate: is -1/],
    [
      'momentum of 1',
      () => train(net, few, { optimiser: { kind: 'sgd', momentum: 1 } }),
      /E1722 momentum: is 1/,
    ],
    [
      'two wrong options at once',
      () => train(net, few, { epochs: -1, batch: NaN }),
      /E1722 epochs.*\n.*E1722 batch: is NaN/,
    ],
    ['a loss that explodes', explode, /E1723 epoch \d+: the loss is no finite number at learning rate 10/],
    [
      'chip prices that are missing',
      () => train(net, few, { regularisers: parseRegularisers('chip(1)') }),
      /E1715 chip: needs the energy/,
    ],
    [
      'chip prices of another length',
      () =>
        train(net, few, {
          regularisers: parseRegularisers('chip(1)'),
          chipPrices: [null, null, [1, 2], null],
        }),
      /E1715 chip, relu1: has 2 prices for 8 neurons/,
    ],
    [
      'a ceiling that is not there',
      () => train(net, few, { regularisers: parseRegularisers('l1(1, scale=ceiling)') }),
      /E1714 l1, relu1: scale=ceiling, and relu has no ceiling/,
    ],
    [
      'a teacher of other classes',
      () =>
        train(net, few, { teacher: { spec: mlp({ inputShape, classes: 4 }), share: 0.5, temperature: 1 } }),
      /E1724 teacher: has 4 outputs, the network has 10/,
    ],
  ];
  it.each(rows)('%s', (_, attempt, expected) => {
    expect(attempt).toThrow(DnnError);
    expect(attempt).toThrow(expected);
  });
});
