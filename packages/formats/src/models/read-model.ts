import { basename } from 'node:path';
import { inputError } from '../input-error.ts';
import type { ByteChunks } from '../json/parse-json.ts';
import { hashed, openBytes, type ByteSource } from '../source/byte-source.ts';
import { modelMeaning } from './model-meaning.ts';
import type { ModelFile, ModelOptions } from './model-file.ts';
import { readOnnx } from './onnx/read-onnx.ts';
import { recognise } from './recognise.ts';

/**
 * Reads a trained network, recognised by content; `-` is standard input. Throws `NmapError('input')`
 * with everything that cannot be read: node, reason, way out.
 */
export async function readModel(path: string, options: ModelOptions = {}): Promise<ModelFile> {
  return readSource(await openBytes(path), path === '-' ? null : path, options);
}

/** As {@link readModel}, from pieces in memory; files beside the model are out of reach. */
export async function readModelBytes(
  chunks: ByteChunks,
  fileName: string,
  options: ModelOptions = {},
): Promise<ModelFile> {
  return readSource(await hashed(fileName, chunks), null, options);
}

async function readSource(
  source: ByteSource,
  path: string | null,
  options: ModelOptions,
): Promise<ModelFile> {
  const format = recognise(source.start, source.name);
  const bytes = await allBytes(source);
  const read = await readOnnx(bytes, source.name, path, options);
  const nameFromFile = read.name === null;
  const spec = { ...read.graph.spec, name: read.name ?? basename(source.name).replace(/\.[A-Za-z]\w*$/, '') };
  return {
    spec,
    format,
    input: read.input,
    sha256: modelMeaning(spec, read.input, nameFromFile),
    ...source.digest(),
    nameFromFile,
    diagnostics: read.notes.notes,
  };
}

/** Most bytes of a model: the limit of the protobuf encoding. */
const MAX_BYTES = 2 ** 31 - 1;

async function allBytes(source: ByteSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.chunks) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_BYTES) {
      throw inputError(
        'E1809',
        source.name,
        'the file has more than 2 GB.',
        'No chip holds so many weights: use a smaller model.',
      );
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
