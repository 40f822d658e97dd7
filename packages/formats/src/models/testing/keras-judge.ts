/** The same layers as an ONNX graph, written down a second time from the definitions of Keras, for the judge. */
import type { NodeProto, TensorProto } from 'onnx-buf';
import type { MadeLayer, MadeModel } from './keras-file.ts';
import { floats, longs, node, onnxBytes } from './onnx-file.ts';

export function judgedBytes(model: MadeModel): Uint8Array {
  const nodes: NodeProto[] = [node('Identity', ['x'], 'input_1')];
  const constants: TensorProto[] = [];
  let previous = 'input_1';
  model.layers.forEach((layer) => {
    const inputs = layer.reads.length === 0 ? [previous] : layer.reads;
    translate(layer, inputs, nodes, constants);
    previous = layer.config.name;
  });
  nodes.push(node('Identity', [previous], 'y'));
  return onnxBytes({ input: ['n', ...model.input], nodes, constants });
}

function translate(
  { kind, config, weights }: MadeLayer,
  inputs: readonly string[],
  nodes: NodeProto[],
  constants: TensorProto[],
): void {
  const { name } = config;
  const weight = (which: string) => weights.find((held) => held.name === which)!;
  const constant = (which: string, shape: readonly number[], values: ArrayLike<number>): string => {
    constants.push(floats(`${name}.${which}`, shape, values));
    return `${name}.${which}`;
  };
  const shapeConstant = (which: string, values: readonly number[]): string => {
    constants.push(longs(`${name}.${which}`, values));
    return `${name}.${which}`;
  };
  const activate = (from: string): void => {
    const activation = (config['activation'] as string | undefined) ?? 'linear';
    if (activation === 'linear') nodes.push(node('Identity', [from], name));
    else if (activation === 'relu') nodes.push(node('Relu', [from], name));
    else if (activation === 'relu6') {
      nodes.push(node('Clip', [from, constant('low', [], [0]), constant('high', [], [6])], name));
    } else throw new Error(activation);
  };
  /** Runs an operator of images between transposes. */
  const turned = (from: string, to: string, op: (input: string, output: string) => NodeProto[]): void => {
    nodes.push(node('Transpose', [from], `${to}.in`, { perm: [0, 3, 1, 2] }));
    nodes.push(...op(`${to}.in`, `${to}.out`));
    nodes.push(node('Transpose', [`${to}.out`], to, { perm: [0, 2, 3, 1] }));
  };
  const pair = (key: string, absent: readonly number[]): readonly number[] => {
    const value = config[key] ?? absent;
    return typeof value === 'number' ? [value, value] : (value as number[]);
  };
  const padding = config['padding'] === 'same' ? { auto_pad: 'SAME_UPPER' } : {};
  switch (kind) {
    case 'Dense':
      nodes.push(
        node(
          'MatMul',
          [inputs[0], constant('k', weight('kernel').shape, weight('kernel').values)],
          `${name}.m`,
        ),
      );
      nodes.push(
        node('Add', [`${name}.m`, constant('b', weight('bias').shape, weight('bias').values)], `${name}.s`),
      );
      return activate(`${name}.s`);
    case 'Conv2D':
    case 'DepthwiseConv2D':
    case 'SeparableConv2D': {
      const first = kind === 'Conv2D' ? weight('kernel') : weight('depthwise_kernel');
      const [h, w, i, o] = first.shape;
      const at = (y: number, x: number, c: number, k: number): number =>
        first.values[((y * w + x) * i + c) * o + k];
      const perChannel = kind !== 'Conv2D';
      const kernel: number[] = [];
      for (let out = 0; out < (perChannel ? i * o : o); out++) {
        for (let c = 0; c < (perChannel ? 1 : i); c++) {
          for (let y = 0; y < h; y++) {
            for (let x = 0; x < w; x++)
              kernel.push(perChannel ? at(y, x, Math.floor(out / o), out % o) : at(y, x, c, out));
          }
        }
      }
      const shape = perChannel ? [i * o, 1, h, w] : [o, i, h, w];
      const groups = perChannel ? i : ((config['groups'] as number | undefined) ?? 1);
      turned(inputs[0], `${name}.c`, (from, to) => [
        node('Conv', [from, constant('w', shape, kernel)], to, {
          strides: pair('strides', [1, 1]),
          dilations: pair('dilation_rate', [1, 1]),
          group: groups,
          ...padding,
        }),
      ]);
      let value = `${name}.c`;
      if (kind === 'SeparableConv2D') {
        const { shape: pointwise, values } = weight('pointwise_kernel');
        nodes.push(node('MatMul', [value, constant('p', pointwise.slice(2), values)], `${name}.p2`));
        value = `${name}.p2`;
      }
      const bias = weights.find((held) => held.name === 'bias');
      if (bias !== undefined) {
        nodes.push(node('Add', [value, constant('b', bias.shape, bias.values)], `${name}.s`));
        value = `${name}.s`;
      }
      return activate(value);
    }
    case 'BatchNormalization': {
      const { values: mean, shape } = weight('moving_mean');
      const epsilon = (config['epsilon'] as number | undefined) ?? 1e-3;
      const deviation = weight('moving_variance').values.map((value) => Math.sqrt(value + epsilon));
      const gamma = weights.find((held) => held.name === 'gamma')?.values ?? mean.map(() => 1);
      const beta = weights.find((held) => held.name === 'beta')?.values ?? mean.map(() => 0);
      nodes.push(node('Sub', [inputs[0], constant('m', shape, mean)], `${name}.a`));
      nodes.push(node('Div', [`${name}.a`, constant('d', shape, deviation)], `${name}.b`));
      nodes.push(node('Mul', [`${name}.b`, constant('g', shape, gamma)], `${name}.c`));
      nodes.push(node('Add', [`${name}.c`, constant('e', shape, beta)], name));
      return;
    }
    case 'Activation':
      return activate(inputs[0]);
    case 'ReLU':
      nodes.push(
        config['max_value'] === undefined
          ? node('Relu', [inputs[0]], name)
          : node(
              'Clip',
              [inputs[0], constant('low', [], [0]), constant('high', [], [config['max_value'] as number])],
              name,
            ),
      );
      return;
    case 'AveragePooling2D':
    case 'MaxPooling2D': {
      const size = pair('pool_size', [2, 2]);
      turned(inputs[0], name, (from, to) => [
        node(kind === 'MaxPooling2D' ? 'MaxPool' : 'AveragePool', [from], to, {
          kernel_shape: size,
          strides: pair('strides', size),
          ...padding,
        }),
      ]);
      return;
    }
    case 'GlobalAveragePooling2D':
      nodes.push(node('ReduceMean', [inputs[0]], name, { axes: [1, 2], keepdims: 0 }));
      return;
    case 'Add':
      nodes.push(node('Sum', inputs, name));
      return;
    case 'Concatenate':
      nodes.push(node('Concat', inputs, name, { axis: (config['axis'] as number | undefined) ?? -1 }));
      return;
    case 'Flatten':
      nodes.push(node('Flatten', [inputs[0]], name));
      return;
    case 'Reshape':
      nodes.push(
        node('Reshape', [inputs[0], shapeConstant('s', [-1, ...(config['target_shape'] as number[])])], name),
      );
      return;
    case 'Permute':
      nodes.push(node('Transpose', [inputs[0]], name, { perm: [0, ...(config['dims'] as number[])] }));
      return;
    case 'ZeroPadding2D': {
      const [[top, bottom], [left, right]] = config['padding'] as number[][];
      nodes.push(node('Pad', [inputs[0], shapeConstant('p', [0, top, left, 0, 0, bottom, right, 0])], name));
      return;
    }
    case 'Rescaling':
      nodes.push(node('Mul', [inputs[0], constant('s', [], [config['scale'] as number])], `${name}.m`));
      nodes.push(node('Add', [`${name}.m`, constant('o', [], [config['offset'] as number])], name));
      return;
    case 'Dropout':
      nodes.push(node('Identity', [inputs[0]], name));
      return;
    default:
      throw new Error(kind);
  }
}
