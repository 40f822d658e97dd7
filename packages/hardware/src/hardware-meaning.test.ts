import { ENERGY_KEYS, LATENCY_KEYS } from '@nmap/ir';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { presetNames, presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';

const of = (text: string): string => readHardware(text, 'c').sha256;

const constant = { value: 3, source: 's', evidence: 'A' };
const limits = {
  synapses: 100,
  synapseMemoryBits: 640,
  bitsPerSynapse: 8,
  fanInPerNeuron: 50,
  inputAxons: 60,
  outputAxons: 70,
  fanOutCoresPerNeuron: 5,
};
type Plain = Record<string, unknown>;
const chip = (): Record<string, Plain & Plain[]> & Plain =>
  structuredClone({
    format: 'nmap-hardware',
    version: 1,
    name: 't',
    description: 'd',
    topology: {
      kind: 'mesh',
      width: 4,
      height: 3,
      coresPerTile: 2,
      chips: [2, 1],
      multicast: 'tree',
      ioPort: { x: 1, y: 1 },
    },
    core: { neurons: 8, ...limits },
    coreClasses: [{ name: 'big', cores: [3, '5-7'], neurons: 64, synapses: null }],
    faults: { cores: [0, '22-23'], links: [{ from: [0, 0], to: [1, 0], both: true }] },
    energy: Object.fromEntries(ENERGY_KEYS.map((key) => [key, { ...constant }])),
    latency: Object.fromEntries(LATENCY_KEYS.map((key) => [key, { ...constant }])),
  }) as unknown as Record<string, Plain & Plain[]> & Plain;
const base = of(stringify(chip()));
const changed = (change: (value: ReturnType<typeof chip>) => void): string => {
  const value = chip();
  change(value);
  return of(stringify(value));
};

describe('the meaning of a chip', () => {
  it.each<[string, string]>([
    ['comments and blank lines', `# x\n\n${stringify(chip())}\n# y\n`],
    ['Windows line ends', stringify(chip()).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${stringify(chip())}`],
    ['JSON', JSON.stringify(chip())],
    ['order of keys', stringify(Object.fromEntries(Object.entries(chip()).reverse()))],
    [
      'spelling of numbers',
      stringify(chip()).replaceAll('value: 3', 'value: 3.0').replace('width: 4', 'width: 4.0'),
    ],
    ['quotes', stringify(chip()).replace('name: t', 'name: "t"')],
    ['the description', stringify({ ...chip(), description: 'other' })],
    ['an anchor', stringify(chip()).replace('x: 1', 'x: &one 1').replace('y: 1', 'y: *one')],
  ])('does not change by %s', (_, text) => {
    expect(of(text)).toBe(base);
  });

  it.each<[string, (value: ReturnType<typeof chip>) => void]>([
    ['defaults written out', (value) => (value['topology']['routing'] = 'xy')],
    ['kernels that are not shared', (value) => (value['core']['sharedKernels'] = false)],
    ['cores as single numbers', (value) => (value['coreClasses'][0]['cores'] = [7, 6, '5-6', 3])],
    ['dead cores in another order', (value) => (value['faults']['cores'] = [23, 22, 0])],
    [
      'both directions of a link',
      (value) =>
        (value['faults']['links'] = [
          { from: [1, 0], to: [0, 0] },
          { from: [0, 0], to: [1, 0] },
          { from: [0, 0], to: [1, 0] },
        ]),
    ],
  ])('does not change by %s', (_, change) => {
    expect(changed(change)).toBe(base);
  });

  const changes: [string, (value: ReturnType<typeof chip>) => void][] = [
    ['name', (value) => Object.assign(value, { name: 'u' })],
    ['kind', (value) => (value['topology']['kind'] = 'torus')],
    ['width', (value) => (value['topology']['width'] = 5)],
    ['height', (value) => (value['topology']['height'] = 4)],
    ['coresPerTile', (value) => (value['topology']['coresPerTile'] = 3)],
    ['chips', (value) => (value['topology']['chips'] = [1, 2])],
    ['multicast', (value) => (value['topology']['multicast'] = 'unicast-per-core')],
    ['ioPort', (value) => (value['topology']['ioPort'] = { x: 1, y: 0 })],
    ['neurons', (value) => (value['core']['neurons'] = 9)],
    ...Object.keys(limits).map((key): [string, (value: ReturnType<typeof chip>) => void] => [
      key,
      (value) => (value['core'][key] = 99),
    ]),
    ['no limit', (value) => (value['core']['inputAxons'] = null)],
    ['shared kernels', (value) => (value['core']['sharedKernels'] = true)],
    ['shared kernels of a class', (value) => (value['coreClasses'][0]['sharedKernels'] = true)],
    ['the name of a class', (value) => (value['coreClasses'][0]['name'] = 'large')],
    ['the cores of a class', (value) => (value['coreClasses'][0]['cores'] = [3, '5-8'])],
    ['a limit of a class', (value) => (value['coreClasses'][0]['neurons'] = 65)],
    ['no class', (value) => Reflect.deleteProperty(value, 'coreClasses')],
    ['a dead core', (value) => (value['faults']['cores'] = [1, '22-23'])],
    ['a dead link', (value) => (value['faults']['links'] = [{ from: [0, 0], to: [0, 1], both: true }])],
    ['one direction of it', (value) => (value['faults']['links'] = [{ from: [0, 0], to: [1, 0] }])],
    ...(['energy', 'latency'] as const).flatMap((part) =>
      (part === 'energy' ? ENERGY_KEYS : LATENCY_KEYS).map(
        (key): [string, (value: ReturnType<typeof chip>) => void] => [
          key,
          (value) => Object.assign(value[part][key] as object, { value: 4 }),
        ],
      ),
    ),
    ['an unknown constant', (value) => Reflect.deleteProperty(value['energy'], 'routerPj')],
    ['a source', (value) => Object.assign(value['energy']['routerPj'] as object, { source: 'x' })],
    ['a grade', (value) => Object.assign(value['energy']['routerPj'] as object, { evidence: 'B' })],
    [
      'a qualifier',
      (value) => Object.assign(value['energy']['routerPj'] as object, { qualifier: 'minimum' }),
    ],
    ['a scope', (value) => Object.assign(value['energy']['routerPj'] as object, { scope: 'per-term' })],
    [
      'an operating point',
      (value) => Object.assign(value['energy']['routerPj'] as object, { operatingPoint: '1 V' }),
    ],
  ];
  it.each(changes)('changes by %s', (_, change) => {
    expect(changed(change)).not.toBe(base);
  });

  it('changes by each of these in its own way', () => {
    const hashes = changes.map(([, change]) => changed(change));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('tells trees apart by their levels, however they are given', () => {
    const tree = (arity: string): string =>
      of(
        `format: nmap-hardware\nversion: 1\nname: t\ntopology: { kind: tree, width: 16, height: 1${arity} }\ncore: { neurons: 8 }\n`,
      );
    expect(tree('')).toBe(tree(', arity: [4, 4]'));
    expect(tree(', arity: [2, 8]')).not.toBe(tree(''));
  });

  it('is one for each preset', () => {
    const hashes = presetNames()
      .filter((name) => !/^jin(512|1024)$/.test(name))
      .map((name) => of(presetText(name).text));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
