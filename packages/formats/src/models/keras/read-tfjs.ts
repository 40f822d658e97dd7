import { inputError, quoted } from '../../input-error.ts';
import { halfToNumber } from '../../tensors/half.ts';
import { readBeside } from '../beside.ts';
import { Refusal, shapeText } from '../graph/refusal.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { ModelOptions } from '../model-file.ts';
import type { ReadGraph } from '../read-graph.ts';
import { isConfigObject, type ConfigObject } from './layer-config.ts';
import { kerasModel } from './keras-model.ts';
import { parseConfig } from './parse-config.ts';
import { readKeras } from './read-keras.ts';
import { WeightStore, type StoredWeight } from './weight-store.ts';

/** Types of TensorFlow.js: bytes of an entry, and its number. */
const TYPES: Readonly<
  Record<string, readonly [bytes: number, at: (view: DataView, byte: number) => number]>
> = {
  float32: [4, (view, byte) => view.getFloat32(byte, true)],
  float16: [2, (view, byte) => halfToNumber(view.getUint16(byte, true))],
  int32: [4, (view, byte) => view.getInt32(byte, true)],
  uint16: [2, (view, byte) => view.getUint16(byte, true)],
  uint8: [1, (view, byte) => view.getUint8(byte)],
  bool: [1, (view, byte) => view.getUint8(byte)],
};

const AGAIN = 'Convert the model again: tensorflowjs_converter --input_format keras model.h5 FOLDER.';
const MAX_BYTES = 2 ** 31;

/** Reads the `model.json` of a layers model of TensorFlow.js and the files of weights beside it. */
export async function readTfjs(
  bytes: Uint8Array,
  fileName: string,
  path: string | null,
  options: ModelOptions,
): Promise<ReadGraph> {
  const file = parseConfig(new TextDecoder().decode(bytes), fileName);
  const topology = isConfigObject(file) ? file['modelTopology'] : null;
  if (!isConfigObject(file) || !isConfigObject(topology)) {
    throw inputError(
      'E1815',
      fileName,
      'this JSON has no modelTopology: it is no model of TensorFlow.js.',
      AGAIN,
    );
  }
  if (topology['node'] !== undefined) {
    throw inputError(
      'E1815',
      fileName,
      'this is a graph model of TensorFlow.js, whose layers are gone.',
      'Convert the Keras model to a layers model, or to ONNX (python -m tf2onnx.convert).',
    );
  }
  const where = `${fileName}: modelTopology`;
  const model = kerasModel(topology['model_config'] ?? topology, where);
  const manifest = file['weightsManifest'];
  if (!Array.isArray(manifest)) throw inputError('E1815', fileName, 'it has no weightsManifest.', AGAIN);
  const weights: StoredWeight[] = [];
  let total = 0;
  for (const [index, group] of (manifest as unknown[]).entries()) {
    const place = `${fileName}: group ${index} of weights`;
    const { paths, specs } = groupOf(group, place);
    try {
      const parts: Uint8Array[] = [];
      for (const location of paths) {
        const part = await readBeside(location, path, { offset: 0, length: null });
        total += part.length;
        if (total > MAX_BYTES)
          throw new Refusal('E1809', 'all weights together take more than 2 GB.', 'Use a smaller model.');
        parts.push(part);
      }
      weights.push(...split(joined(parts), specs));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw inputError(error.code, place, error.message, error.hint);
    }
  }
  return readKeras(model, new WeightStore(weights), fileName, options);
}

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly scale: number;
  readonly min: number;
  readonly integer: boolean;
}

function groupOf(group: unknown, where: string): { paths: string[]; specs: WeightSpec[] } {
  const broken = (message: string): Error => inputError('E1817', where, message, AGAIN);
  if (!isConfigObject(group)) throw broken('it is no object.');
  const { paths, weights } = group;
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string'))
    throw broken('it names no files.');
  if (!Array.isArray(weights)) throw broken('it lists no weights.');
  const specs = weights.map((weight: unknown, k) => {
    if (!isConfigObject(weight)) throw broken(`weight ${k} is no object.`);
    const { name, shape, dtype } = weight;
    if (typeof name !== 'string' || typeof dtype !== 'string' || !Array.isArray(shape)) {
      throw broken(`weight ${k} lacks a name, a shape or a type.`);
    }
    const lengths = shape.map(Number);
    if (lengths.length > 8 || !lengths.every((length) => Number.isSafeInteger(length) && length >= 0)) {
      throw broken(`weight ${quoted(name)} has the shape ${shapeText(lengths)}.`);
    }
    const quantised = isConfigObject(weight['quantization']) ? weight['quantization'] : {};
    return specOf(name, lengths, dtype, quantised);
  });
  return { paths, specs };
}

function specOf(name: string, shape: readonly number[], dtype: string, quantised: ConfigObject): WeightSpec {
  const stored = quantised['dtype'];
  return {
    name,
    shape,
    dtype: typeof stored === 'string' ? stored : dtype,
    scale: typeof quantised['scale'] === 'number' ? quantised['scale'] : 1,
    min: typeof quantised['min'] === 'number' ? quantised['min'] : 0,
    integer: dtype !== 'float32',
  };
}

/** The weights of a group lie one after the other. */
function split(bytes: Uint8Array, specs: readonly WeightSpec[]): StoredWeight[] {
  let at = 0;
  const found = specs.map((spec) => {
    const type = Object.hasOwn(TYPES, spec.dtype) ? TYPES[spec.dtype] : undefined;
    if (type === undefined) {
      throw new Refusal(
        'E1817',
        `weight ${quoted(spec.name)} is of the type ${quoted(spec.dtype)}, which is not read.`,
        AGAIN,
      );
    }
    const length = spec.shape.reduce((product, size) => product * size, 1) * type[0];
    if (!(at + length <= bytes.length)) {
      throw new Refusal(
        'E1817',
        `weight ${quoted(spec.name)} of the shape ${shapeText(spec.shape)} needs bytes ${at} to ${at + length}, its files have ${bytes.length}.`,
        'Were all files of weights downloaded completely?',
      );
    }
    const part = bytes.subarray(at, at + length);
    at += length;
    return { path: spec.name.split('/'), read: () => tensorOf(part, spec, type) };
  });
  if (at !== bytes.length) {
    throw new Refusal('E1817', `its files have ${bytes.length} bytes, its weights take ${at}.`, AGAIN);
  }
  return found;
}

function tensorOf(bytes: Uint8Array, spec: WeightSpec, type: (typeof TYPES)[string]): Tensor {
  const [size, numberAt] = type;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { scale, min } = spec;
  const data = new Float32Array(bytes.length / size);
  for (let i = 0; i < data.length; i++) data[i] = numberAt(view, i * size) * scale + min;
  return { shape: spec.shape, data, integer: spec.integer };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
