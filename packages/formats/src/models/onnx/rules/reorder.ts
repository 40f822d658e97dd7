import { sizeOf } from '@nmap/dnn';
import { badShape, noSpikes, shapeText, unreadForm } from '../../graph/refusal.ts';
import { concatSignals } from '../../graph/join.ts';
import { stridesOf } from '../../graph/signal.ts';
import { broadcastShape, broadcastStrides, viewTensor, type Tensor } from '../../graph/tensor.ts';
import { padSignal, picked, reshapeSignal, transposeSignal, viewSignal } from '../../graph/views.ts';
import { constant, values, type NodeCall, type OnnxValue } from '../node-call.ts';
import { ELEMENT, elementName } from '../plain-model.ts';

/** Operators that only re-order, for values of layers and for constants alike. */
export function reshape(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const target = call.wholeInput(1, 'shape') ?? call.ints('shape');
  if (target === null) throw badShape('it has no target shape.');
  const copiesZero = call.int('allowzero', 0) === 0;
  return [reshaped(call, targetShape(from, target, copiesZero, call.batch))];
}

export function flatten(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const given = call.int('axis', 1);
  const axis = given === from.length ? given : call.axis(given, from.length);
  return [reshaped(call, [sizeOf(from.slice(0, axis)), sizeOf(from.slice(axis))])];
}

export function squeeze(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const axes = call.axes(1)?.map((axis) => call.axis(axis, from.length));
  // Without a list all axes of one entry go; that of a batch of any size is none.
  const isGone = (length: number, axis: number): boolean =>
    length === 1 && !(axis === 0 && call.isBatched && call.inputs[0]?.kind === 'signal');
  const gone = new Set(axes ?? from.flatMap((length, axis) => (isGone(length, axis) ? [axis] : [])));
  for (const axis of gone) {
    if (from[axis] !== 1)
      throw badShape(`axis ${axis} of ${shapeText(from)} has ${from[axis]} entries, not 1.`);
  }
  return [
    reshaped(
      call,
      from.filter((_, axis) => !gone.has(axis)),
    ),
  ];
}

export function unsqueeze(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const axes = call.axes(1);
  if (axes === null) throw badShape('it names no axes.');
  const rank = from.length + axes.length;
  const added = new Set(axes.map((axis) => call.axis(axis, rank)));
  if (added.size !== axes.length) throw badShape(`its axes [${axes.join(', ')}] name one twice.`);
  const rest = [...from];
  return [
    reshaped(
      call,
      Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : rest.shift()!)),
    ),
  ];
}

export function transpose(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const order = call.ints('perm') ?? from.map((_, axis) => from.length - 1 - axis);
  if (order.length !== from.length || from.some((_, axis) => !order.includes(axis))) {
    throw badShape(`its order [${order.join(', ')}] does not fit the shape ${shapeText(from)}.`);
  }
  const value = call.inputs[0]!;
  if (value.kind === 'signal') return [values(transposeSignal(call.builder, value.signal, order))];
  const strides = stridesOf(from);
  return [
    viewed(
      call,
      order.map((axis) => from[axis]),
      order.map((axis) => strides[axis]),
      0,
    ),
  ];
}

export function pass(call: NodeCall): OnnxValue[] {
  call.onlyFirstOutput('its second result is read.');
  shapeAt(call, 0);
  return [call.inputs[0]!];
}

export function cast(call: NodeCall): OnnxValue[] {
  const to = call.int('to', ELEMENT.float);
  const isFloat = [ELEMENT.float, ELEMENT.double, ELEMENT.float16, ELEMENT.bfloat16].some(
    (type) => type === to,
  );
  const value = call.inputs[0]!;
  if (value.kind === 'signal') {
    if (!isFloat && value.signal.last === null) {
      throw noSpikes(
        `it turns activations into ${elementName(to)}.`,
        'Export the model before quantisation, with activations of type float.',
      );
    }
    return [value];
  }
  const { tensor } = value as { tensor: Tensor };
  if (isFloat) return [constant({ ...tensor, integer: false })];
  call.affordable(tensor.data.length);
  return [constant({ ...tensor, data: tensor.data.map(Math.trunc), integer: true })];
}

export function expand(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const shape = broadcastShape(from, call.wholeInput(1, 'shape') ?? []);
  return [viewed(call, shape, broadcastStrides(from, shape), 0)];
}

