/** The claims that outside simulators judge, held against our own: it reads the manifest and makes its own routes. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LoadedSubject } from '@nmap/compiler';
import { simulate } from '@nmap/simulator';

/** Numbers of a placement; a judge need not give all of them. */
type Numbers = Readonly<Record<string, number | string>>;
interface Placement {
  readonly network: string;
  readonly mapper: string;
  readonly subject: LoadedSubject;
  readonly ours: Numbers;
}
type Judged = Omit<Placement, 'subject'> & { readonly theirs: Numbers };
interface JudgedNetwork {
  readonly name: string;
}

const module = async <Exports>(path: string): Promise<Exports> =>
  (await import(new URL(path, import.meta.url).pathname)) as Exports;
const { NETWORKS } = await module<{ NETWORKS: readonly JudgedNetwork[] }>('./cases.mjs');
const { brokenClaims } = await module<{ brokenClaims: (judged: readonly Judged[]) => string[] }>(
  './claims.mjs',
);
const { placeAll } = await module<{
  placeAll: (network: JudgedNetwork, folder: string) => Promise<Placement[]>;
}>('./place-all.mjs');

/** What our simulator says of a placement, as a judge of others would. */
function own(placement: Placement): Judged {
  const { subject } = placement;
  const { network, target } = subject.problem;
  const report = simulate({ manifest: subject.manifest, spec: subject.spec!, network, target });
  const { neurons, synapses, interconnect } = report.energyPj;
  return {
    ...placement,
    theirs: {
      trains: Array.from(report.spikesOf).join(),
      spikes: report.spikes,
      messages: report.messages,
      packets: report.packets,
      hops: report.spikeHops,
      networkPj: interconnect ?? NaN,
      dynamicPj: (neurons ?? NaN) + (synapses ?? NaN) + (interconnect ?? NaN),
    },
  };
}

describe('our simulator as a judge', () => {
  it.each(NETWORKS.map((network) => [network.name, network] as const))(
    '%s: trains, counts, energies and the order of placements',
    async (_, network) => {
      const judged = (await placeAll(network, mkdtempSync(join(tmpdir(), 'nmap-judges-')))).map(own);
      expect(brokenClaims(judged)).toEqual([]);
      // Placements differ, so that an order of them says something.
      expect(new Set(judged.map(({ ours }) => ours.hops)).size).toBeGreaterThan(2);
    },
    120_000,
  );
});

describe('a claim that does not hold is named', () => {
  const numbers = { spikes: 9, messages: 8, packets: 7, hops: 6, networkPj: 50, dynamicPj: 100 };
  const judged = (mapper: string, ours: Numbers, theirs: Numbers): Judged => ({
    network: 'n',
    mapper,
    ours: { ...numbers, ...ours },
    theirs: { ...numbers, ...ours, trains: 'a', ...theirs },
  });

  it.each([
    [
      'trains',
      [judged('x', {}, {}), judged('y', {}, { trains: 'b' })],
      'n, y: the spike trains are others than those of x',
    ],
    ['a count', [judged('x', {}, { packets: 8 })], 'n, x: packets 7, the judge says 8'],
    ['an energy', [judged('x', {}, { networkPj: 50.0001 })], 'n, x: networkPj 50, the judge says 50.0001'],
    [
      'an order',
      [judged('x', {}, {}), judged('y', { hops: 5 }, { hops: 7 })],
      'n, x and y: by our hops one is better, by their hops the other',
    ],
    [
      'an order of other numbers',
      [judged('x', {}, { nocPj: 3 }), judged('y', { hops: 5 }, { nocPj: 4 })],
      'n, x and y: by our hops one is better, by their nocPj the other',
    ],
  ])('%s', (_, placements, expected) => {
    expect(brokenClaims(placements)).toContain(expected);
  });

  it('and nothing else is', () => {
    expect(brokenClaims([judged('x', {}, { networkPj: 50.00001 }), judged('y', { hops: 5 }, {})])).toEqual(
      [],
    );
  });
});
