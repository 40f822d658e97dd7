import type { DnnLayerOf } from '../spec.ts';

/**
 * A convolution as a product of matrices: what a window sees becomes a row (a patch), and the
 * weights of an out channel are multiplied with it. Patches are made a tile of pixels at a time,
 * so that memory stays bounded however large the image is.
 */
export interface PatchPlan {
  readonly groups: number;
  /** Of one group. */
  readonly outChannels: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** With margins, and whether there are any. */
  readonly paddedHeight: number;
  readonly paddedWidth: number;
  readonly top: number;
  readonly left: number;
  readonly isPadded: boolean;
  readonly strideY: number;
  readonly strideX: number;
  readonly outWidth: number;
  /** Out pixels of a channel. */
  readonly pixels: number;
  /** offset[k] = place of weight k's value, from the window's corner; length channels of a group x kernel. */
  readonly offset: Int32Array;
  /** From the first value of a group to that of the next. */
  readonly groupStep: number;
  /** Pixels of a tile. */
  readonly tile: number;
}

/** Values of a tile: 256 KB of doubles stay in the second-level cache. */
const TILE_VALUES = 32_768;

/** Plan of a convolution over an image of `inputShape`. */
export function planPatches(layer: DnnLayerOf<'conv'>, inputShape: readonly number[]): PatchPlan {
  const [channels, height, width] = inputShape;
  const [outChannels, outHeight, outWidth] = layer.shape;
  const [top, left, bottom, right] = layer.padding;
  const paddedHeight = height + top + bottom;
  const paddedWidth = width + left + right;
  const groupChannels = channels / layer.groups;
  const [kernelY, kernelX] = layer.kernel;
  const offset = new Int32Array(groupChannels * kernelY * kernelX);
  let k = 0;
  for (let channel = 0; channel < groupChannels; channel++) {
    for (let y = 0; y < kernelY; y++) {
      const row = (channel * paddedHeight + y * layer.dilation[0]) * paddedWidth;
      for (let x = 0; x < kernelX; x++) offset[k++] = row + x * layer.dilation[1];
    }
  }
  const pixels = outHeight * outWidth;
  return {
    groups: layer.groups,
    outChannels: outChannels / layer.groups,
    channels,
    height,
    width,
    paddedHeight,
    paddedWidth,
    top,
    left,
    isPadded: top + left + bottom + right > 0,
    strideY: layer.stride[0],
    strideX: layer.stride[1],
    outWidth,
    pixels,
    offset,
    groupStep: groupChannels * paddedHeight * paddedWidth,
    tile: Math.min(pixels, Math.max(4, Math.floor(TILE_VALUES / offset.length))),
  };
}

/** Room for a tile of patches. */
export function patchRoom(plan: PatchPlan): Float64Array {
  return new Float64Array(plan.tile * plan.offset.length);
}

/** Room for the image with its margins, or none where it has none. */
export function paddedRoom(plan: PatchPlan): Float64Array {
  return new Float64Array(plan.isPadded ? plan.channels * plan.paddedHeight * plan.paddedWidth : 0);
}

/** The image with zeros around it: `room`, or the image itself where there are no margins. */
export function padded(plan: PatchPlan, image: Float64Array, room: Float64Array): Float64Array {
  if (!plan.isPadded) return image;
  const { channels, height, width, paddedHeight, paddedWidth, top, left } = plan;
  let from = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      let to = (channel * paddedHeight + top + y) * paddedWidth + left;
      for (let x = 0; x < width; x++) room[to++] = image[from++];
    }
  }
  return room;
}

/** Patches of pixels first .. first + count - 1 of one group: patches[pixel - first][k]. */
export function gatherPatches(
  plan: PatchPlan,
  image: Float64Array,
  { group, first, count }: { group: number; first: number; count: number },
  patches: Float64Array,
): void {
  const { offset, outWidth, strideX, strideY, paddedWidth, groupStep } = plan;
  const size = offset.length;
  let to = 0;
  for (let pixel = first; pixel < first + count; pixel++) {
    const y = Math.floor(pixel / outWidth);
    const corner = group * groupStep + y * strideY * paddedWidth + (pixel - y * outWidth) * strideX;
    for (let k = 0; k < size; k++) patches[to++] = image[corner + offset[k]];
  }
}

/** The same by columns: columns[k][pixel - first]. Pixels of a row lie side by side in image and column. */
export function gatherColumns(
  plan: PatchPlan,
  image: Float64Array,
  { group, first, count }: { group: number; first: number; count: number },
  columns: Float64Array,
): void {
  const { offset, outWidth, strideX, strideY, paddedWidth, groupStep } = plan;
  let to = 0;
  for (let k = 0; k < offset.length; k++) {
    const origin = group * groupStep + offset[k];
    let y = Math.floor(first / outWidth);
    let x = first - y * outWidth;
    for (let left = count; left > 0; y++, x = 0) {
      const run = Math.min(left, outWidth - x);
      let from = origin + y * strideY * paddedWidth + x * strideX;
      for (const end = to + run; to < end; from += strideX) columns[to++] = image[from];
      left -= run;
    }
  }
}

/** The transpose of {@link gatherColumns}: adds every value to the place that it came from. */
export function scatterColumns(
  plan: PatchPlan,
  columns: Float64Array,
  { group, first, count }: { group: number; first: number; count: number },
  image: Float64Array,
): void {
  const { offset, outWidth, strideX, strideY, paddedWidth, groupStep } = plan;
  let from = 0;
  for (let k = 0; k < offset.length; k++) {
    const origin = group * groupStep + offset[k];
    let y = Math.floor(first / outWidth);
    let x = first - y * outWidth;
    for (let left = count; left > 0; y++, x = 0) {
      const run = Math.min(left, outWidth - x);
      let to = origin + y * strideY * paddedWidth + x * strideX;
      for (const end = from + run; from < end; to += strideX) image[to] += columns[from++];
      left -= run;
    }
  }
}

/** Adds what lies inside the margins of `room` to `image`. */
export function addUnpadded(plan: PatchPlan, room: Float64Array, image: Float64Array): void {
  const { channels, height, width, paddedHeight, paddedWidth, top, left } = plan;
  let to = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      let from = (channel * paddedHeight + top + y) * paddedWidth + left;
      for (let x = 0; x < width; x++) image[to++] += room[from++];
    }
  }
}
