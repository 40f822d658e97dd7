import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManifestError } from './manifest-error.ts';
import { parseManifest } from './parse-manifest.ts';
import { manifestPieces, stringifyManifest } from './stringify-manifest.ts';
import type { Manifest } from './schema.ts';
import { boxed, sample } from './testing/sample.ts';

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const names = fc
  .string({ minLength: 1, maxLength: 6, unit: 'grapheme' })
  .filter((name) => name !== '__proto__');

const ranges = fc
  .uniqueArray(fc.nat(500), { minLength: 2, maxLength: 12 })
  .map((points) => points.sort((a, b) => a - b))
  .map((points) => {
    const pairs: [number, number][] = [];
    for (let i = 0; i + 1 < points.length; i += 2) pairs.push([points[i] ?? 0, points[i + 1] ?? 0]);
    return pairs;
  });

const manifests: fc.Arbitrary<Manifest> = fc
  .record({
    cores: fc.uniqueArray(fc.nat(300), { maxLength: 5 }),
    neurons: fc.array(fc.dictionary(names, ranges, { minKeys: 1, maxKeys: 4 }), {
      minLength: 5,
      maxLength: 5,
    }),
    options: fc.dictionary(names, fc.jsonValue({ maxDepth: 2 })),
    numbers: fc.dictionary(names, fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))),
    ids: fc.option(fc.array(fc.string())),
    total: fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
    note: fc.string({ unit: 'binary' }),
  })
  .map(({ cores, neurons, options, numbers, ids, total, note }) => ({
    ...sample,
    network: ids === null ? sample.network : { ...sample.network, ids },
    pipeline: [
      { pass: 'p', options: options as Manifest['pipeline'][number]['options'], seed: 3, checksum: '' },
    ],
    cores: cores
      .sort((a, b) => a - b)
      .map((core, i) => ({ core, chip: 0, tile: core, x: 0, y: 0, neurons: neurons[i] ?? {} })),
    metrics: { ...sample.metrics, further: numbers, energyPj: { ...sample.metrics.energyPj, total } },
    bounds: numbers,
    notes: [note],
  }));

describe('stringifyManifest', () => {
  it('puts one core on one line, in the schema order', () => {
    const lines = stringifyManifest(sample).split('\n');
    expect(lines).toContain(
      '    { "core": 12, "chip": 0, "tile": 3, "x": 3, "y": 0, "class": "big", "neurons": { "a b": [[0,9]], "h": [[50,59],[61,89]] } }',
    );
    expect(lines).toContain('    "interCorePackets": 30,');
    expect(lines.at(-1)).toBe('');
    expect(lines.at(-2)).toBe('}');
  });

  it('writes boxes, as version 2', () => {
    const text = stringifyManifest(boxed);
    expect(text).toContain('\n  "version": 2,\n');
    expect(text).toContain(
      '"neurons": { "h": { "boxes": [[[0,64],[8,16],[0,8]],[[0,64],[8,16],[8,9]]] } } }',
    );
    expect(parseManifest(text, 'm.json')).toEqual(boxed);
    for (const wrong of [
      { ...boxed, version: 1 as const },
      { ...sample, version: 2 as const },
    ])
      expect(() => stringifyManifest(wrong)).toThrow(/version: is \d/);
  });

  it('writes very many cores in pieces, each judged', () => {
    const many = Array.from({ length: 22_000 }, (_, core) => ({ ...boxed.cores[0], core }));
    const manifest = { ...boxed, cores: many };
    const pieces = [...manifestPieces(manifest)];
    expect(pieces.length).toBeGreaterThan(20);
    expect(parseManifest(pieces.join(''), 'm.json')).toEqual(manifest);
    const twice = { ...manifest, cores: [...many.slice(0, 21_999), { ...boxed.cores[0], core: 21_998 }] };
    expect(() => stringifyManifest(twice)).toThrow(/cores\[21999\]\.core: core 21998 follows core 21998/);
    expect(() => stringifyManifest({ ...manifest, version: 1 })).toThrow(
      /version: is 1, and a core holds boxes/,
    );
    const flawed = [...many.slice(0, -1), { ...boxed.cores[0], core: 40_000, x: -1 }];
    expect(() => stringifyManifest({ ...manifest, cores: flawed })).toThrow(/cores\[21999\]\.x: /);
  });

  it('gives the same bytes whatever the order the keys were set in', () => {
    expect(stringifyManifest(reversed(sample) as Manifest)).toBe(stringifyManifest(sample));
  });

  it('round-trips any manifest, and is a fixed point', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const text = stringifyManifest(manifest);
        const back = parseManifest(text, 'm.json');
        // JSON has no -0; through JSON both sides are compared as a file would hold them.
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(manifest)));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(manifest)));
        expect(stringifyManifest(back)).toBe(text);
        expect(stringifyManifest(reversed(manifest) as Manifest)).toBe(text);
      }),
      { seed: 7, numRuns: 80 },
    );
  });

  it('refuses what parseManifest would refuse', () => {
    const notFinite = { ...sample, bounds: { energy: Number.NaN } };
    expect(() => stringifyManifest(notFinite)).toThrow(ManifestError);
    const overlapping = {
      ...sample,
      cores: [
        {
          ...sample.cores[0],
          neurons: {
            h: [
              [0, 5],
              [5, 6],
            ],
          },
        },
      ],
    };
    expect(() => stringifyManifest(overlapping as unknown as Manifest)).toThrow(
      /cores\[0\]\.neurons\.h\[1\]/,
    );
    const misspelt = { ...sample, nots: [] };
    expect(() => stringifyManifest(misspelt)).toThrow(/did you mean "notes"/);
  });

  it('writes and reads a hundred thousand ranges in seconds', () => {
    const scattered = Array.from({ length: 100_000 }, (_, i): [number, number] => [2 * i, 2 * i]);
    const large: Manifest = {
      ...sample,
      cores: [{ core: 0, chip: 0, tile: 0, x: 0, y: 0, neurons: { h: scattered } }],
    };
    expect(parseManifest(stringifyManifest(large), 'm.json').cores[0]?.neurons['h']).toHaveLength(100_000);
  }, 10_000);
});
