import { basename } from 'node:path';
import type { ByteChunks } from '../json/parse-json.ts';
import { allBytes } from '../source/all-bytes.ts';
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
  const bytes = await allBytes(source, MAX_BYTES);
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

/** The limit of the protobuf encoding. */
const MAX_BYTES = 2 ** 31 - 1;
