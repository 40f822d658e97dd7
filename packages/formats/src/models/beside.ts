import { open, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { grouped, quoted } from '../input-error.ts';
import { Refusal } from './graph/refusal.ts';

const BESIDE = 'Put the file of weights beside the model, or save the model as one file.';
/** More than any model that a chip holds. */
const MAX_BYTES = 2 ** 31;

/**
 * Bytes of a file beside a model, which the model names. No path leaves the folder of the model.
 * @param modelPath null where the model came through a pipe.
 * @param part which bytes; length null: to the end.
 */
export async function readBeside(
  location: string,
  modelPath: string | null,
  part: { readonly offset: number; readonly length: number | null },
): Promise<Uint8Array> {
  if (modelPath === null) {
    throw failure(
      `its numbers are in the file ${quoted(location)} beside the model, which came through a pipe.`,
    );
  }
  if (location === '') throw failure('its numbers are in another file that is not named.');
  const folder = resolve(dirname(modelPath));
  const path = resolve(folder, location);
  if (isAbsolute(location) || /[\0\\]/.test(location) || !isInside(folder, path)) {
    throw failure(`its numbers are in ${quoted(location)}, which is not in the folder of the model.`);
  }
  const { offset } = part;
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw failure(`its numbers begin at byte ${offset} of ${quoted(location)}.`);
  }
  try {
    return await bytesOf(location, folder, path, part);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw failure(
      code === 'ENOENT'
        ? `its numbers are in the file ${quoted(location)} beside the model, and there is none.`
        : `its numbers are in the file ${quoted(location)}, which cannot be read (${code ?? 'unknown'}).`,
    );
  }
}

async function bytesOf(
  location: string,
  folder: string,
  path: string,
  part: { readonly offset: number; readonly length: number | null },
): Promise<Uint8Array> {
  const [realFolder, realPath] = await Promise.all([realpath(folder), realpath(path)]);
  if (!isInside(realFolder, realPath)) {
    throw failure(`its numbers are in ${quoted(location)}, a link out of the folder of the model.`);
  }
  // Asked before it is opened: opening a pipe waits for a writer.
  const info = await stat(realPath);
  if (!info.isFile()) throw failure(`its numbers are in ${quoted(location)}, which is no file.`);
  const { offset } = part;
  const length = part.length ?? Math.max(0, info.size - offset);
  if (!Number.isSafeInteger(length) || length < 0 || offset + length > info.size) {
    throw failure(
      `its numbers are bytes ${grouped(offset)} to ${grouped(offset + length)} of ${quoted(location)}, which has ${grouped(info.size)}.`,
    );
  }
  if (length > MAX_BYTES) {
    throw failure(`its numbers take ${grouped(length)} bytes, at most ${grouped(MAX_BYTES)} are read.`);
  }
  const file = await open(realPath, 'r');
  try {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const { bytesRead } = await file.read(bytes, at, length - at, offset + at);
      if (bytesRead === 0) throw failure(`${quoted(location)} became shorter while it was read.`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function failure(reason: string): Refusal {
  return new Refusal('E1807', reason, BESIDE);
}
