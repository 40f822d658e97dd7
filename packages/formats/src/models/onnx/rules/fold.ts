import { sizeOf } from '@nmap/dnn';
import { badShape, unreadForm } from '../../graph/refusal.ts';
import { stridedPositions } from '../../graph/signal.ts';
import {
  broadcastShape,
  broadcastStrides,
  listTensor,
  scalarTensor,
  type Tensor,
} from '../../graph/tensor.ts';
import { constant, type NodeCall, type OnnxValue } from '../node-call.ts';
import { shapeAt } from './reorder.ts';

/** Operators whose result is known before any sample: computed here. */
export function constantNode(call: NodeCall): OnnxValue[] {
  const whole = call.tensor('value');
  if (whole !== null) return [constant(whole)];
  const ints = call.ints('value_ints');
  if (ints !== null) return [constant(listTensor(ints))];
  const floats = call.floats('value_floats');
  if (floats !== null)
    return [constant({ shape: [floats.length], data: Float64Array.from(floats), integer: false })];
  if (call.has('value_int')) return [constant({ ...scalarTensor(call.int('value_int', 0)), integer: true })];
  if (call.has('value_float')) return [constant(scalarTensor(call.float('value_float', 0)))];
  throw unreadForm('it holds no numbers.', 'Strings and sparse constants are not read.');
}

export function constantOfShape(call: NodeCall): OnnxValue[] {
  const shape = call.wholeInput(0, 'shape') ?? [];
  if (shape.some((length) => length < 0)) throw badShape(`its shape is [${shape.join(', ')}].`);
  call.affordable(sizeOf(shape));
  const value = call.tensor('value');
  const data = new Float64Array(sizeOf(shape)).fill(value?.data[0] ?? 0);
  return [constant({ shape, data, integer: value?.integer ?? false })];
}

/** The shape of values, for a batch of one sample. */
export function shapeNode(call: NodeCall): OnnxValue[] {
  const shape = shapeAt(call, 0);
  const rank = shape.length;
  const place = (given: number): number => Math.min(Math.max(given < 0 ? given + rank : given, 0), rank);
  return [constant(listTensor(shape.slice(place(call.int('start', 0)), place(call.int('end', rank)))))];
}

export function sizeNode(call: NodeCall): OnnxValue[] {
  return [constant({ ...scalarTensor(sizeOf(shapeAt(call, 0))), integer: true })];
}

export function range(call: NodeCall): OnnxValue[] {
  const [start, limit, delta] = [0, 1, 2].map((k) => call.constant(k, 'limit').data[0]);
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  call.affordable(count);
  const { integer } = call.constant(0, 'start');
  return [
    constant({
      shape: [count],
      data: Float64Array.from({ length: count }, (_, k) => start + k * delta),
      integer,
    }),
  ];
}

export function reduceProduct(call: NodeCall): OnnxValue[] {
  const tensor = call.constant(0, 'input');
  if (tensor.shape.length !== 1)
    throw unreadForm('it multiplies along an axis of several.', 'Simplify the model before.');
  let product = 1;
  for (const entry of tensor.data) product *= entry;
  const shape = call.int('keepdims', 1) !== 0 ? [1] : [];
  return [constant({ shape, data: Float64Array.of(product), integer: tensor.integer })];
}

/** (x - zero point) * scale, along an axis where there are several. */
export function dequantize(call: NodeCall): OnnxValue[] {
  const tensor = call.constant(0, 'input');
  const scale = call.constant(1, 'scale');
  const zero = call.optional(2, 'zero point');
  if (call.int('block_size', 0) !== 0)
    throw unreadForm('its scales are of blocks.', 'Export the model before quantisation.');
  const rank = tensor.shape.length;
  const along = (list: Tensor): Tensor => {
    if (list.data.length === 1) return { ...list, shape: [] };
    const axis = call.axis(call.int('axis', 1), rank);
    if (list.data.length !== tensor.shape[axis]) {
      throw badShape(
        `it has ${list.data.length} scales or zero points for an axis of ${tensor.shape[axis]}.`,
      );
    }
    return { ...list, shape: [list.data.length, ...new Array<number>(rank - 1 - axis).fill(1)] };
  };
  const shifted = zero === null ? tensor : combine(call, tensor, along(zero), (a, b) => a - b);
  const product = combine(call, shifted, along(scale), (a, b) => Math.fround(a * b));
  return [constant({ ...product, integer: false })];
}

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Max: Math.max,
  Min: Math.min,
  Sum: (a, b) => a + b,
};

export function binary(call: NodeCall): OnnxValue[] {
  const apply = BINARY[call.op];
  let result = call.constant(0, 'operand');
  for (let k = 1; k < call.inputs.length; k++) {
    const other = call.constant(k, 'operand');
    const whole = call.op === 'Div' && result.integer && other.integer;
    result = combine(call, result, other, whole ? (a, b) => Math.trunc(a / b) : apply);
  }
  return [constant(result)];
}

const UNARY: Readonly<Record<string, (a: number) => number>> = {
  Neg: (a) => -a,
  Sqrt: Math.sqrt,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Abs: Math.abs,
  Reciprocal: (a) => 1 / a,
  Relu: (a) => Math.max(a, 0),
};

export function unary(call: NodeCall): OnnxValue[] {
  const tensor = call.constant(0, 'operand');
  call.affordable(tensor.data.length);
  return [constant({ ...tensor, data: tensor.data.map(UNARY[call.op]) })];
}

function combine(call: NodeCall, a: Tensor, b: Tensor, apply: (a: number, b: number) => number): Tensor {
  const shape = broadcastShape(a.shape, b.shape);
  const size = sizeOf(shape);
  call.affordable(size);
  const left = stridedPositions(shape, broadcastStrides(a.shape, shape), 0, size);
  const right = stridedPositions(shape, broadcastStrides(b.shape, shape), 0, size);
  const data = new Float64Array(size);
  for (let i = 0; i < size; i++) data[i] = apply(a.data[left[i]], b.data[right[i]]);
  return { shape, data, integer: a.integer && b.integer };
}
