import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ManifestError } from './manifest-error.ts';
import { fileError } from './output/file-error.ts';
import { writeFileAtomically } from './output/write-file.ts';
import { parseManifest } from './parse-manifest.ts';
import type { Manifest } from './schema.ts';
import { manifestPieces, type WrittenTables } from './stringify-manifest.ts';

/** A file up to here is read as one string; a longer one in pieces. A string holds 512 MB. */
const WHOLE_BYTES = 64 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/** Reads a manifest file; a fault of the file or of the disk is a {@link ManifestError}. */
export async function readManifest(path: string, wholeBytes = WHOLE_BYTES): Promise<Manifest> {
  if (await isLongFile(path, wholeBytes)) return readInPieces(path);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw fileError(path, 'cannot be read', error);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw notUtf8(path, error);
  }
  return parseManifest(text, path);
}

async function isLongFile(path: string, wholeBytes: number): Promise<boolean> {
  try {
    const stats = await stat(path);
    return stats.isFile() && stats.size > wholeBytes;
  } catch {
    // The reader says what is wrong with it.
    return false;
  }
}

function readInPieces(path: string): Manifest {
  try {
    return parseManifest(() => piecesOf(path), path);
  } catch (error) {
    if (error instanceof ManifestError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw notUtf8(path, error);
    throw fileError(path, 'cannot be read', error);
  }
}

function* piecesOf(path: string): Iterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const buffer = Buffer.alloc(PIECE_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer))
      yield decoder.decode(buffer.subarray(0, count), { stream: true });
    yield decoder.decode();
  } finally {
    closeSync(file);
  }
}

function notUtf8(path: string, cause: unknown): ManifestError {
  return new ManifestError(path, [{ path: '', kind: 'form', message: 'is not UTF-8 text' }], { cause });
}

/** Writes a manifest whole or not at all; see {@link writeFileAtomically}. */
export async function writeManifest(
  path: string,
  manifest: Manifest,
  tables: WrittenTables | undefined = manifest.tables,
): Promise<void> {
  await writeFileAtomically(path, manifestPieces(manifest, tables));
}
