import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { failureOf, firstFailure } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';
import { parseJsonStream, parseJsonWithPositions } from './parse-json.ts';
import type { JsonValue } from './json-value.ts';

const parse = (text: string | Uint8Array, size = 1 << 20): Promise<JsonValue> =>
  parseJsonStream(piecesOf(text, size), 'x.json');
const failure = (text: string | Uint8Array, size = 1 << 20): Promise<string> =>
  firstFailure(() => parse(text, size));

/** Back to what JSON.parse makes, for comparison. */
function plain(value: JsonValue | undefined): unknown {
  if (value instanceof Float64Array) return Array.from(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, JsonValue>).map(([key, entry]) => [key, plain(entry)]),
  );
}

describe('parseJsonStream', () => {
  it('keeps lists of numbers as typed arrays and nothing else', async () => {
    const value = (await parse('{"a":[1,2.5,-3e2],"b":[],"c":[1,"x"],"d":[[1],[2]]}')) as Record<
      string,
      JsonValue
    >;
    expect(value['a']).toEqual(Float64Array.of(1, 2.5, -300));
    expect(value['b']).toEqual([]);
    expect(value['c']).toEqual([1, 'x']);
    expect(value['d']).toEqual([Float64Array.of(1), Float64Array.of(2)]);
    expect((value as { toString?: unknown }).toString).toBeUndefined();
  });

  it('reads the same value as JSON.parse, however the bytes are cut', async () => {
    const forbidden = /__proto__|constructor|prototype/;
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, '\t'),
        async (value, size, indent) => {
          const text = JSON.stringify(value, null, indent);
          fc.pre(!forbidden.test(text));
          expect(plain(await parse(text, size))).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 400, seed: 11 },
    );
  });

  it('reads every double exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 30 }),
        async (values) => {
          const list = (await parse(`[${values.map(String).join(',')}]`)) as Float64Array;
          expect(Array.from(list)).toEqual(values.map((value) => JSON.parse(String(value)) as number));
        },
      ),
      { numRuns: 500, seed: 12 },
    );
  });

  it('decodes escapes, UTF-8 and a byte order mark, in pieces of one byte', async () => {
    expect(await parse('\uFEFF"\\u00e4\\ud83d\\ude00\\n\\"\\/ gr\u00fc\u00df \u{1F600}"', 1)).toBe(
      '\u00e4\u{1F600}\n"/ gr\u00fc\u00df \u{1F600}',
    );
    expect(await parse(' -0.0e-2 ', 1)).toBe(-0);
    expect(await parse('[true,false,null]', 1)).toEqual([true, false, null]);
  });

  it('knows where values and keys stand', async () => {
    const text = '{\n  "a": {"b": 1},\n  "\u00e4": "\u00f6", "list": [\n    {"k": 2},\n    "x"]}';
    const { value, positions } = await parseJsonWithPositions(piecesOf(text, 3), 'x.json');
    const root = value as Record<string, object>;
    expect(positions.where(root)).toBe('x.json:1:1');
    expect(positions.whereKey(root, 'a')).toBe('x.json:2:3');
    expect(positions.where(root['a'], 'b')).toBe('x.json:2:14');
    expect(positions.whereKey(root, 'list')).toBe('x.json:3:13');
    expect(positions.where(root['list'], 0)).toBe('x.json:4:5');
    expect(positions.where(root['list'], 1)).toBe('x.json:5:5');
    expect(positions.where(root['list'], 7)).toBe('x.json:3:21');
  });

  it('names the nearest known place beyond the limit of remembered ones', async () => {
    const text = '{"a":\n{"b":1},\n"c":[{},\n{}]}';
    const { value, positions } = await parseJsonWithPositions(piecesOf(text, 99), 'x.json', {
      maxContainerPositions: 1,
      maxPositions: 1,
    });
    const root = value as Record<string, object>;
    expect(positions.where(root, 'c')).toBe('x.json:1:1');
    expect(positions.where(root['c'], 1)).toBe('x.json');
  });

  it.each([
    ['', 'E1002 x.json: the file is empty'],
    [' \n ', 'E1002 x.json: the file is empty'],
    ['{"a": 1', 'E1011 x.json:1:8: the file ends inside the object opened at line 1, column 1'],
    ['{"a": [1,2', 'E1011 x.json:1:11: the file ends inside the list opened at line 1, column 7'],
    ['{"a": [1,', 'E1011 x.json:1:10: the file ends inside the list opened at line 1, column 7'],
    ['{"a": "b', 'E1011 x.json:1:7: the file ends inside the text'],
    ['{"a": tr', 'E1011 x.json:1:7: the file ends inside the word tr'],
    ['{"a" 1}', 'E1010 x.json:1:6: expected ":" after the key, found "1"'],
    ['{"a":1,}', 'E1010 x.json:1:8: expected a key in double quotes, found "}"'],
    ['[1,2,]', 'E1010 x.json:1:6: expected a value, found "]"'],
    ['[1 2]', 'E1010 x.json:1:4: expected "," or the closing bracket, found "2"'],
    ['[1}', 'E1010 x.json:1:3: expected "," or the closing bracket, found "}"'],
    ['{} x', 'E1010 x.json:1:4: more text after the end'],
    ["{'a':1}", 'E1010 x.json:1:2: expected a key in double quotes or "}"'],
    ['// hi\n{}', 'E1010 x.json:1:1: expected a value, found "/" JSON has no comments.'],
    [
      '{"a":1,\n"a":2}',
      'E1012 x.json:2:1: the key "a" occurs twice in the object opened at line 1, column 1',
    ],
    ['{"__proto__":{}}', 'E1012 x.json:1:2: the key "__proto__" is not allowed'],
    ['{"\\u005f_proto__":{}}', 'E1012 x.json:1:2: the key "__proto__" is not allowed'],
    ['{"constructor":1}', 'E1012'],
    ['[NaN]', 'E1010 x.json:1:2: expected a value or "]", found the word NaN'],
    ['[1, -Infinity]', 'E1010 x.json:1:5: -Infinity is not a number'],
    ['[01]', 'E1010 x.json:1:2: the number 01 has a leading zero'],
    ['[1,-]', 'E1010 x.json:1:4: - is not a number'],
    ['[1.]', 'E1010 x.json:1:2: 1. is not a number'],
    ['[.5]', 'E1010 x.json:1:2: expected a value or "]", found "."'],
    ['[+1]', 'E1010 x.json:1:2: expected a value or "]", found "+"'],
    ['[1,\n 1e999]', 'E1015 x.json:2:2: the number 1e999 is beyond the largest double'],
    ['[0x10]', 'E1010 x.json:1:2: 0x is not a number'],
    ['"a\tb"', 'E1010 x.json:1:3: the control character 0x09 inside a text'],
    ['"a\nb"', 'E1010 x.json:1:3: a line break inside a text'],
    ['"a\\x"', 'E1014 x.json:1:3: unknown escape \\x'],
    ['"\\u12g4"', 'E1014 x.json:1:2: the escape \\u needs four hexadecimal digits'],
    ['"\\ud800"', 'E1014 x.json:1:2: this \\u escape is one half of a surrogate pair'],
    ['"\\udc00"', 'E1014 x.json:1:2: this \\u escape is one half'],
    ['tru', 'E1011'],
    ['True', 'E1010 x.json:1:1: expected a value, found the word True'],
    ['[' + '1'.repeat(3000) + ']', 'E1015 x.json:1:2: a number of more than 2,000 characters'],
  ])('refuses %j', async (text, expected) => {
    expect(await failure(text)).toContain(expected);
    expect((await failure(text, 1)).slice(0, 5)).toBe(expected.slice(0, 5));
  });

  it('counts columns in characters, also after text of several bytes', async () => {
    expect(await failure('{"\u00e4\u{1F600}": "\u00fc", x')).toContain('x.json:1:13');
  });

  it('refuses other encodings and bytes that are no text', async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]);
    expect(await failure(utf16)).toContain('E1014 x.json:1:1: the file is UTF-16');
    expect(await failure(new Uint8Array([0, 0x7b, 0, 0x7d]))).toContain('UTF-16');
    expect(await failure(new Uint8Array([0x22, 0xff, 0x22]))).toContain(
      'E1014 x.json:1:2: the text is not valid UTF-8',
    );
    expect(await failure(new Uint8Array([0x7b, 0x80]))).toContain(
      'E1010 x.json:1:2: expected a key in double quotes or "}", found byte 0x80',
    );
  });

  it('has limits of depth, values and texts', async () => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(await parse(deep(64))).toBeDefined();
    expect(await failure(deep(65))).toContain(
      'E1013 x.json:1:65: objects and lists are nested deeper than 64 levels',
    );
    expect(await failure('['.repeat(1_000_000))).toContain('E1013');
    const limited = (text: string): Promise<JsonValue> =>
      parseJsonStream(piecesOf(text, 7), 'x.json', { maxValues: 5, maxStringBytes: 10 });
    expect(await firstFailure(() => limited('[[],[],[],[],[],[]]'))).toContain('E1013');
    expect(await firstFailure(() => limited('"12345678901"'))).toContain(
      'E1013 x.json:1:1: a text longer than 10 bytes',
    );
    expect(await limited('"1234567890"')).toBe('1234567890');
  });

  it('never throws anything but an input error with a place, whatever the bytes', async () => {
    const sample =
      '{"format":"nmap-network","list":[1,2.5,-3e2,0.1],"text":"\\u00e4x","deep":[{"a":null},[true,false]]}';
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sample.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 20 }),
        async (changes, size) => {
          const bytes = new TextEncoder().encode(sample);
          for (const [at, byte] of changes) bytes[at] = byte;
          let expected: unknown;
          try {
            expected = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
          } catch {
            const [found] = await failureOf(() => parse(bytes, size));
            expect(found.where).toMatch(/^x\.json:\d+:\d+$/);
            return;
          }
          // Valid JSON may still be refused, for a duplicate key or a number beyond a double; never misread.
          try {
            expect(plain(await parse(bytes, size))).toEqual(expected);
          } catch (error) {
            if (!String(error).includes('NmapError')) throw error;
          }
        },
      ),
      { numRuns: 1000, seed: 13 },
    );
  });
});
