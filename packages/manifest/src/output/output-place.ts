import { fstatSync, type Stats } from 'node:fs';
import { open, readlink, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileError, refusal } from './file-error.ts';
import { temporaryPath } from './temporary.ts';

/** Where the bytes of an output go. */
export type OutputPlace =
  /** An open descriptor, as `/dev/stdout` or `/dev/fd/3` name one: written to where it stands, never reopened. */
  | { readonly kind: 'descriptor'; readonly fd: number; readonly stats: Stats }
  /** A device or a named pipe: written to directly, since renaming over it would destroy it. */
  | { readonly kind: 'device'; readonly path: string; readonly stats: Stats }
  /** A file, symbolic links followed to their end; `stats` null = it does not exist yet. */
  | { readonly kind: 'file'; readonly path: string; readonly stats: Stats | null };

const DESCRIPTOR = /^\/(?:dev\/fd|proc\/(?:self|thread-self|\d+)\/(?:task\/\d+\/)?fd)\/(\d+)$/;
const STANDARD: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2, '/dev/stdin': 0 };
/** As deep as Linux follows links. */
const MAX_LINKS = 40;

/** Finds where a path leads. @throws ManifestError: a folder, a circle of links, a part that does not exist. */
export async function outputPlace(path: string): Promise<OutputPlace> {
  try {
    let at = resolve(path);
    for (let links = 0; ; links++) {
      const fd = descriptorOf(at);
      if (fd !== null) return { kind: 'descriptor', fd, stats: fstatSync(fd) };
      const next = await linkTarget(at);
      if (next === null) break;
      if (links === MAX_LINKS) throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
      at = next;
    }
    const real = join(await realpath(dirname(at)), basename(at));
    const stats = await statOrNull(real);
    if (stats?.isDirectory() === true) throw refusal(path, 'cannot be written: it is a directory');
    if (stats !== null && !stats.isFile()) return { kind: 'device', path: real, stats };
    return { kind: 'file', path: real, stats };
  } catch (error) {
    throw error instanceof Error && error.name === 'ManifestError'
      ? error
      : fileError(path, 'cannot be written', error);
  }
}

/**
 * Refuses, before any work is done, an output that could not be written in the end: its
 * folder is missing or read-only, it is a directory, or it is one of the files that the
 * run reads.
 * @param inputs paths that are read; names of presets and `-` do no harm.
 * @throws ManifestError
 */
export async function checkOutput(path: string, inputs: readonly string[]): Promise<void> {
  const place = await outputPlace(path);
  if (place.stats?.isFile() === true) {
    for (const input of inputs) {
      const stats = input === '-' ? statOfDescriptor(0) : await statOrNull(input);
      if (stats?.isFile() === true && stats.dev === place.stats.dev && stats.ino === place.stats.ino)
        throw refusal(path, `would overwrite the input ${input}; give another name`);
    }
  }
  if (place.kind !== 'file') return;
  try {
    if (place.stats !== null) await (await open(place.path, 'r+')).close();
    const probe = temporaryPath(place.path);
    await (await open(probe, 'wx')).close();
    await rm(probe, { force: true });
  } catch (error) {
    throw fileError(path, 'cannot be written', error);
  }
}

function descriptorOf(path: string): number | null {
  if (Object.hasOwn(STANDARD, path)) return STANDARD[path];
  const number = DESCRIPTOR.exec(path)?.[1];
  return number === undefined ? null : Number(number);
}

/** Where a symbolic link points, one step; null for anything else, and for what does not exist. */
async function linkTarget(path: string): Promise<string | null> {
  try {
    return resolve(dirname(path), await readlink(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EINVAL' || code === 'ENOENT') return null;
    throw error;
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

function statOfDescriptor(fd: number): Stats | null {
  try {
    return fstatSync(fd);
  } catch {
    return null;
  }
}
