import { grouped, inputError } from '../input-error.ts';
import { JsonBuilder } from './builder.ts';
import { EXACT_DIGITS, LONG_DIGITS, POWERS_OF_TEN, asciiText, longDecimal } from './decimal.ts';
import { ENCODING_BYTES, isUtf16 } from './encoding.ts';
import type { JsonValue } from './json-value.ts';
import { KeyTable } from './key-table.ts';
import type { JsonLimits } from './limits.ts';
import type { JsonPositions } from './positions.ts';
import { decodeString, printable } from './string-text.ts';

/** What the grammar allows next. */
const VALUE = 0;
const VALUE_OR_CLOSE = 1;
const KEY_OR_CLOSE = 2;
const KEY = 3;
const COLON = 4;
const NEXT = 5;
const DONE = 6;

const EXPECTED = [
  'a value',
  'a value or "]"',
  'a key in double quotes or "}"',
  'a key in double quotes',
  '":" after the key',
  '"," or the closing bracket',
  'the end of the file',
] as const;

const CUT_OFF = 'The file may be cut off.';

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** Longer than every double written out in full (1,077 characters). */
const MAX_NUMBER_BYTES = 2000;
/**
 * Reads JSON (RFC 8259) from bytes that arrive in pieces. A token that a piece
 * cuts in two waits for the next piece, so no piece and no file needs to fit a
 * string. Lists of numbers become typed arrays.
 *
 * Stricter than the RFC: duplicate keys, keys that touch an object's prototype,
 * numbers beyond a double and unpaired surrogates are errors.
 * Cost: linear in the bytes; a list of numbers costs 8 bytes a number.
 */
export class JsonScanner {
  readonly #positions: JsonPositions;
  readonly #limits: JsonLimits;
  readonly #keys = new KeyTable();
  readonly #builder: JsonBuilder;
  #state = VALUE;

  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #final = false;
  #started = false;
  #line = 1;
  /** Index in #bytes of the first byte of the line; negative where the line began in an earlier piece. */
  #lineStart = 0;
  /** Bytes of this line that are no character of their own (UTF-8 continuation). */
  #lineSkew = 0;

  constructor(positions: JsonPositions, limits: JsonLimits) {
    this.#positions = positions;
    this.#limits = limits;
    this.#builder = new JsonBuilder(positions, limits);
  }

  /** Takes the next piece of the file. The piece is not kept. */
  feed(piece: Uint8Array): void {
    const rest = this.#bytes.length - this.#at;
    this.#lineStart -= this.#at;
    if (rest === 0) {
      this.#bytes = piece;
    } else {
      const joined = new Uint8Array(rest + piece.length);
      joined.set(this.#bytes.subarray(this.#at));
      joined.set(piece, rest);
      this.#bytes = joined;
    }
    this.#at = 0;
    this.#run();
    // The caller may reuse its buffer, so what is left is copied.
    this.#lineStart -= this.#at;
    this.#bytes = this.#bytes.slice(this.#at);
    this.#at = 0;
  }

  /** Ends the file and returns its value. */
  finish(): JsonValue {
    this.#final = true;
    this.#run();
    if (this.#state === DONE) return this.#builder.root;
    const { depth, opened } = this.#builder;
    if (depth === 0) {
      const message = 'the file is empty; a network in JSON was expected';
      throw inputError('E1002', this.#positions.fileName, message);
    }
    const message = `the file ends inside the ${opened}; expected ${EXPECTED[this.#state]}`;
    throw this.#fault('E1011', this.#at, message, CUT_OFF);
  }

  #run(): void {
    if (!this.#started && !this.#start()) return;
    for (;;) {
      this.#skipBlanks();
      if (this.#at >= this.#bytes.length) return;
      const before = this.#at;
      const stateBefore = this.#state;
      this.#step(this.#bytes[before]);
      // A token that is not complete leaves everything as it was.
      if (this.#at === before && this.#state === stateBefore) return;
    }
  }

  /** Byte order mark and encodings that are not ours. False: too few bytes to tell. */
  #start(): boolean {
    const bytes = this.#bytes;
    if (bytes.length < ENCODING_BYTES && !this.#final) return false;
    this.#started = true;
    if (isUtf16(bytes)) throw this.#fault('E1014', 0, 'the file is UTF-16, not UTF-8.', 'Save it as UTF-8.');
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      this.#at = 3;
      this.#lineStart = 3;
    }
    return true;
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === 10) {
        this.#line++;
        this.#lineStart = at + 1;
        this.#lineSkew = 0;
      } else if (byte !== 32 && byte !== 13 && byte !== 9) break;
    }
    this.#at = at;
  }

  #step(byte: number): void {
    switch (this.#state) {
      case VALUE_OR_CLOSE:
        if (byte === 93) this.#close();
        else this.#value(byte);
        return;
      case VALUE:
        this.#value(byte);
        return;
      case KEY_OR_CLOSE:
        if (byte === 125) this.#close();
        else this.#key(byte);
        return;
      case KEY:
        this.#key(byte);
        return;
      case COLON:
        if (byte !== 58) throw this.#unexpected(byte);
        this.#at++;
        this.#state = VALUE;
        return;
      case NEXT: {
        const { inObject } = this.#builder;
        if (byte === 44) {
          this.#at++;
          this.#state = inObject ? KEY : VALUE;
        } else if (byte === (inObject ? 125 : 93)) this.#close();
        else throw this.#unexpected(byte);
        return;
      }
      default:
        throw this.#fault(
          'E1010',
          this.#at,
          `more text after the end of the JSON value: ${this.#found(byte)}`,
        );
    }
  }

