import { LineSplitter } from '../../clusters/line-splitter.ts';
import type { ByteReader } from '../../clusters/cluster-graph.ts';
import { inputError } from '../../input-error.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a format does with its lines. */
export interface LineHandler<Made = ReadNetwork> {
  /** Takes a line in place, where that is possible; false: it is handed to `line` as text. */
  bytes?(bytes: Uint8Array, start: number, end: number): boolean;
  /** @param line from 1. @param where `file:line:1`. */
  line(text: string, line: number, where: string): void;
  /** @param end where the file ends. */
  finish(end: string): Made;
}

/** Cuts a file into lines of text for a format. */
export function textLines<Made = ReadNetwork>(
  fileName: string,
  handler: LineHandler<Made>,
): ByteReader<Made> {
  const lines = new LineSplitter(fileName, (bytes, start, end, line) => {
    if (handler.bytes?.(bytes, start, end) === true) return;
    const where = `${fileName}:${line}:1`;
    handler.line(decode(bytes.subarray(start, end), where), line, where);
  });
  return {
    feed: (piece) => lines.feed(piece),
    finish() {
      lines.finish();
      return handler.finish(`${fileName}:${Math.max(lines.lineCount, 1)}:1`);
    },
  };
}

function decode(bytes: Uint8Array, where: string): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw inputError('E1014', where, 'the line is not valid UTF-8.', 'Save the file as UTF-8.');
  }
}

/** Numbers between blanks; null where something else is among them. */
export function wholeNumbers(text: string): number[] | null {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const fields = trimmed.split(/[ \t]+/);
  return fields.every((field) => /^\d{1,15}$/.test(field)) ? fields.map(Number) : null;
}
