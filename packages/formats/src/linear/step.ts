/**
 * Layers without neurons, as files have them between populations: what they do to a vector, and to shapes. A chain of
 * them becomes one projection (`chain.ts`).
 */

/** A window over [channels, height, width], each pair [vertical, horizontal]. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** More padding behind the image than before it, as `same` puts an odd position: 0 or 1. */
  readonly behind: readonly [number, number];
}

interface Ends {
  /** Row-major; windows have [channels, height, width]. */
  readonly input: readonly number[];
  readonly output: readonly number[];
}

export type Step = Ends &
  (
    | { readonly kind: 'same' }
    /** y = factor x, one factor each. */
    | { readonly kind: 'scale'; readonly factor: Float64Array }
    | { readonly kind: 'delay'; readonly delayMs: Float64Array }
    /** weight[output * inputs + input]. */
    | { readonly kind: 'dense'; readonly weight: Float64Array }
    /** Single pairs, each once, by input, then by output. */
    | {
        readonly kind: 'list';
        readonly pre: Uint32Array;
        readonly post: Uint32Array;
        readonly weight: Float64Array;
      }
    /** weight[outChannel][inChannel of the group][row][column], flat. */
    | {
        readonly kind: 'conv';
        readonly window: Window;
        readonly groups: number;
        readonly weight: Float64Array;
      }
    /** Every tap has the same factor: 1 for a sum, 1 / area for a mean. */
    | { readonly kind: 'pool'; readonly window: Window; readonly factor: number }
  );

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** floor((in + padding - span) / stride) + 1 on both axes; below 1 where the kernel does not fit. */
export function windowOutput(window: Window, height: number, width: number): [number, number] {
  const along = (length: number, axis: 0 | 1): number => {
    const { kernel, stride, padding, dilation, behind } = window;
    const span = dilation[axis] * (kernel[axis] - 1) + 1;
    return Math.floor((length + 2 * padding[axis] + behind[axis] - span) / stride[axis]) + 1;
  };
  return [along(height, 0), along(width, 1)];
}

/** How many pairs a step joins; null where only a visit tells. */
export function entriesOf(step: Step): number | null {
  if (step.kind === 'dense') return sizeOf(step.input) * sizeOf(step.output);
  if (step.kind === 'list') return step.pre.length;
  return step.kind === 'conv' || step.kind === 'pool' ? null : sizeOf(step.input);
}

/** Calls `entry` for every pair that a step joins, in order of inputs within each call of `visitRow`. */
export function visitEntries(
  step: Step,
  entry: (input: number, output: number, weight: number) => void,
): void {
  const inputs = sizeOf(step.input);
  if (step.kind === 'same' || step.kind === 'delay') {
    for (let k = 0; k < inputs; k++) entry(k, k, 1);
  } else if (step.kind === 'scale') {
    for (let k = 0; k < inputs; k++) entry(k, k, step.factor[k]);
  } else if (step.kind === 'dense') {
    const outputs = sizeOf(step.output);
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++) entry(i, o, step.weight[o * inputs + i]);
  } else if (step.kind === 'list') {
    for (let k = 0; k < step.pre.length; k++) entry(step.pre[k], step.post[k], step.weight[k]);
  } else visitWindow(step, entry);
}

function visitWindow(
  step: StepOf<'conv'> | StepOf<'pool'>,
  entry: (input: number, output: number, weight: number) => void,
): void {
  const { window } = step;
  const [channels, height, width] = step.input;
  const [outChannels, rows, columns] = step.output;
  const groups = step.kind === 'conv' ? step.groups : channels;
  const inOfGroup = channels / groups;
  const outOfGroup = outChannels / groups;
  const [kernelRows, kernelColumns] = window.kernel;
  for (let channel = 0; channel < channels; channel++) {
    const group = Math.floor(channel / inOfGroup);
    for (let out = group * outOfGroup; out < (group + 1) * outOfGroup; out++) {
      for (let row = 0; row < rows; row++) {
        for (let r = 0; r < kernelRows; r++) {
          const y = row * window.stride[0] - window.padding[0] + r * window.dilation[0];
          if (y < 0 || y >= height) continue;
          for (let column = 0; column < columns; column++) {
            for (let c = 0; c < kernelColumns; c++) {
              const x = column * window.stride[1] - window.padding[1] + c * window.dilation[1];
              if (x < 0 || x >= width) continue;
              const weight =
                step.kind === 'pool'
                  ? step.factor
                  : step.weight[
                      ((out * inOfGroup + (channel - group * inOfGroup)) * kernelRows + r) * kernelColumns + c
                    ];
              entry((channel * height + y) * width + x, (out * rows + row) * columns + column, weight);
            }
          }
        }
      }
    }
  }
}

/** What a constant vector becomes. */
export function apply(step: Step, vector: Float64Array): Float64Array {
  if (step.kind === 'same' || step.kind === 'delay') return vector;
  const made = new Float64Array(sizeOf(step.output));
  visitEntries(step, (input, output, weight) => {
    made[output] += weight * vector[input];
  });
  return made;
}
