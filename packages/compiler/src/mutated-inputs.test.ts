import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readClusterGraphBytes, readNetworkBytes } from '@nmap/formats';
import { decodeHardware, presetText, readHardware } from '@nmap/hardware';
import { NmapError } from '@nmap/ir';
import { mutated } from './testing/mutate.ts';

const network = JSON.stringify(
  {
    format: 'nmap-network',
    version: 1,
    name: 'n',
    timestepMs: 1,
    durationMs: 1000,
    populations: [
      { id: 'in', size: 4, shape: [1, 2, 2], role: 'input', external: true, spikes: 3 },
      {
        id: 'h',
        size: 4,
        shape: [1, 2, 2],
        model: 'lif',
        params: { tau: [1, 2, 3, 4] },
        spikes: [1, 2, 3, 4],
      },
      { id: 'out', size: 2, rateHz: [5, 0.5] },
    ],
    projections: [
      { from: 'in', to: 'h', connector: 'all-to-all', weight: 0.5, delayMs: 1 },
      { from: 'h', to: 'h', connector: 'list', pre: [0, 1], post: [2, 3], weight: [0.5, -0.25] },
      { from: 'h', to: 'out', connector: 'fixed-probability', p: 0.5, seed: 3, selfConnections: false },
      { from: 'in', to: 'h', connector: 'conv2d', kernel: 1, stride: [1, 1], padding: 'same' },
      { from: 'in', to: 'h', connector: 'pool2d', kernel: 1 },
      { from: 'in', to: 'out', connector: 'fixed-total-number', n: 3 },
    ],
  },
  null,
  1,
);
const graph = JSON.stringify(
  {
    attributes: { name: 'g' },
    options: { type: 'mixed', multi: true, allowSelfLoops: true },
    nodes: [
      { key: 'a', attributes: { population: 'p', spikes: 3 } },
      { key: 'b', attributes: { population: 'p', spikes: 4 } },
      { key: 7, attributes: { population: 'q' } },
    ],
    edges: [
      { key: 'e', source: 'a', target: 'b', attributes: { weight: 0.5, delay: 2 } },
      { source: 'a', target: 7, undirected: false, attributes: { weight: 2 } },
    ],
  },
  null,
  1,
);
const chip = `format: nmap-hardware
version: 1
name: t
topology: { kind: mesh, width: 4, height: 3, coresPerTile: 2, chips: [2, 1], ioPort: { x: 1, y: 1 } }
core: { neurons: 8, synapseMemoryBits: 640, bitsPerSynapse: 8, inputAxons: 60 }
coreClasses:
  - { name: big, cores: [3, "5-7"], neurons: 64 }
  - { name: small, cores: ["8-9", 11], synapses: null }
faults: { cores: [0, "22-23"], links: [{ from: [0, 0], to: [1, 0], both: true }] }
energy:
  routerPj: &c { value: 2.5, source: s, evidence: A }
  hopEastWestPj: *c
latency:
  routerNs: { value: 1, source: "s: t", evidence: assumed }
`;

const asNetwork = (bytes: Uint8Array): Promise<unknown> => readNetworkBytes([bytes], 'f');
const asClusters =
  (name: string) =>
  async (bytes: Uint8Array): Promise<void> => {
    const { graph: read } = await readClusterGraphBytes([bytes], name);
    expect(read.weight.every((weight) => weight >= 0 && weight < Infinity)).toBe(true);
    expect(read.source.every((node) => node < read.nodeCount)).toBe(true);
    expect(read.target.every((node, k) => node < read.nodeCount && node !== read.source[k])).toBe(true);
  };
const asHardware = (bytes: Uint8Array): unknown => readHardware(decodeHardware(bytes, 'f'), 'f');

/** [kind of file, a sound one, its reader, how many changed ones] */
const KINDS: readonly (readonly [string, string, (bytes: Uint8Array) => unknown, number])[] = [
  ['a network', network, asNetwork, 600],
  ['a graphology network', graph, asNetwork, 700],
  ['a graphology cluster graph', graph, asClusters('f'), 500],
  ['an edge list', 'source,target,weight\na,b,1\n"b",c,2.5\n0,a,1e3\nc,c,4\n', asClusters('f.csv'), 1000],
  ['an edge list without heading or ending', '0 1 5\n1 2 7\n2 0 3\n3 1 4\n', asClusters('f'), 1000],
  ['METIS', '% c\n4 4 11\n9 2 5 3 6\n1 1 5\n1 1 6 4 7\n2 3 7\n', asClusters('f.graph'), 700],
  ['METIS without ending', '3 2\n2\n1 3\n2\n', asClusters('f'), 700],
  [
    'Matrix Market',
    '%%MatrixMarket matrix coordinate real symmetric\n% c\n4 4 3\n2 1 5\n3 3 1\n4 2 2.5\n',
    asClusters('f'),
    1000,
  ],
  ['a chip', chip, asHardware, 250],
  ['Loihi', presetText('loihi').text, asHardware, 60],
];

describe('files with changes of the kinds that people and programs make', () => {
  it.each(KINDS)('%s is read, or refused with places', async (_, original, read, numRuns) => {
    await fc.assert(
      fc.asyncProperty(mutated(original), async (bytes) => {
        try {
          await read(bytes);
        } catch (error) {
          if (!(error instanceof NmapError)) throw error;
          expect(error.kind).toBe('input');
          expect(error.diagnostics.length).toBeGreaterThan(0);
          expect(error.diagnostics.length).toBeLessThanOrEqual(201);
          for (const { code, where, message } of error.diagnostics) {
            expect(code).toMatch(/^[EW]\d{4}$/);
            // A file without content has no line to point at.
            expect(where).toMatch(code === 'E1002' || code === 'E1000' ? /^f/ : /^f(\.\w+)?:\d+:\d+$/);
            expect(message).not.toMatch(/undefined|\[object|call stack|is not a function/);
          }
        }
      }),
      { numRuns, seed: 8 },
    );
  });
});
