import { createGunzip } from 'node:zlib';
import { Readable, pipeline } from 'node:stream';
import { grouped, inputError } from '../input-error.ts';
import type { ByteChunks } from '../json/parse-json.ts';
import { hashed, type ByteSource } from './byte-source.ts';

/** What unpacking may give at most, in bytes. */
const MAX_UNPACKED_BYTES = 8 * 2 ** 30;
/** Unpacked bytes for each packed one: real networks stay below, a zip bomb made to harm reaches a thousand. */
const MAX_RATIO = 300;
/** Below this any ratio is taken: a file of equal lines packs very well. */
const FREE_BYTES = 16 * 2 ** 20;

/** True for the two bytes that every gzip file begins with. */
function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The contents of a file that may be packed; without `.gz` its name says what is inside. */
export async function unpacked(source: ByteSource): Promise<ByteSource> {
  if (!isGzip(source.start)) return source;
  return hashed(source.name.replace(/\.gz$/i, ''), gunzipped(source.chunks, source.name));
}

/** Unpacks gzip as a stream. Throws NmapError (input) where it is damaged, or grows beyond all reason. */
async function* gunzipped(chunks: ByteChunks, fileName: string): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const unpack = createGunzip();
  let failure: Error | null = null;
  // Errors of the source and of the unpacking both end the stream that is read below.
  pipeline(Readable.from(counted()), unpack, (error) => {
    failure = error ?? null;
  });
  try {
    for await (const piece of unpack as AsyncIterable<Uint8Array>) {
      unpacked += piece.length;
      if (unpacked > MAX_UNPACKED_BYTES || (unpacked > FREE_BYTES && unpacked > packed * MAX_RATIO)) {
        throw inputError(
          'E1852',
          fileName,
          `${grouped(packed)} packed bytes have become ${grouped(unpacked)}: more than ${MAX_RATIO} for each, or than the ${grouped(MAX_UNPACKED_BYTES)} that are read.`,
          'If the file is sound, unpack it (gunzip) and give what comes out.',
        );
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'NmapError') throw error;
    const { code } = (failure ?? error) as NodeJS.ErrnoException;
    if (typeof code !== 'string' || !(code.startsWith('Z_') || code.startsWith('ERR_'))) throw error;
    throw inputError(
      'E1852',
      fileName,
      `the packed file is damaged (${code === 'Z_BUF_ERROR' ? 'it ends too early' : code}).`,
      'Was it written or downloaded completely?',
    );
  }
}
