import { activateSignal, clampSignal } from '../../graph/activate.ts';
import { scaleSignal } from '../../graph/affine.ts';
import { addSignals, concatSignals } from '../../graph/join.ts';
import { badShape, noSpikes, unreadForm } from '../../graph/refusal.ts';
import type { Signal } from '../../graph/signal.ts';
import { unsupported } from '../../unsupported.ts';
import { activated, only, several, type LayerCall } from '../layer-call.ts';
import { batchNorm, normalization } from './normalisation.ts';
import { flatten, permute, reshape, zeroPadding } from './reorder.ts';
import { conv, dense, depthwise, globalPool, pool, separable } from './weights.ts';

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
