import type { Margins, Pair } from '@nmap/dnn';
import { affineSignal, alongChannels } from '../../graph/affine.ts';
import { convSignal } from '../../graph/conv.ts';
import { denseSignal, matrixOf } from '../../graph/dense.ts';
import { addSignals } from '../../graph/join.ts';
import { poolSignal, reduceSignal } from '../../graph/pool.ts';
import { foldNorm } from '../../graph/fold-norm.ts';
import { badShape, noSpikes, shapeText, unreadForm } from '../../graph/refusal.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { reshapeSignal, transposeSignal } from '../../graph/views.ts';
import type { Window } from '../../graph/window.ts';
import { values, type NodeCall, type OnnxValue } from '../node-call.ts';

export function conv(call: NodeCall): OnnxValue[] {
  const signal = call.signal(0);
  const weight = call.constant(1, 'kernel');
  const bias = call.optional(2, 'bias');
  const spatial = weight.shape.slice(2);
  const named = call.ints('kernel_shape');
  if (named !== null && shapeText(named) !== shapeText(spatial)) {
    throw badShape(`its kernel_shape is ${shapeText(named)}, its kernel ${shapeText(spatial)}.`);
  }
  return [
    values(
      convSignal(call.builder, signal, weight, bias, {
        ...windowOf(call, spatial.length),
        groups: call.int('group', 1),
      }),
    ),
  ];
}

export function pool(call: NodeCall): OnnxValue[] {
  const signal = call.signal(0);
  const named = call.ints('kernel_shape');
  if (named === null || named.length === 0) throw badShape('it names no kernel_shape.');
  if (named.length !== signal.shape.length - 2) {
    throw badShape(
      `its kernel_shape ${shapeText(named)} does not fit values of the shape ${shapeText(signal.shape)}.`,
    );
  }
  call.onlyFirstOutput('the places of the largest values, its second result, are read.');
  return [
    values(
      poolSignal(call.builder, signal, {
        kind: call.op === 'MaxPool' ? 'max' : 'average',
        kernel: pairOf(named, 1),
        ...windowOf(call, named.length),
        countsPadding: call.int('count_include_pad', 0) !== 0,
        roundsUp: call.int('ceil_mode', 0) !== 0,
      }),
    ),
  ];
}

export function globalPool(call: NodeCall): OnnxValue[] {
  const signal = call.signal(0);
  if (signal.shape.length < 3)
    throw badShape(`it needs an image, has values of the shape ${shapeText(signal.shape)}.`);
  const axes = signal.shape.map((_, axis) => axis).slice(2);
  const kind = call.op === 'GlobalMaxPool' ? 'max' : 'average';
  return [values(reduceSignal(call.builder, signal, kind, axes, true))];
}

export function reduce(call: NodeCall): OnnxValue[] {
  const signal = call.signal(0);
  const rank = signal.shape.length;
  const given = call.axes(1);
  if ((given === null || given.length === 0) && call.int('noop_with_empty_axes', 0) !== 0)
    return [values(signal)];
  const axes =
    given === null || given.length === 0
      ? signal.shape.map((_, axis) => axis)
      : given.map((axis) => call.axis(axis, rank));
  if (rank > 1 && axes.includes(0)) {
    throw noSpikes(
      'it runs over the axis of samples.',
      'Each sample must be judged by itself: reduce over the image only.',
    );
  }
  const kind = call.op === 'ReduceMax' ? 'max' : 'average';
  const reduced = reduceSignal(call.builder, signal, kind, axes, call.int('keepdims', 1) !== 0);
  if (call.op !== 'ReduceSum') return [values(reduced)];
  const count = axes.reduce((product, axis) => product * signal.shape[axis], 1);
  const scale: Tensor = { shape: [], data: Float64Array.of(count), integer: false };
  return [values(affineSignal(call.builder, reduced, scale, null))];
}

export function gemm(call: NodeCall): OnnxValue[] {
  const alpha = call.float('alpha', 1);
  const beta = call.float('beta', 1);
  const left = call.inputs[0];
  const right = call.inputs[1];
  const turnLeft = call.int('transA', 0) !== 0;
  const turnRight = call.int('transB', 0) !== 0;
  let made;
  if (left?.kind === 'constant' && right?.kind === 'signal') {
    // A x is (x' A')'.
    const signal = turnRight ? right.signal : transposeSignal(call.builder, right.signal, [1, 0]);
    const rows = denseSignal(call.builder, signal, matrixOf(scaled(left.tensor, alpha), !turnLeft), null);
    made = transposeSignal(call.builder, rows, [1, 0]);
  } else {
    const given = call.signal(0);
    if (given.shape.length !== 2)
      throw badShape(`it needs a matrix, has values of the shape ${shapeText(given.shape)}.`);
    const signal = turnLeft ? transposeSignal(call.builder, given, [1, 0]) : given;
    const weight = matrixOf(scaled(call.constant(1, 'matrix'), alpha), turnRight);
    made = denseSignal(call.builder, signal, weight, null);
  }
  const term = call.inputs[2] ?? null;
  if (term === null || beta === 0) return [values(made)];
  if (term.kind === 'signal') {
    if (beta !== 1) throw unreadForm(`it adds ${beta} times another branch.`, 'Scale the branch before.');
    return [values(addSignals(call.builder, [made, term.signal]))];
  }
  return [values(affineSignal(call.builder, made, null, scaled(call.constant(2, 'bias'), beta)))];
}

