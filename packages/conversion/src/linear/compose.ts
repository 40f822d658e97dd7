/**
 * The product of two linear maps, `outer` after `inner`, with the structure that it keeps:
 * scaling a convolution by channel is a convolution, and so is a convolution over average
 * pooling; a dense layer over anything is dense; the rest becomes a list of entries.
 */
import { sizeOf } from '@nmap/dnn';
import { NmapError } from '@nmap/ir';
import { visitEntries } from './entries.ts';
import {
  inSize,
  isIdentity,
  outSize,
  type ConvOperator,
  type DenseOperator,
  type DiagonalOperator,
  type LinearOperator,
  type PoolOperator,
  type SparseOperator,
} from './operator.ts';

/** Entries of a list that are made at most: 800 MB. */
const MOST_ENTRIES = 50_000_000;

export function compose(outer: LinearOperator, inner: LinearOperator): LinearOperator {
  // The identity passes flattened values on, so that the shapes may differ where the sizes do not.
  if (isIdentity(inner)) return outer;
  if (isIdentity(outer)) return inner;
  return (
    (inner.kind === 'diagonal' ? scaledColumns(outer, inner) : null) ??
    (outer.kind === 'diagonal' ? scaledRows(outer, inner) : null) ??
    (outer.kind === 'conv' && inner.kind === 'pool' ? convOverPool(outer, inner) : null) ??
    (outer.kind === 'conv' && inner.kind === 'sparse' ? convOverPiece(outer, inner) : null) ??
    (outer.kind === 'dense' ? denseOver(outer, inner) : null) ??
    product(outer, inner)
  );
}

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

function scaledColumns(outer: LinearOperator, factors: DiagonalOperator): LinearOperator | null {
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

function scaledRows(factors: DiagonalOperator, inner: LinearOperator): LinearOperator | null {
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

/**
 * A convolution over pooling whose windows tile the image: kernel (k - 1) d p + p, stride s p.
 * Null where padding or a rest at the edge makes the two differ.
 */
function convOverPool(conv: ConvOperator, pool: PoolOperator): ConvOperator | null {
  const { kernel: p, stride } = pool;
  const tiles =
    p[0] === stride[0] &&
    p[1] === stride[1] &&
    pool.padding.every((margin) => margin === 0) &&
    pool.from[1] === pool.to[1] * p[0] &&
    pool.from[2] === pool.to[2] * p[1];
  if (!tiles) return null;
  const [kernelHeight, kernelWidth] = conv.kernel;
  const dilated = (k: number, axis: 0 | 1): number => (k - 1) * conv.dilation[axis] * p[axis] + p[axis];
  const kernel = [dilated(kernelHeight, 0), dilated(kernelWidth, 1)] as const;
  const planes = conv.weight.length / (kernelHeight * kernelWidth);
  const weight = new Float64Array(planes * kernel[0] * kernel[1]);
  for (let plane = 0; plane < planes; plane++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++) {
        const value = conv.weight[(plane * kernelHeight + ky) * kernelWidth + kx] * pool.weight;
        for (let y = 0; y < p[0]; y++) {
          const row = (plane * kernel[0] + ky * conv.dilation[0] * p[0] + y) * kernel[1];
          for (let x = 0; x < p[1]; x++) weight[row + kx * conv.dilation[1] * p[1] + x] = value;
        }
      }
    }
  }
  const [top, left, bottom, right] = conv.padding;
  return {
    kind: 'conv',
    from: pool.from,
    to: conv.to,
    weight,
    kernel,
    stride: [conv.stride[0] * p[0], conv.stride[1] * p[1]],
    padding: [top * p[0], left * p[1], bottom * p[0], right * p[1]],
    dilation: [1, 1],
    groups: conv.groups,
  };
}

