import type { CorpusRow } from './onnx-corpus.ts';
import { floats, longs, node, randomFloats, type GraphOptions } from './onnx-file.ts';

/** A graph from `x` to `z`, with a matrix behind it. */
function row(
  title: string,
  input: readonly number[],
  nodes: GraphOptions['nodes'],
  size: number,
  more: Partial<CorpusRow> = {},
): CorpusRow {
  return {
    title,
    input: ['n', ...input],
    fed: [1, ...input],
    ...more,
    nodes: [
      ...nodes,
      node('Flatten', ['z'], 'flat'),
      node('Gemm', ['flat', 'last', 'lastBias'], 'y', { transB: 1 }),
    ],
    constants: [
      ...(more.constants ?? []),
      randomFloats('last', [3, size], 99),
      randomFloats('lastBias', [3], 98),
    ],
  };
}

const image = [2, 6, 7];

/** One operator each, in the forms that exporters write. */
export const ONNX_OPERATORS: readonly CorpusRow[] = [
  row('GlobalMaxPool', image, [node('GlobalMaxPool', ['x'], 'z')], 2),
  row('ReduceMax over rows', image, [node('ReduceMax', ['x'], 'z', { axes: [-2], keepdims: 0 })], 14),
  row('ReduceSum with axes as input', image, [node('ReduceSum', ['x', 'a'], 'z', { keepdims: 0 })], 2, {
    constants: [longs('a', [2, 3])],
  }),
  row('ReduceMean with axes as input', image, [node('ReduceMean', ['x', 'a'], 'z')], 2, {
    opset: 18,
    constants: [longs('a', [-1, -2])],
  }),
  row('ReduceMean over channels', image, [node('ReduceMean', ['x'], 'z', { axes: [1] })], 42),
  row(
    'MaxPool with auto_pad',
    image,
    [node('MaxPool', ['x'], 'z', { kernel_shape: [3, 2], strides: [2, 2], auto_pad: 'SAME_UPPER' })],
    24,
  ),
  row(
    'MaxPool with auto_pad at the start',
    image,
    [node('MaxPool', ['x'], 'z', { kernel_shape: [2, 3], strides: [1, 2], auto_pad: 'SAME_LOWER' })],
    48,
  ),
  row(
    'AveragePool with ceil_mode and padding that does not count',
    image,
    [
      node('AveragePool', ['x'], 'z', {
        kernel_shape: [3, 3],
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        ceil_mode: 1,
      }),
    ],
    32,
  ),
  row(
    'AveragePool with ceil_mode where the last window would lie in the padding',
    [1, 5, 5],
    [
      node('AveragePool', ['x'], 'p', {
        kernel_shape: [2, 2],
        strides: [3, 3],
        pads: [1, 1, 1, 1],
        ceil_mode: 1,
      }),
      // The judge's own shape inference counts the window that its kernel leaves out.
      node('GlobalAveragePool', ['p'], 'z'),
    ],
    1,
  ),
  row(
    'AveragePool with auto_pad VALID',
    image,
    [node('AveragePool', ['x'], 'z', { kernel_shape: [3, 3], auto_pad: 'VALID' })],
    40,
  ),
  row(
    'Conv without kernel_shape, with VALID',
    image,
    [node('Conv', ['x', 'w'], 'z', { auto_pad: 'VALID', strides: [3, 2] })],
    18,
    {
      constants: [randomFloats('w', [3, 2, 2, 3])],
    },
  ),
  row(
    'Conv of one axis with groups and dilation',
    [4, 15],
    [node('Conv', ['x', 'w', 'b'], 'z', { group: 2, dilations: [3], pads: [2, 4] })],
    90,
    {
      constants: [randomFloats('w', [6, 2, 3]), randomFloats('b', [6], 2)],
    },
  ),
  row(
    'MaxPool of one axis',
    [2, 15],
    [node('MaxPool', ['x'], 'z', { kernel_shape: [3], strides: [2], pads: [1, 0], ceil_mode: 1 })],
    16,
  ),
  row(
    'BatchNormalization of one axis',
    [2, 15],
    [node('BatchNormalization', ['x', 'a', 'b', 'b', 'v'], 'z')],
    30,
    {
      constants: [randomFloats('a', [2]), randomFloats('b', [2], 2), floats('v', [2], [1, 0.25])],
    },
  ),
  row(
    'BatchNormalization with statistics of each value',
    image,
    [node('BatchNormalization', ['x', 'a', 'b', 'b', 'v'], 'z')],
    84,
    {
      opset: 9,
      constants: [randomFloats('a', [2]), randomFloats('b', [2], 2), floats('v', [2], [1, 0.25])],
    },
  ),
  row(
    'Add of a branch of one value for each channel',
    image,
    [node('GlobalAveragePool', ['x'], 'g'), node('Add', ['x', 'g'], 'z')],
    84,
  ),
  row('Sub of two branches', image, [node('Relu', ['x'], 'r'), node('Sub', ['r', 'x'], 'z')], 84),
  row(
    'Add of a value to itself, and ReLU twice',
    image,
    [node('Add', ['x', 'x'], 'a'), node('Relu', ['a'], 'r'), node('Relu', ['r'], 'z')],
    84,
  ),
  row(
    'Sum of one, Dropout with its ratio, Identity of a constant',
    image,
    [
      node('Sum', ['x'], 's'),
      node('Dropout', ['s', 'ratio'], 'd'),
      node('Identity', ['c'], 'k'),
      node('Mul', ['d', 'k'], 'z'),
    ],
    84,
    {
      constants: [floats('ratio', [], [0.5]), randomFloats('c', [2, 1, 1])],
    },
  ),
  row(
    'constants of several kinds',
    image,
    [
      node('Constant', [], 'f', { value_float: { float: 0.5 } }),
      node('Constant', [], 'i', { value_ints: [0, -1] }),
      node('Add', ['x', 'f'], 'a'),
      node('Reshape', ['a', 'i'], 'z'),
    ],
    84,
  ),
  row(
    'Flatten behind the channels',
    image,
    [node('Flatten', ['x'], 'f', { axis: -1 }), node('Relu', ['f'], 'r'), node('Reshape', ['r', 's'], 'z')],
    84,
    {
      constants: [longs('s', [1, 84])],
    },
  ),
  row(
    'Shape from the second axis on',
    image,
    [
      node('Shape', ['x'], 's', { start: 1 }),
      node('ReduceProd', ['s'], 'p', { keepdims: 1 }),
      node('Concat', ['one', 'p'], 't', { axis: 0 }),
      node('Reshape', ['x', 't'], 'z'),
    ],
    84,
    {
      opset: 15,
      constants: [longs('one', [-1])],
    },
  ),
  row('Pad with axes', image, [node('Pad', ['x', 'p', '', 'a'], 'q'), node('Conv', ['q', 'w'], 'z')], 54, {
    opset: 18,
    constants: [
      longs('p', [1, 2, 0, 1]),
      longs('a', [2, -1]),
      randomFloats('w', [1, 2, 2, 2]),
      floats('unused', [1], [0]),
    ],
  }),
  row('Pad in front of a sum', image, [node('Pad', ['x', 'p'], 'q'), node('Add', ['q', 'one'], 'z')], 112, {
    constants: [longs('p', [0, 0, 1, 0, 0, 0, 1, 0]), floats('one', [], [0.5])],
  }),
  row(
    'a matrix from the left of a transposed value',
    [5],
    [
      node('Transpose', ['x'], 't', { perm: [1, 0] }),
      node('Gemm', ['w', 't'], 'g'),
      node('Transpose', ['g'], 'z', { perm: [1, 0] }),
    ],
    4,
    {
      constants: [randomFloats('w', [4, 5])],
    },
  ),
  row(
    'Gemm with a matrix of terms and transA',
    [5],
    [node('Transpose', ['x'], 't', { perm: [1, 0] }), node('Gemm', ['t', 'w', 'c'], 'z', { transA: 1 })],
    4,
    {
      constants: [randomFloats('w', [5, 4]), randomFloats('c', [1, 4], 2)],
    },
  ),
  row('MatMul with leading axes', [3, 5], [node('MatMul', ['x', 'w'], 'm'), node('Relu', ['m'], 'z')], 12, {
    constants: [randomFloats('w', [1, 5, 4])],
  }),
  row(
    'Clip open above, and Clip of what is never negative',
    image,
    [node('Clip', ['x', 'zero'], 'c'), node('Clip', ['c', '', 'half'], 'z')],
    84,
    {
      constants: [floats('zero', [], [0]), floats('half', [], [0.5])],
    },
  ),
  row(
    'a transpose that stays',
    [3, 4, 5],
    [
      node('Transpose', ['x'], 't', { perm: [0, 2, 3, 1] }),
      node('Conv', ['t', 'w'], 'c'),
      node('Conv', ['x', 'v'], 'd'),
      node('Flatten', ['c'], 'cf'),
      node('Flatten', ['d'], 'df'),
      node('Concat', ['cf', 'df'], 'z', { axis: 1 }),
    ],
    32,
    {
      constants: [randomFloats('w', [2, 4, 2, 1]), randomFloats('v', [2, 3, 3, 4], 2)],
    },
  ),
  row(
    'Cast and Expand of constants',
    image,
    [node('Cast', ['c'], 'k', { to: 1 }), node('Expand', ['k', 's'], 'e'), node('Mul', ['x', 'e'], 'z')],
    84,
    {
      constants: [longs('c', [2, 3], [2, 1, 1]), longs('s', [2, 6, 7])],
    },
  ),
];
