/**
 * Readers and writers of trained networks and data, and writers of networks, loaded with the first call: a command that
 * only places a network starts without them.
 */
import type { DnnSpec } from '@nmap/dnn';
import type { NetworkSpec } from '@nmap/ir';
import type { ByteChunks } from './json/parse-json.ts';
import type { ModelFile, ModelOptions } from './models/model-file.ts';
import type { NirOptions } from './networks/nir/write/write-nir.ts';
import type { DataArray, NumberColumn } from './tensors/data-array.ts';
import type { DatasetFile, DatasetOptions } from './tensors/dataset-file.ts';
import type { TensorFile } from './tensors/read-tensor.ts';
import type * as Trained from './trained.ts';

let trained: Promise<typeof Trained> | null = null;

function load(): Promise<typeof Trained> {
  trained ??= import('./trained.ts');
  return trained;
}

/**
 * Reads a trained network, recognised by content: ONNX, Keras (`.h5`, `.keras`) or TensorFlow.js
 * (`model.json`); `-` is standard input. Throws `NmapError('input')` with everything that cannot be
 * read: node, reason, way out.
 */
export async function readModel(path: string, options: ModelOptions = {}): Promise<ModelFile> {
  return (await load()).readModel(path, options);
}

/** As {@link readModel}, from pieces in memory; files beside the model are out of reach. */
export async function readModelBytes(
  chunks: ByteChunks,
  fileName: string,
  options: ModelOptions = {},
): Promise<ModelFile> {
  return (await load()).readModelBytes(chunks, fileName, options);
}

/** The bytes of an ONNX file of a trained network, for a batch of any size. */
export async function writeOnnx(spec: DnnSpec): Promise<Uint8Array> {
  return (await load()).writeOnnx(spec);
}

/** The arrays of a data file, `.npy`, `.npz`, IDX (`.gz` too) or CSV, from its pieces; `fileName` is for messages. */
export async function readTensorBytes(chunks: ByteChunks, fileName: string): Promise<TensorFile> {
  return (await load()).readTensorBytes(chunks, fileName);
}

/**
 * Reads samples, and labels where there are any, in the order of a model's input. Numbers stay as they
 * are unless a scale is given. Throws `NmapError('input')` where they do not fit.
 */
export async function readDataset(path: string, options: DatasetOptions = {}): Promise<DatasetFile> {
  return (await load()).readDataset(path, options);
}

/** The labels in a file of their own: `.npy`, `.npz`, IDX or CSV. Throws `NmapError('input')` where they are no classes. */
export async function readLabelFile(path: string, classes: number): Promise<Int32Array> {
  return (await load()).readLabelFile(path, classes);
}

/** The data set of files that were read before. */
export async function makeDataset(
  file: TensorFile,
  labelFile: TensorFile | null,
  options: DatasetOptions = {},
): Promise<DatasetFile> {
  return (await load()).makeDataset(file, labelFile, options);
}

/** The bytes of a `.npy` file, row-major. */
export async function writeNpy(shape: readonly number[], values: NumberColumn): Promise<Uint8Array> {
  return (await load()).writeNpy(shape, values);
}

/** The bytes of an `.npz` file; the same for the same arrays. */
export async function writeNpz(arrays: readonly DataArray[]): Promise<Uint8Array> {
  return (await load()).writeNpz(arrays);
}

/**
 * The bytes of a NIR file, the same for the same network, which must have passed `lower`. Throws `NmapError('input')`
 * with everything that would be another network in NIR.
 */
export async function writeNir(spec: NetworkSpec, options: NirOptions = {}): Promise<Uint8Array> {
  return (await import('./networks/nir/write/write-nir.ts')).writeNir(spec, options);
}

/** What of a network a NIR file does not say, in words. */
export async function lossesOfNir(spec: NetworkSpec): Promise<readonly string[]> {
  return (await import('./networks/nir/write/losses.ts')).lossesOfNir(spec);
}
