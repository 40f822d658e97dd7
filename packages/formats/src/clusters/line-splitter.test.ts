import { describe, expect, it, jest } from '@jest/globals';
import { LineSplitter } from './line-splitter.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `number: text` of every line, the file being handed over in pieces of so many bytes. */
function linesOf(text: string, pieceBytes: number): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter('f', (bytes, start, end, line) =>
    lines.push(
      `${line}: ${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end))}`,
    ),
  );
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) splitter.feed(bytes.subarray(at, at + pieceBytes));
  splitter.finish();
  expect(splitter.lineCount).toBe(lines.length);
  return lines;
}

describe('lines of a file in pieces', () => {
  it.each([
    ['nothing', '', []],
    ['one line without an end', 'abc', ['1: abc']],
    ['a last line with an end', 'abc\n', ['1: abc']],
    ['empty lines', '\n\na\n\n', ['1: ', '2: ', '3: a', '4: ']],
    ['CRLF', 'a\r\nb\r\n', ['1: a', '2: b']],
    ['a CR within', 'a\rb\n\r', ['1: a\rb', '2: ']],
    ['a byte order mark', '\ufeffa\n\ufeffb', ['1: a', '2: \ufeffb']],
    ['letters of several bytes', 'äöü\n神\n', ['1: äöü', '2: 神']],
  ])('%s', (_, text, expected) => {
    for (const pieceBytes of [1, 2, 3, 5, 1000]) expect(linesOf(text, pieceBytes)).toEqual(expected);
  });

  it('copies a long line a fixed number of times, however many pieces it comes in', () => {
    const copied = (pieces: number): number => {
      const set = jest.spyOn(Uint8Array.prototype, 'set');
      try {
        expect(linesOf('x'.repeat(10 * pieces), 10)).toHaveLength(1);
        return set.mock.calls.reduce((sum, [from]) => sum + from.length, 0);
      } finally {
        set.mockRestore();
      }
    };
    expect(copied(500)).toBeGreaterThan(0);
    expect(copied(1000)).toBeLessThan(2.5 * copied(500));
  });

  it('refuses a line of more than 256 MB', () => {
    const splitter = new LineSplitter('g.csv', () => undefined);
    // One piece, handed over again and again: it is kept, not copied.
    const piece = new Uint8Array(1 << 20).fill(97);
    piece.slice = () => piece;
    const feed = (): void => {
      for (let megabytes = 0; megabytes <= 256; megabytes++) splitter.feed(piece);
    };
    expect(feed).toThrow(/^E1080 g\.csv:1: a line longer than 256 MB/);
  });
});
