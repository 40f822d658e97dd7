import { grouped, inputError, quoted } from '../input-error.ts';

/** No file becomes larger than this when it is unpacked. */
const MAX_BYTES = 2 ** 31;
/** Deflate packs at most 1,032 bytes into one: what claims more lies. */
const MAX_RATIO = 1032;

/** The files in a zip archive whose names `wanted` accepts, unpacked. The library is loaded with the first. */
export async function unzip(
  bytes: Uint8Array,
  fileName: string,
  wanted: (name: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const { unzipSync } = await import('fflate');
  let total = 0;
  try {
    const files = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        if (!wanted(name)) return false;
        total += originalSize;
        if (originalSize > size * MAX_RATIO + 64 || total > MAX_BYTES) {
          throw inputError(
            'E1841',
            `${fileName}: ${quoted(name)}`,
            `it claims to unpack ${grouped(size)} bytes to ${grouped(originalSize)}.`,
            `The archive is damaged, or holds more than ${grouped(MAX_BYTES)} bytes.`,
          );
        }
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof Error && error.name === 'NmapError') throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    throw inputError(
      'E1841',
      fileName,
      `this zip archive cannot be unpacked (${reason}).`,
      'Was it written or downloaded completely?',
    );
  }
}