export function matMul(call: NodeCall): OnnxValue[] {
  const [left, right] = call.inputs;
  if (left?.kind === 'signal' && right?.kind === 'signal') {
    throw noSpikes(
      'it multiplies activations with each other, as attention does.',
      'Only networks whose weights are constants can be converted.',
    );
  }
  if (left?.kind === 'constant' && right?.kind === 'signal') {
    const { signal } = right;
    const rank = signal.shape.length;
    const matrix = squeezed(left.tensor);
    if (rank === 1) return [values(denseSignal(call.builder, signal, matrixOf(matrix, true), null))];
    const swap = signal.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
    const rows = denseSignal(
      call.builder,
      transposeSignal(call.builder, signal, swap),
      matrixOf(matrix, true),
      null,
    );
    return [values(transposeSignal(call.builder, rows, swap))];
  }
  const signal = call.signal(0);
  const weight = call.constant(1, 'matrix');
  if (weight.shape.length === 1) {
    const column = { ...weight, shape: [weight.shape[0], 1] };
    const made = denseSignal(call.builder, signal, matrixOf(column, false), null);
    return [values(reshapeSignal(made, signal.shape.slice(0, -1)))];
  }
  return [values(denseSignal(call.builder, signal, matrixOf(squeezed(weight), false), null))];
}

export function batchNorm(call: NodeCall): OnnxValue[] {
  const signal = call.signal(0);
  if (call.int('training_mode', 0) !== 0) {
    throw unreadForm(
      'it computes its mean from the batch.',
      'Export the model for inference (model.eval() in PyTorch).',
    );
  }
  call.onlyFirstOutput('its running statistics, further results, are read.');
  const [gamma, beta, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((what, k) =>
    call.constant(k + 1, what),
  );
  const epsilon = call.float('epsilon', 1e-5);
  const perValue = call.opset < 9 && call.int('spatial', 1) === 0;
  const rank = signal.shape.length;
  if (!perValue && rank > 1 && gamma.data.length !== signal.shape[1]) {
    throw badShape(`it has ${gamma.data.length} scales, its input ${signal.shape[1]} channels.`);
  }
  const { scale, shift } = foldNorm({ gamma, beta, mean, variance, epsilon });
  const shaped = (constant: Tensor): Tensor => (perValue ? constant : alongChannels(constant, rank));
  return [values(affineSignal(call.builder, signal, shaped(scale), shaped(shift)))];
}

/** How a kernel moves, from the attributes that convolutions and pools share. */
function windowOf(call: NodeCall, spatial: number): Window {
  const auto = call.text('auto_pad', 'NOTSET');
  const strides = call.ints('strides');
  const dilations = call.ints('dilations');
  const pads = call.ints('pads');
  for (const [name, list, length] of [
    ['strides', strides, spatial],
    ['dilations', dilations, spatial],
    ['pads', pads, 2 * spatial],
  ] as const) {
    if (list !== null && list.length !== length) {
      throw badShape(`its ${name} [${list.join(', ')}] should have ${length} entries.`);
    }
  }
  return {
    stride: pairOf(strides ?? [1, 1], 1),
    dilation: pairOf(dilations ?? [1, 1], 1),
    padding: paddingOf(auto, pads ?? [0, 0, 0, 0]),
  };
}

function paddingOf(auto: string, pads: readonly number[]): Window['padding'] {
  switch (auto) {
    case 'SAME_UPPER':
      return 'same-upper';
    case 'SAME_LOWER':
      return 'same-lower';
    case 'VALID':
      return [0, 0, 0, 0];
    case 'NOTSET':
    case '':
      return (pads.length === 2 ? [0, pads[0], 0, pads[1]] : pads) as unknown as Margins;
    default:
      throw unreadForm(
        `its auto_pad is ${auto.slice(0, 20)}.`,
        'Known are NOTSET, VALID, SAME_UPPER and SAME_LOWER.',
      );
  }
}

/** Along one axis: the other has a single row. */
function pairOf(list: readonly number[], single: number): Pair {
  return list.length === 1 ? [single, list[0]] : [list[0], list[1]];
}

/** A matrix under leading axes of one entry. */
function squeezed(tensor: Tensor): Tensor {
  const lead = tensor.shape.slice(0, -2);
  return lead.every((length) => length === 1) ? { ...tensor, shape: tensor.shape.slice(-2) } : tensor;
}

function scaled(tensor: Tensor, factor: number): Tensor {
  if (factor === 1) return tensor;
  return { ...tensor, data: Float64Array.from(tensor.data, (entry) => entry * factor) };
}
