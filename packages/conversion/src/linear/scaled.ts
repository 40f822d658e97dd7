/** Scaling of a linear map by value or by channel, with the structure that it keeps. */
import type { DiagonalOperator, LinearOperator, PoolOperator } from './operator.ts';
import { inSize } from './operator.ts';

/** Weights by channel where every value of a channel has the same one; null otherwise. */
function byChannel({ weight }: DiagonalOperator, shape: readonly number[]): Float64Array | null {
  const channels = shape[0];
  if (weight.length === 1) return new Float64Array(channels).fill(weight[0]);
  const area = weight.length / channels;
  for (let i = 0; i < weight.length; i++) {
    if (weight[i] !== weight[Math.floor(i / area) * area]) return null;
  }
  return Float64Array.from({ length: channels }, (_, channel) => weight[channel * area]);
}

/** outer x diagonal; null where the structure of `outer` is lost. */
export function scaledColumns(outer: LinearOperator, factors: DiagonalOperator): LinearOperator | null {
  const at = (i: number): number => (factors.weight.length === 1 ? factors.weight[0] : factors.weight[i]);
  switch (outer.kind) {
    case 'dense': {
      const inputs = inSize(outer);
      return { ...outer, weight: outer.weight.map((weight, k) => weight * at(k % inputs)) };
    }
    case 'sparse':
      return { ...outer, weight: outer.weight.map((weight, k) => weight * at(outer.pre[k])) };
    case 'diagonal':
      return diagonalProduct(outer, factors);
    case 'pool': {
      const channels = byChannel(factors, outer.from);
      return channels && scaledPool(outer, channels);
    }
    case 'conv': {
      const channels = byChannel(factors, outer.from);
      if (channels === null) return null;
      const area = outer.kernel[0] * outer.kernel[1];
      const inPerGroup = outer.from[0] / outer.groups;
      const outPerGroup = outer.to[0] / outer.groups;
      const weight = outer.weight.map((value, k) => {
        const plane = Math.floor(k / area);
        const group = Math.floor(Math.floor(plane / inPerGroup) / outPerGroup);
        return value * channels[group * inPerGroup + (plane % inPerGroup)];
      });
      return { ...outer, weight };
    }
  }
}

/** diagonal x inner; null where the structure of `inner` is lost. */
export function scaledRows(factors: DiagonalOperator, inner: LinearOperator): LinearOperator | null {
  const at = (i: number): number => (factors.weight.length === 1 ? factors.weight[0] : factors.weight[i]);
  switch (inner.kind) {
    case 'dense': {
      const inputs = inSize(inner);
      return { ...inner, weight: inner.weight.map((weight, k) => weight * at(Math.floor(k / inputs))) };
    }
    case 'sparse':
      return { ...inner, weight: inner.weight.map((weight, k) => weight * at(inner.post[k])) };
    case 'diagonal':
      return diagonalProduct(factors, inner);
    case 'pool': {
      const channels = byChannel(factors, inner.to);
      return channels && scaledPool(inner, channels);
    }
    case 'conv': {
      const channels = byChannel(factors, inner.to);
      if (channels === null) return null;
      const perChannel = inner.weight.length / inner.to[0];
      return {
        ...inner,
        weight: inner.weight.map((weight, k) => weight * channels[Math.floor(k / perChannel)]),
      };
    }
  }
}

function diagonalProduct(a: DiagonalOperator, b: DiagonalOperator): DiagonalOperator {
  const length = Math.max(a.weight.length, b.weight.length);
  const at = (weight: Float64Array, i: number): number => (weight.length === 1 ? weight[0] : weight[i]);
  const weight = Float64Array.from({ length }, (_, i) => at(a.weight, i) * at(b.weight, i));
  return { kind: 'diagonal', from: b.from, to: a.to, weight };
}

/** Pooling with a weight for each channel: one where they agree, else a convolution of single channels. */
function scaledPool(pool: PoolOperator, channels: Float64Array): LinearOperator {
  if (channels.every((factor) => factor === channels[0]))
    return { ...pool, weight: pool.weight * channels[0] };
  const area = pool.kernel[0] * pool.kernel[1];
  const { from, to, kernel, stride, padding } = pool;
  const weight = Float64Array.from(
    { length: channels.length * area },
    (_, k) => pool.weight * channels[Math.floor(k / area)],
  );
  return {
    kind: 'conv',
    from,
    to,
    kernel,
    stride,
    padding,
    dilation: [1, 1],
    groups: channels.length,
    weight,
  };
}
