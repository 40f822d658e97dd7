/**
 * One axis of a sliding window, seen from the input: which outputs read a position, and
 * through which tap. Entries of input i: start[i] .. start[i + 1] - 1, outputs ascending.
 */
export interface AxisTaps {
  readonly start: Uint32Array;
  readonly output: Uint32Array;
  readonly tap: Uint32Array;
}

export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  /** Positions added before the first one; those after the last follow from `output`. */
  readonly before: number;
  readonly dilation: number;
}

/** Output o reads input o * stride - before + tap * dilation; taps outside make no entry. */
export function axisTaps(axis: Axis): AxisTaps {
  const { input, output, kernel, stride, before, dilation } = axis;
  const start = new Uint32Array(input + 1);
  const outputs: number[] = [];
  const taps: number[] = [];
  const span = (kernel - 1) * dilation;
  for (let i = 0; i < input; i++) {
    start[i] = outputs.length;
    const first = Math.max(0, Math.ceil((i + before - span) / stride));
    const last = Math.min(output - 1, Math.floor((i + before) / stride));
    for (let o = first; o <= last; o++) {
      const offset = i + before - o * stride;
      if (offset % dilation !== 0) continue;
      outputs.push(o);
      taps.push(offset / dilation);
    }
  }
  start[input] = outputs.length;
  return { start, output: Uint32Array.from(outputs), tap: Uint32Array.from(taps) };
}

/** A number for both axes, or [vertical, horizontal]. */
export function pairOf(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

/** `[6, 28, 28]` */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
