import fc from 'fast-check';

/** Numbers that readers trip over. */
const NUMBERS = [
  '0',
  '-0',
  '-1',
  '0.5',
  '1e308',
  '-1e308',
  '1e309',
  '1e-320',
  '4294967295',
  '4294967296',
  '9007199254740993',
  'NaN',
  '.nan',
  'Infinity',
  '.inf',
  '0x10',
  '1_000',
  '1,5',
  '"1"',
  'null',
  'true',
  '[]',
  '{}',
  '[1]',
  '',
];
/** What a slip of the keyboard or another program leaves behind. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '#',
  '%',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u001b[31m',
  '\u202e',
  '- ',
  '&a ',
  '*a',
  '!!js ',
  '<<: ',
  '---\n',
  '__proto__',
  '\\',
];

type Change = (bytes: Buffer) => Buffer;

const joined = (...parts: readonly (Uint8Array | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
/** A place of the file: 0 is its beginning, 1 its end. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (length: number, where: number): number => Math.min(length, Math.floor(where * length));

const onLines =
  (change: (lines: string[]) => void): Change =>
  (bytes) => {
    const lines = bytes.toString('latin1').split('\n');
    change(lines);
    return Buffer.from(lines.join('\n'), 'latin1');
  };

/** Replaces the match of a pattern that stands nearest behind a place. */
const onMatch =
  (pattern: RegExp, where: number, change: (match: string) => string): Change =>
  (bytes) => {
    const text = bytes.toString('latin1');
    const matches = [...text.matchAll(pattern)];
    if (matches.length === 0) return bytes;
    const { 0: match, index } = matches[Math.min(matches.length - 1, at(matches.length, where))];
    return Buffer.from(text.slice(0, index) + change(match) + text.slice(index + match.length), 'latin1');
  };

const changes: readonly fc.Arbitrary<Change>[] = [
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([where, flip]): Change => (bytes) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[at(copy.length - 1, where)] ^= flip;
    return copy;
  }),
  place.map((where) => onLines((lines) => void lines.splice(at(lines.length - 1, where), 1))),
  place.map((where) =>
    onLines((lines) => {
      const line = at(lines.length - 1, where);
      lines.splice(line, 0, lines[line]);
    }),
  ),
  fc.tuple(place, place).map(([one, other]) =>
    onLines((lines) => {
      const [a, b] = [at(lines.length - 1, one), at(lines.length - 1, other)];
      [lines[a], lines[b]] = [lines[b], lines[a]];
    }),
  ),
  fc
    .tuple(place, fc.constantFrom(...NUMBERS))
    .map(([where, number]) => onMatch(/-?\d+(\.\d+)?/g, where, () => number)),
  fc.tuple(place, place).map(([where, letter]) =>
    onMatch(/[A-Za-z]{3,}/g, where, (word) => {
      const k = at(word.length - 1, letter);
      return word.slice(0, k) + word.slice(k + 1);
    }),
  ),
  place.map(
    (where): Change =>
      (bytes) =>
        bytes.subarray(0, at(bytes.length, where)),
  ),
  fc.tuple(place, fc.constantFrom(...PIECES)).map(([where, piece]): Change => (bytes) => {
    const k = at(bytes.length, where);
    return joined(bytes.subarray(0, k), piece, bytes.subarray(k));
  }),
  fc.tuple(place, place).map(([one, other]): Change => (bytes) => {
    const [from, to] = [at(bytes.length, Math.min(one, other)), at(bytes.length, Math.max(one, other))];
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  }),
];

/** A file with one to three changes of the kinds that people, editors and networks make. */
export function mutated(original: string): fc.Arbitrary<Uint8Array> {
  return fc
    .array(fc.oneof(...changes), { minLength: 1, maxLength: 3 })
    .map((list) => list.reduce<Buffer>((bytes, change) => change(bytes), Buffer.from(original)));
}
