/**
 * JSON with what `JSON.parse` does not give: the position of a fault, duplicate
 * keys as errors, `__proto__` as an error, a cap on depth, and (through `Place`)
 * the position of the values that somebody asks for.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A text that is not the JSON we read. */
export class JsonSyntaxError extends Error {
  /** Index of the fault in the text, UTF-16 units. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'JsonSyntaxError';
    this.offset = offset;
  }
}

/** Deeper than any manifest, shallow enough for the stack. */
const MAX_DEPTH = 64;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** A run of characters that a string may hold as they are. */
const PLAIN = /[^"\\\u0000-\u001f]*/y;

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

/** A value whose position is asked for, or one on the way to it: a tree of keys and indices. */
export interface Place {
  readonly within: Map<string | number, Place>;
  /** Offset of the value; -1 = not there. */
  start: number;
  /** Offset of its key, of the value where it has none; -1 = not there. */
  keyStart: number;
}

export function newPlace(): Place {
  return { within: new Map(), start: -1, keyStart: -1 };
}

/**
 * Throws {@link JsonSyntaxError}.
 * @param text whole, or in pieces that follow each other: a file may be longer than a string can be.
 * @param root a tree of places, filled in where the text has them.
 */
export function parseJson(text: string | Iterable<string>, root?: Place): Json {
  const reader = new Reader(text, root);
  return reader.document();
}

/** How much of a key or a number from the file a message shows. */
const SHOWN = 60;

export function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

/** So many characters of the text are at hand before a value or a key is read, where there are as many. */
const AT_HAND = 4096;

/** One pass over one text; guards the cursor, the depth and the place asked for there. */
class Reader {
  /** What of the text is at hand. */
  #text = '';
  /** Offset of its first character. */
  #base = 0;
  /** Index of the cursor within it. */
  #at = 0;
  /** The pieces to come; null = there are none. */
  #rest: Iterator<string> | null;
  #place: Place | undefined;
  #depth = 0;

  constructor(text: string | Iterable<string>, root: Place | undefined) {
    this.#rest = (typeof text === 'string' ? [text] : text)[Symbol.iterator]();
    this.#place = root;
  }

  /** Drops what was read and takes more. False = there is no more. */
  #refill(): boolean {
    let more = '';
    while (this.#rest !== null && more.length < AT_HAND) {
      const piece = this.#rest.next();
      if (piece.done === true) this.#rest = null;
      else more += piece.value;
    }
    if (more === '') return false;
    this.#text = this.#text.slice(this.#at) + more;
    this.#base += this.#at;
    this.#at = 0;
    return true;
  }

  document(): Json {
    this.#refill();
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    const value = this.#value(-1);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail(`expected the end of the file, found ${this.#found()}`);
    return value;
  }

  #value(keyStart: number): Json {
    this.#skipSpace();
    if (this.#text.length - this.#at < AT_HAND) this.#refill();
    const start = this.#offset();
    const code = this.#text.charCodeAt(this.#at);
    if (this.#place !== undefined) {
      this.#place.start = start;
      this.#place.keyStart = keyStart < 0 ? start : keyStart;
    }
    if (code === 0x7b) return this.#object();
    if (code === 0x5b) return this.#array();
    if (code === 0x22) return this.#string();
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number();
    return this.#word();
  }

  #object(): Json {
    const object: { [key: string]: Json } = {};
    const here = this.#place;
    this.#enter();
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) === 0x7d) {
      this.#leave();
      return object;
    }
    for (;;) {
      this.#skipSpace();
      const keyStart = this.#offset();
      if (this.#text.charCodeAt(this.#at) !== 0x22)
        this.#fail(`expected a key in double quotes, found ${this.#found()}`);
      const key = this.#string();
      if (key === '__proto__') this.#fail('the key "__proto__" is refused', keyStart);
      if (Object.hasOwn(object, key))
        this.#fail(`the key ${JSON.stringify(shortened(key))} occurs twice in one object`, keyStart);
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== 0x3a)
        this.#fail(`expected ":" after a key, found ${this.#found()}`);
      this.#at++;
      this.#place = here?.within.get(key);
      object[key] = this.#value(keyStart);
      this.#place = here;
      if (this.#closes(0x7d, '}')) return object;
    }
  }

  #array(): Json {
    const array: Json[] = [];
    const here = this.#place;
    this.#enter();
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) === 0x5d) {
      this.#leave();
      return array;
    }
    for (;;) {
      this.#place = here?.within.get(array.length);
      array.push(this.#value(-1));
      this.#place = here;
      if (this.#closes(0x5d, ']')) return array;
    }
  }

  #enter(): void {
    if (this.#depth >= MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH} levels`);
    this.#depth++;
    this.#at++;
  }

  #leave(): void {
    this.#depth--;
    this.#at++;
  }

  /** After a value in a container: true at its end, false after a comma. */
  #closes(end: number, endText: string): boolean {
    this.#skipSpace();
    const code = this.#text.charCodeAt(this.#at);
    if (code !== end && code !== 0x2c) this.#fail(`expected "," or "${endText}", found ${this.#found()}`);
    if (code === end) this.#leave();
    else this.#at++;
    return code === end;
  }

  #string(): string {
    const start = this.#offset();
    this.#at++;
    let value = '';
    for (;;) {
      if (this.#text.length - this.#at < 6) this.#refill();
      PLAIN.lastIndex = this.#at;
      PLAIN.test(this.#text);
      value += this.#text.slice(this.#at, PLAIN.lastIndex);
      this.#at = PLAIN.lastIndex;
      if (this.#at >= this.#text.length && this.#refill()) continue;
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) {
        this.#at++;
        return value;
      }
      if (code === 0x5c && this.#text.length - this.#at < 6) this.#refill();
      if (code !== 0x5c) {
        if (this.#at >= this.#text.length) this.#fail('a string without its closing quote', start);
        this.#fail(`control character ${this.#found()} in a string: write it as an escape`);
      }
      value += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail('expected four hexadecimal digits after "\\u"');
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (escaped === undefined) this.#fail(`"\\${letter}" is no escape of JSON`);
    this.#at += 2;
    return escaped;
  }

  #number(): number {
    const start = this.#offset();
    do {
      NUMBER.lastIndex = this.#at;
      if (!NUMBER.test(this.#text)) this.#fail('expected a digit after "-"');
    } while (NUMBER.lastIndex >= this.#text.length - 1 && this.#refill());
    const text = this.#text.slice(this.#at, NUMBER.lastIndex);
    this.#at = NUMBER.lastIndex;
    const next = this.#text.charCodeAt(this.#at);
    if ((next >= 0x30 && next <= 0x39) || next === 0x2e || next === 0x65 || next === 0x45) {
      this.#fail('a malformed number', start);
    }
    const value = Number(text);
    if (!Number.isFinite(value)) this.#fail(`the number ${shortened(text)} is too large`, start);
    return value;
  }

  #word(): Json {
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#fail(`expected a value, found ${this.#found()}`);
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code) && this.#refill()) continue;
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #offset(): number {
    return this.#base + this.#at;
  }

  #found(): string {
    if (this.#text.length - this.#at < 12) this.#refill();
    const rest = this.#text.slice(this.#at, this.#at + 12);
    if (rest === '') return 'the end of the file';
    const word = /^[\w.+-]+/.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!);
    return JSON.stringify(word);
  }

  #fail(message: string, offset = this.#offset()): never {
    throw new JsonSyntaxError(message, Math.min(offset, this.#base + this.#text.length));
  }
}

/**
 * Where the offsets of a text are, as line and column from 1, in UTF-16 units; a line ends at
 * \n, \r\n or \r. The text is read once, however many positions are asked for.
 */
export function positionsIn(
  text: string | Iterable<string>,
): (offset: number) => { line: number; column: number } {
  const starts: number[] = [0];
  let base = 0;
  let afterReturn = false;
  for (const piece of typeof text === 'string' ? [text] : text) {
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (afterReturn && code !== 0x0a) starts.push(base + i);
      if (code === 0x0a) starts.push(base + i + 1);
      afterReturn = code === 0x0d;
    }
    base += piece.length;
  }
  if (afterReturn) starts.push(base);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  };
}
