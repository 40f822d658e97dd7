import { describe, expect, it } from '@jest/globals';
import {
  ENERGY_TERMS,
  NmapError,
  PLAIN_LINK_KINDS,
  hopPricesOf,
  type Diagnostic,
  type Target,
} from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';

const HEAD = 'format: nmap-hardware\nversion: 1\nname: t\n';
const MESH = 'topology: { kind: mesh, width: 4, height: 3, coresPerTile: 2 }\n';
const CORE = 'core: { neurons: 8 }\n';
/** Six lines: what is added begins on line 6. */
const GOOD = HEAD + MESH + CORE;

function errorsOf(text: string): readonly Diagnostic[] {
  try {
    readHardware(text, 'chip.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(NmapError);
    expect((error as NmapError).kind).toBe('input');
    return (error as NmapError).diagnostics;
  }
  throw new Error('the file was accepted');
}

describe('readHardware', () => {
  it('reads the smallest file: what is left out is unknown or unlimited', () => {
    const { target, diagnostics } = readHardware(GOOD, 'chip.yaml');
    expect(diagnostics).toEqual([]);
    expect(target).toMatchObject({
      name: 't',
      coreCount: 24,
      chipCount: 1,
      multicast: 'unicast-per-core',
      ioTile: 0,
    });
    expect([...raw(target.tileOf)].slice(0, 5)).toEqual([0, 0, 1, 1, 2]);
    expect(target.classes).toEqual([
      {
        name: 'default',
        limits: {
          neurons: 8,
          synapses: null,
          synapseMemoryBits: null,
          bitsPerSynapse: null,
          fanInPerNeuron: null,
          inputAxons: null,
          outputAxons: null,
          fanOutCoresPerNeuron: null,
        },
      },
    ]);
    expect(target.energy.synapseEventPj).toEqual({ value: null, source: 'not given', evidence: 'U' });
    expect(target.latency.barrierNs).toEqual({ value: null, source: 'not given', evidence: 'U' });
  });

  it('lays chips out in columns and rows', () => {
    const { target } = readHardware(
      `${HEAD}topology: { kind: mesh, width: 2, height: 1, chips: [2, 3], ioPort: { x: 3, y: 2 } }\n${CORE}`,
      'c',
    );
    expect([...target.chipOf]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect([target.chipCount, target.topology.columns, target.topology.rows, target.ioTile]).toEqual([
      6, 4, 3, 11,
    ]);
    const side = readHardware(
      `${HEAD}topology: { kind: mesh, width: 2, height: 2, chips: 2 }\n${CORE}`,
      'c',
    ).target;
    expect([...side.chipOf]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  });

  it('gives classes their own limits, inherited where they say nothing, lifted by null', () => {
    const { target } = readHardware(
      `${HEAD}${MESH}core: { neurons: 8, synapses: 100, inputAxons: 9 }\n` +
        'coreClasses:\n  - { name: big, cores: [3, "5-7"], neurons: 64, synapses: null }\n',
      'c',
    );
    expect([...raw(target.classOf)].slice(0, 9)).toEqual([0, 0, 0, 1, 0, 1, 1, 1, 0]);
    expect(target.classes[1]).toMatchObject({
      name: 'big',
      limits: { neurons: 64, synapses: null, inputAxons: 9 },
    });
  });

  it('shares kernels in the classes that say so, or whose core does', () => {
    const shared = (core: string, big: string): (boolean | undefined)[] =>
      readHardware(
        `${HEAD}${MESH}core: { neurons: 8${core} }\ncoreClasses: [{ name: big, cores: [1]${big} }]\n`,
        'c',
      ).target.classes.map(({ sharedKernels }) => sharedKernels);
    const yes = ', sharedKernels: true';
    const no = ', sharedKernels: false';
    expect(shared('', '')).toEqual([undefined, undefined]);
    expect(shared(yes, '')).toEqual([true, true]);
    expect(shared(yes, no)).toEqual([true, undefined]);
    expect(shared('', yes)).toEqual([undefined, true]);
  });

  it('has no default class where every core has one of its own', () => {
    const { target } = readHardware(
      `${GOOD}coreClasses:\n  - { name: a, cores: ["0-11"] }\n  - { name: b, cores: ["12-23"], neurons: 2 }\n`,
      'c',
    );
    expect(target.classes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect([target.classOf.length, raw(target.classOf)[11], raw(target.classOf)[12]]).toEqual([24, 0, 1]);
  });

  it('marks dead cores and routes round dead links', () => {
    const { target, diagnostics } = readHardware(
      `${GOOD}faults: { cores: [0, "22-23"], links: [{ from: [0, 0], to: [1, 0], both: true }] }\n`,
      'c',
    );
    expect([...target.dead.keys()].filter((core) => target.dead[core] === 1)).toEqual([0, 22, 23]);
    expect(target.topology.hops(0, 1)).toBe(3);
    expect(target.topology.hops(1, 0)).toBe(3);
    expect(diagnostics).toEqual([]);
  });

  it('warns of a link that is dead in one direction', () => {
    const { diagnostics } = readHardware(
      `${GOOD}faults: { links: [{ from: [0, 0], to: [1, 0] }] }\n`,
      'chip.yaml',
    );
    expect(diagnostics).toMatchObject([{ code: 'W6203', severity: 'warning', where: 'chip.yaml:6:1' }]);
    expect(diagnostics[0].message).toMatch(/link \[0, 0\] to \[1, 0\]/);
  });

  it('warns of a value that looks like joules, and of a class that is all dead', () => {
    const { diagnostics } = readHardware(
      `${GOOD}energy:\n  routerPj: { value: 2.4e-12, source: s, evidence: A }\n` +
        'coreClasses: [{ name: spare, cores: [4, 5] }]\nfaults: { cores: ["4-5"] }\n',
      'chip.yaml',
    );
    expect(diagnostics.map(({ code, where }) => [code, where])).toEqual([
      ['W6201', 'chip.yaml:7:22'],
      ['W6202', 'chip.yaml:8:1'],
    ]);
  });

  it('fills what an all-in energy contains', () => {
    const { target } = readHardware(
      `${GOOD}energy: { synapseEventPj: { value: 26, source: s, evidence: B, scope: all-in } }\n`,
      'c',
    );
    expect(target.energy.routerPj).toEqual({
      value: 0,
      source: 'contained in synapseEventPj',
      evidence: 'B',
    });
    expect(target.energy.chipStaticMw.value).toBeNull();
  });

  it.each([
    [32, '', [2, 4, 4]],
    [16, ', arity: 4', [4, 4]],
    [1, '', [1]],
    [12, ', arity: [3, 4]', [3, 4]],
  ])('builds a tree of %i leaves%s', (leaves, arity, levels) => {
    const { target } = readHardware(
      `${HEAD}topology: { kind: tree, width: ${leaves}, height: 1${arity} }\n${CORE}`,
      'c',
    );
    expect(target.topology.tileCount).toBe(leaves);
    expect(target.topology.maxHops).toBe(2 * levels.length);
  });

  it('expands an anchor that is used again', () => {
    const { target } = readHardware(
      `${GOOD}energy:\n  hopEastWestPj: &hop { value: 3, source: s, evidence: A }\n  hopNorthSouthPj: *hop\n`,
      'c',
    );
    expect(target.energy.hopNorthSouthPj.value).toBe(3);
  });

  it('builds the largest chip in good time, and refuses a larger one', () => {
    const big = (width: number, cores: number): string =>
      `${HEAD}topology: { kind: mesh, width: ${width}, height: 1024, coresPerTile: ${cores} }\n${CORE}`;
    expect(readHardware(big(1024, 4), 'c').target.coreCount).toBe(2 ** 22);
    expect(errorsOf(big(1025, 1))).toMatchObject([{ code: 'E1210', where: 'chip.yaml:4:32', need: 2 ** 20 }]);
    expect(errorsOf(big(1024, 5))).toMatchObject([{ code: 'E1210', need: 2 ** 22 }]);
    expect(errorsOf(big(9007199254740991, 9007199254740991))).toMatchObject([{ code: 'E1210' }]);
  });

  it('finds every error at once, in the order of the file', () => {
    const found = errorsOf(
      'format: nmap-hardware\nversion: 2\nname: ""\ntopology: { kind: msh, width: 0, height: 3.5, colour: red }\ncore: { nuerons: 8 }\n',
    );
    expect(found.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'E1204 chip.yaml:2:10',
      'E1204 chip.yaml:3:7',
      'E1204 chip.yaml:4:19',
      'E1204 chip.yaml:4:31',
      'E1204 chip.yaml:4:42',
      'E1203 chip.yaml:4:47',
      'E1203 chip.yaml:5:9',
    ]);
  });

  it('finds every broken rule at once', () => {
    const found = errorsOf(
      `${HEAD}topology: { kind: mesh, width: 4, height: 3, arity: 2, ioPort: { x: 4, y: 3 } }\n` +
        'core: { neurons: 8, synapseMemoryBits: 64 }\nfaults: { cores: [99], links: [{ from: [0, 0], to: [2, 0] }] }\n' +
        'energy: { routerPj: { value: -1, source: s, evidence: A } }\n',
    );
    expect(found.map(({ where }) => where)).toEqual([
      'chip.yaml:4:46',
      'chip.yaml:4:69',
      'chip.yaml:4:75',
      'chip.yaml:5:21',
      'chip.yaml:6:19',
      'chip.yaml:6:32',
      'chip.yaml:7:30',
    ]);
  });

  it('is read the same with Windows line ends and a byte order mark', () => {
    const text = presetText('loihi').text;
    expect(readHardware(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'c').target).toEqual(
      readHardware(text, 'c').target,
    );
  });
});

const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    [...'bcdefghi'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
  )
  .join('\n');

/** [what is wrong, the text, line:column, code, part of the message or hint] */
const BROKEN: readonly (readonly [string, string, string, string, RegExp])[] = [
  ['empty', '', '1:1', 'E1201', /empty/],
  ['only a comment', '# nothing\n', '1:1', 'E1201', /empty/],
  ['only white space', ' \n\n ', '1:1', 'E1201', /empty/],
  ['a list', '- a\n- b\n', '1:1', 'E1201', /must be a mapping/],
  ['a word', '\n  hello\n', '2:3', 'E1201', /must be a mapping/],
  ['two documents', `${GOOD}---\n${GOOD}`, '6:1', 'E1201', /second YAML document/],
  ['truncated in a mapping', `${HEAD}topology: { kind: mesh, width: 4,`, '4:34', 'E1201', /./],
  ['truncated in a text', `${HEAD}description: "half`, '4:19', 'E1201', /quote/],
  ['tabs as indent', `${HEAD}topology:\n\tkind: mesh\n`, '5:1', 'E1201', /[Tt]ab/],
  ['bad indent', `${HEAD}core:\n    neurons: 8\n  synapses: 9\n`, '6:1', 'E1201', /./],
  ['a custom tag', `${HEAD}description: !!js/function "f"\n`, '4:14', 'E1201', /tag/],
  ['YAML 1.1', `%YAML 1.1\n---\n${GOOD}`, '1:1', 'E1201', /1\.2/],
  ['not YAML at all', '{"a": [}', '1:8', 'E1201', /./],
  [
    'nested too deeply',
    `${HEAD}description: ${'['.repeat(100)}${']'.repeat(100)}\n`,
    '4:78',
    'E1202',
    /levels/,
  ],
  ['a long key', `${GOOD}${'k'.repeat(900)}: 1\n`, '6:1', 'E1203', /^unknown key k{60}\.\.\./],
  ['a duplicate key', `${GOOD}core: { neurons: 9 }\n`, '6:1', 'E1202', /core stands here a second time/],
  [
    'a duplicate key inside',
    `${HEAD}${MESH}core: { neurons: 8, neurons: 8 }\n`,
    '5:21',
    'E1202',
    /second time/,
  ],
  ['a merge key', `${GOOD}energy: { <<: { x: 1 } }\n`, '6:11', 'E1202', /merge keys/],
  ['__proto__', `${GOOD}__proto__: { polluted: true }\n`, '6:1', 'E1202', /__proto__/],
  ['__proto__ inside', `${HEAD}${MESH}core: { neurons: 8, "__proto__": 1 }\n`, '5:21', 'E1202', /__proto__/],
  ['constructor', `${GOOD}constructor: 1\n`, '6:1', 'E1203', /unknown key constructor/],
  ['a key that is a list', `${GOOD}? [a, b]\n: 1\n`, '6:3', 'E1202', /plain word/],
  ['a key that is a number', `${GOOD}7: 1\n`, '6:1', 'E1202', /plain word/],
  ['NaN', `${GOOD}energy: { routerPj: { value: .nan, source: s, evidence: A } }\n`, '6:30', 'E1202', /NaN/],
  [
    'infinity',
    `${GOOD}energy: { routerPj: { value: -.inf, source: s, evidence: A } }\n`,
    '6:30',
    'E1202',
    /Infinity/,
  ],
  [
    'too large for a double',
    `${GOOD}energy: { routerPj: { value: 1e999, source: s, evidence: A } }\n`,
    '6:30',
    'E1202',
    /Infinity/,
  ],
  ['an alias bomb', `${GOOD}${BOMB}\n`, '8:8', 'E1202', /more than/],
  ['an alias to itself', `${GOOD}coreClasses: &c [*c]\n`, '6:18', 'E1202', /contains itself/],
  ['an alias to nothing', `${GOOD}energy: *gone\n`, '6:9', 'E1202', /no anchor/],
  [
    'an unknown key, nearest named',
    `${HEAD}topolgy: { kind: mesh, width: 4, height: 3 }\n${MESH}${CORE}`,
    '4:1',
    'E1203',
    /Did you mean topology\?/,
  ],
  [
    'an unknown key inside',
    `${HEAD}${MESH}core: { neurons: 8, inputAxon: 4 }\n`,
    '5:21',
    'E1203',
    /Did you mean inputAxons\?/,
  ],
  [
    'an unknown constant',
    `${GOOD}energy:\n  hopEastWest: { value: 3, source: s, evidence: A }\n`,
    '7:3',
    'E1203',
    /hopEastWestPj/,
  ],
  ['a key of another part', `${GOOD}inputAxons: 9\n`, '6:1', 'E1203', /belongs under core/],
  [
    'another format',
    `format: nmap-network\nversion: 1\nname: t\n${MESH}${CORE}`,
    '1:9',
    'E1204',
    /expected nmap-hardware/,
  ],
  [
    'a version to come',
    `format: nmap-hardware\nversion: 2\nname: t\n${MESH}${CORE}`,
    '2:10',
    'E1204',
    /expected 1/,
  ],
  ['no name', `format: nmap-hardware\nversion: 1\n${MESH}${CORE}`, '1:1', 'E1205', /name is missing/],
  [
    'no width',
    `${HEAD}topology:\n  kind: mesh\n  height: 3\n${CORE}`,
    '5:3',
    'E1205',
    /topology\.width is missing/,
  ],
  ['no core', HEAD + MESH, '1:1', 'E1205', /core is missing/],
  [
    'a misspelt kind',
    `${HEAD}topology: { kind: mesch, width: 4, height: 3 }\n${CORE}`,
    '4:19',
    'E1204',
    /Did you mean mesh\?/,
  ],
  [
    'a negative size',
    `${HEAD}topology: { kind: mesh, width: -4, height: 3 }\n${CORE}`,
    '4:32',
    'E1204',
    /got -4/,
  ],
  [
    'a broken size',
    `${HEAD}topology: { kind: mesh, width: 4.5, height: 3 }\n${CORE}`,
    '4:32',
    'E1204',
    /got 4\.5/,
  ],
  [
    'a size beyond integers',
    `${HEAD}topology: { kind: mesh, width: 1e300, height: 3 }\n${CORE}`,
    '4:32',
    'E1204',
    /got 1e\+300/,
  ],
  ['a number in quotes', `${HEAD}${MESH}core: { neurons: "8" }\n`, '5:18', 'E1204', /without quotes/],
  ['a limit of 0', `${HEAD}${MESH}core: { neurons: 0 }\n`, '5:18', 'E1204', /1 or more/],
  ['a mapping that is missing', `${HEAD}topology:\n${CORE}`, '4:10', 'E1204', /got nothing/],
  [
    'yes is not true',
    `${GOOD}faults: { links: [{ from: [0, 0], to: [1, 0], both: yes }] }\n`,
    '6:53',
    'E1204',
    /true or false/,
  ],
  [
    'a tile with one coordinate',
    `${GOOD}faults: { links: [{ from: [0], to: [1, 0] }] }\n`,
    '6:27',
    'E1204',
    /a tile as \[x, y\]/,
  ],
  ['a bad range of cores', `${GOOD}faults: { cores: ["1..4"] }\n`, '6:19', 'E1204', /range/],
  [
    'a bare number for a constant',
    `${GOOD}energy: { routerPj: 3 }\n`,
    '6:21',
    'E1204',
    /Write routerPj: \{ value: 3/,
  ],
  [
    'a constant without a source',
    `${GOOD}energy: { routerPj: { value: 3, evidence: A } }\n`,
    '6:21',
    'E1205',
    /source is missing/,
  ],
  [
    'a grade that is none',
    `${GOOD}energy: { routerPj: { value: 3, source: s, evidence: D } }\n`,
    '6:54',
    'E1204',
    /one of A, B, C/,
  ],
  [
    'a negative energy',
    `${GOOD}energy: { routerPj: { value: -3, source: s, evidence: A } }\n`,
    '6:30',
    'E1208',
    /negative/,
  ],
  [
    'bits without a width',
    `${HEAD}${MESH}core: { neurons: 8, synapseMemoryBits: 64 }\n`,
    '5:21',
    'E1206',
    /without bitsPerSynapse/,
  ],
  [
    'shared kernels in words',
    `${HEAD}${MESH}core: { neurons: 8, sharedKernels: yes please }\n`,
    '5:36',
    'E1204',
    /core\.sharedKernels: expected true or false, got the text "yes please"/,
  ],
  [
    'less memory than one synapse',
    `${HEAD}${MESH}core: { neurons: 8, synapseMemoryBits: 4, bitsPerSynapse: 8 }\n`,
    '5:40',
    'E1206',
    /one synapse takes 8/,
  ],
  [
    'a class without a core',
    `${GOOD}coreClasses: [{ name: a, cores: [] }]\n`,
    '6:33',
    'E1204',
    /at least one core/,
  ],
  [
    'a core in two classes',
    `${GOOD}coreClasses: [{ name: a, cores: [1] }, { name: b, cores: ["0-2"] }]\n`,
    '6:59',
    'E1206',
    /classes a and b/,
  ],
  [
    'two classes of one name',
    `${GOOD}coreClasses: [{ name: a, cores: [1] }, { name: a, cores: [2] }]\n`,
    '6:48',
    'E1206',
    /is taken/,
  ],
  [
    'a core that is not there',
    `${GOOD}faults: { cores: ["20-24"] }\n`,
    '6:19',
    'E1206',
    /no core 24, the chip has 24/,
  ],
  ['a range that runs backwards', `${GOOD}faults: { cores: ["4-2"] }\n`, '6:19', 'E1206', /"2-4"/],
  ['no core at all', `${GOOD}faults: { cores: [-1] }\n`, '6:19', 'E1204', /a core number/],
  [
    'no chips',
    `${HEAD}topology: { kind: mesh, width: 4, height: 3, chips: 0 }\n${CORE}`,
    '4:53',
    'E1204',
    /a number of chips/,
  ],
  [
    'half a grid of chips',
    `${HEAD}topology: { kind: mesh, width: 4, height: 3, chips: [2] }\n${CORE}`,
    '4:53',
    'E1204',
    /a number of chips/,
  ],
  [
    'a tree of one child',
    `${HEAD}topology: { kind: tree, width: 4, height: 3, arity: 1 }\n${CORE}`,
    '4:53',
    'E1204',
    /children/,
  ],
  ['all cores dead', `${GOOD}faults: { cores: ["0-23"] }\n`, '6:18', 'E1206', /all 24 cores/],
  [
    'a link that is not there',
    `${GOOD}faults: { links: [{ from: [0, 0], to: [3, 0] }] }\n`,
    '6:19',
    'E1206',
    /no link joins/,
  ],
  [
    'a tile that is not there',
    `${GOOD}faults: { links: [{ from: [3, 0], to: [4, 0] }] }\n`,
    '6:39',
    'E1206',
    /no tile \[4, 0\]/,
  ],
  [
    'a core cut off',
    `${GOOD}faults: { links: [{ from: [0, 0], to: [1, 0], both: true }, { from: [0, 0], to: [0, 1], both: true }] }\n`,
    '6:1',
    'E1214',
    /cannot be reached/,
  ],
  [
    'a core that cannot answer',
    `${GOOD}faults: { links: [{ from: [3, 2], to: [2, 2] }, { from: [3, 2], to: [3, 1] }] }\n`,
    '6:1',
    'E1214',
    /cannot reach/,
  ],
  [
    'a tree with too few leaves',
    `${HEAD}topology: { kind: tree, width: 4, height: 3, arity: [2, 2] }\n${CORE}`,
    '4:53',
    'E1206',
    /exactly 12 leaves/,
  ],
  [
    'a prime tree',
    `${HEAD}topology: { kind: tree, width: 7, height: 1 }\n${CORE}`,
    '4:11',
    'E1206',
    /exactly 7 leaves/,
  ],
  [
    'a level too few',
    `${HEAD}topology: { kind: tree, width: 4, height: 4, arity: [4, 4] }\n${CORE}energy: { hopTreePj: { byLevel: [3], source: s, evidence: B } }\n`,
    '6:33',
    'E1235',
    /1 values, the tree of 4 x 4 has 2 levels/,
  ],
  [
    'levels of a mesh',
    `${GOOD}energy: { hopTreePj: { byLevel: [3, 1], source: s, evidence: B } }\n`,
    '6:24',
    'E1235',
    /a mesh has no levels/,
  ],
  [
    'directions of a tree',
    `${HEAD}topology: { kind: tree, width: 4, height: 4 }\n${CORE}latency: { hopChipNs: { value: 3, byDirection: { eastWest: 2 }, source: s, evidence: B } }\n`,
    '6:35',
    'E1235',
    /the links of a tree have no direction/,
  ],
  [
    'a value that is not that of the dearest level',
    `${HEAD}topology: { kind: tree, width: 4, height: 4 }\n${CORE}energy: { hopTreePj: { value: 2, byLevel: [3, 1], source: s, evidence: B } }\n`,
    '6:31',
    'E1233',
    /value is 2, the dearest level of byLevel 3/,
  ],
  [
    'a level below nothing',
    `${HEAD}topology: { kind: tree, width: 4, height: 4 }\n${CORE}energy: { hopTreePj: { byLevel: [3, -1], source: s, evidence: B } }\n`,
    '6:37',
    'E1208',
    /hopTreePj is -1 pJ/,
  ],
  [
    'a direction below nothing',
    `${GOOD}latency: { hopChipNs: { value: 3, byDirection: { northSouth: -2 }, source: s, evidence: B } }\n`,
    '6:62',
    'E1208',
    /hopChipNs is -2 ns/,
  ],
  [
    'a hop without a value',
    `${HEAD}topology: { kind: tree, width: 4, height: 4 }\n${CORE}energy: { hopTreePj: { source: s, evidence: B } }\n`,
    '6:22',
    'E1205',
    /energy\.hopTreePj\.value is missing/,
  ],
  [
    'levels of what is no tree link',
    `${GOOD}energy: { hopEastWestPj: { value: 3, byLevel: [3, 1], source: s, evidence: B } }\n`,
    '6:38',
    'E1203',
    /unknown key byLevel/,
  ],
  [
    'boards that are not whole',
    `${HEAD}topology: { kind: mesh, width: 4, height: 4, chips: [4, 2], chipsPerBoard: [3, 2] }\n${CORE}`,
    '4:76',
    'E1234',
    /4 x 2 chips do not make whole boards of 3 x 2/,
  ],
  [
    'an all-in beside a hop',
    `${GOOD}energy:\n  synapseEventPj: { value: 26, source: s, evidence: B, scope: all-in }\n  hopEastWestPj: { value: 2.3, source: s, evidence: B }\n`,
    '8:27',
    'E1209',
    /contains it already/,
  ],
  [
    'an all-in power',
    `${GOOD}energy: { chipStaticMw: { value: 26, source: s, evidence: B, scope: all-in } }\n`,
    '6:69',
    'E1209',
    /only an energy per event/,
  ],
  [
    'two sets of constants mixed',
    `${GOOD}energy:\n  synapseEventPj: { value: 23.6, source: "Davies et al. 2018", evidence: B }\n  packetInjectionPj: { value: 111, source: "SANA-FE arch/loihi.yaml", evidence: A }\n`,
    '8:44',
    'E1207',
    /never mixed/,
  ],
];

describe('prices of links', () => {
  it('tells the levels of a tree apart where a file prices them, and only there', () => {
    const tree = (hop: string) =>
      readHardware(
        `${HEAD}topology: { kind: tree, width: 16, height: 8, arity: [4, 8, 4] }\n${CORE}energy: { hopTreePj: { ${hop}, source: s, evidence: B } }\n`,
        'chip.yaml',
      ).target;
    const levelled = tree('byLevel: [45, 4.5, 0.5]');
    expect(levelled.energy.hopTreePj).toMatchObject({ value: 45, byLevel: [45, 4.5, 0.5] });
    // Below one router of the lowest level, below one of the next, and across the root.
    const priceTo = ({ topology, energy }: Target, to: number): number => {
      const counts = new Float64Array(topology.linkKinds.length);
      topology.addHops(0, to, counts, 1);
      return hopPricesOf(ENERGY_TERMS, energy, topology.linkKinds).reduce(
        (sum, { value }, kind) => sum + (counts[kind] === 0 ? 0 : counts[kind] * value!),
        0,
      );
    };
    expect([1, 4, 32].map((to) => priceTo(levelled, to))).toEqual([1, 10, 100]);
    const plain = tree('value: 2');
    expect([1, 4, 32].map((to) => priceTo(plain, to))).toEqual([4, 8, 12]);
    expect(plain.topology.linkKinds).toBe(PLAIN_LINK_KINDS);
  });

  it('prices links between chips by direction, and those between boards by themselves', () => {
    const { target } = readHardware(
      `${HEAD}topology: { kind: mesh, width: 1, height: 1, chips: [4, 2], chipsPerBoard: [2, 2] }\n${CORE}energy:\n  hopChipPj: { value: 5, byDirection: { eastWest: 7 }, source: s, evidence: B }\n  hopBoardPj: { value: 40, source: s, evidence: B }\n`,
      'chip.yaml',
    );
    const { topology, energy } = target;
    const counts = new Float64Array(topology.linkKinds.length);
    topology.addHops(0, 7, counts, 1);
    const prices = hopPricesOf(ENERGY_TERMS, energy, topology.linkKinds);
    expect([...counts].flatMap((hops, kind) => Array<number | null>(hops).fill(prices[kind].value))).toEqual([
      7, 7, 5, 40,
    ]);
  });
});

describe('broken files', () => {
  it.each(BROKEN)('%s', (_, text, position, code, pattern) => {
    const found = errorsOf(text);
    const first = found.find(({ severity }) => severity === 'error')!;
    expect(`${first.where} ${first.code}`).toBe(`chip.yaml:${position} ${code}`);
    expect(`${first.message} ${first.hint ?? ''}`).toMatch(pattern);
  });

  it('a file that is too long is not parsed', () => {
    expect(errorsOf(`# ${'x'.repeat(1_100_000)}`)).toMatchObject([{ code: 'E1201', where: 'chip.yaml:1:1' }]);
  });

  it('a preset cut after any line is an error or a smaller chip, never a crash', () => {
    const lines = presetText('loihi').text.split('\n');
    for (let end = 0; end < lines.length; end++) {
      const text = lines.slice(0, end).join('\n');
      try {
        readHardware(text, 'chip.yaml');
      } catch (error) {
        expect(error).toBeInstanceOf(NmapError);
        for (const { where } of (error as NmapError).diagnostics)
          expect(where).toMatch(/^chip\.yaml:\d+:\d+$/);
      }
    }
  });

  it('nothing is left behind on Object.prototype', () => {
    errorsOf(`${GOOD}__proto__: { polluted: true }\n`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
