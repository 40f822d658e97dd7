import { convSignal } from '../../graph/conv.ts';
import { denseSignal, matrixOf } from '../../graph/dense.ts';
import { poolSignal, reduceSignal } from '../../graph/pool.ts';
import { badShape, shapeText, unreadForm } from '../../graph/refusal.ts';
import type { Signal } from '../../graph/signal.ts';
import { transposeTensor, type Tensor } from '../../graph/tensor.ts';
import { transposeSignal } from '../../graph/views.ts';
import type { Window } from '../../graph/window.ts';
import { activated, axesOf, only, pairOf, type LayerCall } from '../layer-call.ts';

export function dense(call: LayerCall): Signal {
  const kernel = matrixOf(call.weights.need(call.name, ['kernel'], 0), false);
  return activated(call, denseSignal(call.builder, only(call), kernel, biasOf(call, 1)));
}

export function conv(call: LayerCall): Signal {
  const kernel = kernelOf(call, ['kernel'], 0);
  const groups = call.config.number('groups', 1);
  return activated(call, run(call, only(call), turned(kernel), biasOf(call, 1), windowOf(call), groups));
}

export function depthwise(call: LayerCall): Signal {
  const kernel = kernelOf(call, ['depthwise_kernel', 'kernel'], 0);
  const { weight, groups } = eachChannel(kernel);
  return activated(call, run(call, only(call), weight, biasOf(call, 1), windowOf(call), groups));
}

export function separable(call: LayerCall): Signal {
  const { weight, groups } = eachChannel(kernelOf(call, ['depthwise_kernel'], 0));
  const pointwise = turned(kernelOf(call, ['pointwise_kernel'], 1));
  const spread = run(call, only(call), weight, null, windowOf(call), groups);
  const plain: Window = { stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] };
  return activated(call, run(call, spread, pointwise, biasOf(call, 2), plain, 1));
}

export function pool(call: LayerCall): Signal {
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

export function globalPool(call: LayerCall): Signal {
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
