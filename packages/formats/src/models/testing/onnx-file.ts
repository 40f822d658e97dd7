/** ONNX files made in memory, from nodes written in one line each. */
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as Type,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  TensorProtoSchema,
  TensorProto_DataLocation,
  TensorShapeProtoSchema,
  TensorShapeProto_DimensionSchema,
  TypeProtoSchema,
  TypeProto_TensorSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from 'onnx-buf';
import { Rng } from '@nmap/kernels';

export type AttributeValue = number | string | readonly number[] | TensorProto | { readonly float: number };

export interface GraphOptions {
  /** Shape of the input; a text is an open axis. */
  readonly input: readonly (number | string)[] | null;
  readonly nodes: readonly NodeProto[];
  readonly constants?: readonly TensorProto[];
  readonly outputs?: readonly string[];
  readonly opset?: number;
  /** Further inputs. */
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly elementType?: number;
}

export function node(
  op: string,
  input: readonly string[],
  output: string | readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  more: { name?: string; domain?: string } = {},
): NodeProto {
  return create(NodeProtoSchema, {
    opType: op,
    name: more.name ?? '',
    domain: more.domain ?? '',
    input: [...input],
    output: typeof output === 'string' ? [output] : [...output],
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  });
}

/** Whole numbers are INT, `{ float }` and broken numbers FLOAT. */
function attribute(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'string') {
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: new TextEncoder().encode(value) });
  }
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? create(AttributeProtoSchema, { name, type: Type.INT, i: BigInt(value) })
      : create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value });
  }
  if (Array.isArray(value)) {
    return create(AttributeProtoSchema, { name, type: Type.INTS, ints: (value as number[]).map(BigInt) });
  }
  if ('float' in value) return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value.float });
  return create(AttributeProtoSchema, { name, type: Type.TENSOR, t: value as TensorProto });
}

export function modelOf(options: GraphOptions): ModelProto {
  const { input, nodes, constants = [], outputs = ['y'], opset = 13, inputs = {}, elementType = 1 } = options;
  const info = (name: string, shape: readonly (number | string)[] | null) =>
    create(ValueInfoProtoSchema, {
      name,
      type: create(TypeProtoSchema, {
        value: {
          case: 'tensorType',
          value: create(TypeProto_TensorSchema, {
            elemType: elementType,
            ...(shape === null
              ? {}
              : {
                  shape: create(TensorShapeProtoSchema, {
                    dim: shape.map((length) =>
                      create(TensorShapeProto_DimensionSchema, {
                        value:
                          typeof length === 'number'
                            ? { case: 'dimValue', value: BigInt(length) }
                            : { case: 'dimParam', value: length },
                      }),
                    ),
                  }),
                }),
          }),
        },
      }),
    });
  return create(ModelProtoSchema, {
    irVersion: 7n,
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(opset) })],
    graph: create(GraphProtoSchema, {
      name: 'made',
      node: [...nodes],
      initializer: [...constants],
      input: [info('x', input), ...Object.entries(inputs).map(([name, shape]) => info(name, shape))],
      output: outputs.map((name) => create(ValueInfoProtoSchema, { name, type: info(name, null).type! })),
    }),
  });
}

export function onnxBytes(options: GraphOptions): Uint8Array {
  return toBinary(ModelProtoSchema, modelOf(options));
}

/** A constant of type float in `rawData`. */
export function floats(name: string, dims: readonly number[], values: ArrayLike<number>): TensorProto {
  const data = Float32Array.from(values);
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: 1,
    rawData: new Uint8Array(data.buffer),
  });
}

/** A constant of type int64. */
export function longs(
  name: string,
  values: readonly number[],
  dims: readonly number[] = [values.length],
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: 7,
    int64Data: values.map((value) => BigInt(value)),
  });
}

type TensorFields = Pick<
  MessageInitShape<typeof TensorProtoSchema>,
  'name' | 'dataType' | 'rawData' | 'floatData' | 'doubleData' | 'int32Data' | 'int64Data'
>;

/** A constant from its fields; `external` says where its numbers lie in another file. */
export function tensor(
  fields: TensorFields & {
    readonly dims: readonly number[];
    readonly external?: Readonly<Record<string, string>>;
  },
): TensorProto {
  const { dims, external, ...rest } = fields;
  const made = create(TensorProtoSchema, { ...rest, dims: dims.map(BigInt) });
  if (external !== undefined) {
    made.dataLocation = TensorProto_DataLocation.EXTERNAL;
    made.externalData = Object.entries(external).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    );
  }
  return made;
}

/** Weights around 0 whose sums stay near 1. */
export function randomFloats(name: string, dims: readonly number[], seed = 1): TensorProto {
  return floats(name, dims, randomValues(dims, seed));
}

export function randomValues(dims: readonly number[], seed = 1): Float32Array {
  const rng = new Rng(seed);
  const count = dims.reduce((product, length) => product * length, 1);
  const fanIn = dims.length > 1 ? count / dims[0] : 4;
  return Float32Array.from({ length: count }, () => ((rng.unit() * 2 - 1) * 2) / Math.sqrt(fanIn));
}
