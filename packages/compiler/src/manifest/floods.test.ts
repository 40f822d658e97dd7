/**
 * Manifests that are wrong in very many places, and networks of very many populations. Sizes are
 * such that a check whose cost grows with the square of its input would need the better part of
 * an hour or all memory: that these tests end is the test.
 */
import { describe, expect, it } from '@jest/globals';
import { lower, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import type { Manifest, ManifestCore } from '@nmap/manifest';
import { decodePlacement } from '@nmap/judge';
import type { ManifestSubject } from '@nmap/judge';
import { chip, subjectOf } from './testing/subjects.ts';
import { verifyManifest } from './verify-manifest.ts';

const LARGE = chip(`format: nmap-hardware
version: 1
name: large
topology: { kind: mesh, width: 512, height: 512 }
core: { neurons: 1024 }
`);

const core = (number: number, neurons: ManifestCore['neurons']): ManifestCore => ({
  core: number,
  chip: 0,
  tile: number,
  x: number % 512,
  y: Math.floor(number / 512),
  neurons,
});

/** One population of `size` neurons; the cores as given. */
function faultsOf(size: number, cores: readonly ManifestCore[]): Diagnostic[] {
  const { network } = lower({
    name: 'n',
    timestepMs: 1,
    durationMs: 1,
    populations: [{ id: 'h', size, spikes: 0 }],
    projections: [],
  });
  const problem = { network, target: LARGE, constraints: { maxCores: null }, objective: 'energy' as const };
  return decodePlacement({ cores } as unknown as Manifest, problem).faults.all();
}

const sequence = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a manifest wrong in very many places', () => {
  const MANY = 30_000;
  it.each<[string, number, readonly ManifestCore[], string, number]>([
    [
      'every core claims every neuron',
      500_000,
      sequence(MANY, (i) => core(i, { h: [[0, 499_999]] })),
      'E4105',
      MANY - 1,
    ],
    [
      'every core claims all neurons but the first, one by one less',
      500_000,
      sequence(MANY, (i) => core(i, { h: [[i, 499_999]] })),
      'E4105',
      MANY - 1,
    ],
    [
      'every second neuron is lost',
      200_000,
      [core(0, { h: sequence(MANY, (i) => [2 * i, 2 * i] as const) })],
      'E4106',
      MANY,
    ],
    ['cores beyond the chip', 1, sequence(MANY, (i) => core(300_000 + i, { h: [[0, 0]] })), 'E4101', MANY],
    [
      'cores on a wrong tile',
      MANY,
      sequence(MANY, (i) => ({ ...core(i, { h: [[i, i]] }), tile: 300_000 })),
      'E4102',
      MANY,
    ],
    [
      'unknown populations',
      1,
      [core(0, Object.fromEntries(sequence(MANY, (i) => [`p${i}`, [[0, 0]] as const])))],
      'E4103',
      MANY,
    ],
    ['ranges beyond the population', 1, sequence(MANY, (i) => core(i, { h: [[0, 2 ** 50]] })), 'E4103', MANY],
  ])('%s', (_name, size, cores, code, count) => {
    const found = faultsOf(size, cores).filter((fault) => fault.code === code);
    expect(found).toHaveLength(201);
    expect(found.at(-1)!.have).toBe(count);
  });

  it('a claim of many neurons twice is one fault with their number', () => {
    const cores = [core(0, { h: [[0, 9]] }), core(1, { h: [[5, 12]] }), core(2, { h: [[12, 19]] })];
    expect(faultsOf(20, cores).map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'h[5]: is the first of 5 neurons of [5, 12] that are placed twice, the second time on core 1.',
      'h[12]: is placed twice, the second time on core 2.',
    ]);
  });
});

describe('a network of 6,000 populations', () => {
  const COUNT = 6000;
  const spec: NetworkSpec = {
    name: 'many',
    timestepMs: 1,
    durationMs: 10,
    populations: [
      ...sequence(COUNT, (i) => ({ id: `p${i}`, size: 2, spikes: 1 })),
      ...sequence(COUNT, (i) => ({ id: `in${i}`, size: 1, external: true, spikes: 1 })),
    ],
    projections: sequence(COUNT, (i) => ({
      from: `in${i}`,
      to: `p${(7 * i) % COUNT}`,
      connector: 'all-to-all' as const,
    })),
  };
  let made: ManifestSubject;

  it('is placed, written and verified', async () => {
    const pipeline = 'partition/sequential; place/row-major';
    made = await subjectOf({ kind: 'network', spec }, { pipeline, target: LARGE });
    expect(verifyManifest(made)).toEqual([]);
  });

  it('is verified in the same time where every core is over its limits', () => {
    const classes = [{ name: 'tiny', limits: { ...LARGE.classes[0].limits, neurons: 1, inputAxons: 1 } }];
    const problem = { ...made.problem, target: { ...LARGE, classes } };
    const found = verifyManifest({ ...made, problem }).filter(({ code }) => code === 'E4116');
    expect(found.length).toBeGreaterThan(20);
    expect(found[0].where).toMatch(
      /^cluster 0 \(p\d+\[0\.\.1\], p\d+\[0\.\.1\], p\d+\[0\.\.1\] and \d+ more ranges\)$/,
    );
  });

  it('is verified in the same time where all of it is lost', () => {
    const manifest = { ...made.manifest, cores: [] };
    const lost = verifyManifest({ ...made, manifest }).filter(({ code }) => code === 'E4106');
    expect(lost).toHaveLength(201);
    expect(lost.at(-1)!.have).toBe(COUNT);
  });
});