/** A convolution of some channels of a concatenation. Null where `inner` is no whole channels, or groups part them. */
function convOverPiece(conv: ConvOperator, inner: SparseOperator): ConvOperator | null {
  const offset = inner.post[0];
  const area = conv.from[1] * conv.from[2];
  const isPiece =
    conv.groups === 1 &&
    offset % area === 0 &&
    inner.pre.length === inSize(inner) &&
    inSize(inner) % area === 0 &&
    inner.weight.every((weight, k) => weight === 1 && inner.pre[k] === k && inner.post[k] === offset + k);
  if (!isPiece) return null;
  const inChannels = conv.from[0];
  const taken = inSize(inner) / area;
  const tile = conv.kernel[0] * conv.kernel[1];
  const weight = new Float64Array(conv.to[0] * taken * tile);
  for (let out = 0; out < conv.to[0]; out++) {
    const start = (out * inChannels + offset / area) * tile;
    weight.set(conv.weight.subarray(start, start + taken * tile), out * taken * tile);
  }
  return { ...conv, from: [taken, conv.from[1], conv.from[2]], weight };
}

function denseOver(outer: DenseOperator, inner: LinearOperator): DenseOperator {
  const middle = inSize(outer);
  const inputs = inSize(inner);
  const outputs = outSize(outer);
  checkEntries(outputs * inputs);
  const weight = new Float64Array(outputs * inputs);
  visitEntries(inner, (pre, post, factor) => {
    for (let out = 0; out < outputs; out++)
      weight[out * inputs + pre] += outer.weight[out * middle + post] * factor;
  });
  return { kind: 'dense', from: inner.from, to: outer.to, weight };
}

function product(outer: LinearOperator, inner: LinearOperator): SparseOperator {
  const rows = rowsOf(inner);
  const pre: number[] = [];
  const post: number[] = [];
  const weight: number[] = [];
  const sum = new Float64Array(inSize(inner));
  const seen = new Uint8Array(inSize(inner));
  let touched: number[] = [];
  let row = -1;
  const flush = (): void => {
    touched.sort((a, b) => a - b);
    for (const from of touched) {
      pre.push(from);
      post.push(row);
      weight.push(sum[from]);
      sum[from] = 0;
      seen[from] = 0;
    }
    checkEntries(pre.length);
    touched = [];
  };
  visitEntries(outer, (middle, out, factor) => {
    if (out !== row) {
      flush();
      row = out;
    }
    for (let k = rows.start[middle]; k < rows.start[middle + 1]; k++) {
      const from = rows.pre[k];
      if (seen[from] === 0) {
        seen[from] = 1;
        touched.push(from);
      }
      sum[from] += factor * rows.weight[k];
    }
  });
  flush();
  return {
    kind: 'sparse',
    from: inner.from,
    to: outer.to,
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
    weight: Float64Array.from(weight),
  };
}

/** Entries by post: start[post] .. start[post + 1] - 1. */
function rowsOf(operator: LinearOperator): { start: Uint32Array; pre: Uint32Array; weight: Float64Array } {
  const start = new Uint32Array(outSize(operator) + 1);
  visitEntries(operator, (_pre, post) => start[post + 1]++);
  for (let post = 0; post < start.length - 1; post++) start[post + 1] += start[post];
  checkEntries(start[start.length - 1]);
  const pre = new Uint32Array(start[start.length - 1]);
  const weight = new Float64Array(pre.length);
  let k = 0;
  visitEntries(operator, (from, _post, value) => {
    pre[k] = from;
    weight[k++] = value;
  });
  return { start, pre, weight };
}

function checkEntries(count: number): void {
  if (count <= MOST_ENTRIES) return;
  throw new NmapError('input', [
    {
      code: 'E1761',
      severity: 'error',
      where: 'model',
      message: `two linear layers without an activation between them make more than ${MOST_ENTRIES} synapses.`,
      hint: 'Put an activation between them, or train with one.',
    },
  ]);
}

/** Values `offset` .. of a longer vector are the values of `shape`: one piece of a concatenation. */
export function embedding(shape: readonly number[], to: readonly number[], offset: number): SparseOperator {
  const size = sizeOf(shape);
  return {
    kind: 'sparse',
    from: shape,
    to,
    pre: Uint32Array.from({ length: size }, (_, i) => i),
    post: Uint32Array.from({ length: size }, (_, i) => offset + i),
    weight: new Float64Array(size).fill(1),
  };
}

/** value[i] = input[from[i]]. */
export function selection(
  shape: readonly number[],
  to: readonly number[],
  from: Uint32Array,
): SparseOperator {
  return {
    kind: 'sparse',
    from: shape,
    to,
    pre: from.slice(),
    post: Uint32Array.from({ length: from.length }, (_, i) => i),
    weight: new Float64Array(from.length).fill(1),
  };
}
