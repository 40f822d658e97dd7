import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { checkPrices } from './check-prices.ts';
import { decodeHardware } from './decode-hardware.ts';
import { presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';
import { GOOD } from './testing/chip.ts';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))));

describe('decodeHardware', () => {
  it.each<[string, Uint8Array, string]>([
    ['a byte of Latin 1', bytes('a: 1\nb: Z', 0xfc, 'rich\n'), '2:5'],
    ['after letters of two bytes', bytes('b: \u00fc\u00fc', 0xff), '1:6'],
    ['a letter cut off by the line', bytes('a: ', 0xe2, 0x82, '\nb'), '1:4'],
    ['a letter cut off by the end', bytes('a: \n', 0xf0, 0x9f), '2:1'],
    ['a continuation alone', bytes('a', 0x80), '1:2'],
    ['an overlong slash', bytes(0xc0, 0xaf), '1:1'],
    ['half of a pair', bytes('x', 0xed, 0xa0, 0x80), '1:2'],
    ['after a byte order mark', bytes('\uFEFFa', 0xff), '1:3'],
    ['UTF-16', bytes(0xff, 0xfe, 'a', 0), '1:1'],
  ])('refuses %s with its place', (_, input, place) => {
    expect(() => decodeHardware(input, 'c.yaml')).toThrow(NmapError);
    try {
      decodeHardware(input, 'c.yaml');
    } catch (error) {
      expect((error as NmapError).diagnostics).toMatchObject([{ code: 'E1024', where: `c.yaml:${place}` }]);
    }
  });

  it('decodes what is UTF-8, without a byte order mark', () => {
    expect(decodeHardware(bytes('\uFEFF\u00fc \u20ac \u{1F600}\n'), 'c')).toBe('\u00fc \u20ac \u{1F600}\n');
  });
});

describe('checkPrices', () => {
  const of = (text: string): string[] =>
    checkPrices(readHardware(text, 'c').target).map(({ code, message }) => `${code} ${message}`);
  const constant = '{ value: 1, source: s, evidence: A }';

  it('says of a chip without constants that nothing can be priced or timed', () => {
    for (const text of [GOOD, `${GOOD}energy: {}\nlatency: {}\n`]) {
      expect(of(text).map((found) => found.replace(/:.*/, ''))).toEqual([
        'W6030 neurons cannot be priced',
        'W6030 synapses cannot be priced',
        'W6030 interconnect cannot be priced',
        'W6030 static power cannot be priced',
        'W6030 times cannot be modelled',
      ]);
    }
  });

  it('names what is lacking in part', () => {
    const found = of(
      `${GOOD}energy: { neuronStepPj: ${constant}, synapseEventPj: ${constant} }\nlatency: { routerNs: ${constant} }\n`,
    );
    expect(found[0]).toBe('W6031 neurons can be priced in part: neuronSpikePj is not known.');
    expect(found.map((text) => text.split(' ')[1])).toEqual(['neurons', 'interconnect', 'static']);
  });

  it('takes an all-in constant for all events, not for power', () => {
    const found = of(
      `${GOOD}energy: { synapseEventPj: { value: 26, source: s, evidence: A, scope: all-in } }\nlatency: { routerNs: ${constant} }\n`,
    );
    expect(found.map((text) => text.slice(0, 18))).toEqual(['W6030 static power']);
  });

  it('asks for the hops that the topology has', () => {
    const hops = (topology: string): string =>
      of(GOOD.replace(/topology.*\n/, `topology: ${topology}\n`)).find((text) =>
        text.includes('interconnect'),
      )!;
    expect(hops('{ kind: mesh, width: 4, height: 3 }')).not.toMatch(/Diagonal|Tree|Chip/);
    expect(hops('{ kind: mesh, width: 4, height: 3, chips: 2 }')).toMatch(/hopChipPj/);
    expect(hops('{ kind: hex-torus, width: 4, height: 3 }')).toMatch(/hopDiagonalPj/);
    expect(hops('{ kind: tree, width: 4, height: 4 }')).toMatch(/hopTreePj(?!.*EastWest)/);
  });

  it('has nothing to say about Loihi', () => {
    expect(of(presetText('loihi').text)).toEqual([]);
  });
});
