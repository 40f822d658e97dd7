import { activateSignal, clampSignal, floorSignal } from '../../graph/activate.ts';
import { affineSignal, scaleSignal } from '../../graph/affine.ts';
import { addSignals } from '../../graph/join.ts';
import { badShape, noSpikes, unreadForm } from '../../graph/refusal.ts';
import type { Signal } from '../../graph/signal.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { values, type NodeCall, type OnnxValue } from '../node-call.ts';
import { nextSingle } from '../next-single.ts';

export function relu(call: NodeCall): OnnxValue[] {
  return [values(activateSignal(call.builder, call.signal(0), { kind: 'relu' }))];
}

export function thresholdedRelu(call: NodeCall): OnnxValue[] {
  const above = call.float('alpha', 1);
  if (!(above >= 0)) {
    throw noSpikes(`its threshold is ${above}: a firing rate is never negative.`, 'Use a threshold from 0.');
  }
  // It passes what is above its threshold; ours what is at least the threshold.
  return [
    values(activateSignal(call.builder, call.signal(0), { kind: 'fat-relu', threshold: nextSingle(above) })),
  ];
}

export function clip(call: NodeCall): OnnxValue[] {
  const bound = (index: number, name: string, absent: number): number =>
    call.optional(index, 'limit')?.data[0] ?? call.float(name, absent);
  const low = bound(1, 'min', -Infinity);
  const high = bound(2, 'max', Infinity);
  return [values(clampSignal(call.builder, call.signal(0), low, high))];
}

export function floor(call: NodeCall): OnnxValue[] {
  return [values(floorSignal(call.builder, call.signal(0)))];
}

/** A softmax, or the choice of the largest: what comes in decides the class already. */
export function last(call: NodeCall): OnnxValue[] {
  return [values({ ...call.signal(0), last: call.op })];
}

export function add(call: NodeCall): OnnxValue[] {
  const signals: Signal[] = [];
  const terms: Tensor[] = [];
  call.inputs.forEach((value, index) => {
    if (value?.kind === 'constant') terms.push(value.tensor);
    else signals.push(call.signal(index));
  });
  let sum = signals.length === 1 ? signals[0] : addSignals(call.builder, signals);
  for (const term of terms) sum = affineSignal(call.builder, sum, null, term);
  return [values(sum)];
}

export function subtract(call: NodeCall): OnnxValue[] {
  const [left, right] = call.inputs;
  if (right?.kind === 'constant')
    return [values(affineSignal(call.builder, call.signal(0), null, negated(right.tensor)))];
  const minus = scaleSignal(call.builder, call.signal(1), -1, 0);
  if (left?.kind === 'constant') return [values(affineSignal(call.builder, minus, null, left.tensor))];
  return [values(addSignals(call.builder, [call.signal(0), minus]))];
}

export function negate(call: NodeCall): OnnxValue[] {
  return [values(scaleSignal(call.builder, call.signal(0), -1, 0))];
}

export function multiply(call: NodeCall): OnnxValue[] {
  const [left, right] = call.inputs;
  if (left?.kind === 'signal' && right?.kind === 'signal') {
    throw noSpikes(
      'it multiplies activations with each other.',
      'Attention and gates have no spiking form: only factors that are constants can be converted.',
    );
  }
  const at = left?.kind === 'constant' ? 1 : 0;
  return [values(affineSignal(call.builder, call.signal(at), call.constant(1 - at, 'factor'), null))];
}

export function divide(call: NodeCall): OnnxValue[] {
  const [left, right] = call.inputs;
  if (right?.kind === 'signal') {
    throw noSpikes(
      left?.kind === 'signal' ? 'it divides activations by each other.' : 'it divides by activations.',
      'Only divisors that are constants can be converted.',
    );
  }
  const divisor = call.constant(1, 'divisor');
  if (divisor.data.some((entry) => entry === 0)) throw badShape('it divides by 0.', 'Repair the model.');
  const factor = { ...divisor, data: Float64Array.from(divisor.data, (entry) => 1 / entry), integer: false };
  return [values(affineSignal(call.builder, call.signal(0), factor, null))];
}

/** Max with 0 is a ReLU, Min with a ceiling behind one a clip. */
export function extreme(call: NodeCall): OnnxValue[] {
  const at = call.inputs[0]?.kind === 'constant' ? 1 : 0;
  const bound = call.inputs[1 - at];
  const isOne = call.inputs.length === 2 && bound?.kind === 'constant' && bound.tensor.data.length === 1;
  if (!isOne) {
    throw unreadForm(
      'it compares activations with each other or with several limits.',
      'Only Max with 0, and Min with a number behind a ReLU, are read.',
    );
  }
  const [limit] = bound.tensor.data;
  const signal = call.signal(at);
  const [low, high] = call.op === 'Max' ? [limit, Infinity] : [-Infinity, limit];
  return [values(clampSignal(call.builder, signal, low, high))];
}

function negated(tensor: Tensor): Tensor {
  return { ...tensor, data: tensor.data.map((entry) => -entry) };
}
