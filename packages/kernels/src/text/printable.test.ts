import { describe, expect, it } from '@jest/globals';
import { printable, printableJson, printableLines } from './printable.ts';

const ROWS: readonly (readonly [name: string, text: string, shown: string])[] = [
  ['an ANSI sequence', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['an OSC sequence', '\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
  ['a one-byte CSI', '\u009b31m', '\\x9b31m'],
  ['line breaks', 'a\nerror E1\r', 'a\\nerror E1\\r'],
  ['a tab and a backspace', '\t\b', '\\t\\x08'],
  ['bidirectional marks', '\u202eabc\u2066d\u200f', '\\u202eabc\\u2066d\\u200f'],
  ['separators of lines', '\u2028\u2029', '\\u2028\\u2029'],
  ['what has no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
  ['tag characters', '\u{e0041}', '\\u{e0041}'],
  ['half a pair', '\ud83d!', '\\ud83d!'],
  ['NUL and DEL', '\u0000\u007f', '\\x00\\x7f'],
  ['letters of any script', 'Übergröße 神経 ñ 🧠', 'Übergröße 神経 ñ 🧠'],
];

describe('printable', () => {
  it.each(ROWS)('escapes %s', (_name, text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(printable(text))).toBe(shown);
  });

  it('keeps the lines of what is laid out in lines', () => {
    expect(printableLines('a\n\tb\u001b\r\n')).toBe('a\n\tb\\x1b\\x0d\n');
  });

  it.each(ROWS)('leaves JSON saying the same: %s', (_name, text) => {
    const json = `${JSON.stringify({ [text]: [text] }, null, 2)}\n`;
    expect(JSON.parse(printableJson(json))).toEqual({ [text]: [text] });

    expect(printableJson(json)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\u2028]/);
  });
});
