/**
 * What is read of an ONNX file, free of the encoding: numbers instead of big integers,
 * weights still undecoded.
 */
import type {
  AttributeProto,
  GraphProto,
  ModelProto,
  NodeProto,
  TensorProto,
  ValueInfoProto,
} from 'onnx-buf';

export type { AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto };

/** Numbers of the element types, from onnx.proto. */
export const ELEMENT = {
  float: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  double: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;

/** Name of an element type, for messages. */
export function elementName(type: number): string {
  return Object.entries(ELEMENT).find(([, number]) => number === type)?.[0] ?? `type ${type}`;
}

/** An operator's only standard domain, under both of its names. */
export function isStandardDomain(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}
