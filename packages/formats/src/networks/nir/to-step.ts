import { grouped, quoted } from '../../input-error.ts';
import { shapeText } from '../../hdf5/open-hdf5.ts';
import { sizeOf, windowOutput, type Step, type Window } from '../../linear/step.ts';
import type { Defects } from '../common/defects.ts';
import type { NirNode } from './graph.ts';
import { listedStep } from './listed-step.ts';
import { OWN } from './own-metadata.ts';

/** Entries of one weight; more does not fit a typed array that is worth having. */
const MAX_ENTRIES = 2 ** 28;

/** What a node without neurons does to a vector of the given shape; null after a report. */
export function toStep(node: NirNode, input: readonly number[], defects: Defects): Step | null {
  switch (node.type) {
    case 'Linear':
    case 'Affine':
      return dense(node, input, defects);
    case 'Scale': {
      const factor = elementwise(node, 'scale', input, defects);
      return factor === null ? null : { kind: 'scale', input, output: input, factor };
    }
    case 'Delay': {
      const delay = elementwise(node, 'delay', input, defects);
      if (delay === null) return null;
      if (delay.some((value) => value < 0)) return fault(node, 'delay', 'a delay is negative.', defects);
      return { kind: 'delay', input, output: input, delayMs: allToMs(delay) };
    }
    case 'Flatten':
      return flattened(node, input, defects);
    case 'Conv1d':
    case 'Conv2d':
      return convolution(node, input, defects);
    case 'SumPool2d':
    case 'AvgPool2d':
      return pooling(node, input, defects);
    default:
      // Input and Output of an inner graph.
      return { kind: 'same', input, output: input };
  }
}

/** Seconds in ms, without the last bits that the product of binary fractions leaves. */
export function toMs(seconds: number): number {
  return Number((seconds * 1000).toPrecision(15));
}

/** The same of many, of which neighbours are mostly equal: to cut the last bits takes a text each. */
export function allToMs(seconds: Float64Array): Float64Array {
  let [last, lastMs] = [NaN, NaN];
  return seconds.map((value) => {
    if (value !== last) [last, lastMs] = [value, toMs(value)];
    return lastMs;
  });
}

function fault(node: NirNode, key: string, message: string, { violations }: Defects): null {
  violations.error('E1853', `${node.where}/${key}`, message);
  return null;
}

function dense(node: NirNode, input: readonly number[], defects: Defects): Step | null {
  const weight = node.values.get('weight')!;
  const shape = withoutBatch(node, 'weight', weight.shape, 2, defects);
  if (shape === null) return null;
  const [outputs, inputs] = shape;
  if (inputs !== sizeOf(input)) {
    return fault(
      node,
      'weight',
      `the weight ${shapeText(shape)} takes ${grouped(inputs)} inputs, ${grouped(sizeOf(input))} come in (${shapeText(input)}).`,
      defects,
    );
  }
  if (!hasBiasOf(node, outputs, defects)) return null;
  const synapses = node.own.get(OWN.synapses);
  if (synapses !== undefined) return listedStep(node, weight, synapses, input, defects);
  return { kind: 'dense', input, output: [outputs], weight: weight.data };
}

/** A bias is one number for each output, or channel. */
function hasBiasOf(node: NirNode, outputs: number, defects: Defects): boolean {
  const bias = node.values.get('bias');
  if (bias === undefined || bias.data.length === outputs) return true;
  fault(
    node,
    'bias',
    `it has ${grouped(bias.data.length)} values (${shapeText(bias.shape)}), the weight ${grouped(outputs)} outputs.`,
    defects,
  );
  return false;
}

/** A shape of the wanted number of axes, in front of which some writers keep a batch of one. */
function withoutBatch(
  node: NirNode,
  key: string,
  shape: readonly number[],
  axes: number,
  defects: Defects,
): readonly number[] | null {
  if (shape.length === axes && !shape.includes(0)) return shape;
  const more = shape.length - axes;
  if (more > 0 && !shape.includes(0) && shape.slice(0, more).every((length) => length === 1)) {
    const rest = shape.slice(more);
    const what = `${quoted(key)} has the shape ${shapeText(shape)}, with a batch in front; a ${node.type} has ${axes} axes.`;
    return defects.found(`${node.where}/${key}`, what, shapeText(rest)) ? rest : null;
  }
  return fault(
    node,
    key,
    `it has the shape ${shapeText(shape)}; a ${node.type} needs ${axes} axes, none of them empty.`,
    defects,
  );
}

