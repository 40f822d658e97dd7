import { affineSignal } from '../../graph/affine.ts';
import { badShape, unreadForm } from '../../graph/refusal.ts';
import type { Signal } from '../../graph/signal.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { foldNorm } from '../../graph/fold-norm.ts';
import { only, type LayerCall } from '../layer-call.ts';

export function batchNorm(call: LayerCall): Signal {
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

export function normalization(call: LayerCall): Signal {
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
