import { NmapError } from '@nmap/ir';

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** A byte order mark is a character to it: places count it. */
const LITERAL = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a hardware file, or of another YAML file of ours. Throws `NmapError('input')` with the place where it is
 * not UTF-8.
 * @param what the file, for the hint.
 */
export function decodeHardware(bytes: Uint8Array, fileName: string, what = 'A hardware file'): string {
  const notText = (where: string, message: string): NmapError => refused(where, message, what);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw notText(`${fileName}:1:1`, 'the file is UTF-16, not UTF-8.');
  if (bytes.includes(0)) throw notText(`${fileName}:1:1`, 'the file is binary data, not text.');
  try {
    return UTF8.decode(bytes);
  } catch {
    const { line, column, byte } = placeOfFault(bytes);
    throw notText(
      `${fileName}:${line}:${column}`,
      `the byte 0x${byte.toString(16).padStart(2, '0')} is not valid UTF-8.`,
    );
  }
}

function refused(where: string, message: string, what: string): NmapError {
  return new NmapError('input', [
    { code: 'E1024', severity: 'error', where, message, hint: `${what} is YAML, saved as UTF-8.` },
  ]);
}

/** The first line that does not decode, and its first byte that is part of no character. */
function placeOfFault(bytes: Uint8Array): { line: number; column: number; byte: number } {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(10, start);
    const text = bytes.subarray(start, end < 0 ? bytes.length : end);
    const at = invalidFrom(text);
    if (at >= 0)
      return { line, column: [...LITERAL.decode(text.subarray(0, at))].length + 1, byte: text[at] };
    start = end + 1;
  }
}

/** Index of the byte from which a line is no longer UTF-8, -1 where all of it is. */
function invalidFrom(line: Uint8Array): number {
  for (let at = 0; at < line.length;) {
    const lead = line[at];
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > 1 && !isCharacter(line.subarray(at, at + length))) return at;
    at += length;
  }
  return -1;
}

function isCharacter(bytes: Uint8Array): boolean {
  try {
    return [...LITERAL.decode(bytes)].length === 1;
  } catch {
    return false;
  }
}