/** One number for each of the inputs: as many, or one for all. */
function elementwise(
  node: NirNode,
  key: string,
  input: readonly number[],
  defects: Defects,
): Float64Array | null {
  const { data, shape } = node.values.get(key)!;
  const size = sizeOf(input);
  if (data.length === 1) return new Float64Array(size).fill(data[0]);
  if (data.length === size) return data;
  return fault(
    node,
    key,
    `it has ${grouped(data.length)} values (${shapeText(shape)}), ${grouped(size)} neurons come in (${shapeText(input)}).`,
    defects,
  );
}

function flattened(node: NirNode, input: readonly number[], defects: Defects): Step | null {
  const at = (key: string, usual: number): number => {
    const dim = node.values.get(key)?.data[0] ?? usual;
    return dim < 0 ? dim + input.length : dim;
  };
  const [from, to] = [at('start_dim', 0), at('end_dim', -1)];
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to < input.length)) {
    return fault(
      node,
      'start_dim',
      `axes ${from} to ${to} of the shape ${shapeText(input)}: there are no such axes. NIR counts without a batch, from 0.`,
      defects,
    );
  }
  const output = [...input.slice(0, from), sizeOf(input.slice(from, to + 1)), ...input.slice(to + 1)];
  return { kind: 'same', input, output };
}

function convolution(node: NirNode, input: readonly number[], defects: Defects): Step | null {
  const flat = node.type === 'Conv1d';
  const weight = node.values.get('weight')!;
  const shape = withoutBatch(node, 'weight', weight.shape, flat ? 3 : 4, defects);
  const image = imageOf(node, input, flat, defects);
  if (shape === null || image === null) return null;
  const [outChannels, inOfGroup] = shape;
  const kernel: [number, number] = flat ? [1, shape[2]] : [shape[2], shape[3]];
  const groups = node.values.get('groups')?.data[0] ?? 1;
  if (!(Number.isInteger(groups) && groups >= 1 && outChannels % groups === 0))
    return fault(
      node,
      'groups',
      `groups is ${groups}, must divide the ${outChannels} output channels.`,
      defects,
    );
  if (inOfGroup * groups !== image[0]) {
    return fault(
      node,
      'weight',
      `the weight ${shapeText(shape)} with ${groups} groups takes ${inOfGroup * groups} channels, ${image[0]} come in (${shapeText(input)}).`,
      defects,
    );
  }
  const stride = pair(node, 'stride', 1, 1, flat, defects);
  const dilation = pair(node, 'dilation', 1, 1, flat, defects);
  const padded = padding(node, kernel, dilation, stride, flat, defects);
  if (stride === null || dilation === null || padded === null) return null;
  const window: Window = { kernel, stride, dilation, ...padded };
  if (!hasBiasOf(node, outChannels, defects)) return null;
  const [height, width] = windowOutput(window, image[1], image[2]);
  if (!isImage(height, width, outChannels)) return tooLarge(node, window, image, defects);
  const output = [outChannels, height, width];
  return { kind: 'conv', input: image, output, window, groups, weight: weight.data };
}

function pooling(node: NirNode, input: readonly number[], defects: Defects): Step | null {
  const image = imageOf(node, input, false, defects);
  const kernel = pair(node, 'kernel_size', 1, 1, false, defects);
  const stride = node.values.has('stride') ? pair(node, 'stride', 1, 1, false, defects) : kernel;
  const padded = pair(node, 'padding', 0, 0, false, defects);
  if (image === null || kernel === null || stride === null || padded === null) return null;
  const window: Window = { kernel, stride, padding: padded, dilation: [1, 1], behind: [0, 0] };
  const [height, width] = windowOutput(window, image[1], image[2]);
  if (!isImage(height, width, image[0])) return tooLarge(node, window, image, defects);
  const factor = node.type === 'AvgPool2d' ? 1 / (kernel[0] * kernel[1]) : 1;
  return { kind: 'pool', input: image, output: [image[0], height, width], window, factor };
}

