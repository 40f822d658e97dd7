import { open, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { grouped, quoted } from '../../input-error.ts';
import { Refusal } from '../graph/refusal.ts';
import type { TensorProto } from './plain-model.ts';

const BESIDE = 'Put the file of weights beside the model, or save the model as one file.';

/** More than any model that a chip holds. */
const MAX_BYTES = 2 ** 31;

/**
 * The bytes of a constant that lie in a file beside the model.
 * @param modelPath null where the model came through a pipe.
 */
export async function externalData(tensor: TensorProto, modelPath: string | null): Promise<Uint8Array> {
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const location = entries.get('location') ?? '';
  if (modelPath === null) {
    throw failure(
      `its numbers are in the file ${quoted(location)} beside the model, which came through a pipe.`,
    );
  }
  if (location === '') throw failure('its numbers are in another file that is not named.');
  const folder = resolve(dirname(modelPath));
  const path = resolve(folder, location);
  if (isAbsolute(location) || location.includes('\0') || location.includes('\\') || !isInside(folder, path)) {
    throw failure(`its numbers are in ${quoted(location)}, which is not in the folder of the model.`);
  }
  const offset = Number(entries.get('offset') ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw failure(`its numbers begin at byte ${quoted(entries.get('offset') ?? '')} of ${quoted(location)}.`);
  }
  try {
    const [realFolder, realPath] = await Promise.all([realpath(folder), realpath(path)]);
    if (!isInside(realFolder, realPath)) {
      throw failure(`its numbers are in ${quoted(location)}, a link out of the folder of the model.`);
    }
    // Asked before it is opened: opening a pipe waits for a writer.
    const info = await stat(realPath);
    if (!info.isFile()) throw failure(`its numbers are in ${quoted(location)}, which is no file.`);
    const file = await open(realPath, 'r');
    try {
      const length = Number(entries.get('length') ?? info.size - offset);
      if (!Number.isSafeInteger(length) || length < 0 || offset + length > info.size) {
        throw failure(
          `its numbers are bytes ${grouped(offset)} to ${grouped(offset + length)} of ${quoted(location)}, which has ${grouped(info.size)}.`,
        );
      }
      if (length > MAX_BYTES) {
        throw failure(`its numbers take ${grouped(length)} bytes, at most ${grouped(MAX_BYTES)} are read.`);
      }
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

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function failure(reason: string): Refusal {
  return new Refusal('E1807', reason, BESIDE);
}
