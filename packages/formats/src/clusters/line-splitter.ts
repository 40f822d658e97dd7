import { inputError } from '../input-error.ts';

/** Receives one line: `bytes[start..end)`, without its line break. */
export type LineSink = (bytes: Uint8Array, start: number, end: number, line: number) => void;

const MAX_LINE_BYTES = 1 << 28;

/** Cuts pieces of a text file into lines. Accepts LF and CRLF, with or without a last one; skips a byte order mark. */
export class LineSplitter {
  readonly #sink: LineSink;
  readonly #fileName: string;
  /** Pieces of a line whose end has not come yet, joined once it does: a line may be as long as the file. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #line = 0;

  constructor(fileName: string, sink: LineSink) {
    this.#fileName = fileName;
    this.#sink = sink;
  }

  /** Lines so far. */
  get lineCount(): number {
    return this.#line;
  }

  feed(piece: Uint8Array): void {
    let start = 0;
    if (this.#rest.length > 0) {
      const end = piece.indexOf(10);
      const upTo = end < 0 ? piece.length : end + 1;
      this.#keep(piece.slice(0, upTo));
      if (end < 0) return;
      const joined = this.#takeRest();
      this.#emit(joined, 0, joined.length - 1);
      start = upTo;
    }
    for (;;) {
      const end = piece.indexOf(10, start);
      if (end < 0) break;
      this.#emit(piece, start, end);
      start = end + 1;
    }
    if (start < piece.length) this.#keep(piece.slice(start));
  }

  /** Hands over a last line without a line break. */
  finish(): void {
    const rest = this.#takeRest();
    if (rest.length > 0) this.#emit(rest, 0, rest.length);
  }

  #keep(bytes: Uint8Array): void {
    this.#rest.push(bytes);
    this.#restLength += bytes.length;
    if (this.#restLength <= MAX_LINE_BYTES) return;
    throw inputError(
      'E1080',
      `${this.#fileName}:${this.#line + 1}`,
      'a line longer than 256 MB; this is not a text file of a graph.',
    );
  }

  #takeRest(): Uint8Array {
    const joined = new Uint8Array(this.#restLength);
    let at = 0;
    for (const bytes of this.#rest) {
      joined.set(bytes, at);
      at += bytes.length;
    }
    this.#rest = [];
    this.#restLength = 0;
    return joined;
  }

  #emit(bytes: Uint8Array, start: number, end: number): void {
    let from = start;
    this.#line++;
    if (this.#line === 1 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf)
      from += 3;
    const to = end > from && bytes[end - 1] === 13 ? end - 1 : end;
    this.#sink(bytes, from, to, this.#line);
  }
}
