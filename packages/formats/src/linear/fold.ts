import { sizeOf, type Step, type StepOf, type Window } from './step.ts';

/** Multiplications that a product of two matrices may take. */
const MAX_WORK = 2e9;

/**
 * Two steps as one that does exactly the same, synapse by synapse; null where no single step does. Structure is kept:
 * a convolution after a sum over tiles without overlap is a convolution with a larger kernel.
 */
export function fold(first: Step, second: Step): Step | null {
  const ends = { input: first.input, output: second.output };
  // A new shape of the same neurons: windows keep the image that they slide over.
  if (first.kind === 'same') return second;
  if (second.kind === 'same') return first;
  if (first.kind === 'scale') {
    const { factor } = first;
    if (second.kind === 'scale')
      return { ...ends, kind: 'scale', factor: factor.map((value, k) => value * second.factor[k]) };
    if (second.kind === 'dense')
      return { ...second, input: first.input, weight: columnsTimes(second.weight, factor) };
    if (second.kind === 'conv') return scaleBeforeConv(factor, second);
    if (second.kind === 'pool')
      return isUniform(factor) ? { ...second, factor: second.factor * factor[0] } : null;
  }
  if (second.kind === 'scale') {
    const { factor } = second;
    if (first.kind === 'dense') return { ...first, weight: rowsTimes(first.weight, factor) };
    if (first.kind === 'conv') return scaleAfterConv(first, factor);
    if (first.kind === 'pool')
      return isUniform(factor) ? { ...first, factor: first.factor * factor[0] } : null;
  }
  if (first.kind === 'dense' && second.kind === 'dense') return product(first, second);
  if (first.kind === 'pool' && second.kind === 'conv') return poolThenConv(first, second);
  if (first.kind === 'pool' && second.kind === 'dense') return poolThenDense(first, second);
  return null;
}

function isUniform(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

function columnsTimes(weight: Float64Array, factor: Float64Array): Float64Array {
  return weight.map((value, k) => value * factor[k % factor.length]);
}

function rowsTimes(weight: Float64Array, factor: Float64Array): Float64Array {
  const inputs = weight.length / factor.length;
  return weight.map((value, k) => value * factor[Math.floor(k / inputs)]);
}

/** One factor for each channel; null where they differ inside one. */
function byChannel(factor: Float64Array, channels: number): Float64Array | null {
  const area = factor.length / channels;
  const each = Float64Array.from({ length: channels }, (_, channel) => factor[channel * area]);
  return factor.every((value, k) => value === each[Math.floor(k / area)]) ? each : null;
}

function scaleBeforeConv(factor: Float64Array, conv: StepOf<'conv'>): Step | null {
  const each = byChannel(factor, conv.input[0]);
  if (each === null) return null;
  const area = conv.window.kernel[0] * conv.window.kernel[1];
  const inOfGroup = conv.input[0] / conv.groups;
  const outOfGroup = conv.output[0] / conv.groups;
  const weight = conv.weight.map((value, k) => {
    const plane = Math.floor(k / area);
    const group = Math.floor(Math.floor(plane / inOfGroup) / outOfGroup);
    return value * each[group * inOfGroup + (plane % inOfGroup)];
  });
  return { ...conv, weight };
}

function scaleAfterConv(conv: StepOf<'conv'>, factor: Float64Array): Step | null {
  const each = byChannel(factor, conv.output[0]);
  if (each === null) return null;
  const ofOutput = conv.weight.length / conv.output[0];
  return { ...conv, weight: conv.weight.map((value, k) => value * each[Math.floor(k / ofOutput)]) };
}

function product(first: StepOf<'dense'>, second: StepOf<'dense'>): Step | null {
  const [inputs, middle, outputs] = [sizeOf(first.input), sizeOf(first.output), sizeOf(second.output)];
  if (inputs * middle * outputs > MAX_WORK) return null;
  const weight = new Float64Array(outputs * inputs);
  for (let o = 0; o < outputs; o++) {
    for (let m = 0; m < middle; m++) {
      const factor = second.weight[o * middle + m];
      for (let i = 0; i < inputs; i++) weight[o * inputs + i] += factor * first.weight[m * inputs + i];
    }
  }
  return { kind: 'dense', input: first.input, output: second.output, weight };
}

/** Tiles side by side that cover the image: every position is in exactly one. */
function isTiling({ input, output, window }: StepOf<'pool'>): boolean {
  return [0, 1].every(
    (axis) =>
      window.kernel[axis] === window.stride[axis] &&
      window.padding[axis] === 0 &&
      window.dilation[axis] === 1 &&
      output[axis + 1] * window.kernel[axis] === input[axis + 1],
  );
}

function poolThenConv(pool: StepOf<'pool'>, conv: StepOf<'conv'>): Step | null {
  const { kernel: tile } = pool.window;
  const { kernel, stride, padding, dilation, behind } = conv.window;
  // With gaps between taps the larger kernel would have entries without a synapse.
  if (!isTiling(pool) || dilation[0] !== 1 || dilation[1] !== 1) return null;
  const larger: Window = {
    kernel: [kernel[0] * tile[0], kernel[1] * tile[1]],
    stride: [stride[0] * tile[0], stride[1] * tile[1]],
    padding: [padding[0] * tile[0], padding[1] * tile[1]],
    dilation: [1, 1],
    // Behind the image only how many outputs there are counts, and whole tiles keep that.
    behind: [behind[0] * tile[0], behind[1] * tile[1]],
  };
  const planes = conv.weight.length / (kernel[0] * kernel[1]);
  const [rows, columns] = larger.kernel;
  const weight = new Float64Array(planes * rows * columns);
  for (let plane = 0, k = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      const from = (plane * kernel[0] + Math.floor(row / tile[0])) * kernel[1];
      for (let column = 0; column < columns; column++, k++)
        weight[k] = conv.weight[from + Math.floor(column / tile[1])] * pool.factor;
    }
  }
  return { ...conv, input: pool.input, window: larger, weight };
}

function poolThenDense(pool: StepOf<'pool'>, dense: StepOf<'dense'>): Step | null {
  if (!isTiling(pool)) return null;
  const [channels, height, width] = pool.input;
  const [, rows, columns] = pool.output;
  const { kernel: tile } = pool.window;
  const inputs = channels * height * width;
  const pooled = channels * rows * columns;
  const outputs = dense.weight.length / pooled;
  const tileOf = new Uint32Array(inputs);
  for (let channel = 0, k = 0; channel < channels; channel++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++, k++)
        tileOf[k] = (channel * rows + Math.floor(y / tile[0])) * columns + Math.floor(x / tile[1]);
  const weight = new Float64Array(outputs * inputs);
  for (let o = 0, k = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++, k++) weight[k] = dense.weight[o * pooled + tileOf[i]] * pool.factor;
  return { kind: 'dense', input: pool.input, output: dense.output, weight };
}
