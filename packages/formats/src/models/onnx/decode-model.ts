import { inputError } from '../../input-error.ts';
import { onnxSchema } from './onnx-schema.ts';
import type { ModelProto } from './plain-model.ts';

/** The message in the bytes of an ONNX file. */
export async function decodeModel(bytes: Uint8Array, fileName: string): Promise<ModelProto> {
  const { fromBinary, ModelProtoSchema } = await onnxSchema();
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch (error) {
    throw inputError(
      'E1802',
      fileName,
      `this is no complete ONNX model: ${reasonOf(error)} in ${bytes.length.toLocaleString('en')} bytes.`,
      'Was it downloaded or copied completely? An ONNX file is binary; export the model again.',
    );
  }
  if (model.graph === undefined) {
    throw inputError(
      'E1802',
      fileName,
      'this is no ONNX model: it holds no graph.',
      'Was it written completely? Export the model again.',
    );
  }
  return model;
}

/** What the decoder says, without the names of its own functions. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/premature EOF|RangeError|out of bounds/i.test(text)) return 'it ends in the middle of a field';
  if (/recursion|call stack/i.test(text)) return 'its messages are nested too deep';
  return `its encoding is broken (${text.slice(0, 80)})`;
}
