/**
 * Files that are broken in very many places. Sizes are such that a reader whose cost grows with
 * the square of its input would need many minutes: that these tests end is the test.
 */
import { describe, expect, it } from '@jest/globals';
import { ManifestError } from './manifest-error.ts';
import { parseManifest } from './parse-manifest.ts';
import { stringifyManifest } from './stringify-manifest.ts';
import type { Manifest } from './schema.ts';
import { sample } from './testing/sample.ts';

const MANY = 30_000;
const text = stringifyManifest(sample);
const cores = `"cores": [${text.split('"cores": [')[1].split('\n  ],')[0]}\n  ]`;

/** The sample with other cores. */
const withCores = (list: string): string => text.replace(cores, `"cores": ${list}`);

function errorOf(broken: string): ManifestError {
  try {
    parseManifest(broken, 'm.json');
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error('expected a fault');
}

const core = (number: number, more = ''): string =>
  `{"core": ${number}, "chip": 0, "tile": 0, "x": 0, "y": 0${more}, "neurons": {"h": [[0,0]]}}`;
const repeated = (piece: (index: number) => string, count = MANY): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join(',');

describe('a manifest broken in very many places', () => {
  it.each<[string, string, number, RegExp]>([
    ['cores that are numbers', withCores(`[${repeated(() => '0')}]`), MANY, /expected object/],
    ['cores that are nothing', withCores(`[${repeated(() => '{}', MANY / 10)}]`), (MANY / 10) * 6, /./],
    [
      'unknown keys at the top',
      text.replace('"format"', `${repeated((i) => `"kez${i}": 0`)}, "format"`),
      MANY,
      /unknown key "kez0"/,
    ],
    [
      'a misspelt key in every core',
      withCores(`[${repeated((i) => core(i, ', "clas": "a"'), MANY / 10)}]`),
      MANY / 10,
      /did you mean "class"\?/,
    ],
    [
      'cores out of order',
      withCores(`[${repeated((i) => core(MANY - i), MANY / 10)}]`),
      MANY / 10 - 1,
      /cores are ascending/,
    ],
    ['lines without an end', withCores(`[${repeated(() => '\n0')}]`), MANY, /expected object/],
  ])('%s: counted in full, named to a cap', (_name, broken, count, message) => {
    const { issues, message: whole } = errorOf(broken);
    expect(issues).toHaveLength(201);
    expect(issues[0].message).toMatch(message);
    expect(issues.every(({ line }) => (line ?? 0) >= 1)).toBe(true);
    expect(issues.at(-1)!.message).toBe(`${count - 200} more faults of this kind, ${count} in all`);
    expect(whole.length).toBeLessThan(100_000);
  });

  it.each<[string, string, RegExp]>([
    ['ranges', core(0).replace('[[0,0]]', `[${repeated(() => '[0,9]')}]`), /ascending and do not overlap/],
    ['ranges that are none', core(0).replace('[[0,0]]', `[${repeated(() => '0')}]`), /expected/],
    [
      'populations',
      core(0).replace(
        '"h": [[0,0]]',
        repeated((i) => `"p${i}": 0`),
      ),
      /expected array/,
    ],
  ])('one core with very many faulty %s', (_name, entry, message) => {
    const { issues } = errorOf(withCores(`[${entry}]`));
    expect(issues.length).toBeLessThan(210);
    expect(issues[0].message).toMatch(message);
    expect(issues.at(-1)!.message).toMatch(/more faults than can be counted|in all/);
  });

  it('searches the nearest key for the first ones only', () => {
    const { issues } = errorOf(text.replace('"format"', `${repeated(() => '', 0)}${misspelt()}, "format"`));
    const suggested = issues.filter(({ message }) => message.includes('did you mean'));
    expect(suggested).toHaveLength(20);
    function misspelt(): string {
      return repeated((i) => `"notes${i}": 0`, 100);
    }
  });

  it('keeps the kind of the faults that are not named, which decides the exit code', () => {
    const form = errorOf(withCores(`[${repeated(() => '0', 300)}]`));
    expect(form.issues.map(({ kind }) => kind)).toEqual(Array.from({ length: 201 }, () => 'form'));
    const content = errorOf(withCores(`[${repeated((i) => core(500 - i), 300)}]`));
    expect(content.issues.map(({ kind }) => kind)).toEqual(Array.from({ length: 201 }, () => 'content'));
  });

  it('caps the text of an error that somebody else fills', () => {
    const issues = Array.from({ length: 1_000_000 }, () => ({
      path: 'cores',
      kind: 'form' as const,
      message: 'is wrong',
    }));
    expect(new ManifestError('m.json', issues).message.split('\n')).toHaveLength(201);
  });
});

describe('one value of great length', () => {
  const long = 'k'.repeat(2_000_000);
  it.each<[string, string]>([
    ['an unknown key', text.replace('"format"', `"${long}": 0, "format"`)],
    ['a key that occurs twice', `{"${long}": 0, "${long}": 0}`],
    ['a number', `{"a": ${'9'.repeat(2_000_000)}}`],
    ['a population', text.replace('"a b": [[0,9]]', `"${long}": [[9,0]]`)],
    [
      'a population with many ranges',
      text.replace('"a b": [[0,9]]', `"${long}": [${repeated(() => '[9,0]', 10_000)}]`),
    ],
    ['a string without an end', `{"a": "${long}`],
    ['a word', `{"a": ${long}}`],
    ['a name', text.replace('"objective": "energy"', `"objective": "${long}"`)],
    ['many control characters', `{"a": "${'\\u0007'.repeat(500_000)}\u0007"}`],
  ])('%s makes a message of a readable length', (_name, broken) => {
    expect(errorOf(broken).issues[0].message.length).toBeLessThan(1000);
    expect(errorOf(broken).issues[0].path.length).toBeLessThan(200);
  });

  it('deep nesting is refused at its position, in and out of order', () => {
    const deep = `${'{"a":['.repeat(32)}${'['.repeat(1)}`;
    expect(errorOf(deep).issues[0].message).toMatch(/nested deeper than 64 levels/);
    // 64 levels are read, again and again.
    const level = `${'['.repeat(63)}${']'.repeat(63)}`;
    expect(errorOf(`[${repeated(() => level, 1000)}]`).issues[0].message).not.toMatch(/nested/);
  });

  it.each([['1e308'], ['-1e308'], ['1e-400'], ['9007199254740993'], ['-0']])(
    'the number %s is read or refused with a position',
    (number) => {
      const broken = text.replace('"maxLinkLoad": 30', `"maxLinkLoad": ${number}`);
      expect(broken).not.toBe(text);
      const read = (): Manifest => parseManifest(broken, 'm.json');
      if (number === '-1e308') expect(read).toThrow(/m\.json:\d+:\d+: metrics\.maxLinkLoad/);
      else expect(read().metrics.maxLinkLoad).toBe(Number(number));
    },
  );
});