export function gather(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const axis = call.axis(call.int('axis', 0), from.length);
  const indices = call.constant(1, 'list of indices');
  const strides = stridesOf(from);
  const chosen = Array.from(indices.data, (index) => (index < 0 ? index + from[axis] : index));
  for (const index of chosen) {
    if (!Number.isInteger(index) || index < 0 || index >= from[axis]) {
      throw badShape(`it takes entry ${index} of an axis of ${from[axis]}.`);
    }
  }
  if (indices.shape.length > 1) {
    throw unreadForm('its indices are a matrix.', 'Re-order the weights before the export.');
  }
  const inner = indices.shape.length === 0 ? [] : [chosen.length];
  const shape = [...from.slice(0, axis), ...inner, ...from.slice(axis + 1)];
  const row = strides[axis];
  return [
    pickedAt(call, shape, (i) => {
      const outer = Math.floor(i / (row * chosen.length));
      return outer * row * from[axis] + chosen[Math.floor(i / row) % chosen.length] * row + (i % row);
    }),
  ];
}

export function slice(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const starts = call.ints('starts') ?? call.wholeInput(1, 'starts');
  const ends = call.ints('ends') ?? call.wholeInput(2, 'ends');
  if (starts === null || ends === null || starts.length !== ends.length) {
    throw badShape('its starts and ends do not fit each other.');
  }
  const axes = call.ints('axes') ?? call.wholeInput(3, 'axes') ?? starts.map((_, k) => k);
  const steps = call.wholeInput(4, 'steps') ?? starts.map(() => 1);
  const shape = [...from];
  const strides = stridesOf(from);
  let offset = 0;
  axes.forEach((given, k) => {
    const axis = call.axis(given, from.length);
    const length = from[axis];
    const step = steps[k];
    if (step === 0 || step === undefined) throw badShape('its step is 0.');
    const clamp = (place: number, low: number, high: number): number =>
      Math.min(Math.max(place < 0 ? place + length : place, low), high);
    const start = step > 0 ? clamp(starts[k], 0, length) : clamp(starts[k], 0, length - 1);
    const end = step > 0 ? clamp(ends[k], 0, length) : clamp(ends[k], -1, length - 1);
    shape[axis] = Math.max(0, Math.ceil((end - start) / step));
    offset += start * strides[axis];
    strides[axis] *= step;
  });
  return [viewed(call, shape, strides, offset)];
}

export function split(call: NodeCall): OnnxValue[] {
  const from = shapeAt(call, 0);
  const axis = call.axis(call.int('axis', 0), from.length);
  const count = call.outputCount;
  const even = Math.ceil(from[axis] / count);
  const lengths =
    call.ints('split') ??
    call.wholeInput(1, 'split') ??
    Array.from({ length: count }, (_, k) => Math.min(even, from[axis] - k * even));
  if (lengths.length !== count || lengths.reduce((sum, length) => sum + length, 0) !== from[axis]) {
    throw badShape(`it splits an axis of ${from[axis]} into [${lengths.join(', ')}].`);
  }
  const strides = stridesOf(from);
  let start = 0;
  return lengths.map((length) => {
    const shape = from.map((whole, k) => (k === axis ? length : whole));
    const part = viewed(call, shape, strides, start * strides[axis]);
    start += length;
    return part;
  });
}

export function concat(call: NodeCall): OnnxValue[] {
  const present = call.inputs.filter((value) => value !== null);
  if (present.length === 0) throw badShape('it joins nothing.');
  const rank = shapeAt(call, 0).length;
  const axis = call.axis(call.int('axis', 1), rank);
  if (present.every((value) => value.kind === 'constant')) {
    return [
      constant(
        joinConstants(
          call,
          present.map(({ tensor }) => tensor),
          axis,
        ),
      ),
    ];
  }
  if (present.some((value) => value.kind === 'constant')) {
    throw unreadForm(
      'it joins activations with constants.',
      'Give constants to the layer behind as its bias.',
    );
  }
  const signals = present.map((_, k) => call.signal(k));
  return [values(signals.length === 1 ? signals[0] : concatSignals(call.builder, signals, axis))];
}

export function pad(call: NodeCall): OnnxValue[] {
  const signal = call.signal(0);
  const rank = signal.shape.length;
  const mode = call.text('mode', 'constant');
  const pads = call.ints('pads') ?? call.ints('paddings') ?? call.wholeInput(1, 'padding');
  const fill = call.optional(2, 'padding value')?.data[0] ?? call.float('value', 0);
  const axes = (call.wholeInput(3, 'axes') ?? signal.shape.map((_, axis) => axis)).map((axis) =>
    call.axis(axis, rank),
  );
  if (pads === null || pads.length !== 2 * axes.length)
    throw badShape('its list of paddings does not fit its axes.');
  const before = new Array<number>(rank).fill(0);
  const after = new Array<number>(rank).fill(0);
  axes.forEach((axis, k) => {
    before[axis] = pads[k];
    after[axis] = pads[axes.length + k];
  });
  if (pads.every((count) => count === 0)) return [values(signal)];
  if (mode !== 'constant' || fill !== 0) {
    throw noSpikes(
      mode === 'constant'
        ? `it pads with ${fill}: silence is 0.`
        : `it pads with the mode ${mode.slice(0, 20)}: silence is 0.`,
      'Pad with zeros, and train again.',
    );
  }
  if (pads.some((count) => count < 0))
    throw unreadForm('its padding is negative.', 'Crop the image before the model.');
  return [values(padSignal(call.builder, signal, before, after))];
}

