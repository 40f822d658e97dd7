import { inputError } from '../input-error.ts';
import type { JsonValue } from './json-value.ts';
import { DEFAULT_LIMITS, type JsonLimits } from './limits.ts';
import { JsonPositions } from './positions.ts';
import { JsonScanner } from './scanner.ts';

/** A parsed file and the places of its values. */
export interface ParsedJson {
  readonly value: JsonValue;
  readonly positions: JsonPositions;
}

/** Bytes of a file, in order; pieces of any size. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Reads a whole JSON file of any size from its pieces, keeping the places of values for messages. */
export async function parseJsonWithPositions(
  chunks: ByteChunks,
  fileName: string,
  limits: Partial<JsonLimits> = {},
): Promise<ParsedJson> {
  const positions = new JsonPositions(fileName);
  const scanner = new JsonScanner(positions, { ...DEFAULT_LIMITS, ...limits });
  try {
    for await (const chunk of chunks) scanner.feed(chunk);
    return { value: scanner.finish(), positions };
  } catch (error) {
    // The one RangeError that bytes can cause: a list of numbers larger than memory.
    if (error instanceof RangeError) {
      throw inputError('E1013', fileName, `a list of numbers does not fit in memory: ${error.message}`);
    }
    throw error;
  }
}

/** Reads a whole JSON file of any size from its pieces. */
export async function parseJsonStream(
  chunks: ByteChunks,
  fileName: string,
  limits: Partial<JsonLimits> = {},
): Promise<JsonValue> {
  return (await parseJsonWithPositions(chunks, fileName, limits)).value;
}
