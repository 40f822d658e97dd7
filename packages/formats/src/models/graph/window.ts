import type { Margins, Pair } from '@nmap/dnn';
import { badShape } from './refusal.ts';

/** How a kernel or a pooling window moves over an image. */
export interface Window {
  readonly stride: Pair;
  readonly dilation: Pair;
  /** Margins, or the rule that finds them: output = input / stride, rounded up, the odd one at the end or at the start. */
  readonly padding: Margins | 'same-upper' | 'same-lower';
}

/** Number of windows that fit; 0 where none does. */
export function outputLength(padded: number, kernel: number, stride: number, dilation: number): number {
  const reach = (kernel - 1) * dilation + 1;
  return padded < reach ? 0 : Math.floor((padded - reach) / stride) + 1;
}

/** Margins of a window over an image of that height and width. */
export function windowMargins(image: Pair, kernel: Pair, window: Window): Margins {
  for (const [name, values] of [
    ['kernel', kernel],
    ['stride', window.stride],
    ['dilation', window.dilation],
  ] as const) {
    if (values.some((value) => !(Number.isSafeInteger(value) && value >= 1))) {
      throw badShape(`its ${name} is [${values.join(', ')}]; whole numbers from 1 are needed.`);
    }
  }
  const { padding } = window;
  if (typeof padding !== 'string') {
    if (padding.some((count) => !Number.isSafeInteger(count))) {
      throw badShape(`its padding is [${padding.join(', ')}]; whole numbers are needed.`);
    }
    return padding;
  }
  const [[top, bottom], [left, right]] = [0, 1].map((axis) => {
    const stride = window.stride[axis];
    const reach = (kernel[axis] - 1) * window.dilation[axis] + 1;
    const total = Math.max(0, (Math.ceil(image[axis] / stride) - 1) * stride + reach - image[axis]);
    const less = Math.floor(total / 2);
    return padding === 'same-upper' ? [less, total - less] : [total - less, less];
  });
  return [top, left, bottom, right];
}
