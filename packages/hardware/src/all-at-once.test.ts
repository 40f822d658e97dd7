import { describe, expect, it } from '@jest/globals';
import { classOverlaps, type ClaimedRange } from './class-overlaps.ts';
import { forEachCore, mergedRanges } from './core-list.ts';
import { readHardware } from './read-hardware.ts';
import { CORE, GOOD, HEAD, MESH, errorsOf } from './testing/chip.ts';

const constant = (value: string): string => `{ value: ${value}, source: s, evidence: A }`;

/** [what is wrong, the text, the places and codes of all faults] */
const ROUNDS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'infinity, a type and a sign',
    `${GOOD}energy:\n  routerPj: ${constant('.inf')}\n  synapseEventPj: ${constant('x')}\n  neuronStepPj: ${constant('-1')}\n`,
    ['7:22 E1202', '8:28 E1204', '9:26 E1208'],
  ],
  [
    'an unknown key, a port beyond the edge, a negative time',
    `${HEAD}topology: { kind: mesh, width: 4, height: 3, ioPort: { x: 4, y: 0 } }\n${CORE}colour: red\nlatency: { routerNs: ${constant('-2')} }\n`,
    ['4:59 E1206', '6:1 E1203', '7:31 E1208'],
  ],
  [
    'a limit, a memory without a width, a dead core that is not there',
    `${HEAD}${MESH}core: { neurons: 8 }\ncoreClasses: [{ name: a, cores: [1], neurons: 0 }]\nfaults: { cores: [99] }\n`,
    ['6:47 E1204', '7:19 E1206'],
  ],
  [
    'a link that cuts a core off, and a constant without a source',
    `${GOOD}faults: { links: [{ from: [0, 0], to: [1, 0], both: true }, { from: [0, 0], to: [0, 1], both: true }] }\nenergy: { routerPj: { value: 3, evidence: A } }\n`,
    ['6:1 E1214', '7:21 E1205'],
  ],
  [
    'a missing part, and a sign',
    `${HEAD}${MESH}energy: { routerPj: ${constant('-1')} }\n`,
    ['1:1 E1205', '5:30 E1208'],
  ],
  [
    'two infinities',
    `${HEAD}topology: { kind: mesh, width: .inf, height: -.inf }\n${CORE}`,
    ['4:32 E1202', '4:46 E1202'],
  ],
  ['a key twice and a type', `${GOOD}core: { neurons: 9 }\ndescription: 3\n`, ['6:1 E1202', '7:14 E1204']],
];

describe('faults come all at once', () => {
  it.each(ROUNDS)('%s', (_, text, expected) => {
    const found = errorsOf(text).filter(({ severity }) => severity === 'error');
    const places = found.map(({ where, code }) => `${where.replace('chip.yaml:', '')} ${code}`);
    expect([...new Set(places)]).toEqual(expected);
  });

  it('does not call the echo of a fault a second one', () => {
    // Without its width the memory would seem to lack one; without its size no core would exist.
    expect(
      errorsOf(`${HEAD}${MESH}core: { neurons: 8, synapseMemoryBits: 64, bitsPerSynapse: x }\n`),
    ).toHaveLength(1);
    expect(
      errorsOf(`${HEAD}${MESH}core: { neurons: 8, synapseMemoryBits: 64, bitsPerSynaps: 8 }\n`),
    ).toHaveLength(1);
    expect(
      errorsOf(`${HEAD}topology: { kind: mesh, width: x, height: 3 }\n${CORE}faults: { cores: [7] }\n`),
    ).toHaveLength(1);
  });
});

describe('many faults are counted, and only the first ones worded', () => {
  it.each([
    [
      'unknown keys',
      `${GOOD}${Array.from({ length: 3000 }, (_, k) => `k${k}: 1`).join('\n')}\n`,
      3000,
      'E1203',
    ],
    ['wrong values', `${GOOD}coreClasses: [${Array(3000).fill('x').join(', ')}]\n`, 3000, 'E1204'],
    [
      'cores that are not there',
      `${GOOD}faults: { cores: [${Array(3000).fill('99').join(', ')}] }\n`,
      3000,
      'E1206',
    ],
    ['infinities', `${GOOD}faults: { cores: [${Array(3000).fill('.inf').join(', ')}] }\n`, 3000, 'E1202'],
    ['missing keys', `${GOOD}coreClasses: [${Array(3000).fill('{cores: [1]}').join(', ')}]\n`, 3000, 'E1205'],
    ['keys that stand twice', `${GOOD}${'name: t\n'.repeat(3000)}`, 3000, 'E1202'],
  ])('%s', (_, text, count, code) => {
    const found = errorsOf(text);
    expect(found.map((one) => one.code)).toEqual(found.map(() => code));
    expect(found).toHaveLength(201);
    expect(found[200]).toMatchObject({ leftOut: count - 200, where: expect.stringMatching(/^chip\.yaml/) });
    expect(found.slice(0, 200).every(({ where }) => /^chip\.yaml:\d+:\d+$/.test(where))).toBe(true);
    expect(found[200].message).toBe('2,800 more of the same kind, 3,000 in all.');
  });

  it('of each code some are worded, however many others there are', () => {
    const keys = Array.from({ length: 3000 }, (_, k) => `k${k}: 1`).join('\n');
    const found = errorsOf(`${GOOD}${keys}\nenergy: { routerPj: ${constant('-1')} }\n`);
    expect(found.filter(({ code }) => code === 'E1203')).toHaveLength(201);
    expect(found.filter(({ code }) => code === 'E1208')).toHaveLength(1);
  });

  it('finds overlaps of classes in the entries, not in the cores they span', () => {
    const work = (count: number): number => {
      let reads = 0;
      const claims = Array.from({ length: count }, (_, k): ClaimedRange => {
        const range = { last: 1_048_575, owner: k % 2, path: ['coreClasses', k % 2] };
        return Object.defineProperty(range, 'first', {
          get: () => (reads++, (k * 7919) % 1024),
        }) as unknown as ClaimedRange;
      });
      expect(classOverlaps(claims).length).toBeGreaterThan(count / 3);
      return reads;
    };
    expect(work(4000)).toBeLessThan(2.5 * work(2000));
  });

  it('visits a core once, however often a list names it', () => {
    const seen: number[] = [];
    forEachCore(['3-5', 4, '0-1', '4-6', 1], (core) => seen.push(core));
    expect(seen).toEqual([0, 1, 3, 4, 5, 6]);
    expect(mergedRanges(Array<string>(5000).fill('0-99'))).toEqual([{ first: 0, last: 99 }]);
  });
});

