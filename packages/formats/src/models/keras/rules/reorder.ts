import { sizeOf } from '@nmap/dnn';
import { badShape, shapeText } from '../../graph/refusal.ts';
import type { Signal } from '../../graph/signal.ts';
import { padSignal, reshapeSignal, transposeSignal } from '../../graph/views.ts';
import { axesOf, only, type LayerCall } from '../layer-call.ts';

export function flatten(call: LayerCall): Signal {
  const signal = only(call);
  const rank = signal.shape.length;
  // A model with channels first is flattened in the order of channels last.
  const turn = call.config.channelsFirst && rank > 2;
  const order = [0, ...signal.shape.map((_, axis) => axis).slice(2), 1];
  const last = turn ? transposeSignal(call.builder, signal, order) : signal;
  return reshapeSignal(last, [1, sizeOf(signal.shape)]);
}

export function reshape(call: LayerCall): Signal {
  const signal = only(call);
  const target = call.config.numbers('target_shape') ?? [];
  const rest = target.filter((length) => length !== -1).reduce((product, length) => product * length, 1);
  const shape = target.map((length) => (length === -1 ? sizeOf(signal.shape) / rest : length));
  return reshapeSignal(signal, [1, ...shape]);
}

export function permute(call: LayerCall): Signal {
  const signal = only(call);
  const order = [0, ...(call.config.numbers('dims') ?? [])];
  if (order.length !== signal.shape.length || order.some((_, axis) => !order.includes(axis))) {
    throw badShape(
      `its order [${order.slice(1).join(', ')}] does not fit the shape ${shapeText(signal.shape)}.`,
    );
  }
  return transposeSignal(call.builder, signal, order);
}

export function zeroPadding(call: LayerCall): Signal {
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
