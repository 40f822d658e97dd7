import { basename } from 'node:path';
import type { ByteChunks } from '../json/parse-json.ts';
import { allBytes } from '../source/all-bytes.ts';
import { hashed, openBytes, type ByteSource } from '../source/byte-source.ts';
import { modelMeaning } from './model-meaning.ts';
import type { ModelFile, ModelFormat, ModelOptions } from './model-file.ts';
import { readKerasFile } from './keras/read-keras-file.ts';
import { readTfjs } from './keras/read-tfjs.ts';
import { readOnnx } from './onnx/read-onnx.ts';
import type { ReadGraph } from './read-graph.ts';
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
  const { name } = source;
  const format = recognise(source.start, name);
  const bytes = await allBytes(source, MAX_BYTES);
  const read = await READERS[format](bytes, name, path, options);
  const nameFromFile = read.name === null;
  const spec = { ...read.graph.spec, name: read.name ?? basename(name).replace(/\.[A-Za-z]\w*$/, '') };
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

type Reader = (
  bytes: Uint8Array,
  fileName: string,
  path: string | null,
  options: ModelOptions,
) => Promise<ReadGraph>;

const READERS: Readonly<Record<ModelFormat, Reader>> = {
  onnx: readOnnx,
  keras: (bytes, fileName, _path, options) => readKerasFile(bytes, fileName, options),
  tfjs: readTfjs,
};

/** The limit of the protobuf encoding. */
const MAX_BYTES = 2 ** 31 - 1;
