import { sizeOf, type Pair } from '@nmap/dnn';
import { activateSignal, clampSignal } from '../graph/activate.ts';
import { affineSignal, scaleSignal } from '../graph/affine.ts';
import { convSignal } from '../graph/conv.ts';
import { denseSignal, matrixOf } from '../graph/dense.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { addSignals, concatSignals } from '../graph/join.ts';
import { poolSignal, reduceSignal } from '../graph/pool.ts';
import { badShape, noSpikes, shapeText, unreadForm } from '../graph/refusal.ts';
import type { Signal } from '../graph/signal.ts';
import { transposeTensor, type Tensor } from '../graph/tensor.ts';
import { padSignal, reshapeSignal, transposeSignal } from '../graph/views.ts';
import type { Window } from '../graph/window.ts';
import { foldNorm } from '../onnx/rules/weights.ts';
import { unsupported } from '../onnx/unsupported.ts';
import type { LayerConfig } from './layer-config.ts';
import type { WeightStore } from './weight-store.ts';

/** A call of a layer: what it reads, its settings, and where its weights are. */
export interface LayerCall {
  readonly builder: GraphBuilder;
  readonly kind: string;
  readonly name: string;
  readonly config: LayerConfig;
  readonly inputs: readonly Signal[];
  readonly weights: WeightStore;
}

type Rule = (call: LayerCall) => Signal;

const RULES: Readonly<Record<string, Rule>> = {
  Dense: dense,
  Conv1D: conv,
  Conv2D: conv,
  DepthwiseConv1D: depthwise,
  DepthwiseConv2D: depthwise,
  SeparableConv1D: separable,
  SeparableConv2D: separable,
  BatchNormalization: batchNorm,
  BatchNormalizationV1: batchNorm,
  BatchNormalizationV2: batchNorm,
  Activation: (call) => activated(call, only(call)),
  ReLU: relu,
  Softmax: (call) => ({ ...only(call), last: 'Softmax' }),
  AveragePooling1D: pool,
  AveragePooling2D: pool,
  MaxPooling1D: pool,
  MaxPooling2D: pool,
  GlobalAveragePooling1D: globalPool,
  GlobalAveragePooling2D: globalPool,
  GlobalMaxPooling1D: globalPool,
  GlobalMaxPooling2D: globalPool,
  Add: (call) => addSignals(call.builder, several(call)),
  Average: (call) =>
    scaleSignal(call.builder, addSignals(call.builder, several(call)), 1 / call.inputs.length, 0),
  Subtract: (call) => {
    const [left, right] = several(call);
    return addSignals(call.builder, [left, scaleSignal(call.builder, right, -1, 0)]);
  },
  Concatenate: (call) => {
    const inputs = several(call);
    const rank = inputs[0].shape.length;
    const axis = call.config.number('axis', -1);
    const along = axis < 0 ? axis + rank : axis;
    if (!(along >= 0 && along < rank)) throw badShape(`axis ${axis} is none of its ${rank}.`);
    return concatSignals(call.builder, inputs, along);
  },
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  ZeroPadding1D: zeroPadding,
  ZeroPadding2D: zeroPadding,
  Rescaling: (call) =>
    scaleSignal(call.builder, only(call), call.config.number('scale', 1), call.config.number('offset', 0)),
  Normalization: normalization,
  ...Object.fromEntries(
    [
      'Dropout',
      'SpatialDropout1D',
      'SpatialDropout2D',
      'AlphaDropout',
      'GaussianDropout',
      'GaussianNoise',
      'ActivityRegularization',
      'Masking',
      'InputLayer',
    ].map((kind): [string, Rule] => [kind, only]),
  ),
};

/** Classes of Keras under the names of the operators whose reasons they share. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/LSTM|GRU|RNN|Bidirectional/, 'LSTM'],
  [/LeakyReLU/, 'LeakyRelu'],
  [/PReLU/, 'PRelu'],
  [/^ELU$/, 'Elu'],
  [/Attention/, 'Attention'],
  [/(Layer|Group|Unit|RMS)Normalization/, 'LayerNormalization'],
  [/Transpose$/, 'ConvTranspose'],
  [/UpSampling|Resizing/, 'Resize'],
  [/^Q[A-Z]|Quantiz/, 'QuantizeLinear'],
  [/Multiply|Dot/, 'Mul'],
];

/** What a call of a layer becomes. Throws a Refusal. */
export function callLayer(call: LayerCall): Signal {
  const rule = Object.hasOwn(RULES, call.kind) ? RULES[call.kind] : undefined;
  if (rule !== undefined) return rule(call);
  throw refusalOf(call.kind);
}

