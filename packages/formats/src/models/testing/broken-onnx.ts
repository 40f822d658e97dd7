import { toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import {
  floats,
  longs,
  modelOf,
  node,
  onnxBytes,
  randomFloats,
  tensor,
  type GraphOptions,
} from './onnx-file.ts';

export interface BrokenRow {
  readonly title: string;
  readonly bytes: () => Uint8Array;
  /** Of the diagnostics, one a line, `code where: message hint`: each must be found. */
  readonly words: readonly RegExp[];
}

const text = (content: string) => (): Uint8Array => new TextEncoder().encode(content);

/** A sound perceptron with something in its middle: `h` comes in, `z` goes out. */
function around(middle: GraphOptions['nodes'], more: Partial<GraphOptions> = {}): () => Uint8Array {
  return () =>
    onnxBytes({
      input: ['n', 6],
      nodes: [
        node('Gemm', ['x', 'w', 'b'], 'h', { transB: 1 }),
        ...middle,
        node('Gemm', ['z', 'w2'], 'y', { transB: 1 }, { name: 'fc2' }),
      ],
      ...more,
      constants: [
        randomFloats('w', [8, 6]),
        randomFloats('b', [8], 2),
        randomFloats('w2', [3, 8], 3),
        ...(more.constants ?? []),
      ],
    });
}

const middle = (op: string, attributes = {}, domain = '') =>
  around([node(op, ['h'], 'z', attributes, { name: 'mid', domain })]);

const conv =
  (options: {
    input?: readonly (number | string)[] | null;
    weight?: readonly number[];
    attributes?: Parameters<typeof node>[3];
  }) =>
  () =>
    onnxBytes({
      input: options.input === undefined ? ['n', 2, 8, 8] : options.input,
      nodes: [node('Conv', ['x', 'w'], 'y', options.attributes ?? {}, { name: 'conv1' })],
      constants: [randomFloats('w', options.weight ?? [4, 2, 3, 3])],
    });

const dense = (weight: Parameters<typeof tensor>[0]) => () =>
  onnxBytes({
    input: ['n', 6],
    nodes: [node('MatMul', ['x', 'w'], 'y')],
    constants: [tensor({ name: 'w', ...weight })],
  });

/** A sound model with its bytes changed. */
const cut = (part: number) => (): Uint8Array => {
  const bytes = middle('Relu')();
  return bytes.subarray(0, Math.floor(bytes.length * part));
};

/** What ends with exit 2, and the words that it must say. */
export const BROKEN_ONNX: readonly BrokenRow[] = [
  {
    title: 'text named .onnx',
    bytes: text('Real ONNX model would go here'),
    words: [/E1801 .*this is text, not a model: "Real ONNX model would go here"/],
  },
  {
    title: 'a pointer of Git LFS',
    bytes: text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n'),
    words: [/E1801 .*Git LFS pointer.*git lfs pull/],
  },
  {
    title: 'a web page',
    bytes: text('<!DOCTYPE html><html>'),
    words: [/E1801 .*XML or HTML.*Download the file itself/],
  },
  {
    title: 'a spiking network',
    bytes: text('{"format": "nmap-network", "version": 1}'),
    words: [/E1801 .*spiking network already.*nmap place/],
  },
  { title: 'any JSON', bytes: text('{"a": 1}'), words: [/E1801 .*no model that can be read.*ONNX/] },
  {
    title: 'the configuration of Keras alone',
    bytes: text('{"class_name": "Sequential", "config": {}}'),
    words: [/E1801 .*without its weights.*model\.save/],
  },
  { title: 'an empty file', bytes: text(''), words: [/E1002 .*empty/] },
  { title: 'blanks', bytes: text(' \n \n'), words: [/E1801 .*only blanks/] },
  { title: 'gzip', bytes: () => Uint8Array.from([0x1f, 0x8b, 8, 0]), words: [/E1801 .*gzip.*gunzip/] },
  { title: 'a pickle', bytes: () => Uint8Array.from([0x80, 2, 0x8a, 10, 0]), words: [/E1801 .*pickle/] },
  {
    title: 'a checkpoint of PyTorch',
    bytes: () => Uint8Array.from([0x50, 0x4b, 3, 4, ...text('archive/data.pkl')()]),
    words: [/E1801 .*PyTorch.*torch\.onnx\.export/],
  },
  {
    title: 'TensorFlow Lite',
    bytes: () => Uint8Array.from([0x1c, 0, 0, 0, ...text('TFL3')()]),
    words: [/E1801 .*TensorFlow Lite.*tf2onnx/],
  },
  {
    title: 'an array of NumPy',
    bytes: () => Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]),
    words: [/E1801 .*NumPy/],
  },
  {
    title: 'a model cut in the middle',
    bytes: cut(0.5),
    words: [/E1802 .*it ends in the middle of a field in \d+ bytes.*completely/],
  },
  { title: 'a model cut near its end', bytes: cut(0.99), words: [/E1811 .*written completely/] },
  {
    title: 'bytes at random',
    bytes: () => Uint8Array.from({ length: 200 }, (_, i) => (i * 37 + 255) & 255),
    words: [/E1802/],
  },
  { title: 'a message without a graph', bytes: () => Uint8Array.from([8, 7]), words: [/E1802 .*no graph/] },
  {
    title: 'an LSTM',
    bytes: around([node('LSTM', ['h', 'w', 'w'], 'z', {}, { name: 'lstm1' })]),
    words: [/E1803 .*node "lstm1" \(LSTM\): it is recurrent.*feed-forward/],
  },
  { title: 'a GRU', bytes: middle('GRU'), words: [/E1803 .*node "mid" \(GRU\): it is recurrent/] },
  {
    title: 'a GELU',
    bytes: middle('Gelu'),
    words: [/E1803 .*node "mid" \(Gelu\): GELU.*Replace it by a ReLU/],
  },
  {
    title: 'a sigmoid',
    bytes: middle('Sigmoid'),
    words: [/E1803 .*node "mid" \(Sigmoid\): its curve is no ReLU.*ReLU/],
  },
  { title: 'a tanh', bytes: middle('Tanh'), words: [/E1803 .*node "mid" \(Tanh\)/] },
  {
    title: 'a leaky ReLU',
    bytes: middle('LeakyRelu'),
    words: [/E1803 .*node "mid" \(LeakyRelu\): it passes on negative values/],
  },
  {
    title: 'a PReLU',
    bytes: around([node('PRelu', ['h', 'slope'], 'z')], { constants: [floats('slope', [1], [0.1])] }),
    words: [/E1803 .*node "z" \(PRelu\)/],
  },
  {
    title: 'a softmax in the middle',
    bytes: middle('Softmax'),
    words: [/E1803 .*node "fc2" \(Gemm\): it reads the result of a Softmax.*cut the model/],
  },
  {
    title: 'layer normalisation',
    bytes: middle('LayerNormalization'),
    words: [/E1803 .*LayerNormalization\).*batch normalisation/],
  },
  {
    title: 'attention',
    bytes: around([node('MatMul', ['h', 'h'], 'z', {}, { name: 'scores' })]),
    words: [/E1803 .*node "scores" \(MatMul\): it multiplies activations/],
  },
  {
    title: 'a gate',
    bytes: around([node('Mul', ['h', 'h'], 'z')]),
    words: [/E1803 .*node "z" \(Mul\): it multiplies activations/],
  },
  {
    title: 'a division by activations',
    bytes: around([node('Div', ['one', 'h'], 'z')], { constants: [floats('one', [1], [1])] }),
    words: [/E1803 .*divides by activations/],
  },
  {
    title: 'a transposed convolution',
    bytes: middle('ConvTranspose'),
    words: [/E1803 .*transposed convolution/],
  },
  {
    title: 'quantised activations',
    bytes: around([node('QuantizeLinear', ['h', 's'], 'q'), node('DequantizeLinear', ['q', 's'], 'z')], {
      constants: [floats('s', [], [0.1])],
    }),
    words: [/E1803 .*node "q" \(QuantizeLinear\).*before quantisation/],
  },
  {
    title: 'a branch',
    bytes: middle('If'),
    words: [/E1803 .*node "mid" \(If\): what it does depends on the input/],
  },
  {
    title: 'an operator of one runtime',
    bytes: middle('FusedGemm', {}, 'com.microsoft'),
    words: [/E1804 .*node "mid" \(FusedGemm\): it is of the domain com\.microsoft/],
  },
  {
    title: 'an operator that nobody knows',
    bytes: middle('Frobnicate'),
    words: [/E1804 .*node "mid" \(Frobnicate\): this operator is not read/],
  },
  { title: 'a rounding alone', bytes: middle('Floor'), words: [/E1803 .*rounds down/] },
  {
    title: 'a clip around 0',
    bytes: around([node('Clip', ['h', 'low', 'high'], 'z')], {
      constants: [floats('low', [], [-1]), floats('high', [], [1])],
    }),
    words: [/E1803 .*node "z" \(Clip\): it limits values to between -1 and 1/],
  },
  {
    title: 'several at once',
    bytes: around([
      node('Sigmoid', ['h'], 's1', {}, { name: 'one' }),
      node('Tanh', ['s1'], 's2', {}, { name: 'two' }),
      node('Elu', ['s2'], 'z', {}, { name: 'three' }),
    ]),
    words: [/node "one" \(Sigmoid\)/, /node "two" \(Tanh\)/, /node "three" \(Elu\)/],
  },
  {
    title: 'a cycle',
    bytes: around([
      node('Add', ['h', 'q'], 'p', {}, { name: 'loop' }),
      node('Relu', ['p'], 'q'),
      node('Relu', ['q'], 'z'),
    ]),
    words: [/E1805 .*cycle/],
  },
  {
    title: 'a node that reads itself',
    bytes: around([node('Add', ['h', 'z'], 'z')]),
    words: [/E1805 .*node "z" \(Add\): it needs its own result "z"/],
  },
  {
    title: 'a value that nothing makes',
    bytes: around([node('Add', ['h', 'bias'], 'z')]),
    words: [/E1805 .*node "z" \(Add\): nothing makes the value "bias"/],
  },
  {
    title: 'missing weights',
    bytes: () => onnxBytes({ input: [1, 6], nodes: [node('MatMul', ['x', 'w'], 'y')] }),
    words: [/E1805 .*nothing makes the value "w".*with its parameters/],
  },
  {
    title: 'an output that nothing makes',
    bytes: () => onnxBytes({ input: [1, 6], nodes: [node('Relu', ['x'], 'z')] }),
    words: [/E1805 .*output "y": nothing makes/],
  },
  {
    title: 'a value made twice',
    bytes: around([node('Relu', ['h'], 'z'), node('Neg', ['h'], 'z')]),
    words: [/E1805 .*node "z" \(Neg\): the value "z" is made twice/],
  },
  {
    title: 'two constants of one name',
    bytes: around([node('Relu', ['h'], 'z')], { constants: [randomFloats('w', [8, 6])] }),
    words: [/E1805 .*constant "w": there are two/],
  },
  {
    title: 'no node at all',
    bytes: () => onnxBytes({ input: [1, 6], nodes: [], outputs: ['x'] }),
    words: [/E1810 .*depends on no input/],
  },
  {
    title: 'nothing with weights',
    bytes: () => onnxBytes({ input: [1, 6], nodes: [node('Relu', ['x'], 'y')] }),
    words: [/E1804 .*no layer between input and output has weights/],
  },
  {
    title: 'two inputs',
    bytes: () => onnxBytes({ input: [1, 6], inputs: { x2: [1, 6] }, nodes: [node('Add', ['x', 'x2'], 'y')] }),
    words: [/E1810 .*it has 2 inputs: "x", "x2"/],
  },
  {
    title: 'two outputs',
    bytes: () =>
      onnxBytes({
        input: [1, 6],
        nodes: [node('Relu', ['x'], 'y'), node('Neg', ['x'], 'z')],
        outputs: ['y', 'z'],
      }),
    words: [/E1810 .*the graph has 2 outputs: "y", "z"/],
  },
  {
    title: 'no output',
    bytes: () => onnxBytes({ input: [1, 6], nodes: [], outputs: [] }),
    words: [/E1810 .*no output/],
  },
  {
    title: 'an open image size',
    bytes: conv({ input: ['n', 2, 'h', 'w'] }),
    words: [/E1810 .*input "x": its shape is \[\?, 2, \?, \?\]: only the number of samples may be open/],
  },
  {
    title: 'no shape',
    bytes: conv({ input: null }),
    words: [/E1810 .*input "x": the file does not say its shape/],
  },
  {
    title: 'an input of texts',
    bytes: () =>
      onnxBytes({
        input: [1, 6],
        elementType: 8,
        nodes: [node('MatMul', ['x', 'w'], 'y')],
        constants: [randomFloats('w', [6, 2])],
      }),
    words: [/E1810 .*it takes string/],
  },
  {
    title: 'an absurd input',
    bytes: conv({ input: ['n', 2, 1_000_000, 1_000_000] }),
    words: [/E1809 .*input "x": .*\[2, 1000000, 1000000\]: 2,000,000,000,000 values, at most/],
  },
  {
    title: 'an absurd weight',
    bytes: dense({ dims: [1_000_000_000, 1_000_000_000], dataType: 1, rawData: new Uint8Array(4) }),
    words: [/E1806 .*constant "w": its shape is \[1000000000, 1000000000\]/],
  },
  {
    title: 'a negative length',
    bytes: dense({ dims: [-6, 2], dataType: 1, rawData: new Uint8Array(4) }),
    words: [/E1806 .*constant "w": its shape is \[-6, 2\]/],
  },
  {
    title: 'an absurd ConstantOfShape',
    bytes: () =>
      onnxBytes({
        input: [1, 6],
        nodes: [node('ConstantOfShape', ['s'], 'c', {}, { name: 'big' }), node('Add', ['x', 'c'], 'y')],
        constants: [longs('s', [100_000, 100_000])],
      }),
    words: [/E1809 .*node "big" \(ConstantOfShape\): its result would have 10000000000 entries/],
  },
  {
    title: 'an absurd Expand',
    bytes: around([node('Expand', ['h', 's'], 'z')], { constants: [longs('s', [10_000_000, 8])] }),
    words: [/E1809 .*node "z" \(Expand\): its values have the shape \[10000000, 8\]/],
  },
  {
    title: 'an absurd padding',
    bytes: conv({ attributes: { pads: [1_000_000, 1_000_000, 0, 0] } }),
    words: [/E1809 .*node "conv1"/],
  },
  {
    title: 'a weight of too few bytes',
    bytes: dense({ dims: [6, 2], dataType: 1, rawData: new Uint8Array(44) }),
    words: [/E1806 .*constant "w": its shape \[6, 2\] of float needs 48 bytes, has 44/],
  },
  {
    title: 'a weight without numbers',
    bytes: dense({ dims: [6, 2], dataType: 1 }),
    words: [/E1806 .*needs 12 numbers, has 0/],
  },
  { title: 'a weight of texts', bytes: dense({ dims: [6, 2], dataType: 8 }), words: [/E1806 .*type string/] },
  {
    title: 'a weight that is no number',
    bytes: dense({ dims: [6, 2], dataType: 1, floatData: [1, 2, 3, NaN, 5, 6, 7, 8, 9, 1, 2, 3] }),
    words: [/E1806 .*constant "w": number 3 of 12 is not a number.*learning rate/],
  },
  {
    title: 'a weight without end',
    bytes: dense({ dims: [6, 2], dataType: 11, doubleData: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 1e300] }),
    words: [/E1806 .*layer "y": its parameter \d+ is infinite in single precision/],
  },
  {
    title: 'weights in a file that a pipe cannot reach',
    bytes: dense({ dims: [6, 2], dataType: 1, external: { location: 'w.bin' } }),
    words: [/E1807 .*constant "w": .*"w\.bin" beside the model, which came through a pipe/],
  },
  {
    title: 'a kernel for other channels',
    bytes: conv({ weight: [4, 3, 3, 3] }),
    words: [
      /E1808 .*node "conv1" \(Conv\): its kernel \[4, 3, 3, 3\] in 1 group\(s\) needs 3 input channels, has 2/,
    ],
  },
  {
    title: 'a kernel for other groups',
    bytes: conv({ attributes: { group: 2 } }),
    words: [/E1808 .*needs 4 input channels, has 2/],
  },
  {
    title: 'a kernel larger than the image',
    bytes: conv({ weight: [4, 2, 9, 9] }),
    words: [/E1808 .*node "conv1" \(Conv\): .*an axis is empty/],
  },
  {
    title: 'a stride of 0',
    bytes: conv({ attributes: { strides: [0, 1] } }),
    words: [/E1808 .*its stride is \[0, 1\]/],
  },
  {
    title: 'three spatial axes',
    bytes: conv({ input: ['n', 2, 4, 4, 4], weight: [4, 2, 3, 3, 3] }),
    words: [/E1804 .*three spatial axes/],
  },
  {
    title: 'a matrix for other inputs',
    bytes: around([node('MatMul', ['h', 'm'], 'z')], { constants: [randomFloats('m', [5, 8])] }),
    words: [/E1808 .*node "z" \(MatMul\): its matrix \[5, 8\] needs 5 inputs, has 8/],
  },
  {
    title: 'a Reshape that does not fit',
    bytes: around([node('Reshape', ['h', 's'], 'z')], { constants: [longs('s', [1, 9])] }),
    words: [/E1808 .*node "z" \(Reshape\): 8 values of the shape \[1, 8\] cannot take the shape \[1, 9\]/],
  },
  {
    title: 'terms that do not fit',
    bytes: around([node('Add', ['h', 'five'], 'z')], { constants: [randomFloats('five', [5])] }),
    words: [/E1808 .*node "z" \(Add\): the shapes \[1, 8\] and \[5\]/],
  },
  {
    title: 'a missing kernel',
    bytes: around([node('Conv', ['h', ''], 'z')]),
    words: [/E1808 .*node "z" \(Conv\): its kernel \(input 1\) is missing/],
  },
  {
    title: 'weights from activations',
    bytes: around([node('Reshape', ['h', 's'], 'k'), node('Gemm', ['k', 'k'], 'z')], {
      constants: [longs('s', [2, 4])],
    }),
    words: [/E1803 .*its matrix is computed from the network's input/],
  },
  {
    title: 'batch normalisation with a negative variance',
    bytes: around([node('BatchNormalization', ['h', 'o', 'o', 'o', 'v'], 'z')], {
      constants: [floats('o', [8], new Array(8).fill(1)), floats('v', [8], new Array(8).fill(-1))],
    }),
    words: [/E1808 .*its variance 0 is -1/],
  },
  {
    title: 'batch normalisation in training',
    bytes: around([node('BatchNormalization', ['h', 'o', 'o', 'o', 'o'], 'z', { training_mode: 1 })], {
      constants: [floats('o', [8], new Array(8).fill(1))],
    }),
    words: [/E1804 .*mean from the batch.*model\.eval/],
  },
  {
    title: 'padding with mirrors',
    bytes: around([node('Pad', ['h', 'p'], 'z', { mode: 'reflect' })], {
      constants: [longs('p', [0, 1, 0, 1])],
    }),
    words: [/E1803 .*mode reflect/],
  },
  {
    title: 'padding with ones',
    bytes: around([node('Pad', ['h', 'p', 'one'], 'z')], {
      constants: [longs('p', [0, 1, 0, 1]), floats('one', [], [1])],
    }),
    words: [/E1803 .*pads with 1/],
  },
  {
    title: 'old operators',
    bytes: around([node('Relu', ['h'], 'z')], { opset: 6 }),
    words: [/E1811 .*\(opset\) 6, at least 7/],
  },
  {
    title: 'no version of the operators',
    bytes: () => {
      const model = modelOf({
        input: [1, 6],
        nodes: [node('MatMul', ['x', 'w'], 'y')],
        constants: [randomFloats('w', [6, 2])],
      });
      model.opsetImport = [];
      return toBinary(ModelProtoSchema, model);
    },
    words: [/E1811 .*names no version/],
  },
];
