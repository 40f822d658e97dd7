import { sizeOf, type Activation, type DnnLayer, type DnnLayerOf, type DnnSpec } from '@nmap/dnn';
import { onnxSchema } from './onnx-schema.ts';
import { previousSingle } from './next-single.ts';

const OPSET = 13;
/** The version of the file format that came with that of the operators. */
const IR_VERSION = 7;

/**
 * The bytes of an ONNX file of a trained network, for a batch of any size. Every layer keeps its name;
 * what is read back computes the same.
 */
export async function writeOnnx(spec: DnnSpec): Promise<Uint8Array> {
  const { create, toBinary, ModelProtoSchema, AttributeProto_AttributeType: type } = await onnxSchema();
  const graph = new GraphWriter(spec);
  spec.layers.forEach((layer, index) => {
    graph.write(layer, index);
  });
  const info = (index: number) => {
    const { name, shape } = spec.layers[index];
    const dim = [
      { value: { case: 'dimParam' as const, value: 'batch' } },
      ...shape.map((length) => ({ value: { case: 'dimValue' as const, value: BigInt(length) } })),
    ];
    const value = { case: 'tensorType' as const, value: { elemType: 1, shape: { dim } } };
    return { name, type: { value } };
  };
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(IR_VERSION),
    opsetImport: [{ domain: '', version: BigInt(OPSET) }],
    producerName: 'nmap',
    graph: {
      name: spec.name,
      node: graph.nodes.map(({ op, name, inputs, output, attributes }) => ({
        opType: op,
        name,
        input: [...inputs],
        output: [output],
        attribute: Object.entries(attributes).map(([key, value]) =>
          typeof value === 'object' && 'float' in value
            ? { name: key, type: type.FLOAT, f: value.float }
            : typeof value === 'number'
              ? { name: key, type: type.INT, i: BigInt(value) }
              : { name: key, type: type.INTS, ints: value.map(BigInt) },
        ),
      })),
      initializer: graph.constants.map(({ name, dims, values }) => ({
        name,
        dims: dims.map(BigInt),
        dataType: values instanceof BigInt64Array ? 7 : 1,
        rawData: new Uint8Array(values.slice().buffer),
      })),
      input: [info(spec.layers.findIndex(({ kind }) => kind === 'input'))],
      output: [info(spec.output)],
    },
  });
  return toBinary(ModelProtoSchema, model);
}

type Attribute = number | readonly number[] | { readonly float: number };

interface WrittenNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

interface WrittenConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** Collects nodes and constants; the value of a layer has the layer's name. */
class GraphWriter {
  readonly nodes: WrittenNode[] = [];
  readonly constants: WrittenConstant[] = [];
  readonly #spec: DnnSpec;
  readonly #taken: Set<string>;
  readonly #named = new Set<string>();
  /** Values of layers as vectors, made once each. */
  readonly #flat = new Map<number, string>();

  constructor(spec: DnnSpec) {
    this.#spec = spec;
    this.#taken = new Set(spec.layers.map(({ name }) => name));
  }

