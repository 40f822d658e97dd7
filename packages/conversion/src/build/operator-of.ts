import { sizeOf, type DnnLayer, type DnnLayerOf } from '@nmap/dnn';
import { visitEntries } from '../linear/entries.ts';
import type { LinearOperator, PoolOperator, SparseOperator } from '../linear/operator.ts';

/** The linear part of a layer that has weights or a window; its bias apart. */
export function operatorOf(
  layer: DnnLayerOf<'conv'> | DnnLayerOf<'dense'> | DnnLayerOf<'average-pool'>,
  input: DnnLayer,
): LinearOperator {
  const ends = { from: input.shape, to: layer.shape };
  switch (layer.kind) {
    case 'conv': {
      const { kernel, stride, padding, dilation, groups } = layer;
      const weight = Float64Array.from(layer.weight);
      return { kind: 'conv', ...ends, weight, kernel, stride, padding, dilation, groups };
    }
    case 'dense':
      return {
        kind: 'dense',
        from: [sizeOf(input.shape)],
        to: layer.shape,
        weight: Float64Array.from(layer.weight),
      };
    case 'average-pool':
      return averagePool(layer, ends);
  }
}

function averagePool(
  { kernel, stride, padding, countsPadding }: DnnLayerOf<'average-pool'>,
  ends: { readonly from: readonly number[]; readonly to: readonly number[] },
): PoolOperator | SparseOperator {
  const whole: PoolOperator = {
    kind: 'pool',
    ...ends,
    weight: 1 / (kernel[0] * kernel[1]),
    kernel,
    stride,
    padding,
  };
  const pre: number[] = [];
  const post: number[] = [];
  visitEntries(whole, (from, to) => {
    pre.push(from);
    post.push(to);
  });
  const taps = new Uint32Array(sizeOf(ends.to));
  for (const to of post) taps[to]++;
  // Windows that reach over the edge divide by less, unless zeros count.
  if (countsPadding || taps.every((count) => count === kernel[0] * kernel[1])) return whole;
  return {
    kind: 'sparse',
    ...ends,
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
    weight: Float64Array.from(post, (to) => 1 / taps[to]),
  };
}