/** Why a class of layers cannot be read; null: it can. */
export function refusalOfKind(kind: string): Error | null {
  return Object.hasOwn(RULES, kind) ? null : refusalOf(kind);
}

function refusalOf(kind: string): Error {
  const [, operator] = REASONS.find(([pattern]) => pattern.test(kind)) ?? [null, null];
  if (operator === 'Mul') {
    return noSpikes(
      'it multiplies activations with each other.',
      'Only networks whose weights are constants can be converted.',
    );
  }
  if (operator !== null) return unsupported(operator, '');
  return unreadForm(
    'this layer is not read.',
    'Only feed-forward networks of convolutions, dense layers, pooling and ReLU can be converted.',
  );
}

function only({ inputs, kind }: LayerCall): Signal {
  if (inputs.length === 1) return inputs[0];
  throw badShape(`${kind} reads ${inputs.length} values, needs 1.`);
}

function several({ inputs, kind }: LayerCall): readonly Signal[] {
  if (inputs.length >= 2) return inputs;
  throw badShape(`${kind} reads ${inputs.length} value, needs 2 or more.`);
}

function activated(call: LayerCall, signal: Signal): Signal {
  const name = call.config.activation();
  switch (name) {
    case 'linear':
      return signal;
    case 'relu':
      return activateSignal(call.builder, signal, { kind: 'relu' });
    case 'relu6':
      return activateSignal(call.builder, signal, { kind: 'clip', ceiling: 6 });
    case 'softmax':
    case 'log_softmax':
      return { ...signal, last: name };
    default:
      throw noSpikes(
        `its activation ${name.slice(0, 40)} is no ReLU: a firing rate is 0 below 0 and grows linearly above.`,
        'Replace it by a ReLU, and train again.',
      );
  }
}

function relu(call: LayerCall): Signal {
  const { config } = call;
  const slope = config.optionalNumber('negative_slope') ?? config.optionalNumber('alpha') ?? 0;
  if (slope !== 0) throw unsupported('LeakyRelu', '');
  const threshold = config.number('threshold', 0);
  const ceiling = config.optionalNumber('max_value');
  const signal = only(call);
  if (threshold === 0) return clampSignal(call.builder, signal, 0, ceiling ?? Infinity);
  if (threshold < 0 || ceiling !== null) {
    throw noSpikes(
      `it has a threshold of ${threshold}${ceiling === null ? '' : ` and a ceiling of ${ceiling}`}.`,
      'Use a threshold of 0 where there is a ceiling.',
    );
  }
  return activateSignal(call.builder, signal, { kind: 'fat-relu', threshold });
}

function dense(call: LayerCall): Signal {
  const kernel = matrixOf(call.weights.need(call.name, ['kernel'], 0), false);
  return activated(call, denseSignal(call.builder, only(call), kernel, biasOf(call, 1)));
}

function conv(call: LayerCall): Signal {
  const kernel = kernelOf(call, ['kernel'], 0);
  const groups = call.config.number('groups', 1);
  return activated(call, run(call, only(call), turned(kernel), biasOf(call, 1), windowOf(call), groups));
}

function depthwise(call: LayerCall): Signal {
  const kernel = kernelOf(call, ['depthwise_kernel', 'kernel'], 0);
  const { weight, groups } = eachChannel(kernel);
  return activated(call, run(call, only(call), weight, biasOf(call, 1), windowOf(call), groups));
}

function separable(call: LayerCall): Signal {
  const { weight, groups } = eachChannel(kernelOf(call, ['depthwise_kernel'], 0));
  const pointwise = turned(kernelOf(call, ['pointwise_kernel'], 1));
  const spread = run(call, only(call), weight, null, windowOf(call), groups);
  const plain: Window = { stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] };
  return activated(call, run(call, spread, pointwise, biasOf(call, 2), plain, 1));
}

function kernelOf(call: LayerCall, names: readonly string[], place: number): Tensor {
  const kernel = call.weights.need(call.name, names, place);
  const rank = axesOf(call) + 2;
  if (kernel.shape.length !== rank) {
    throw badShape(`its ${names[0]} has the shape ${shapeText(kernel.shape)}; ${rank} axes are needed.`);
  }
  return kernel;
}

/** [height, width, in, out] to [out, in, height, width]. */
function turned(kernel: Tensor): Tensor {
  const rank = kernel.shape.length;
  const spatial = kernel.shape.map((_, axis) => axis).slice(0, rank - 2);
  return transposeTensor(kernel, [rank - 1, rank - 2, ...spatial]);
}

