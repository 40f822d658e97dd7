import type { DnnLayerOf } from '../spec.ts';

/** What every out pixel of a pooling reads, the same in every channel. */
export interface PoolingPlan {
  readonly channels: number;
  readonly inPixels: number;
  readonly outPixels: number;
  /** from[start[pixel] .. start[pixel + 1] - 1] = in pixels of a channel, in order. */
  readonly start: Uint32Array;
  readonly from: Uint32Array;
  /** share[pixel] = 1 / divisor of the mean. */
  readonly share: Float64Array;
}

/** Plan of a pooling over an image of `inputShape`. */
export function planPooling(
  layer: DnnLayerOf<'average-pool'> | DnnLayerOf<'max-pool'>,
  inputShape: readonly number[],
): PoolingPlan {
  const [channels, height, width] = inputShape;
  const [, outHeight, outWidth] = layer.shape;
  const [kernelY, kernelX] = layer.kernel;
  const outPixels = outHeight * outWidth;
  const start = new Uint32Array(outPixels + 1);
  const share = new Float64Array(outPixels);
  const rows = Array.from({ length: outHeight }, (_, y) => y * layer.stride[0] - layer.padding[0]);
  const columns = Array.from({ length: outWidth }, (_, x) => x * layer.stride[1] - layer.padding[1]);
  const counts = (at: number, kernel: number, length: number): number =>
    Math.min(at + kernel, length) - Math.max(at, 0);
  let total = 0;
  for (let pixel = 0; pixel < outPixels; pixel++) {
    const inside =
      counts(rows[Math.floor(pixel / outWidth)], kernelY, height) *
      counts(columns[pixel % outWidth], kernelX, width);
    total += inside;
    start[pixel + 1] = total;
    const countsAll = layer.kind === 'average-pool' && layer.countsPadding;
    share[pixel] = 1 / (countsAll ? kernelY * kernelX : inside);
  }
  const from = new Uint32Array(total);
  let k = 0;
  for (const row of rows) {
    for (const column of columns) {
      for (let y = Math.max(row, 0); y < Math.min(row + kernelY, height); y++) {
        for (let x = Math.max(column, 0); x < Math.min(column + kernelX, width); x++) {
          from[k++] = y * width + x;
        }
      }
    }
  }
  return { channels, inPixels: height * width, outPixels, start, from, share };
}