/** Shape at an input, of values or of a constant. */
export function shapeAt(call: NodeCall, index: number): readonly number[] {
  const value = call.inputs[index] ?? null;
  if (value?.kind === 'signal') return value.signal.shape;
  if (value?.kind === 'constant') return value.tensor.shape;
  throw badShape(`its input ${index} is missing.`);
}

function reshaped(call: NodeCall, shape: readonly number[]): OnnxValue {
  const value = call.inputs[0]!;
  if (value.kind === 'signal') return values(reshapeSignal(value.signal, shape));
  const { tensor } = value as { tensor: Tensor };
  if (sizeOf(shape) !== tensor.data.length) {
    throw badShape(`a constant of ${tensor.data.length} numbers cannot take the shape ${shapeText(shape)}.`);
  }
  return constant({ ...tensor, shape });
}

function viewed(
  call: NodeCall,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
): OnnxValue {
  const value = call.inputs[0]!;
  if (value.kind === 'signal') return values(viewSignal(call.builder, value.signal, shape, strides, offset));
  call.affordable(sizeOf(shape));
  return constant(viewTensor((value as { tensor: Tensor }).tensor, shape, strides, offset));
}

/** Values at computed positions. */
function pickedAt(call: NodeCall, shape: readonly number[], placeOf: (i: number) => number): OnnxValue {
  const value = call.inputs[0]!;
  const size = sizeOf(shape);
  if (value.kind === 'signal') {
    call.builder.checkSize(shape);
    call.builder.spend(size);
    const positions = Uint32Array.from({ length: size }, (_, i) => placeOf(i));
    return values(picked(call.builder, value.signal, shape, positions));
  }
  call.affordable(size);
  const { tensor } = value as { tensor: Tensor };
  const data = Float64Array.from({ length: size }, (_, i) => tensor.data[placeOf(i)]);
  return constant({ shape, data, integer: tensor.integer });
}

/** The shape that a Reshape asks for: 0 copies, -1 takes what is left; a fixed batch becomes that of one sample. */
function targetShape(
  from: readonly number[],
  target: readonly number[],
  copiesZero: boolean,
  batch: number,
): number[] {
  const shape = target.map((length, axis) => (length === 0 && copiesZero ? (from[axis] ?? 0) : length));
  const size = sizeOf(from);
  const open = shape.indexOf(-1);
  if (shape.some((length, axis) => length < 0 && axis !== open)) {
    throw badShape(`its target shape is ${shapeText(target)}.`);
  }
  const named = shape.filter((_, axis) => axis !== open);
  const fits = open < 0 ? sizeOf(named) === size : sizeOf(named) > 0 && size % sizeOf(named) === 0;
  if (batch > 1 && open !== 0 && shape[0] % batch === 0 && (!fits || shape[0] === batch)) shape[0] /= batch;
  if (open >= 0) {
    const rest = sizeOf(shape.filter((_, axis) => axis !== open));
    if (rest === 0 || size % rest !== 0) {
      throw badShape(
        `${size} values of the shape ${shapeText(from)} cannot take the shape ${shapeText(target)}.`,
      );
    }
    shape[open] = size / rest;
  }
  return shape;
}

function joinConstants(call: NodeCall, tensors: readonly Tensor[], axis: number): Tensor {
  const [{ shape: first }] = tensors;
  if (
    tensors.some(
      ({ shape }) => shape.length !== first.length || shape.some((n, k) => k !== axis && n !== first[k]),
    )
  ) {
    throw badShape(`it joins constants of unlike shapes along axis ${axis}.`);
  }
  const shape = first.map((length, k) =>
    k === axis ? tensors.reduce((sum, tensor) => sum + tensor.shape[axis], 0) : length,
  );
  call.affordable(sizeOf(shape));
  const data = new Float64Array(sizeOf(shape));
  const inner = sizeOf(shape.slice(axis + 1));
  const row = shape[axis] * inner;
  let base = 0;
  for (const tensor of tensors) {
    const part = tensor.shape[axis] * inner;
    for (let i = 0; i < tensor.data.length; i++)
      data[Math.floor(i / part) * row + base + (i % part)] = tensor.data[i];
    base += part;
  }
  return { shape, data, integer: tensors.every(({ integer }) => integer) };
}