/** [height, width, in, multiplier] to a convolution with a group for each input channel. */
function eachChannel(kernel: Tensor): { weight: Tensor; groups: number } {
  const rank = kernel.shape.length;
  const spatial = kernel.shape.map((_, axis) => axis).slice(0, rank - 2);
  const groups = kernel.shape[rank - 2];
  const byChannel = transposeTensor(kernel, [rank - 2, rank - 1, ...spatial]);
  const shape = [groups * kernel.shape[rank - 1], 1, ...kernel.shape.slice(0, rank - 2)];
  return { weight: { ...byChannel, shape }, groups };
}

function biasOf(call: LayerCall, place: number): Tensor | null {
  return call.config.flag('use_bias', true) ? call.weights.need(call.name, ['bias'], place) : null;
}

/** A convolution between turns from and to the order of the file. */
function run(
  call: LayerCall,
  signal: Signal,
  weight: Tensor,
  bias: Tensor | null,
  window: Window,
  groups: number,
): Signal {
  // In time, nothing is seen before it came.
  const causal = call.config.text('padding', 'valid') === 'causal' && weight.shape.length === 3;
  const reach = causal ? (weight.shape[2] - 1) * window.dilation[1] : 0;
  const form = causal ? { ...window, padding: [0, reach, 0, 0] as const } : window;
  return onChannelsFirst(call, signal, (image) =>
    convSignal(call.builder, image, weight, bias, { ...form, groups }),
  );
}

function onChannelsFirst(call: LayerCall, signal: Signal, run: (image: Signal) => Signal): Signal {
  const rank = axesOf(call) + 2;
  if (signal.shape.length !== rank) {
    throw badShape(`it needs values with ${rank} axes, has the shape ${shapeText(signal.shape)}.`);
  }
  if (call.config.channelsFirst) return run(signal);
  const spatial = signal.shape.map((_, axis) => axis).slice(1, -1);
  const back = [0, ...spatial.map((axis) => axis + 1), 1];
  return transposeSignal(
    call.builder,
    run(transposeSignal(call.builder, signal, [0, rank - 1, ...spatial])),
    back,
  );
}

function windowOf(call: LayerCall): Window {
  const axes = axesOf(call);
  const strides = call.config.sizes('strides', axes, [1]);
  const dilations = call.config.sizes('dilation_rate', axes, [1]);
  return { stride: pairOf(strides), dilation: pairOf(dilations), padding: paddingOf(call) };
}

function paddingOf({ config }: LayerCall): Window['padding'] {
  const padding = config.text('padding', 'valid');
  if (padding === 'same') return 'same-upper';
  if (padding === 'valid' || padding === 'causal') return [0, 0, 0, 0];
  throw unreadForm(`its padding is ${padding.slice(0, 20)}.`, 'Known are valid, same and causal.');
}

function pool(call: LayerCall): Signal {
  const axes = axesOf(call);
  const kernel = call.config.sizes('pool_size', axes, [2]);
  const strides = call.config.sizes('strides', axes, kernel);
  return onChannelsFirst(call, only(call), (image) =>
    poolSignal(call.builder, image, {
      kind: call.kind.startsWith('Max') ? 'max' : 'average',
      kernel: pairOf(kernel),
      stride: pairOf(strides),
      dilation: [1, 1],
      padding: paddingOf(call),
      countsPadding: false,
      roundsUp: false,
    }),
  );
}

function globalPool(call: LayerCall): Signal {
  const signal = only(call);
  const axes = axesOf(call);
  if (signal.shape.length !== axes + 2) {
    throw badShape(`it needs values with ${axes + 2} axes, has the shape ${shapeText(signal.shape)}.`);
  }
  const from = call.config.channelsFirst ? 2 : 1;
  const reduced = Array.from({ length: axes }, (_, k) => from + k);
  const kind = call.kind.includes('Max') ? 'max' : 'average';
  return reduceSignal(call.builder, signal, kind, reduced, call.config.flag('keepdims', false));
}

