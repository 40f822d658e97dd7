/** Convolutions over what stays a convolution: average pooling, and some channels of a concatenation. */
import { inSize, type ConvOperator, type PoolOperator, type SparseOperator } from './operator.ts';

/**
 * A convolution over pooling whose windows tile the image: kernel (k - 1) d p + p, stride s p.
 * Null where padding or a rest at the edge makes the two differ.
 */
export function convOverPool(conv: ConvOperator, pool: PoolOperator): ConvOperator | null {
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
export function convOverPiece(conv: ConvOperator, inner: SparseOperator): ConvOperator | null {
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
