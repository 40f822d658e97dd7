import { readFile } from 'node:fs/promises';
import { ManifestError } from './manifest-error.ts';
import { fileError } from './output/file-error.ts';
import { writeFileAtomically } from './output/write-file.ts';
import { parseManifest } from './parse-manifest.ts';
import type { Manifest } from './schema.ts';
import { stringifyManifest } from './stringify-manifest.ts';

/** Reads a manifest file; a fault of the file or of the disk is a {@link ManifestError}. */
export async function readManifest(path: string): Promise<Manifest> {
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
    throw new ManifestError(path, [{ path: '', kind: 'form', message: 'is not UTF-8 text' }], {
      cause: error,
    });
  }
  return parseManifest(text, path);
}

/** Writes a manifest whole or not at all; see {@link writeFileAtomically}. */
export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  await writeFileAtomically(path, stringifyManifest(manifest));
}
