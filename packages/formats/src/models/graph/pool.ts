import { sizeOf, type Margins, type Pair } from '@nmap/dnn';
import type { GraphBuilder } from './graph-builder.ts';
import { asImage, paddedLayer } from './materialise.ts';
import { badShape, unreadForm } from './refusal.ts';
import { signalOf, type Signal } from './signal.ts';
import { reshapeSignal, transposeSignal } from './views.ts';
import { outputLength, windowMargins, type Window } from './window.ts';

export interface PoolForm extends Window {
  readonly kind: 'average' | 'max';
  /** Height and width; of a signal [1, channels, length] height is 1. */
  readonly kernel: Pair;
  /** Whether zeros of the padding count in the divisor of an average. */
  readonly countsPadding: boolean;
  /** Whether a window that reaches over the end is kept. */
  readonly roundsUp: boolean;
}

/** Pooling over [1, channels, height, width] or [1, channels, length]. */
export function poolSignal(builder: GraphBuilder, signal: Signal, form: PoolForm): Signal {
  const image = asImage(builder, signal);
  const [channels] = image.shape;
  // Zeros of a Pad are values to a pool, its own padding is not: -infinity to a maximum, nothing to an average.
  const layer = paddedLayer(builder, image);
  const [, height, width] = builder.layers[layer].shape;
  const { kernel, stride, dilation } = form;
  const size: Pair = [height, width];
  const margins = windowMargins(size, kernel, form);
  if (dilation.some((step) => step !== 1)) {
    throw unreadForm(
      `its window has a dilation of [${dilation.join(', ')}].`,
      'Use a pool without dilation.',
    );
  }
  for (const axis of [0, 1] as const) {
    if (margins[axis] < 0 || margins[axis + 2] < 0 || margins[axis] >= kernel[axis]) {
      throw badShape(
        `its padding [${margins.join(', ')}] must be at least 0 and below its kernel [${kernel.join(', ')}].`,
      );
    }
  }
  const [rows, columns] = [0, 1].map((axis) =>
    windowCount(size[axis] + margins[axis] + margins[axis + 2], size[axis] + margins[axis], {
      kernel: kernel[axis],
      stride: stride[axis],
      roundsUp: form.roundsUp,
    }),
  );
  // What windows at the end reach over, beyond the padding that the file names.
  const beyond = [rows, columns].map((count, axis) =>
    Math.max(0, (count - 1) * stride[axis] + kernel[axis] - (size[axis] + margins[axis] + margins[axis + 2])),
  );
  const padding: Margins = [margins[0], margins[1], margins[2] + beyond[0], margins[3] + beyond[1]];
  const isPadded = margins.some((count) => count > 0);
  if (form.kind === 'average' && form.countsPadding && isPadded && beyond.some((count) => count > 0)) {
    throw unreadForm(
      'its windows reach over the padding, whose zeros count in the average.',
      'Set ceil_mode or count_include_pad to 0.',
    );
  }
  const made = builder.add(
    [channels, rows, columns],
    [layer],
    form.kind === 'max'
      ? { kind: 'max-pool', kernel, stride, padding }
      : { kind: 'average-pool', kernel, stride, padding, countsPadding: form.countsPadding && isPadded },
  );
  return signalOf(made, signal.shape.length === 3 ? [1, channels, columns] : [1, channels, rows, columns]);
}

/** Mean or largest value over some axes; they stay with one entry, or go. */
export function reduceSignal(
  builder: GraphBuilder,
  signal: Signal,
  kind: 'average' | 'max',
  axes: readonly number[],
  keepsAxes: boolean,
): Signal {
  const { shape } = signal;
  const gone = new Set(axes);
  const kept = shape.map((_, axis) => axis).filter((axis) => !gone.has(axis));
  const reduced = shape.map((_, axis) => axis).filter((axis) => gone.has(axis));
  const result = keepsAxes
    ? shape.map((length, axis) => (gone.has(axis) ? 1 : length))
    : kept.map((axis) => shape[axis]);
  const moved = transposeSignal(builder, signal, [...kept, ...reduced]);
  const channels = sizeOf(kept.map((axis) => shape[axis]));
  const long = reduced.map((axis) => shape[axis]).filter((length) => length > 1);
  const window: Pair = long.length === 2 ? [long[0], long[1]] : [1, sizeOf(long)];
  const image = reshapeSignal(moved, [1, channels, ...window]);
  if (sizeOf(window) === 1) return reshapeSignal(image, result);
  const pooled = poolSignal(builder, image, {
    kind,
    kernel: window,
    stride: window,
    dilation: [1, 1],
    padding: [0, 0, 0, 0],
    countsPadding: false,
    roundsUp: false,
  });
  return reshapeSignal(pooled, result);
}

/** Number of windows; a last one that would lie in the padding behind the values only is none. */
function windowCount(
  padded: number,
  beforeEnd: number,
  { kernel, stride, roundsUp }: { kernel: number; stride: number; roundsUp: boolean },
): number {
  if (!roundsUp) return outputLength(padded, kernel, stride, 1);
  const count = Math.ceil((padded - kernel) / stride) + 1;
  return (count - 1) * stride >= beforeEnd ? count - 1 : count;
}
