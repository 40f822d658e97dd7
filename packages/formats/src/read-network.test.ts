import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONNECTOR_NAMES, lower, type NetworkSpec } from '@nmap/ir';
import { readNetworkBytes, readNetworkFile } from './read-network.ts';
import { failureOf, firstFailure } from './testing/failure.ts';
import { piecesOf } from './testing/pieces.ts';

const read = async (value: unknown, pieceBytes = 7): Promise<NetworkSpec> =>
  (await readNetworkBytes(piecesOf(JSON.stringify(value), pieceBytes), 'net.json')).spec;

const image = (id: string, channels: number, side: number): object => ({
  id,
  size: channels * side * side,
  shape: [channels, side, side],
});

/** A network with every connector and every key. */
const everything = {
  format: 'nmap-network',
  version: 1,
  name: 'everything',
  timestepMs: 0.5,
  durationMs: 200,
  comment: ['any', { json: [1, 2] }],
  metadata: { author: { name: 'x' } },
  populations: [
    { id: 'in', size: 4, shape: [2, 2], role: 'input', external: true, spikes: 3 },
    { id: 'h', size: 3, model: 'lif', params: { tauMs: 20, thresholdMv: [1, 2, 3] }, spikes: [3, 0, 7] },
    { id: 'out', size: 4, role: 'output', rateHz: [0, 0.5, 10, 100] },
    image('image', 1, 6),
    image('features', 2, 4),
    image('pooled', 2, 2),
  ],
  projections: [
    { from: 'in', to: 'h', connector: 'all-to-all', weight: 0.1, delayMs: 1 },
    { from: 'h', to: 'h', connector: 'all-to-all', selfConnections: false, weight: [1, 2, 3, 4, 5, 6] },
    { from: 'in', to: 'out', connector: 'one-to-one', weight: [1, 2, 3, 4] },
    { from: 'h', to: 'h', connector: 'list', pre: [0, 1, 0], post: [2, 2, 2], weight: [0.5, -0.2, 1] },
    { from: 'h', to: 'out', connector: 'list', pre: [], post: [] },
    { from: 'in', to: 'out', connector: 'fixed-probability', p: 0.5, seed: 3, selfConnections: true },
    { from: 'in', to: 'out', connector: 'fixed-fan-in', n: 2, seed: 4, weight: [1, 2, 3, 4, 5, 6, 7, 8] },
    { from: 'in', to: 'out', connector: 'fixed-fan-out', n: 2 },
    { from: 'in', to: 'out', connector: 'fixed-total-number', n: 9, seed: 9 },
    {
      from: 'image',
      to: 'image',
      connector: 'distance-dependent',
      p: 0.5,
      scale: 1.5,
      profile: 'gaussian',
      seed: 1,
    },
    {
      from: 'image',
      to: 'features',
      connector: 'conv2d',
      kernel: 3,
      stride: [1, 1],
      padding: 'valid',
      dilation: 1,
      groups: 1,
      weight: Array(18).fill(1),
    },
    { from: 'features', to: 'pooled', connector: 'pool2d', kernel: [2, 2], stride: 2, padding: 0 },
  ],
};

describe('readNetworkBytes, format nmap-network', () => {
  it('reads every key of every connector, and lower takes the result', async () => {
    const spec = await read(everything);
    expect(new Set(spec.projections.map(({ connector }) => connector))).toEqual(new Set(CONNECTOR_NAMES));
    expect(spec).toMatchObject({ name: 'everything', timestepMs: 0.5, durationMs: 200 });
    expect(spec.populations[1]).toEqual({
      id: 'h',
      size: 3,
      model: 'lif',
      params: { tauMs: 20, thresholdMv: Float64Array.of(1, 2, 3) },
      spikes: Uint32Array.of(3, 0, 7),
    });
    expect(spec.projections[3]).toEqual({
      from: 'h',
      to: 'h',
      connector: 'list',
      pre: Uint32Array.of(0, 1, 0),
      post: Uint32Array.of(2, 2, 2),
      weight: Float64Array.of(0.5, -0.2, 1),
    });
    expect(lower(spec).network.neuronCount).toBe(4 + 3 + 4 + 36 + 32 + 8);
  });

  it('fills in the documented defaults', async () => {
    const minimal = {
      format: 'nmap-network',
      version: 1,
      populations: [{ id: 'a', size: 2 }],
      projections: [],
    };
    expect(await read(minimal)).toEqual({
      name: 'net',
      timestepMs: 1,
      durationMs: 1000,
      populations: [{ id: 'a', size: 2 }],
      projections: [],
    });
  });

  it('reports all violations at once, each with its place', async () => {
    const text = `{
  "format": "nmap-network", "version": 1, "nam": "x",
  "populations": [
    { "id": "a", "size": 2, "spikes": [1, -2] },
    { "id": "b", "size": 3, "colour": "red" }
  ],
  "projections": [
    { "from": "a", "to": "c", "connector": "all-to-all" },
    { "from": "a", "to": "b", "connector": "lsit" },
    { "from": "b", "to": "a", "connector": "list", "pre": [0, 3], "post": [0, 1] }
  ]
}`;
    const found = await failureOf(() => readNetworkBytes(piecesOf(text, 10), 'net.json'));
    expect(found.map(({ where }) => where).sort()).toEqual(
      [
        'net.json:2:43',
        'net.json:4:39',
        'net.json:5:29',
        'net.json:8:26',
        'net.json:9:44',
        'net.json:10:59',
      ].sort(),
    );
    expect(found.find(({ where }) => where === 'net.json:9:44')!.hint).toContain('"list"');
    // The bad projection before it does not shift the number in this message.
    expect(found.find(({ where }) => where === 'net.json:10:59')!.message).toContain('projections[2]');
  });

  it('keeps lists of synapses as columns', async () => {
    const count = 50_000;
    const list = Array.from({ length: count }, (_, k) => k % 1000);
    const spec = await read(
      {
        format: 'nmap-network',
        version: 1,
        populations: [{ id: 'a', size: 1000 }],
        projections: [{ from: 'a', to: 'a', connector: 'list', pre: list, post: list, weight: list }],
      },
      4096,
    );
    const projection = spec.projections[0];
    expect(projection.connector === 'list' && projection.pre).toEqual(Uint32Array.from(list));
    expect(projection.weight).toEqual(Float64Array.from(list));
  });
});

