async function loadSchema() {
  const { create, fromBinary, toBinary } = await import('@bufbuild/protobuf');
  const { AttributeProto_AttributeType, ModelProtoSchema } = await import('onnx-buf');
  return { create, fromBinary, toBinary, AttributeProto_AttributeType, ModelProtoSchema };
}

let schema: ReturnType<typeof loadSchema> | null = null;

/** The encoding of ONNX, loaded with the first model. */
export function onnxSchema(): ReturnType<typeof loadSchema> {
  schema ??= loadSchema();
  return schema;
}
