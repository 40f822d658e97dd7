/** Files in memory: what the compiler reads of its own (presets, the report's program), and what the user opens. */
import { OWN_FILES } from 'playground:own-files';
import { resolve } from './path.mjs';

/** Bytes, or text that nobody has asked the bytes of yet, by absolute path. */
const disk = new Map(Object.entries(OWN_FILES));

/** @param place a path, or a URL `file:///...` */
export function pathOf(place) {
  return resolve(String(place).replace(/^file:\/\//, ''));
}

export function writeToDisk(place, bytes) {
  disk.set(pathOf(place), bytes);
}

/** A file, or a folder with all that is in it. */
export function removeFromDisk(place) {
  const path = pathOf(place);
  for (const each of disk.keys()) if (each === path || each.startsWith(`${path}/`)) disk.delete(each);
}

/** @throws as Node does, ENOENT or EISDIR */
export function bytesAt(place, call) {
  const path = pathOf(place);
  const found = disk.get(path);
  if (found === undefined) throw failure(isFolder(path) ? 'EISDIR' : 'ENOENT', call, path);
  return typeof found === 'string' ? new TextEncoder().encode(found) : found;
}

export function textAt(place, call) {
  const found = disk.get(pathOf(place));
  return typeof found === 'string' ? found : new TextDecoder().decode(bytesAt(place, call));
}

/** Names of the files of a folder. */
export function namesIn(place, call) {
  const path = pathOf(place);
  if (!isFolder(path)) throw failure('ENOENT', call, path);
  const names = [...disk.keys()].filter((each) => each.startsWith(`${path}/`));
  return [...new Set(names.map((each) => each.slice(path.length + 1).split('/')[0]))];
}

/** What `stat` tells of it. */
export function statOf(place) {
  const path = pathOf(place);
  const isFile = disk.has(path);
  if (!isFile && !isFolder(path)) throw failure('ENOENT', 'stat', path);
  return {
    size: isFile ? bytesAt(path, 'stat').length : 0,
    isFile: () => isFile,
    isDirectory: () => !isFile,
    isFIFO: () => false,
    isCharacterDevice: () => false,
  };
}

function isFolder(path) {
  return [...disk.keys()].some((each) => each.startsWith(`${path}/`));
}

function failure(code, syscall, path) {
  return Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall, path });
}