describe('readNetworkBytes, graphology', () => {
  const graph = {
    attributes: { name: 'small' },
    options: { type: 'directed', multi: true, allowSelfLoops: true },
    nodes: [
      { key: 'a', attributes: { population: 'p', spikes: 3 } },
      { key: 'b', attributes: { population: 'p', spikes: 4 } },
      { key: 7, attributes: { population: 'q' } },
    ],
    edges: [
      { key: 'e', source: 'a', target: 'b', attributes: { weight: 0.5, delay: 2 } },
      { source: 'a', target: 7 },
      { source: 'a', target: '7' },
    ],
  };

  it('reads nodes as neurons and edges as synapses', async () => {
    const spec = await read(graph);
    expect(spec.name).toBe('small');
    const { network } = lower(spec);
    expect(network.populations.map(({ id, size }) => [id, size])).toEqual([
      ['p', 2],
      ['q', 1],
    ]);
    expect(network.synapseCount).toBe(3);
    expect(Array.from(network.spikes.subarray(0, 2))).toEqual([3, 4]);
  });

  it('names the file where the graph has no name', async () => {
    expect((await read({ nodes: [{ key: 0 }], edges: [] })).name).toBe('net');
  });

  it('places what the conversion finds', async () => {
    const text = `{ "nodes": [
  { "key": "a" },
  { "key": "b", "attributes": { "spikes": 1.5 } },
  { "key": "c", "attributes": { "population": 1 } } ],
"edges": [
  { "source": "a", "target": "b", "attributes": { "weight": "big" } },
  { "source": "a", "target": "c", "undirected": true } ] }`;
    const wheres = (await failureOf(() => readNetworkBytes(piecesOf(text, 9), 'g.json'))).map(
      ({ where }) => where,
    );
    expect(wheres).toEqual(expect.arrayContaining(['g.json:3:3', 'g.json:6:3', 'g.json:7:3']));
  });
});

describe('readNetworkFile', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'formats-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('hashes the raw bytes beside what they say', async () => {
    const text = `\uFEFF  ${JSON.stringify(everything, null, 2)}\r\n`;
    const path = join(folder, 'every thing.json');
    await writeFile(path, text);
    const { fileSha256, sha256, bytes, spec } = await readNetworkFile(path);
    const plain = await readNetworkBytes(piecesOf(JSON.stringify(everything), 100), 'other.json');
    expect(sha256).toBe(plain.sha256);
    expect(fileSha256).not.toBe(plain.fileSha256);
    expect(fileSha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(spec.populations).toHaveLength(6);
  });

  it('explains what cannot be opened', async () => {
    expect(await firstFailure(() => readNetworkFile(join(folder, 'none.json')))).toMatch(
      /^E1001 .*none\.json: there is no such file\./,
    );
    expect(await firstFailure(() => readNetworkFile(folder))).toMatch(/^E1001 .*this is a folder/);
    await writeFile(join(folder, 'zero'), '');
    expect(await firstFailure(() => readNetworkFile(join(folder, 'zero')))).toMatch(
      /^E1002 .*zero: the file is empty/,
    );
    expect(await firstFailure(() => readNetworkFile(join(folder, 'zero', 'x')))).toMatch(/^E1001/);
    expect(await firstFailure(() => readNetworkFile('a\0b'))).toMatch(/^E1001 .*holds a NUL character/);
  });

  it('reads standard input, named stdin in messages', async () => {
    const real = Object.getOwnPropertyDescriptor(process, 'stdin')!;
    const withInput = async <Result>(text: string, run: () => Promise<Result>): Promise<Result> => {
      Object.defineProperty(process, 'stdin', {
        value: Readable.from([Buffer.from(text)]),
        configurable: true,
      });
      try {
        return await run();
      } finally {
        Object.defineProperty(process, 'stdin', real);
      }
    };
    const text = JSON.stringify(everything);
    const { spec, bytes } = await withInput(text, () => readNetworkFile('-'));
    expect([spec.name, bytes]).toEqual(['everything', Buffer.byteLength(text)]);
    expect(await withInput('{"a"', () => firstFailure(() => readNetworkFile('-')))).toMatch(
      /^E1011 stdin:1:5: /,
    );
  });
});