function batchNorm(call: LayerCall): Signal {
  const { config, weights, name } = call;
  const signal = only(call);
  const rank = signal.shape.length;
  const [given] = config.numbers('axis') ?? [-1];
  const axis = given < 0 ? given + rank : given;
  const scales = config.flag('scale', true);
  const centers = config.flag('center', true);
  const gamma = scales ? weights.need(name, ['gamma'], 0) : null;
  const beta = centers ? weights.need(name, ['beta'], Number(scales)) : null;
  const first = Number(scales) + Number(centers);
  const mean = weights.need(name, ['moving_mean'], first);
  const variance = weights.need(name, ['moving_variance'], first + 1);
  if (mean.data.length !== signal.shape[axis]) {
    throw badShape(`it has ${mean.data.length} means for ${signal.shape[axis] ?? 'no'} channels.`);
  }
  const { scale, shift } = foldNorm({ gamma, beta, mean, variance, epsilon: config.number('epsilon', 1e-3) });
  const along = (list: Tensor): Tensor => ({
    ...list,
    shape: [list.data.length, ...new Array<number>(rank - 1 - axis).fill(1)],
  });
  return affineSignal(call.builder, signal, along(scale), along(shift));
}

function normalization(call: LayerCall): Signal {
  const { config, weights, name } = call;
  const listed = (key: string, place: number): Tensor => {
    const numbers = config.numbers(key);
    if (numbers !== null)
      return { shape: [numbers.length], data: Float64Array.from(numbers), integer: false };
    const held = weights.need(name, [key], place);
    return { ...held, shape: [held.data.length] };
  };
  const mean = listed('mean', 0);
  const variance = listed('variance', 1);
  // Keras divides by the deviation, at least its epsilon.
  const scale = {
    ...variance,
    data: Float64Array.from(variance.data, (entry) => 1 / Math.max(Math.sqrt(entry), 1e-7)),
  };
  const shift = {
    ...mean,
    data: Float64Array.from(mean.data, (entry, k) => -entry * scale.data[k % scale.data.length]),
  };
  if (config.flag('invert', false))
    throw unreadForm('it is inverted.', 'Normalise the data before the network.');
  return affineSignal(call.builder, only(call), scale, shift);
}

function flatten(call: LayerCall): Signal {
  const signal = only(call);
  const rank = signal.shape.length;
  // A model with channels first is flattened in the order of channels last.
  const turn = call.config.channelsFirst && rank > 2;
  const order = [0, ...signal.shape.map((_, axis) => axis).slice(2), 1];
  const last = turn ? transposeSignal(call.builder, signal, order) : signal;
  return reshapeSignal(last, [1, sizeOf(signal.shape)]);
}

function reshape(call: LayerCall): Signal {
  const signal = only(call);
  const target = call.config.numbers('target_shape') ?? [];
  const rest = target.filter((length) => length !== -1).reduce((product, length) => product * length, 1);
  const shape = target.map((length) => (length === -1 ? sizeOf(signal.shape) / rest : length));
  return reshapeSignal(signal, [1, ...shape]);
}

function permute(call: LayerCall): Signal {
  const signal = only(call);
  const order = [0, ...(call.config.numbers('dims') ?? [])];
  if (order.length !== signal.shape.length || order.some((_, axis) => !order.includes(axis))) {
    throw badShape(
      `its order [${order.slice(1).join(', ')}] does not fit the shape ${shapeText(signal.shape)}.`,
    );
  }
  return transposeSignal(call.builder, signal, order);
}

function zeroPadding(call: LayerCall): Signal {
  const signal = only(call);
  const axes = axesOf(call);
  const given = call.config.numbers('padding') ?? [1];
  // One number, one for each axis, or two for each.
  const isNested = Array.isArray(call.config.raw('padding')) && given.length === 2 * axes;
  const sides =
    given.length === 1
      ? new Array<number>(2 * axes).fill(given[0])
      : isNested
        ? given
        : given.flatMap((count) => [count, count]);
  if (sides.length !== 2 * axes || sides.some((count) => !(Number.isInteger(count) && count >= 0))) {
    throw badShape(`its padding is [${given.join(', ')}].`);
  }
  const first = call.config.channelsFirst ? 2 : 1;
  const before = signal.shape.map((_, axis) => sides[2 * (axis - first)] ?? 0);
  const after = signal.shape.map((_, axis) => sides[2 * (axis - first) + 1] ?? 0);
  if (signal.shape.length !== axes + 2) {
    throw badShape(`it needs values with ${axes + 2} axes, has the shape ${shapeText(signal.shape)}.`);
  }
  return padSignal(call.builder, signal, before, after);
}

/** Spatial axes that the class says. */
function axesOf({ kind }: LayerCall): number {
  return kind.endsWith('1D') ? 1 : 2;
}

/** Along one axis: the other has a single row. */
function pairOf(sizes: readonly number[]): Pair {
  return sizes.length === 1 ? [1, sizes[0]] : [sizes[0], sizes[1]];
}
