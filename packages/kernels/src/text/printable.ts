/**
 * Text from files and arguments, made safe to show: whatever could move the cursor, colour
 * the screen, start a new line or turn the reading direction round is written as an escape.
 */

/**
 * Controls (C0, DEL, C1), line and paragraph separators, bidirectional marks, embeddings
 * and isolates, characters without width, the byte order mark, tag characters and halves
 * of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line, safe to print: `a\x1b[2J` becomes the text `a\x1b[2J`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? escaped(character.codePointAt(0)!));
}

/** As {@link printable}, but line breaks and tabs stay: for text of several lines that we laid out ourselves. */
export function printableLines(text: string): string {
  return text.replace(UNSAFE, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character.codePointAt(0)!),
  );
}

/** The same for JSON text: the escapes are JSON's own, so that it still says the same. */
export function printableJson(json: string): string {
  return json.replace(UNSAFE, (character) => {
    // Outside of strings JSON has only blanks; inside, controls below 32 are escaped already.
    if (character < ' ') return character;
    let escapes = '';
    for (let i = 0; i < character.length; i++) escapes += `\\u${hex(character.charCodeAt(i), 4)}`;
    return escapes;
  });
}

function escaped(codePoint: number): string {
  if (codePoint < 0x100) return `\\x${hex(codePoint, 2)}`;
  return codePoint < 0x10000 ? `\\u${hex(codePoint, 4)}` : `\\u{${hex(codePoint, 1)}}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
