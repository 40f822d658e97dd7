/** `node:fs` on the files in memory: what is called on the way from a file to a placement. */
import { bytesAt, namesIn, pathOf, removeFromDisk, statOf, textAt, writeToDisk } from './disk.mjs';

export function readFileSync(place, encoding) {
  return encoding === undefined ? Buffer.from(bytesAt(place, 'open')) : textAt(place, 'open');
}

export function readdirSync(place) {
  return namesIn(place, 'scandir');
}

export function existsSync(place) {
  try {
    statOf(place);
    return true;
  } catch {
    return false;
  }
}

export function mkdtempSync(prefix) {
  return `${prefix}0`;
}

export const writeFileSync = writeToDisk;
export const rmSync = removeFromDisk;
export const statSync = statOf;
export const realpathSync = pathOf;
