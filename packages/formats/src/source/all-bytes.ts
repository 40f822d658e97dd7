import { grouped, inputError } from '../input-error.ts';
import type { ByteSource } from './byte-source.ts';

/** The whole of a file, for formats that are no streams. */
export async function allBytes(
  source: ByteSource,
  maxBytes: number,
  wayOut = 'Use a smaller model, or fewer samples.',
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.chunks) {
    pieces.push(piece);
    length += piece.length;
    if (length > maxBytes) {
      throw inputError(
        'E1809',
        source.name,
        `the file has more than ${grouped(maxBytes)} bytes, which is the most that is read.`,
        wayOut,
      );
    }
  }
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