describe('classOverlaps', () => {
  const claim = (owner: number, first: number, last: number, k: number): ClaimedRange => ({
    owner,
    first,
    last,
    path: [k],
  });
  const pairs = (ranges: readonly (readonly [number, number, number])[]): string[] =>
    classOverlaps(ranges.map(([owner, first, last], k) => claim(owner, first, last, k))).map(
      ({ core, owners, path }) => `${core}:${owners.join()}@${path.join()}`,
    );

  it.each([
    [
      'apart',
      [
        [0, 0, 3],
        [1, 4, 9],
      ],
      [],
    ],
    [
      'one core',
      [
        [0, 0, 4],
        [1, 4, 9],
      ],
      ['4:0,1@1'],
    ],
    [
      'inside',
      [
        [0, 0, 9],
        [1, 3, 4],
      ],
      ['3:0,1@1'],
    ],
    [
      'around, later in the file',
      [
        [0, 3, 4],
        [1, 0, 9],
      ],
      ['3:0,1@1'],
    ],
    [
      'the same class',
      [
        [0, 0, 9],
        [0, 3, 4],
      ],
      [],
    ],
    [
      'behind a longer one of its own class',
      [
        [0, 0, 5],
        [1, 6, 20],
        [1, 7, 8],
        [0, 10, 11],
      ],
      ['10:1,0@3'],
    ],
    [
      'a short rival under a long run of its own',
      [
        [0, 0, 100],
        [1, 101, 102],
        [0, 50, 101],
      ],
      ['101:1,0@2'],
    ],
    [
      'three classes',
      [
        [0, 0, 9],
        [1, 5, 14],
        [2, 12, 20],
      ],
      ['5:0,1@1', '12:1,2@2'],
    ],
  ] as const)('%s', (_, ranges, expected) => {
    expect(pairs(ranges)).toEqual(expected);
  });

  it('finds one exactly where a search over all cores does', () => {
    let state = 1;
    const random = (n: number): number => (state = (state * 48271) % 2147483647) % n;
    for (let round = 0; round < 300; round++) {
      const ranges = Array.from({ length: 1 + random(6) }, (_, k) => {
        const first = random(12);
        return claim(random(3), first, first + random(5), k);
      });
      const owners = new Map<number, Set<number>>();
      for (const { first, last, owner } of ranges)
        for (let core = first; core <= last; core++)
          owners.set(core, (owners.get(core) ?? new Set()).add(owner));
      const shared = [...owners.values()].some((set) => set.size > 1);
      const found = classOverlaps(ranges);
      expect(found.length > 0).toBe(shared);
      for (const { core, owners: two } of found)
        for (const owner of two) expect(owners.get(core)!.has(owner)).toBe(true);
    }
  });
});

describe('shapes that the parser cannot take', () => {
  it.each([
    ['open brackets', `x: ${'['.repeat(200_000)}`],
    ['closed brackets', `x: ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['open braces', `x: ${'{a: '.repeat(50_000)}`],
    ['dashes', `x:\n  ${'- '.repeat(100_000)}1`],
    ['questions', '? '.repeat(100_000)],
    ['indentation', Array.from({ length: 1200 }, (_, k) => `${' '.repeat(k)}a:`).join('\n')],
  ])('%s by the thousand are nested too deeply', (_, text) => {
    const found = errorsOf(`${GOOD}${text}\n`);
    expect(found).toMatchObject([{ code: 'E1202', message: 'the file has more than 64 levels.' }]);
    expect(found[0].where).toMatch(/^chip\.yaml:([6-9]|\d{2,}):\d+$/);
  });

  it('documents by the thousand are one too many', () => {
    expect(errorsOf('---\n'.repeat(100_000))).toMatchObject([{ code: 'E1201', where: 'chip.yaml:3:1' }]);
  });

  it('long lines and large texts are read', () => {
    expect(readHardware(`${GOOD}description: ${'x'.repeat(500_000)}\n`, 'c').target.name).toBe('t');
    expect(readHardware(`${GOOD}description: "${'\\n'.repeat(200_000)}"\n`, 'c').target.name).toBe('t');
  });
});