  #value(byte: number): void {
    const start = this.#at;
    if (byte === 34) {
      const end = this.#stringEnd();
      if (end < 0) return;
      const text = this.#stringText(end, false);
      this.#place(text, start);
      this.#skipString(end);
    } else if (byte === 45 || (byte >= 48 && byte <= 57)) {
      if (this.#builder.inNumberList) {
        this.#numberRun();
        if (this.#at > start) return;
      }
      this.#number(start);
    } else if (byte === 123 || byte === 91) {
      const isObject = byte === 123;
      this.#builder.open(isObject, this.#line, this.#columnOf(start));
      this.#at++;
      this.#state = isObject ? KEY_OR_CLOSE : VALUE_OR_CLOSE;
    } else if (isLetter(byte)) {
      this.#word(start);
    } else throw this.#unexpected(byte);
  }

  #key(byte: number): void {
    if (byte !== 34) throw this.#unexpected(byte);
    const start = this.#at;
    const end = this.#stringEnd();
    if (end < 0) return;
    this.#builder.key(this.#stringText(end, true), this.#line, this.#columnOf(start));
    this.#skipString(end);
    this.#state = COLON;
  }

  /** Index of the closing quote of the string at #at; -1 = it has not arrived yet. */
  #stringEnd(): number {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    let at = start;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === 34) {
        if (at - start > this.#limits.maxStringBytes) break;
        return at;
      }
      if (byte === 92) at++;
      else if (byte < 32) {
        const what =
          byte === 10 || byte === 13
            ? 'a line break'
            : `the control character 0x${byte.toString(16).padStart(2, '0')}`;
        throw this.#fault(
          'E1010',
          at,
          `${what} inside a text`,
          'Close the quote, or write the character as an escape.',
        );
      }
    }
    if (at - start > this.#limits.maxStringBytes) {
      throw this.#fault(
        'E1013',
        this.#at,
        `a text longer than ${grouped(this.#limits.maxStringBytes)} bytes`,
      );
    }
    if (this.#final) {
      throw this.#fault('E1011', this.#at, 'the file ends inside the text that begins here', CUT_OFF);
    }
    return -1;
  }

  #stringText(end: number, isKey: boolean): string {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    let plain = true;
    for (let at = start; at < end && plain; at++) plain = bytes[at] < 128 && bytes[at] !== 92;
    if (plain) {
      if (isKey) return this.#keys.text(bytes, start, end);
      if (end - start < 24) return asciiText(bytes, start, end);
    }
    const decoded = decodeString(bytes, start, end);
    if (typeof decoded === 'string') return decoded;
    throw this.#fault('E1014', decoded.at, decoded.message);
  }

  /** Moves past the string that ends at `end`, counting bytes that are no characters. */
  #skipString(end: number): void {
    const bytes = this.#bytes;
    for (let at = this.#at + 1; at < end; at++) if ((bytes[at] & 0xc0) === 0x80) this.#lineSkew++;
    this.#at = end + 1;
  }

  /** One number of any form. */
  #number(start: number): void {
    const bytes = this.#bytes;
    let end = start;
    while (end < bytes.length && isNumberByte(bytes[end])) end++;
    if (end === bytes.length && !this.#final && end - start <= MAX_NUMBER_BYTES) return;
    const text = asciiText(bytes, start, Math.min(end, start + MAX_NUMBER_BYTES + 1));
    if (text.length > MAX_NUMBER_BYTES)
      throw this.#fault('E1015', start, `a number of more than ${grouped(MAX_NUMBER_BYTES)} characters`);
    if (!JSON_NUMBER.test(text) || (end < bytes.length && isLetter(bytes[end]))) {
      throw this.#badNumber(start, text, end);
    }
    const value = Number(text);
    if (!Number.isFinite(value)) {
      throw this.#fault(
        'E1015',
        start,
        `the number ${text.slice(0, 40)} is beyond the largest double, 1.8e308`,
      );
    }
    this.#place(value, start);
    this.#at = end;
  }

  /**
   * The hot loop: as many plain numbers of a list as this piece holds. Stops
   * before whatever it does not know, and the general code goes on from there.
   */
  #numberRun(): void {
    const bytes = this.#bytes;
    const size = bytes.length;
    const list = this.#builder.numbers;
    let values = list.values;
    let length = list.length;
    let at = this.#at;
    let state: number = VALUE;
    for (;;) {
      let next = at;
      const negative = bytes[next] === 45;
      if (negative) next++;
      const first = next;
      let mantissa = 0;
      let byte = next < size ? bytes[next] : 0;
      while (byte >= 48 && byte <= 57) {
        mantissa = mantissa * 10 + (byte - 48);
        next++;
        byte = next < size ? bytes[next] : 0;
      }
      let digits = next - first;
      if (digits === 0 || (digits > 1 && bytes[first] === 48)) break;
      let fraction = 0;
      if (byte === 46) {
        next++;
        byte = next < size ? bytes[next] : 0;
        while (byte >= 48 && byte <= 57) {
          mantissa = mantissa * 10 + (byte - 48);
          fraction++;
          next++;
          byte = next < size ? bytes[next] : 0;
        }
        if (fraction === 0) break;
        digits += fraction;
      }
      if (digits > LONG_DIGITS) break;
      // A number is complete only when something else follows it.
      if (byte !== 44 && byte !== 93 && byte !== 32 && byte !== 10 && byte !== 13) break;
      if (digits > EXACT_DIGITS) mantissa = longDecimal(bytes, first, next, fraction);
      else if (fraction > 0) mantissa /= POWERS_OF_TEN[fraction];
      if (length === values.length) {
        list.length = length;
        list.grow();
        values = list.values;
      }
      values[length++] = negative ? -mantissa : mantissa;
      at = next;
      state = NEXT;
      while (at < size && (byte === 32 || byte === 13 || byte === 9 || byte === 10)) {
        at++;
        if (byte === 10) {
          this.#line++;
          this.#lineStart = at;
          this.#lineSkew = 0;
        }
        byte = at < size ? bytes[at] : 0;
      }
      if (byte !== 44) break;
      at++;
      state = VALUE;
      byte = at < size ? bytes[at] : 0;
      while (at < size && (byte === 32 || byte === 13 || byte === 9 || byte === 10)) {
        at++;
        if (byte === 10) {
          this.#line++;
          this.#lineStart = at;
          this.#lineSkew = 0;
        }
        byte = at < size ? bytes[at] : 0;
      }
      if (byte !== 45 && (byte < 48 || byte > 57)) break;
    }
    list.length = length;
    if (at > this.#at) this.#state = state;
    this.#at = at;
  }

  #word(start: number): void {
    const bytes = this.#bytes;
    let end = start;
    while (end < bytes.length && end - start < 64 && isLetter(bytes[end])) end++;
    if (end === bytes.length && !this.#final) return;
    const word = asciiText(bytes, start, end);
    if (word === 'true') this.#place(true, start);
    else if (word === 'false') this.#place(false, start);
    else if (word === 'null') this.#place(null, start);
    else {
      const cut =
        end === bytes.length && 'true false null'.split(' ').some((whole) => whole.startsWith(word));
      if (cut) throw this.#fault('E1011', start, `the file ends inside the word ${word}`, CUT_OFF);
      throw this.#fault(
        'E1010',
        start,
        `expected ${EXPECTED[this.#state]}, found the word ${word}`,
        wordHint(word),
      );
    }
    this.#at = end;
  }

  /** Hands over a complete value. */
  #place(value: string | number | boolean | null, start: number): void {
    this.#builder.scalar(value, this.#line, this.#columnOf(start));
    this.#state = this.#builder.depth === 0 ? DONE : NEXT;
  }

  #close(): void {
    this.#builder.close();
    this.#at++;
    this.#state = this.#builder.depth === 0 ? DONE : NEXT;
  }

  #columnOf(at: number): number {
    return at - this.#lineStart - this.#lineSkew + 1;
  }

  #found(byte: number): string {
    const shown = printable(byte);
    return shown.length === 1 ? `"${shown}"` : shown;
  }

  #fault(code: string, at: number, message: string, hint?: string): Error {
    let skew = 0;
    // Inside an unfinished string the bytes before the fault were not counted yet.
    for (let k = this.#at; k < at; k++) if ((this.#bytes[k] & 0xc0) === 0x80) skew++;
    return inputError(
      code,
      `${this.#positions.fileName}:${this.#line}:${this.#columnOf(at) - skew}`,
      message,
      hint,
    );
  }

  #unexpected(byte: number): Error {
    const opened = this.#builder.depth === 0 ? '' : ` (${this.#builder.opened})`;
    let hint: string | undefined;
    if ((byte === 93 || byte === 125) && (this.#state === VALUE || this.#state === KEY))
      hint = 'Remove the comma before the bracket.';
    else if (byte === 39) hint = 'Texts stand in double quotes.';
    else if (byte === 47) hint = 'JSON has no comments.';
    return this.#fault(
      'E1010',
      this.#at,
      `expected ${EXPECTED[this.#state]}, found ${this.#found(byte)}${opened}`,
      hint,
    );
  }

  #badNumber(start: number, text: string, end: number): Error {
    const bytes = this.#bytes;
    if (/^-?0\d/.test(text))
      return this.#fault('E1010', start, `the number ${text.slice(0, 40)} has a leading zero`);
    if (end < bytes.length && isLetter(bytes[end])) {
      let wordEnd = end;
      while (wordEnd < bytes.length && wordEnd - end < 20 && isLetter(bytes[wordEnd])) wordEnd++;
      const word = asciiText(bytes, end, wordEnd);
      return this.#fault('E1010', start, `${text.slice(0, 40)}${word} is not a number`, wordHint(word));
    }
    if (end === bytes.length)
      return this.#fault('E1011', start, `the file ends inside the number ${text.slice(0, 40)}`, CUT_OFF);
    return this.#fault('E1010', start, `${text.slice(0, 40)} is not a number`);
  }
}

function wordHint(word: string): string | undefined {
  if (/^(nan|inf|infinity)$/i.test(word))
    return 'JSON knows no NaN and no infinity; leave the value out or write a number.';
  if (/^(true|false|null|none)$/i.test(word)) return 'JSON writes true, false and null in small letters.';
  return undefined;
}

function isLetter(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte === 95;
}

/** Digits, sign, point, exponent. */
function isNumberByte(byte: number): boolean {
  return (
    (byte >= 48 && byte <= 57) || byte === 45 || byte === 43 || byte === 46 || byte === 101 || byte === 69
  );
}
