/**
 * The rooms inside `mappers`, as docs/architecture.md describes them, and that no files anywhere import each other in a
 * circle. An algorithm is a folder of its own: what two of them need stands in a room that both may enter.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PACKAGES, circles, importsInside, type Import } from './import-graph.ts';

/** What each room of `mappers/src` may import beside itself. Files that lie in no folder count as rooms by their names. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  pass: [],
  'describe-options': [],
  watch: ['pass'],
  anneal: ['watch'],
  hierarchy: ['watch'],
  parallel: ['watch'],
  solver: ['watch'],
  objective: [],
  limits: ['pass', 'watch'],
  'place/common': ['pass', 'watch', 'anneal', 'objective', 'limits'],
  tabu: ['watch', 'limits', 'place/common'],
  kway: ['watch', 'anneal', 'hierarchy', 'limits'],
  cut: [],
  multisection: ['watch', 'anneal', 'place/common'],
  routed: ['pass', 'watch', 'hierarchy', 'objective', 'limits', 'place/common'],
  'refine/common': ['objective'],
  'route/common': [],
  'split/common': ['pass', 'watch', 'limits'],
  algorithm: [
    'pass',
    'watch',
    'anneal',
    'hierarchy',
    'parallel',
    'solver',
    'objective',
    'limits',
    'kway',
    'cut',
    'place/common',
    'tabu',
    'multisection',
    'routed',
    'refine/common',
    'route/common',
    'split/common',
  ],
  table: ['algorithm'],
  mappers: ['pass', 'table'],
  index: [
    'pass',
    'describe-options',
    'limits',
    'solver',
    'place/common',
    'split/common',
    'algorithm',
    'table',
    'mappers',
  ],
};

/** Algorithms that another one calls, whole. Others are to be taken apart: the list only gets shorter. */
const CALLS: readonly string[] = [
  'refine/rivals -> partition/sequential',
  'refine/rivals -> partition/greedy',
  'refine/rivals -> partition/louvain',
  'refine/rivals -> place/hilbert',
  'refine/rivals -> partition/blocks',
  'refine/rivals -> place/multilevel',
];

/** Circles of types that are still to be cut: the list only gets shorter. */
const KNOWN_CIRCLES: readonly (readonly string[])[] = [];

/** `place/tabu`, `place/common`, `limits`; a file beside folders of algorithms is what they share. */
function roomOf(file: string): string {
  const [room, folder, ...rest] = file.replace('mappers/src/', '').split('/');
  if (folder === undefined) return room.replace('.ts', '');
  if (!['split', 'partition', 'place', 'refine', 'route'].includes(room)) return room;
  return rest.length === 0 ? `${room}/common` : `${room}/${folder}`;
}

const isAlgorithm = (room: string): boolean => room.includes('/') && !room.endsWith('/common');

function wrongIn(imports: readonly Import[], calls: readonly string[]): string[] {
  return imports
    .map(({ from, to }) => ({ from, to, room: roomOf(from), other: roomOf(to) }))
    .filter(({ room, other }) => room !== other && !calls.includes(`${room} -> ${other}`))
    .filter(({ room, other }) => {
      const allowed = ROOMS[isAlgorithm(room) ? 'algorithm' : room] ?? [];
      return (
        (isAlgorithm(room) && isAlgorithm(other)) ||
        !allowed.includes(isAlgorithm(other) ? 'algorithm' : other)
      );
    })
    .map(({ from, to }) => `${from} -> ${to}`);
}

describe('the rooms of mappers', () => {
  const imports = importsInside('mappers');

  it('import only what they may', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(wrongIn(imports, CALLS)).toEqual([]);
  });

  it.each([
    ['partition/random', 'partition/exact', 1],
    ['partition/exact', 'partition/greedy', 1],
    ['refine/rivals', 'partition/greedy', 0],
    ['anneal', 'watch', 0],
    ['watch', 'anneal', 1],
    ['hierarchy', 'anneal', 1],
    ['place/common', 'tabu', 1],
    ['partition/greedy', 'partition/exact', 1],
    ['limits', 'place/tabu', 1],
    ['limits', 'place/common', 1],
    ['place/common', 'limits', 0],
    ['place/tabu', 'place/common', 0],
    ['solver', 'limits', 1],
    ['kway', 'limits', 0],
    ['limits', 'kway', 1],
    ['cut', 'limits', 1],
    ['attic', 'pass', 1],
  ])('an import from %s to %s', (from, to, count) => {
    const made = [
      { from: `mappers/src/${from}/a.ts`, to: `mappers/src/${to === 'pass' ? 'pass' : `${to}/b`}.ts` },
    ];
    expect(wrongIn(made, CALLS)).toHaveLength(count);
  });

  it('call no algorithm that is on the list for nothing', () => {
    const idle = CALLS.filter(
      (call) =>
        wrongIn(
          imports,
          CALLS.filter((other) => other !== call),
        ).length === 0,
    );
    expect(idle).toEqual([]);
  });
});

describe('circles', () => {
  it('of files exist nowhere but where they are known', () => {
    const found = readdirSync(PACKAGES).flatMap((name) => circles(importsInside(name)));
    const known = KNOWN_CIRCLES.map((files) => files.join(' '));
    expect(found.map((files) => files.join(' ')).sort()).toEqual([...known].sort());
  });

  it.each([
    ['none in a chain', 'ab bc', []],
    ['none in a diamond', 'ab ac bd cd', []],
    ['two files', 'ab ba', ['ab']],
    ['a file that imports itself', 'aa', ['a']],
    ['three, entered from outside', 'ab bc cd db', ['bcd']],
    ['two circles that touch', 'ab ba bc cb', ['abc']],
    ['two circles apart', 'ab ba bc cd dc', ['ab', 'cd']],
  ])('%s: %s', (_, edges, expected) => {
    const imports = edges.split(' ').map(([from, to]) => ({ from, to }));
    expect(
      circles(imports)
        .map((files) => files.join(''))
        .sort(),
    ).toEqual(expected);
  });
});