  write(layer: DnnLayer, index: number): void {
    const inputs = layer.inputs.map((input) => this.#spec.layers[input].name);
    switch (layer.kind) {
      case 'input':
        return;
      case 'conv':
        return this.#conv(layer, inputs[0]);
      case 'dense':
        return this.#node(
          'Gemm',
          layer.name,
          [
            this.#vector(layer.inputs[0]),
            this.#floats(
              layer,
              'weight',
              [layer.bias.length, layer.weight.length / layer.bias.length],
              layer.weight,
            ),
            this.#floats(layer, 'bias', [layer.bias.length], layer.bias),
          ],
          { transB: 1 },
        );
      case 'average-pool':
      case 'max-pool':
        return this.#node(layer.kind === 'max-pool' ? 'MaxPool' : 'AveragePool', layer.name, inputs, {
          kernel_shape: layer.kernel,
          strides: layer.stride,
          pads: layer.padding,
          ...(layer.kind === 'average-pool' ? { count_include_pad: layer.countsPadding ? 1 : 0 } : {}),
        });
      case 'add':
        return this.#node(inputs.length === 2 ? 'Add' : 'Sum', layer.name, inputs);
      case 'concat':
        return this.#node('Concat', layer.name, inputs, { axis: 1 });
      case 'affine':
        return this.#affine(layer, inputs[0]);
      case 'activation':
        return this.#activation(layer, layer.activation, inputs[0]);
      case 'reindex':
        return this.#reindex(layer, index);
    }
  }

  #conv(layer: DnnLayerOf<'conv'>, input: string): void {
    const [height, width] = layer.kernel;
    const out = layer.bias.length;
    const dims = [out, layer.weight.length / (out * height * width), height, width];
    this.#node(
      'Conv',
      layer.name,
      [
        input,
        this.#floats(layer, 'weight', dims, layer.weight),
        this.#floats(layer, 'bias', [out], layer.bias),
      ],
      {
        kernel_shape: layer.kernel,
        strides: layer.stride,
        pads: layer.padding,
        dilations: layer.dilation,
        group: layer.groups,
      },
    );
  }

  #affine(layer: DnnLayerOf<'affine'>, input: string): void {
    const scaled = this.#fresh(`${layer.name}.scaled`);
    this.#node('Mul', layer.name, [input, this.#perValue(layer, 'scale', layer.scale)], {}, scaled);
    this.#node('Add', layer.name, [scaled, this.#perValue(layer, 'shift', layer.shift)]);
  }

  /** Entries as they broadcast over the shape of the layer. */
  #perValue(layer: DnnLayer, what: string, entries: Float32Array): string {
    const { shape } = layer;
    if (entries.length === 1) return this.#floats(layer, what, [], entries);
    if (shape.length === 3 && entries.length === shape[0])
      return this.#floats(layer, what, [shape[0], 1, 1], entries);
    const size = sizeOf(shape);
    const all = Float32Array.from(
      { length: size },
      (_, i) => entries[Math.floor(i / (size / entries.length))],
    );
    return this.#floats(layer, what, shape, all);
  }

  #activation(layer: DnnLayer, activation: Activation, input: string): void {
    const { name } = layer;
    const number = (what: string, value: number): string =>
      this.#floats(layer, what, [], Float32Array.of(value));
    switch (activation.kind) {
      case 'relu':
        return this.#node('Relu', name, [input]);
      case 'clip':
        return this.#node('Clip', name, [input, number('low', 0), number('high', activation.ceiling)]);
      case 'fat-relu': {
        if (activation.threshold === 0) return this.#node('Relu', name, [input]);
        // Ours passes what is at least the threshold, ONNX what is above its own.
        const alpha = { float: previousSingle(activation.threshold) };
        return this.#node('ThresholdedRelu', name, [input], { alpha });
      }
      case 'clip-floor-shift': {
        const { ceiling, levels } = activation;
        const [scaled, shifted, whole, clipped] = ['scaled', 'shifted', 'whole', 'clipped'].map((what) =>
          this.#fresh(`${name}.${what}`),
        );
        this.#node('Mul', name, [input, number('steps', levels / ceiling)], {}, scaled);
        this.#node('Add', name, [scaled, number('half', 0.5)], {}, shifted);
        this.#node('Floor', name, [shifted], {}, whole);
        this.#node('Clip', name, [whole, number('low', 0), number('high', levels)], {}, clipped);
        this.#node('Mul', name, [clipped, number('step', ceiling / levels)]);
      }
    }
  }

  #reindex(layer: DnnLayerOf<'reindex'>, index: number): void {
    const from = this.#longs(layer, 'from', layer.from);
    const input = this.#vector(layer.inputs[0]);
    if (layer.shape.length === 1) {
      return this.#node('Gather', layer.name, [input, from], { axis: 1 });
    }
    const gathered = this.#fresh(`${layer.name}.gathered`);
    this.#node('Gather', layer.name, [input, from], { axis: 1 }, gathered);
    this.#flat.set(index, gathered);
    this.#node('Reshape', layer.name, [gathered, this.#longs(layer, 'shape', [-1, ...layer.shape])]);
  }

  /** Name of the values of a layer as one vector. */
  #vector(index: number): string {
    const { name, shape } = this.#spec.layers[index];
    if (shape.length === 1) return name;
    const known = this.#flat.get(index);
    if (known !== undefined) return known;
    const flat = this.#fresh(`${name}.flat`);
    this.#node('Flatten', flat, [name], { axis: 1 }, flat);
    this.#flat.set(index, flat);
    return flat;
  }

  #node(
    op: string,
    name: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = name,
  ): void {
    // The first node of a layer has its name, which no other may have.
    const own = this.#named.has(name) ? this.#fresh(`${name}.${op.toLowerCase()}`) : name;
    this.#named.add(own);
    this.nodes.push({ op, name: own, inputs, output, attributes });
  }

  #floats({ name }: DnnLayer, what: string, dims: readonly number[], values: Float32Array): string {
    const constant = this.#fresh(`${name}.${what}`);
    this.constants.push({ name: constant, dims, values });
    return constant;
  }

  #longs({ name }: DnnLayer, what: string, values: ArrayLike<number>): string {
    const constant = this.#fresh(`${name}.${what}`);
    this.constants.push({
      name: constant,
      dims: [values.length],
      values: BigInt64Array.from(Array.from(values), BigInt),
    });
    return constant;
  }

  #fresh(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted}_${number}`;
    this.#taken.add(name);
    return name;
  }
}
