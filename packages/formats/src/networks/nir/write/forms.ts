import { axesOf, endsOf, type NetworkSpec, type PerSynapse } from '@nmap/ir';
import { windowOutput, type Window } from '../../../linear/step.ts';

/** One number for all, or one for each neuron or entry. */
type Several = number | ArrayLike<number>;

/** What a projection can be in NIR, whatever the shapes at its ends. */
export type Form =
  /** No synapses at all. */
  | { readonly kind: 'none' }
  /** Neuron k onto neuron k. */
  | { readonly kind: 'each'; readonly weight: Several; readonly delayMs: Several | null }
  /** Every pair. */
  | { readonly kind: 'dense'; readonly weight: Several; readonly delayMs: number | null }
  | {
      readonly kind: 'conv';
      readonly weight: Several;
      readonly delayMs: number | null;
      readonly window: Window;
      /** `same` puts an odd position of padding behind, which no number says. */
      readonly same: boolean;
      readonly groups: number;
      readonly output: readonly number[];
    }
  | {
      readonly kind: 'pool';
      readonly weight: number;
      readonly delayMs: number | null;
      readonly window: Window;
      readonly output: readonly number[];
    }
  /** Whatever its synapses are. */
  | { readonly kind: 'matrix' };

export type FormOf<Kind extends Form['kind']> = Extract<Form, { kind: Kind }>;

/** The form of a projection. The spec must have passed `lower`. */
export function formOf(spec: NetworkSpec, index: number): Form {
  const projection = spec.projections[index];
  const { from, to, recurrent } = endsOf(spec, index);
  const weight = projection.weight ?? 1;
  const delayMs = projection.delayMs === undefined ? null : onlyOne(projection.delayMs);
  // Delays that differ are followed synapse by synapse.
  const oneDelay = projection.delayMs === undefined || delayMs !== null;
  switch (projection.connector) {
    case 'one-to-one':
      return { kind: 'each', weight, delayMs: projection.delayMs ?? null };
    case 'all-to-all':
      if (!oneDelay || (recurrent && projection.selfConnections === false)) return { kind: 'matrix' };
      return { kind: 'dense', weight, delayMs };
    case 'list':
      if (projection.pre.length === 0) return { kind: 'none' };
      return from.size === to.size ? listForm(projection, from.size) : { kind: 'matrix' };
    case 'conv2d': {
      if (!oneDelay) return { kind: 'matrix' };
      const { kernel, stride = 1, padding = 0, dilation = 1, groups = 1 } = projection;
      const image = axesOf(from.shape);
      const shaped = { kernel: pairOf(kernel), stride: pairOf(stride), dilation: pairOf(dilation) };
      const window = padded(shaped, padding, image);
      if (window === null) return { kind: 'matrix' };
      const [height, width] = windowOutput(window, image[1], image[2]);
      const output = [to.size / (height * width), height, width];
      const same = window.behind.some((more) => more > 0);
      return { kind: 'conv', weight, delayMs, window, same, groups, output };
    }
    case 'pool2d': {
      const one = onlyOne(weight);
      if (!oneDelay || one === null) return { kind: 'matrix' };
      const { kernel, stride = kernel, padding = 0 } = projection;
      const image = axesOf(from.shape);
      const shaped = { kernel: pairOf(kernel), stride: pairOf(stride), dilation: [1, 1] as const };
      const window: Window = { ...shaped, padding: pairOf(padding), behind: [0, 0] };
      const output = [image[0], ...windowOutput(window, image[1], image[2])];
      return { kind: 'pool', weight: one, delayMs, window, output };
    }
    default:
      return { kind: 'matrix' };
  }
}

/** A list that joins every neuron to the one of the same number, in any order, once; else a matrix. */
function listForm(
  { pre, post, weight = 1, delayMs }: ListSpec,
  size: number,
): FormOf<'each'> | FormOf<'matrix'> {
  if (pre.length !== size) return { kind: 'matrix' };
  // entryOf[neuron] = entry of the list + 1.
  const entryOf = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    if (pre[k] !== post[k] || entryOf[pre[k]] !== 0) return { kind: 'matrix' };
    entryOf[pre[k]] = k + 1;
  }
  const inOrder = (values: PerSynapse): Several =>
    typeof values === 'number' ? values : entryOf.map((entry) => values[entry - 1]);
  return {
    kind: 'each',
    weight: inOrder(weight),
    delayMs: delayMs === undefined ? null : inOrder(delayMs),
  };
}

interface ListSpec {
  readonly pre: ArrayLike<number>;
  readonly post: ArrayLike<number>;
  readonly weight?: PerSynapse;
  readonly delayMs?: PerSynapse;
}

/** The one number that a list says over and over; null where it says several. */
function onlyOne(values: PerSynapse): number | null {
  if (typeof values === 'number') return values;
  for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return null;
  return values.length === 0 ? null : values[0];
}

/** The window with its padding in numbers, or as `same` of NIR has it; null where neither gives the same outputs. */
function padded(
  shaped: Pick<Window, 'kernel' | 'stride' | 'dilation'>,
  padding: number | readonly [number, number] | 'same' | 'valid',
  image: readonly number[],
): Window | null {
  const none = [0, 0] as const;
  if (padding !== 'same')
    return { ...shaped, padding: padding === 'valid' ? none : pairOf(padding), behind: none };
  const { kernel, stride, dilation } = shaped;
  const outputs = [0, 1].map((axis) => Math.ceil(image[axis + 1] / stride[axis]));
  const totals = [0, 1].map((axis) => {
    const span = dilation[axis] * (kernel[axis] - 1) + 1;
    return Math.max(0, (outputs[axis] - 1) * stride[axis] + span - image[axis + 1]);
  });
  const before = [Math.floor(totals[0] / 2), Math.floor(totals[1] / 2)] as const;
  const odd = [totals[0] % 2, totals[1] % 2] as const;
  // Padding in numbers is alike on both sides; "same" of NIR keeps the size of the image, with a stride of 1.
  const isSame =
    stride[0] === 1 &&
    stride[1] === 1 &&
    totals.every((total, axis) => total === dilation[axis] * (kernel[axis] - 1));
  for (const behind of [none, odd]) {
    const window = { ...shaped, padding: before, behind };
    const made = windowOutput(window, image[1], image[2]);
    const fits = made.every((length, axis) => length === outputs[axis]);
    if (fits && (behind === none || isSame)) return window;
  }
  return null;
}

function pairOf(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}
