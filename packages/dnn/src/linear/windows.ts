import type { Margins, Pair } from '../spec.ts';

/** Where a window slides over an image: of a convolution or a pooling. */
export interface WindowShape {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Margins;
  readonly dilation?: Pair;
}

/** Height and width that a window leaves of an image; below 1 where it does not fit. */
export function windowedShape(height: number, width: number, window: WindowShape): Pair {
  const [dilateY, dilateX] = window.dilation ?? [1, 1];
  const [top, left, bottom, right] = window.padding;
  const reachY = dilateY * (window.kernel[0] - 1) + 1;
  const reachX = dilateX * (window.kernel[1] - 1) + 1;
  return [
    Math.floor((height + top + bottom - reachY) / window.stride[0]) + 1,
    Math.floor((width + left + right - reachX) / window.stride[1]) + 1,
  ];
}
