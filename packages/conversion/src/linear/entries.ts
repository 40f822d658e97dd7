import { inSize, outSize, type ConvOperator, type LinearOperator, type PoolOperator } from './operator.ts';

/** Called for every entry that is not structurally zero. */
export type EntryVisitor = (pre: number, post: number, weight: number) => void;

/** Every entry of an operator, by post; a pair occurs once. */
export function visitEntries(operator: LinearOperator, visitor: EntryVisitor): void {
  switch (operator.kind) {
    case 'conv':
      return visitConv(operator, visitor);
    case 'pool':
      return visitPool(operator, visitor);
    case 'dense': {
      const { weight } = operator;
      const inputs = inSize(operator);
      for (let post = 0, k = 0; post < outSize(operator); post++) {
        for (let pre = 0; pre < inputs; pre++) visitor(pre, post, weight[k++]);
      }
      return;
    }
    case 'diagonal': {
      const { weight } = operator;
      const size = inSize(operator);
      for (let i = 0; i < size; i++) visitor(i, i, weight.length === 1 ? weight[0] : weight[i]);
      return;
    }
    case 'sparse': {
      const { pre, post, weight } = operator;
      for (let k = 0; k < pre.length; k++) visitor(pre[k], post[k], weight[k]);
    }
  }
}

function visitConv(operator: ConvOperator, visitor: EntryVisitor): void {
  const { weight, kernel, stride, padding, dilation, groups } = operator;
  const [inChannels, height, width] = operator.from;
  const [outChannels, outHeight, outWidth] = operator.to;
  const inPerGroup = inChannels / groups;
  const outPerGroup = outChannels / groups;
  let post = 0;
  for (let out = 0; out < outChannels; out++) {
    const firstIn = Math.floor(out / outPerGroup) * inPerGroup;
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++, post++) {
        for (let c = 0; c < inPerGroup; c++) {
          for (let ky = 0; ky < kernel[0]; ky++) {
            const y = oy * stride[0] - padding[0] + ky * dilation[0];
            if (y < 0 || y >= height) continue;
            const row = ((out * inPerGroup + c) * kernel[0] + ky) * kernel[1];
            for (let kx = 0; kx < kernel[1]; kx++) {
              const x = ox * stride[1] - padding[1] + kx * dilation[1];
              if (x < 0 || x >= width) continue;
              visitor(((firstIn + c) * height + y) * width + x, post, weight[row + kx]);
            }
          }
        }
      }
    }
  }
}

function visitPool(operator: PoolOperator, visitor: EntryVisitor): void {
  const { weight, kernel, stride, padding } = operator;
  const [channels, height, width] = operator.from;
  const [, outHeight, outWidth] = operator.to;
  let post = 0;
  for (let c = 0; c < channels; c++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++, post++) {
        for (let ky = 0; ky < kernel[0]; ky++) {
          const y = oy * stride[0] - padding[0] + ky;
          if (y < 0 || y >= height) continue;
          for (let kx = 0; kx < kernel[1]; kx++) {
            const x = ox * stride[1] - padding[1] + kx;
            if (x >= 0 && x < width) visitor((c * height + y) * width + x, post, weight);
          }
        }
      }
    }
  }
}
