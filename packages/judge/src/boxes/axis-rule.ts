/**
 * What a projection says of one axis, by its definition and nothing else: which inputs an output reads. Written apart
 * from the connectors' own answers, so that one can be held against the other.
 */
import { axesOf, type NetworkSpec, type PopulationSpec } from '@nmap/ir';

/** Along one axis: the inputs that each output reads, one entry for each synapse; `all` = every output reads every input. */
export type AxisRule =
  | { readonly kind: 'all'; readonly inLength: number; readonly outLength: number }
  | {
      readonly kind: 'lists';
      readonly inLength: number;
      readonly outLength: number;
      readonly reads: readonly (readonly number[])[];
    };

/** A projection whose synapses are a product of its axes: [c, y, x] reads [c', y', x'] as often as its axes say, multiplied. */
export interface ProductRule {
  readonly from: number;
  readonly to: number;
  readonly along: readonly [channels: AxisRule, rows: AxisRule, columns: AxisRule];
}

/** A kernel that positions share: its weights for one output channel, and the neurons of such a channel. */
export interface KernelRule {
  readonly entries: number;
  readonly neurons: number;
}

/** null where the projection has no kernel. Also for a target that is not laid out as the window makes it. */
export function kernelRule(
  spec: NetworkSpec,
  projection: NetworkSpec['projections'][number],
): KernelRule | null {
  if (projection.connector !== 'conv2d') return null;
  const from = spec.populations.find(({ id }) => id === projection.from)!;
  const inputs = axesOfSpec(from);
  const kernel = pair(projection.kernel);
  const window = {
    kernel,
    stride: pair(projection.stride ?? 1),
    padding: projection.padding ?? 0,
    dilation: pair(projection.dilation ?? 1),
  };
  const [rows, columns] = ([0, 1] as const).map(
    (line) => windowAlong(window, line, inputs[line + 1]).outLength,
  );
  return { entries: (inputs[0] / (projection.groups ?? 1)) * kernel[0] * kernel[1], neurons: rows * columns };
}

type Pair = readonly [number, number];

/** null where the synapses are no such product: they are drawn or listed one by one. */
export function productRule(
  spec: NetworkSpec,
  projection: NetworkSpec['projections'][number],
): ProductRule | null {
  const from = spec.populations.findIndex(({ id }) => id === projection.from);
  const to = spec.populations.findIndex(({ id }) => id === projection.to);
  const inputs = axesOfSpec(spec.populations[from]);
  const outputs = axesOfSpec(spec.populations[to]);
  const all = (axis: number): AxisRule => ({ kind: 'all', inLength: inputs[axis], outLength: outputs[axis] });
  const ends = { from, to };
  switch (projection.connector) {
    case 'all-to-all':
      // Without synapses onto themselves the neurons of a population do not all read the same ones.
      if (from === to && projection.selfConnections === false) return null;
      return { ...ends, along: [all(0), all(1), all(2)] };
    case 'one-to-one':
      if (inputs.some((length, axis) => length !== outputs[axis])) return null;
      return { ...ends, along: [same(inputs[0]), same(inputs[1]), same(inputs[2])] };
    case 'conv2d': {
      const kernel = pair(projection.kernel);
      const window = {
        kernel,
        stride: pair(projection.stride ?? 1),
        padding: projection.padding ?? 0,
        dilation: pair(projection.dilation ?? 1),
      };
      const lines = windows(window, inputs, outputs);
      if (lines === null) return null;
      const groups = projection.groups ?? 1;
      const channels = groups === 1 ? all(0) : grouped(inputs[0], outputs[0], groups);
      return {
        ...ends,
        along: [channels, ...lines],
      };
    }
    case 'pool2d': {
      const kernel = pair(projection.kernel);
      const window = {
        kernel,
        stride: pair(projection.stride ?? kernel),
        padding: projection.padding ?? 0,
        dilation: [1, 1] as const,
      };
      const lines = windows(window, inputs, outputs);
      if (lines === null || inputs[0] !== outputs[0]) return null;
      return { ...ends, along: [same(inputs[0]), ...lines] };
    }
    default:
      return null;
  }
}

export function axesOfSpec({ shape, size }: PopulationSpec): readonly [number, number, number] {
  return axesOf(shape ?? [size]);
}

interface SlidingWindow {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: number | Pair | 'same' | 'valid';
  readonly dilation: Pair;
}

/** null where the output is not laid out as the window makes it. */
function windows(
  window: SlidingWindow,
  inputs: readonly number[],
  outputs: readonly number[],
): readonly [AxisRule, AxisRule] | null {
  const lines = ([0, 1] as const).map((line): AxisRule | null => {
    const inLength = inputs[line + 1];
    const { outLength, before } = windowAlong(window, line, inLength);
    if (outLength !== outputs[line + 1]) return null;
    const reads = Array.from({ length: outLength }, (_, output) => {
      const taps = Array.from(
        { length: window.kernel[line] },
        (_unused, tap) => output * window.stride[line] - before + tap * window.dilation[line],
      );
      return taps.filter((input) => input >= 0 && input < inLength);
    });
    return { kind: 'lists', inLength, outLength, reads };
  });
  return lines[0] === null || lines[1] === null ? null : [lines[0], lines[1]];
}

/** Positions of the window along an axis, and what is added in front of the image. */
function windowAlong(
  { kernel, stride, padding, dilation }: SlidingWindow,
  line: 0 | 1,
  inLength: number,
): { readonly outLength: number; readonly before: number } {
  const span = dilation[line] * (kernel[line] - 1) + 1;
  if (padding === 'same') {
    const outLength = Math.ceil(inLength / stride[line]);
    // What is missing is added at both ends, an odd one behind.
    const missing = Math.max(0, (outLength - 1) * stride[line] + span - inLength);
    return { outLength, before: Math.floor(missing / 2) };
  }
  const before = padding === 'valid' ? 0 : pair(padding)[line];
  return { outLength: Math.floor((inLength + 2 * before - span) / stride[line]) + 1, before };
}

function same(length: number): AxisRule {
  return {
    kind: 'lists',
    inLength: length,
    outLength: length,
    reads: Array.from({ length }, (_, at) => [at]),
  };
}

function grouped(inLength: number, outLength: number, groups: number): AxisRule {
  const inputs = Array.from({ length: groups }, (_, group) =>
    Array.from({ length: inLength / groups }, (_unused, at) => (group * inLength) / groups + at),
  );
  const reads = Array.from(
    { length: outLength },
    (_, output) => inputs[Math.floor((output * groups) / outLength)],
  );
  return { kind: 'lists', inLength, outLength, reads };
}

function pair(value: number | readonly [number, number]): Pair {
  return typeof value === 'number' ? [value, value] : value;
}