function isImage(height: number, width: number, channels: number): boolean {
  return height >= 1 && width >= 1 && height * width * channels <= MAX_ENTRIES;
}

function tooLarge(
  node: NirNode,
  { kernel, dilation }: Window,
  image: readonly number[],
  defects: Defects,
): null {
  return fault(
    node,
    node.values.has('weight') ? 'weight' : 'kernel_size',
    `a kernel ${shapeText(kernel)} (dilation ${shapeText(dilation)}) makes no image of ${shapeText(image)}, padding included, or one too large to hold.`,
    defects,
  );
}

/** [channels, height, width]; [channels, 1, length] of a Conv1d. */
function imageOf(
  node: NirNode,
  input: readonly number[],
  flat: boolean,
  defects: Defects,
): [number, number, number] | null {
  const axes = flat ? 2 : 3;
  const stated = node.values.get('input_shape')?.data;
  if (input.length === axes) {
    const space = input.slice(1);
    if (
      stated !== undefined &&
      !(stated.length === space.length && space.every((length, k) => length === stated[k]))
    )
      return fault(
        node,
        'input_shape',
        `it says ${shapeText([...stated])}, the shape that comes in is ${shapeText(input)}.`,
        defects,
      );
    return flat ? [input[0], 1, input[1]] : [input[0], input[1], input[2]];
  }
  const size = sizeOf(input);
  const area = stated === undefined ? 0 : stated.reduce((product, length) => product * length, 1);
  if (stated?.length === axes - 1 && area > 0 && size % area === 0) {
    const image: [number, number, number] = [
      size / area,
      ...(flat ? [1, stated[0]] : [stated[0], stated[1]]),
    ] as [number, number, number];
    const what = `the shape that comes in is ${shapeText(input)}; a ${node.type} reads ${flat ? '[channels, length]' : '[channels, height, width]'}.`;
    return defects.found(`${node.where}/input_shape`, what, shapeText(image)) ? image : null;
  }
  return fault(
    node,
    'input_shape',
    `the shape that comes in is ${shapeText(input)}; a ${node.type} reads ${flat ? '[channels, length]' : '[channels, height, width]'}.`,
    defects,
  );
}

/** [vertical, horizontal] from one whole number, or a pair; [1, n] or [0, n] of a Conv1d. */
function pair(
  node: NirNode,
  key: string,
  usual: number,
  least: number,
  flat: boolean,
  defects: Defects,
): [number, number] | null {
  const given = node.values.get(key)?.data ?? Float64Array.of(usual);
  const lengths = flat ? [1] : [1, 2];
  if (
    !lengths.includes(given.length) ||
    !given.every((value) => Number.isSafeInteger(value) && value >= least)
  )
    return fault(
      node,
      key,
      `it is ${shapeText([...given.subarray(0, 8)])}, must be a whole number of at least ${least}${flat ? '' : ', or a pair of them'}.`,
      defects,
    );
  if (flat) return [least, given[0]];
  return [given[0], given[given.length - 1]];
}

function padding(
  node: NirNode,
  kernel: readonly [number, number],
  dilation: readonly [number, number] | null,
  stride: readonly [number, number] | null,
  flat: boolean,
  defects: Defects,
): Pick<Window, 'padding' | 'behind'> | null {
  const word = node.texts.get('padding');
  if (word === undefined) {
    const given = pair(node, 'padding', 0, 0, flat, defects);
    return given === null ? null : { padding: given, behind: [0, 0] };
  }
  if (word === 'valid') return { padding: [0, 0], behind: [0, 0] };
  if (word !== 'same')
    return fault(
      node,
      'padding',
      `it is ${quoted(word)}, must be "same", "valid" or whole numbers.`,
      defects,
    );
  if (dilation === null || stride === null) return null;
  if (stride.some((value) => value !== 1))
    return fault(
      node,
      'padding',
      '"same" keeps the size of an image, and a stride above 1 does not.',
      defects,
    );
  const total = [0, 1].map((axis) => dilation[axis] * (kernel[axis] - 1));
  return {
    padding: [Math.floor(total[0] / 2), Math.floor(total[1] / 2)],
    behind: [total[0] % 2, total[1] % 2],
  };
}
