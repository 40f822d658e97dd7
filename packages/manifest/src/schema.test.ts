/** What each key of the schema takes and refuses: one row a key, and each row is changed on its own in a sound file. */
import { describe, expect, it } from '@jest/globals';
import { flattened } from './parse-manifest.ts';
import { manifestSchema, type Manifest } from './schema.ts';
import { sample } from './testing/sample.ts';

type Path = readonly (string | number)[];

/** With the keys that only cluster graphs have. */
const SOUND: Manifest = {
  ...sample,
  network: { ...sample.network, ids: ['a', 'b'] },
  metrics: {
    ...sample.metrics,
    weightedHops: 2.5,
    energyBackToBackPj: {
      ...sample.metrics.energyBackToBackPj!,
      unverified: ['barrierNs'],
      contained: ['routerPj'],
      allIn: [],
    },
  },
};

/** A path as it is written: `cores[0].x`. */
function pathOf(written: string): Path {
  return written.split(/[.[]/).map((step) => (step.endsWith(']') ? Number(step.slice(0, -1)) : step));
}

const ABSENT = Symbol('absent');

/** The sound file with one value changed, or a key taken away. */
function changed(path: Path, value: unknown): unknown {
  const copy = structuredClone(SOUND) as Record<string | number, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as typeof at;
  const last = path.at(-1)!;
  expect(Object.keys(at)).toContain(String(last));
  if (value === ABSENT) delete at[last];
  else at[last] = value;
  return copy;
}

/** Where the schema finds fault; none = accepted as it is, nothing dropped. */
function faultsOf(file: unknown): string[] {
  const result = manifestSchema.safeParse(file);
  if (result.success) {
    expect(result.data).toEqual(file);
    return [];
  }
  return result.error.issues.flatMap((issue) => flattened(issue, file)).map(({ path }) => path.join('.'));
}

interface Values {
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const NO_TEXT = [3, null, true, ['a'], {}];
const NO_NUMBER = ['1', true, [1], {}, NaN, Infinity];
const HASH = '0123456789abcdef'.repeat(4);

const KINDS = {
  count: { takes: [0, 1, 2 ** 53 - 1], refuses: [-1, 0.5, 2 ** 53, null, ...NO_NUMBER] },
  'count below the next core': { takes: [0, 1, 11], refuses: [-1, 0.5, null, ...NO_NUMBER] },
  'seed, of either sign': { takes: [-1, 0, 1], refuses: [0.5, 2 ** 53, null, ...NO_NUMBER] },
  'above 0': { takes: [0.5, 2], refuses: [0, -1, null, ...NO_NUMBER] },
  'at least 1': { takes: [1, 2], refuses: [0, -1, 1.5, null, ...NO_NUMBER] },
  'at least 2': { takes: [2, 3], refuses: [1, 0, 2.5, null, ...NO_NUMBER] },
  quantity: { takes: [0, 0.5, 1e300], refuses: [-1, -1e-300, null, ...NO_NUMBER] },
  'quantity or null': { takes: [null, 0, 0.5], refuses: [-1, -1e-300, ...NO_NUMBER] },
  name: { takes: ['a', ' '], refuses: ['', ...NO_TEXT] },
  text: { takes: ['', 'a'], refuses: NO_TEXT },
  maker: { takes: ['next-fit(order=given)'], refuses: ['', 'x'.repeat(201), ...NO_TEXT] },
  flag: { takes: [true, false], refuses: [0, 1, null, 'true', []] },
  'list of texts': { takes: [[], [''], ['a', 'b']], refuses: [[1], ['a', null], 'a', null, {}] },
  'list of names': { takes: [[], ['a', 'b']], refuses: [[''], ['a', ''], [1], 'a', null, {}] },
  hash: {
    takes: [HASH, '9'.repeat(64)],
    refuses: [
      ...[HASH.slice(1), `${HASH}0`, ` ${HASH.slice(1)}`, `${HASH} `, `${HASH}\n`, `0x${HASH}`],
      ...[`${HASH.slice(1)}g`, `${HASH.slice(1)}F`, '', ...NO_TEXT],
    ],
  },
  'numbers by name': {
    takes: [{}, { a: null }, { a: -1.5, '': 0 }],
    refuses: [{ a: '1' }, { a: true }, { a: [] }, { a: Infinity }, [], null, 3],
  },
  options: {
    takes: [{}, { a: 1, b: 'x', c: true, d: null, e: [1, { f: [] }] }],
    refuses: [{ a: Infinity }, { a: () => 1 }, [], null, 'a'],
  },
  'neurons by population': {
    takes: [{ h: [[0, 0]] }, { h: [[0, 1]], 'a b': [[2 ** 40, 2 ** 40]] }],
    refuses: [{}, { '': [[0, 0]] }, { h: 3 }, { h: null }, [], null],
  },
  'list of cores': { takes: [[]], refuses: [[3], {}, null] },
  'list of ports': { takes: [[]], refuses: [[3], {}, null] },
  'list of passes': { takes: [[]], refuses: [[3], {}, null] },
  object: { takes: [], refuses: [3, null, 'a', []] },
  'nmap-manifest': { takes: ['nmap-manifest'], refuses: ['nmap-network', '', null] },
  'version 1': { takes: [1], refuses: [0, 2, '1', null] },
  rule: {
    takes: ['xy', 'xy-shorter-way', 'up-down+detours'],
    refuses: ['XY', '', 'x y', 'xy+', 'xy+other', 3, null],
  },
  objective: {
    takes: ['energy', 'energy + 0.3 time'],
    refuses: ['', null, 3, 'e'.repeat(201)],
  },
  scheme: { takes: ['unicast', 'tree'], refuses: ['multicast', '', null, 'steps'] },
} satisfies Record<string, Values>;

type KindName = keyof typeof KINDS;

const ENERGY: readonly (readonly [key: string, kind: KindName, need: 'required' | 'optional'])[] = [
  ['neurons', 'quantity or null', 'required'],
  ['synapses', 'quantity or null', 'required'],
  ['interconnect', 'quantity or null', 'required'],
  ['static', 'quantity or null', 'required'],
  ['total', 'quantity or null', 'required'],
  ['partial', 'flag', 'required'],
  ['unpriced', 'list of texts', 'required'],
  ['unverified', 'list of texts', 'optional'],
  ['contained', 'list of texts', 'optional'],
  ['allIn', 'list of texts', 'optional'],
];

const ROWS: readonly (readonly [path: string, kind: KindName, need: 'required' | 'optional'])[] = [
  ['format', 'nmap-manifest', 'required'],
  ['version', 'version 1', 'required'],
  ['complete', 'flag', 'required'],
  ['tool', 'object', 'required'],
  ['tool.name', 'name', 'required'],
  ['tool.version', 'name', 'required'],
  ['network', 'object', 'required'],
  ['network.name', 'text', 'required'],
  ['network.sha256', 'hash', 'required'],
  ['network.fileSha256', 'hash', 'optional'],
  ['network.spikesSha256', 'hash', 'optional'],
  ['network.neurons', 'count', 'required'],
  ['network.synapses', 'count', 'required'],
  ['network.externalNeurons', 'count', 'optional'],
  ['network.windowScale', 'at least 2', 'optional'],
  ['network.ids', 'list of texts', 'optional'],
  ['hardware', 'object', 'required'],
  ['hardware.name', 'name', 'required'],
  ['hardware.sha256', 'hash', 'required'],
  ['hardware.fileSha256', 'hash', 'optional'],
  ['pipeline', 'list of passes', 'required'],
  ['pipeline[1].pass', 'name', 'required'],
  ['pipeline[1].options', 'options', 'required'],
  ['pipeline[1].seed', 'seed, of either sign', 'required'],
  ['pipeline[1].checksum', 'text', 'required'],
  ['pipeline[1].truncated', 'flag', 'optional'],
  ['pipeline[1].fellBackTo', 'maker', 'optional'],
  ['objective', 'objective', 'required'],
  ['constraints', 'object', 'optional'],
  ['constraints.maxCores', 'at least 1', 'optional'],
  ['constraints.neuronsPerCore', 'at least 1', 'optional'],
  ['constraints.maxStepNs', 'above 0', 'optional'],
  ['constraints.maxLinkLoad', 'above 0', 'optional'],
  ['cores', 'list of cores', 'required'],
  ['cores[0].core', 'count below the next core', 'required'],
  ['cores[1].chip', 'count', 'required'],
  ['cores[1].tile', 'count', 'required'],
  ['cores[1].x', 'count', 'required'],
  ['cores[1].y', 'count', 'required'],
  ['cores[1].class', 'name', 'optional'],
  ['cores[1].neurons', 'neurons by population', 'required'],
  ['ports', 'list of ports', 'required'],
  ['ports[0].tile', 'count', 'required'],
  ['ports[0].x', 'count', 'required'],
  ['ports[0].y', 'count', 'required'],
  ['ports[0].populations', 'list of names', 'required'],
  ['routing', 'object', 'required'],
  ['routing.scheme', 'scheme', 'required'],
  ['routing.rule', 'rule', 'required'],
  ['metrics', 'object', 'required'],
  ['metrics.coresUsed', 'count', 'required'],
  ['metrics.cutSpikes', 'quantity', 'required'],
  ['metrics.connectivity', 'quantity', 'required'],
  ['metrics.interCorePackets', 'quantity', 'required'],
  ['metrics.spikeHops', 'quantity', 'required'],
  ['metrics.maxLinkLoad', 'quantity', 'required'],
  ['metrics.weightedHops', 'quantity', 'optional'],
  ['metrics.energyPj', 'object', 'required'],
  ...ENERGY.map(([key, ...rest]) => [`metrics.energyPj.${key}`, ...rest] as const),
  ['metrics.energyBackToBackPj', 'object', 'optional'],
  ['metrics.energyBackToBackPj.windowMs', 'quantity or null', 'required'],
  ['metrics.energyBackToBackPj.stepNs', 'quantity or null', 'required'],
  ...ENERGY.map(([key, ...rest]) => [`metrics.energyBackToBackPj.${key}`, ...rest] as const),
  ['metrics.further', 'numbers by name', 'optional'],
  ['bounds', 'numbers by name', 'required'],
  ['clusterBounds', 'numbers by name', 'optional'],
  ['notes', 'list of texts', 'required'],
];

describe('the schema of the manifest', () => {
  it('takes the file that the rows change', () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  it('has no key without a row', () => {
    const rows = new Set(ROWS.map(([path]) => path.replaceAll(/\[\d\]/g, '')));
    const missing = keysOf(SOUND).filter((path) => !rows.has(path));
    expect(missing).toEqual([]);
  });

  it.each(ROWS)('%s: %s, %s', (written, kind, need) => {
    const path = pathOf(written);
    const { takes, refuses }: Values = KINDS[kind];
    for (const value of takes) expect([value, faultsOf(changed(path, value))]).toEqual([value, []]);
    for (const value of refuses) {
      const faults = faultsOf(changed(path, value));
      expect([value, faults.length]).toEqual([value, 1]);
      expect(`${faults[0]}.`).toMatch(new RegExp(`^${path.join('\\.')}\\.`));
    }
    expect(faultsOf(changed(path, ABSENT))).toEqual(need === 'required' ? [path.join('.')] : []);
  });

  it.each([
    ...['', 'tool', 'network', 'hardware', 'pipeline[0]', 'constraints', 'cores[0]', 'ports[0]', 'routing'],
    ...['metrics', 'metrics.energyPj', 'metrics.energyBackToBackPj'],
  ])('"%s" has no keys but its own', (written) => {
    const path = written === '' ? [] : pathOf(written);
    const copy = structuredClone(SOUND) as unknown as Record<string | number, unknown>;
    const object = path.reduce((at, step) => at[step] as typeof at, copy);
    object['further2'] = 1;
    expect(faultsOf(copy)).toEqual([path.join('.')]);
  });
});

describe('ranges of neurons', () => {
  it.each([
    [[[0, 0]], []],
    [
      [
        [0, 4],
        [5, 9],
      ],
      [],
    ],
    [[[7, 7]], []],
    [[], ['']],
    [[[1, 0]], ['.0']],
    [[[0]], ['.0']],
    [[[0, 1, 2]], ['.0']],
    [[[-1, 0]], ['.0.0']],
    [[[-2, -1]], ['.0.0', '.0.1']],
    [[[0, 0.5]], ['.0.1']],
    [[[0.5, 1]], ['.0.0']],
    [[['0', 1]], ['.0.0']],
    [[3], ['.0']],
    [
      [
        [0, 4],
        [4, 9],
      ],
      ['.1'],
    ],
    [
      [
        [5, 9],
        [0, 4],
      ],
      ['.1'],
    ],
    // The second lies within the first: the third is measured against the end of the first.
    [
      [
        [0, 9],
        [2, 3],
        [5, 20],
      ],
      ['.1', '.2'],
    ],
    [
      [
        [0, 3],
        [5, 9],
        [4, 4],
      ],
      ['.2'],
    ],
  ])('%j: faults at %j', (ranges, places) => {
    const file = changed(['cores', 1, 'neurons'], { h: ranges });
    expect(faultsOf(file)).toEqual(places.map((place) => `cores.1.neurons.h${place}`));
  });
});

describe('boxes of neurons', () => {
  const box = (...sides: unknown[]): unknown => sides;
  const one = box([0, 64], [8, 16], [0, 8]);

  it.each<[unknown, string[]]>([
    [{ boxes: [one] }, []],
    [{ boxes: [one, box([0, 64], [8, 16], [8, 9])] }, []],
    [{ boxes: [one, box([0, 64], [9, 16], [0, 1])] }, []],
    [{ boxes: [one, box([1, 64], [0, 1], [0, 1])] }, []],
    [{ boxes: [] }, ['.boxes']],
    [{}, ['.boxes']],
    [{ boxes: [one], ranges: [] }, ['']],
    [{ boxes: [box([0, 64], [8, 16])] }, ['.boxes.0']],
    [{ boxes: [box([0, 64], [8, 16], [0, 8], [0, 1])] }, ['.boxes.0']],
    [{ boxes: [box([0, 64], [8, 8], [0, 8])] }, ['.boxes.0.1']],
    [{ boxes: [box([0, 64], [9, 8], [0, 8])] }, ['.boxes.0.1']],
    [{ boxes: [box([-1, 64], [8, 9], [0, 8])] }, ['.boxes.0.0.0']],
    [{ boxes: [box([0, 64], [8, 9.5], [0, 8])] }, ['.boxes.0.1.1']],
    [{ boxes: [one, one] }, ['.boxes.1']],
    [{ boxes: [one, box([0, 64], [8, 16], [0, 4])] }, ['.boxes.1']],
    [{ boxes: [box([0, 64], [8, 16], [8, 16]), one] }, ['.boxes.1']],
  ])('%j: faults at %j', (neurons, places) => {
    const file = changed(['cores', 1, 'neurons'], { h: neurons }) as Record<string, unknown>;
    expect(faultsOf({ ...file, version: 2 })).toEqual(places.map((place) => `cores.1.neurons.h${place}`));
  });

  it.each([[{ boxes: one }], [[one]], [[[0, 64, 8]]]])('%j is neither boxes nor ranges', (neurons) => {
    const file = changed(['cores', 1, 'neurons'], { h: neurons }) as Record<string, unknown>;
    for (const version of [1, 2]) expect(faultsOf({ ...file, version })).not.toEqual([]);
  });

  it('are of version 2, and version 2 is of them', () => {
    const boxes = changed(['cores', 1, 'neurons'], { h: { boxes: [one] } }) as Record<string, unknown>;
    expect(faultsOf(boxes)).toEqual(['version']);
    expect(faultsOf({ ...boxes, version: 2 })).toEqual([]);
    expect(faultsOf({ ...SOUND, version: 2 })).toEqual(['version']);
  });
});

describe('numbers of cores', () => {
  const cores = (...numbers: number[]): unknown =>
    changed(
      ['cores'],
      numbers.map((core) => ({ ...SOUND.cores[0], core })),
    );

  it.each([
    [[0], []],
    [[0, 1, 2], []],
    [[3, 9, 12], []],
    [[1, 1], [1]],
    [[2, 1], [1]],
    [[0, 5, 5], [2]],
    [[9, 3, 4], [1]],
    [
      [9, 3, 2],
      [1, 2],
    ],
  ])('%j: faults at %j', (numbers, places) => {
    expect(faultsOf(cores(...numbers))).toEqual(places.map((at) => `cores.${at}.core`));
    const { error } = manifestSchema.safeParse(cores(...numbers));
    places.forEach((at, k) =>
      expect(error?.issues[k].message).toContain(`core ${numbers[at]} follows core ${numbers[at - 1]}:`),
    );
  });
});

/** Paths of all keys that are not names from a file, without numbers of items. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => keysOf(item, path));
  if (typeof value !== 'object' || value === null) return [];
  if (/(cores\.neurons|\.options|bounds|clusterBounds|further)$/.test(path)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const below = path === '' ? key : `${path}.${key}`;
    return [below, ...keysOf(member, below)];
  });
}
