/** `node:fs/promises` on the files in memory: what is called on the way from a file to a placement. */
import { bytesAt, namesIn, pathOf, statOf } from './disk.mjs';

export async function open(place) {
  const bytes = bytesAt(place, 'open');
  let next = 0;
  return {
    async read(buffer, offset, length, position) {
      const from = position ?? next;
      const piece = bytes.subarray(from, from + length);
      buffer.set(piece, offset);
      if (position === null) next += piece.length;
      return { bytesRead: piece.length, buffer };
    },
    stat: async () => statOf(place),
    close: async () => undefined,
  };
}

export async function readFile(place) {
  return Buffer.from(bytesAt(place, 'open'));
}

export async function stat(place) {
  return statOf(place);
}

export async function readdir(place) {
  return namesIn(place, 'scandir');
}

export async function realpath(place) {
  return pathOf(place);
}
