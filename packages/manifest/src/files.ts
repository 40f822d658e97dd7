import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ManifestError } from './manifest-error.ts';
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

/** The calls that make a write atomic, so that a test can make one of them fail. */
export interface FileCalls {
  readonly open: typeof open;
  readonly rename: typeof rename;
}

/**
 * Writes a file so that a reader, a crash or a full disk never shows half of it: a
 * temporary name in the same folder, synced, renamed over the old file, the folder
 * synced. A failure leaves the old file and nothing else behind. A symbolic link is
 * followed, and its target replaced. Devices and pipes (`/dev/stdout`) are written
 * directly: renaming over them would destroy them.
 * @param text the content, whole or in pieces that follow each other: a file may be
 *   longer than a string can be.
 */
export async function writeFileAtomically(
  path: string,
  text: string | Uint8Array | Iterable<string>,
  calls: FileCalls = { open, rename },
): Promise<void> {
  try {
    const existing = await statOrNull(path);
    if (existing?.isDirectory() === true) {
      throw new ManifestError(path, [
        { path: '', kind: 'form', message: 'cannot be written: it is a directory' },
      ]);
    }
    if (existing !== null && !existing.isFile()) {
      await writeFile(path, text);
      return;
    }
    // Replacing a file keeps its permissions; a new one gets what the umask leaves.
    await replace(existing === null ? path : await realpath(path), text, existing?.mode ?? 0o666, calls);
  } catch (error) {
    throw error instanceof ManifestError ? error : fileError(path, 'cannot be written', error);
  }
}

async function replace(
  path: string,
  text: string | Uint8Array | Iterable<string>,
  mode: number,
  calls: FileCalls,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await calls.open(temporary, 'wx', mode & 0o777);
  try {
    try {
      const whole = typeof text === 'string' || text instanceof Uint8Array;
      for (const chunk of whole ? [text] : text) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await calls.rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** The rename itself is durable only once the folder is; some file systems cannot sync one, and lose nothing by it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is in place and complete; only its survival of a power cut is less certain.
  }
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the name is too long',
  ERR_STRING_TOO_LONG: 'the file is too large',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

function fileError(path: string, what: string, error: unknown): ManifestError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new ManifestError(path, [{ path: '', kind: 'form', message: `${what}: ${reason}` }], {
    cause: error,
  });
}
