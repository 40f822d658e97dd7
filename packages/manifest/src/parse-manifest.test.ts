import { describe, expect, it } from '@jest/globals';
import { ManifestError, type ManifestIssue } from './manifest-error.ts';
import { parseManifest } from './parse-manifest.ts';
import { manifestJsonSchema } from './schema.ts';
import { stringifyManifest } from './stringify-manifest.ts';
import { sample } from './testing/sample.ts';

const text = stringifyManifest(sample);

function issuesOf(broken: string): readonly ManifestIssue[] {
  try {
    parseManifest(broken, 'm.json');
  } catch (error) {
    if (error instanceof ManifestError) return error.issues;
    throw error;
  }
  return [];
}

/** The sample with one piece of its text replaced; fails if the piece is not there exactly once. */
function edited(from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, to);
}

function positionOf(piece: string, within: string): { line: number; column: number } {
  const before = within.slice(0, within.indexOf(piece)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

describe('parseManifest', () => {
  it('reads what stringifyManifest wrote', () => {
    expect(parseManifest(text, 'm.json')).toEqual(sample);
  });

  it.each(['nmap-network', 'nmap-hardware'])(
    'says of another file of ours, %s, only what it is',
    (format) => {
      expect(issuesOf(JSON.stringify({ format, version: 1 }))).toEqual([
        expect.objectContaining({ message: expect.stringContaining(`its format is "${format}"`) }),
      ]);
    },
  );

  it('reads compact JSON, a byte order mark and every escape', () => {
    const compact = JSON.stringify({ ...sample, notes: ['\u00e9 \t"\\/\b\f\n\r\u2028 \ud83d\ude00'] });
    expect(parseManifest(`\ufeff${compact}`, 'm.json').notes).toEqual([
      '\u00e9 \t"\\/\b\f\n\r\u2028 \ud83d\ude00',
    ]);
    const escaped = compact.replace('\u00e9', '\\u00e9').replace('/', '\\/');
    expect(parseManifest(escaped, 'm.json').notes).toEqual(['\u00e9 \t"\\/\b\f\n\r\u2028 \ud83d\ude00']);
  });

  it.each([
    ['', /end of the file/],
    ['   \n', /end of the file/],
    ['{', /key in double quotes, found the end/],
    [text.slice(0, 200), /./],
    [text.slice(0, -3), /./],
    [`${text}x`, /end of the file, found "x"/],
    ["{'format': 1}", /key in double quotes/],
    ['{"a": NaN}', /found "NaN"/],
    ['{"a": -}', /digit after "-"/],
    ['{"a": 01}', /malformed number/],
    ['{"a": 1.}', /malformed number/],
    ['{"a": 1e999}', /too large/],
    ['{"a": [1,]}', /expected a value, found "\]"/],
    ['{"a": 1,}', /key in double quotes/],
    ['{"a" 1}', /":" after a key/],
    ['{"a": "x', /without its closing quote/],
    ['{"a": "\u0001"}', /control character/],
    ['{"a": "\\x"}', /no escape/],
    ['{"a": "\\u12g4"}', /four hexadecimal/],
    ['{"a": 1 "b": 2}', /expected "," or "}"/],
    ['['.repeat(100_000), /nested deeper/],
    ['{"a":'.repeat(100_000), /nested deeper/],
    ['{"a": 1, "a": 2}', /"a" occurs twice/],
    ['{"__proto__": {"complete": true}}', /"__proto__" is refused/],
    ['{"\\u005f_proto__": {}}', /"__proto__" is refused/],
  ])('refuses %.30j with a position', (broken, message) => {
    const [issue, ...more] = issuesOf(broken);
    expect(more).toEqual([]);
    expect(issue?.message).toMatch(message);
    expect(issue?.line).toBeGreaterThanOrEqual(1);
    expect(issue?.kind).toBe('form');
    expect(issue?.column).toBeGreaterThanOrEqual(1);
  });

  it('gives line and column of a syntax error and of a duplicate key', () => {
    expect(issuesOf('{\r\n  "a": 1,\r\n  "b": tru\r\n}')[0]).toMatchObject({ line: 3, column: 8 });
    expect(issuesOf('{"a": 1,\n   "a": 2}')[0]).toMatchObject({ line: 2, column: 4 });
  });

  it('names the nearest key for an unknown one, at the key', () => {
    const broken = edited('"truncated"', '"trunkated"');
    expect(issuesOf(broken)).toEqual([
      {
        path: 'pipeline[1].trunkated',
        ...positionOf('"trunkated"', broken),
        message: 'unknown key "trunkated": did you mean "truncated"?',
        kind: 'form',
      },
    ]);
    expect(
      issuesOf(edited('"notes"', '"zzz"'))
        .map((issue) => issue.message)
        .join(),
    ).toMatch(/known keys: format, version/);
  });

  it.each([
    ['"tile": 3,', '"tile": "3",', 'cores[1].tile', '"3"'],
    ['"tile": 3,', '"tile": -3,', 'cores[1].tile', '-3'],
    ['"tile": 3,', '"tile": 3.5,', 'cores[1].tile', '3.5'],
    ['"version": 1,', '"version": 3,', 'version', '3'],
    ['"version": 1,', '"version": 2,', 'version', '2'],
    ['"scheme": "unicast"', '"scheme": "broadcast"', 'routing.scheme', '"broadcast"'],
    ['"seed": 1, "checksum": "00fe"', '"seed": null, "checksum": "00fe"', 'pipeline[1].seed', 'null'],
    ['"a b": [[0,9]]', '"a b": [[0,9,9]]', 'cores[1].neurons["a b"][0]', '[0,9,9]'],
    ['"a b": [[0,9]]', '"a b": []', 'cores[1].neurons["a b"]', '[]'],
    ['"a b": [[0,9]]', '"a b": [[9,0]]', 'cores[1].neurons["a b"][0]', '[9,0]'],
    ['[[0,49],[60,60]]', '[[60,60],[0,49]]', 'cores[0].neurons.h[1]', '[0,49]'],
    ['[[0,49],[60,60]]', '[[0,49],[49,60]]', 'cores[0].neurons.h[1]', '[49,60]'],
    ['"core": 12', '"core": 3', 'cores[1].core', '3, "chip": 0, "tile": 3'],
    ['ab'.repeat(32), 'AB'.repeat(32), 'network.sha256', `"${'AB'.repeat(32)}"`],
  ])('refuses %s -> %s at its place', (from, to, path, piece) => {
    const broken = edited(from, to);
    expect(issuesOf(broken)).toEqual([
      {
        path,
        ...positionOf(piece, broken),
        message: expect.any(String) as unknown as string,
        kind: expect.any(String) as unknown as 'form',
      },
    ]);
  });

  it('reports a missing key at the object that lacks it, and all faults at once', () => {
    const broken = edited('"connectivity": 30,', '').replace('"objective": "energy"', '"objective": ""');
    const issues = issuesOf(broken);
    expect(issues.map((issue) => issue.path).sort()).toEqual(['metrics.connectivity', 'objective']);
    expect(issues.map((issue) => issue.message)).toContain('is missing, expected number');
    const { line } = positionOf('"metrics": {', broken);
    expect(issues.find((issue) => issue.path === 'metrics.connectivity')?.line).toBe(line);
  });

  it('does not let a key reach the prototype of anything', () => {
    expect(issuesOf(edited('"a b"', '"__proto__"'))[0]?.message).toMatch(/refused/);
    const named = parseManifest(edited('"a b"', '"constructor"'), 'm.json');
    expect(Object.keys(named.cores[1]?.neurons ?? {}).sort()).toEqual(['constructor', 'h']);
  });

  it('puts file, line and column into the message of the error', () => {
    expect(() => parseManifest('{\n]', 'm.json')).toThrow(
      'm.json:2:1: expected a key in double quotes, found "]"',
    );
  });

  it.each(['null', '[]', '3', '"manifest"', '{}', 'true'])('refuses %s', (broken) => {
    expect(issuesOf(broken).length).toBeGreaterThan(0);
  });
});

describe('manifestJsonSchema', () => {
  it('describes the file for other languages', () => {
    const schema = manifestJsonSchema() as {
      required: string[];
      additionalProperties: boolean;
      properties: Record<string, { required?: string[] }>;
    };
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(expect.arrayContaining(['format', 'cores', 'metrics', 'routing']));
    expect(schema.properties['metrics']?.required).toEqual(
      expect.arrayContaining([
        'coresUsed',
        'cutSpikes',
        'connectivity',
        'interCorePackets',
        'spikeHops',
        'maxLinkLoad',
      ]),
    );
  });
});
