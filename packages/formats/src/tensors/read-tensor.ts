import { gunzipSync } from 'node:zlib';
import { NmapError } from '@nmap/ir';
import { inputError, quoted } from '../input-error.ts';
import type { ByteChunks } from '../json/parse-json.ts';
import { allBytes } from '../source/all-bytes.ts';
import { hashed, openBytes, type ByteSource } from '../source/byte-source.ts';
import { readCsv } from './csv.ts';
import type { DataArray } from './data-array.ts';
import { looksLikeIdx, readIdx } from './idx.ts';
import { NO_NUMBERS, NPY_MAGIC, readNpy } from './npy.ts';
import { unzip } from './unzip.ts';

/** The arrays of a data file, and the identity of the file. */
export interface TensorFile {
  readonly format: 'npy' | 'npz' | 'idx' | 'csv';
  /** As messages name the file. */
  readonly name: string;
  readonly arrays: readonly DataArray[];
  /** Names of the columns of a CSV, where its first line has them. */
  readonly columns: readonly string[] | null;
  /** Of the raw bytes. */
  readonly fileSha256: string;
  readonly bytes: number;
}

const READABLE = 'Readable data: .npz and .npy of NumPy, IDX (.gz too), CSV of numbers.';
const MAX_BYTES = 2 ** 31 - 1;

/** Reads a data file, recognised by content; `-` is standard input. Throws `NmapError('input')`. */
export async function readTensor(path: string): Promise<TensorFile> {
  return readSource(await openBytes(path));
}

/** As {@link readTensor}, from pieces in memory; `fileName` is for messages. */
export async function readTensorBytes(chunks: ByteChunks, fileName: string): Promise<TensorFile> {
  return readSource(await hashed(fileName, chunks));
}

async function readSource(source: ByteSource): Promise<TensorFile> {
  const { name } = source;
  const bytes = unpacked(await allBytes(source, MAX_BYTES), name);
  return { name, columns: null, ...(await arraysOf(bytes, name)), ...source.digest() };
}

async function arraysOf(
  bytes: Uint8Array,
  name: string,
): Promise<Pick<TensorFile, 'format' | 'arrays'> & Partial<Pick<TensorFile, 'columns'>>> {
  const begins = (signature: readonly number[]): boolean => signature.every((byte, k) => bytes[k] === byte);
  if (begins(NPY_MAGIC)) return { format: 'npy', arrays: [readNpy(bytes, name, '')] };
  if (begins([0x50, 0x4b, 0x03, 0x04])) {
    const files = await unzip(bytes, name, (entry) => entry.endsWith('.npy'));
    if (files.size === 0) {
      throw inputError('E1841', name, 'this zip archive holds no array of NumPy (.npy).', READABLE);
    }
    const arrays = numbersOf(files, name);
    return { format: 'npz', arrays };
  }
  if (begins([0x50, 0x4b, 0x05, 0x06]))
    throw inputError('E1841', name, 'this zip archive is empty.', READABLE);
  if (looksLikeIdx(bytes)) return { format: 'idx', arrays: [readIdx(bytes, name)] };
  if (begins([0x89, 0x48, 0x44, 0x46])) {
    throw inputError(
      'E1849',
      name,
      'this is an HDF5 file; data are not read from it.',
      'Write them as .npz: numpy.savez("data.npz", x=x, y=y).',
    );
  }
  if (bytes.subarray(0, 4096).includes(0)) {
    throw inputError('E1849', name, 'this is binary data of no kind that is known.', READABLE);
  }
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 200)).trimStart();
  if (start.startsWith('version https://git-lfs.github.com/spec')) {
    throw inputError(
      'E1849',
      name,
      'this is a Git LFS pointer, not the data it stands for.',
      'Fetch them: git lfs pull',
    );
  }
  if (/^[{[<]/.test(start)) {
    throw inputError(
      'E1849',
      name,
      `this is ${start.startsWith('<') ? 'XML or HTML' : 'JSON'}, not an array of numbers.`,
      READABLE,
    );
  }
  const table = readCsv(bytes, name);
  return { format: 'csv', arrays: [table], columns: table.columns };
}

/** The arrays of numbers in an archive; names of classes and the like beside them are left out. */
function numbersOf(files: ReadonlyMap<string, Uint8Array>, name: string): DataArray[] {
  const arrays: DataArray[] = [];
  let leftOut: unknown = null;
  for (const [entry, content] of files) {
    try {
      arrays.push(readNpy(content, `${name}: ${quoted(entry)}`, entry.replace(/\.npy$/, '')));
    } catch (error) {
      if (!(error instanceof NmapError && error.diagnostics[0].code === NO_NUMBERS)) throw error;
      leftOut ??= error;
    }
  }
  if (arrays.length === 0) throw leftOut;
  return arrays;
}

/** Without gzip around it. */
function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw inputError(
      'E1849',
      name,
      code === 'ERR_BUFFER_TOO_LARGE'
        ? 'unpacked it has more than 2 GB.'
        : `it cannot be unpacked (gzip: ${message}).`,
      'Was it written or downloaded completely?',
    );
  }
}
