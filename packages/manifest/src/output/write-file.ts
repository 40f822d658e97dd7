import { writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ManifestError } from '../manifest-error.ts';
import { fileError } from './file-error.ts';
import { outputPlace } from './output-place.ts';
import { removeLeftovers, temporaryPath } from './temporary.ts';

/** The calls that make a write atomic, so that a test can make one of them fail. */
export interface FileCalls {
  readonly open: typeof open;
  readonly rename: typeof rename;
}

/**
 * Writes a file so that a reader, a crash or a full disk never shows half of it: a
 * temporary name in the same folder, synced, renamed over the old file, the folder
 * synced. A failure leaves the old file and nothing else behind; what a killed run left
 * is removed by the next one. A symbolic link is followed, also to a file that does not
 * exist yet. Open descriptors (`/dev/stdout`), devices and pipes are written to where
 * they are.
 * @param content whole or in pieces that follow each other: a file may be
 *   longer than a string can be.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | Iterable<string | Uint8Array>,
  calls: FileCalls = { open, rename },
): Promise<void> {
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  const place = await outputPlace(path);
  try {
    if (place.kind === 'descriptor') for (const piece of pieces) writeWhole(place.fd, piece);
    else if (place.kind === 'device') await writeTo(await calls.open(place.path, 'w'), pieces);
    // Replacing a file keeps its permissions; a new one gets what the umask leaves.
    else await replace(place.path, pieces, place.stats?.mode ?? 0o666, calls);
  } catch (error) {
    throw error instanceof ManifestError ? error : fileError(path, 'cannot be written', error);
  }
}

type File = Awaited<ReturnType<typeof open>>;

async function writeTo(
  file: File,
  pieces: Iterable<string | Uint8Array>,
  { sync = false } = {},
): Promise<void> {
  try {
    for (const piece of pieces) await file.writeFile(piece);
    if (sync) await file.sync();
  } finally {
    await file.close();
  }
}

async function replace(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  mode: number,
  calls: FileCalls,
): Promise<void> {
  await removeLeftovers(path);
  const temporary = temporaryPath(path);
  const file = await calls.open(temporary, 'wx', mode & 0o777);
  try {
    await writeTo(file, pieces, { sync: true });
    await calls.rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** All of it, also to a pipe that takes a part at a time. */
function writeWhole(fd: number, piece: string | Uint8Array): void {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      // A pipe without blocking is full: ask again in a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
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
