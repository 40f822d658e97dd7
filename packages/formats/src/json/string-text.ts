/** A fault inside a JSON string: the byte where it stands and what is wrong. */
export interface StringFault {
  readonly at: number;
  readonly message: string;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a backslash and this byte stand for; `u` is handled apart. */
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Decodes the inside of a JSON string that has escapes or bytes above 127.
 * The caller has already refused control characters and found the closing quote.
 */
export function decodeString(bytes: Uint8Array, start: number, end: number): string | StringFault {
  let text = '';
  let plainFrom = start;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 92) continue;
    const plain = decodeUtf8(bytes, plainFrom, at);
    if (typeof plain !== 'string') return plain;
    text += plain;
    const letter = String.fromCharCode(bytes[at + 1]);
    if (letter === 'u') {
      const unit = hexUnit(bytes, at + 2, end);
      if (unit < 0) return { at, message: 'the escape \\u needs four hexadecimal digits' };
      if (isHalfPair(unit) && !completesPair(bytes, at, end, unit, text)) {
        return { at, message: 'this \\u escape is one half of a surrogate pair; its other half is missing' };
      }
      text += String.fromCharCode(unit);
      at += 5;
    } else {
      const meaning = ESCAPES[letter];
      if (meaning === undefined) return { at, message: `unknown escape \\${printable(bytes[at + 1])}` };
      text += meaning;
      at += 1;
    }
    plainFrom = at + 1;
  }
  const plain = decodeUtf8(bytes, plainFrom, end);
  return typeof plain === 'string' ? text + plain : plain;
}

function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | StringFault {
  if (start >= end) return '';
  try {
    return UTF8.decode(bytes.subarray(start, end));
  } catch {
    return { at: start, message: 'the text is not valid UTF-8' };
  }
}

/** Four hexadecimal digits; -1 where they are not. */
function hexUnit(bytes: Uint8Array, start: number, end: number): number {
  if (start + 4 > end) return -1;
  let unit = 0;
  for (let at = start; at < start + 4; at++) {
    const byte = bytes[at];
    const lower = byte | 32;
    if (byte >= 48 && byte <= 57) unit = unit * 16 + (byte - 48);
    else if (lower >= 97 && lower <= 102) unit = unit * 16 + (lower - 87);
    else return -1;
  }
  return unit;
}

function isHalfPair(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** A high half must be followed by an escaped low half, a low half must follow a high one. */
function completesPair(bytes: Uint8Array, at: number, end: number, unit: number, before: string): boolean {
  if (unit >= 0xdc00) {
    const last = before.length === 0 ? 0 : before.charCodeAt(before.length - 1);
    return last >= 0xd800 && last <= 0xdbff;
  }
  if (at + 8 > end || bytes[at + 6] !== 92 || bytes[at + 7] !== 117) return false;
  const next = hexUnit(bytes, at + 8, end);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** A byte as it can stand in a message. */
export function printable(byte: number): string {
  return byte > 32 && byte < 127 ? String.fromCharCode(byte) : `byte 0x${byte.toString(16).padStart(2, '0')}`;
}
