import { describe, expect, it } from '@jest/globals';
import { readClusterGraphBytes } from '../read-cluster-graph.ts';
import { readNetworkBytes } from '../read-network.ts';
import { piecesOf } from '../testing/pieces.ts';

const HEAD = '"format":"nmap-network","version":1';
const A = '{"id":"a","size":4,"shape":[1,2,2],"spikes":[1,2,3,4],"params":{"tau":[1,2,3,4]}}';
const B = '{"id":"b","size":4,"shape":[1,2,2]}';
const LIST = '{"from":"a","to":"a","connector":"list","pre":[0,1],"post":[2,3],"weight":[0.5,1],"delayMs":2}';
const NET = `{${HEAD},"name":"n","timestepMs":1,"durationMs":1000,"populations":[${A},${B}],"projections":[${LIST}]}`;

const network = async (text: string, name = 'n.json'): Promise<string> =>
  (await readNetworkBytes(piecesOf(text, 64), name)).sha256;
const withProjection = (rest: string, ends = '"from":"a","to":"b"'): string =>
  `{${HEAD},"name":"n","populations":[${A},${B}],"projections":[{${ends},${rest}}]}`;

/** [what, one text, another that says the same] */
const SAME: readonly (readonly [string, string, string])[] = [
  ['blanks and line ends', NET, NET.replaceAll(',', ',\r\n  ')],
  ['a byte order mark', NET, `\uFEFF${NET}`],
  [
    'spelling of numbers',
    NET,
    NET.replace('"durationMs":1000', '"durationMs":1.0e3').replace('[0.5,1]', '[5e-1,1.0]'),
  ],
  [
    '-0',
    withProjection('"connector":"all-to-all","weight":0'),
    withProjection('"connector":"all-to-all","weight":-0'),
  ],
  ['order of keys', NET, NET.replace('"id":"a","size":4', '"size":4,"id":"a"')],
  ['escapes', NET, NET.replace('"id":"b"', '"id":"\\u0062"')],
  ['comments and metadata', NET, NET.replace('{', '{"comment":"x","metadata":{"y":[1]},')],
  [
    'defaults written out',
    NET,
    NET.replace('"size":4,"shape":[1,2,2]}', '"size":4,"shape":[1,2,2],"role":"hidden","external":false}'),
  ],
  ['defaults left out', NET, NET.replace('"timestepMs":1,"durationMs":1000,', '')],
  ['one number for a list of equals', NET, NET.replace('"delayMs":2', '"delayMs":[2,2]')],
  [
    'the default seed',
    withProjection('"connector":"fixed-probability","p":0.5'),
    withProjection('"connector":"fixed-probability","p":0.5,"seed":1,"selfConnections":true'),
  ],
  [
    'a square kernel',
    withProjection('"connector":"conv2d","kernel":1'),
    withProjection(
      '"connector":"conv2d","kernel":[1,1],"stride":[1,1],"padding":"valid","dilation":1,"groups":1',
    ),
  ],
  [
    'a stride of the kernel',
    withProjection('"connector":"pool2d","kernel":1'),
    withProjection('"connector":"pool2d","kernel":1,"stride":[1,1],"padding":0'),
  ],
];

/** [what, the part of NET, what it becomes]: each says something else. */
const DIFFERENT: readonly (readonly [string, string, string])[] = [
  ['name', '"name":"n"', '"name":"m"'],
  ['timestepMs', '"timestepMs":1', '"timestepMs":2'],
  ['durationMs', '"durationMs":1000', '"durationMs":1001'],
  ['an id', '"id":"b"', '"id":"c"'],
  ['order of populations', `${A},${B}`, `${B},${A}`],
  ['size and shape', '{"id":"b","size":4,"shape":[1,2,2]}', '{"id":"b","size":2}'],
  ['shape', '"id":"b","size":4,"shape":[1,2,2]', '"id":"b","size":4,"shape":[2,2]'],
  ['role', '"id":"b"', '"id":"b","role":"output"'],
  ['external', '"id":"b"', '"id":"b","external":true'],
  ['model', '"id":"b"', '"id":"b","model":"lif"'],
  ['params', '"tau":[1,2,3,4]', '"tau":[1,2,3,5]'],
  ['name of a parameter', '"tau"', '"tan"'],
  ['spikes', '"spikes":[1,2,3,4]', '"spikes":[1,2,3,5]'],
  ['no spikes', '"spikes":[1,2,3,4],', ''],
  ['a rate in place of spikes', '"spikes":[1,2,3,4]', '"rateHz":[1,2,3,4]'],
  ['from', '"from":"a"', '"from":"b"'],
  ['to', '"to":"a"', '"to":"b"'],
  ['pre', '"pre":[0,1]', '"pre":[0,2]'],
  ['post', '"post":[2,3]', '"post":[2,2]'],
  ['order of synapses', '"pre":[0,1],"post":[2,3]', '"pre":[1,0],"post":[3,2]'],
  ['weight', '"weight":[0.5,1]', '"weight":[0.5,2]'],
  ['no weight', ',"weight":[0.5,1]', ''],
  ['delayMs', '"delayMs":2', '"delayMs":3'],
  ['no delayMs', ',"delayMs":2', ''],
  ['a projection more', `[${LIST}]`, `[${LIST},${LIST}]`],
  ['no projection', `[${LIST}]`, '[]'],
];

const CONNECTORS = [
  '"connector":"all-to-all"',
  '"connector":"one-to-one"',
  '"connector":"list","pre":[],"post":[]',
  '"connector":"fixed-probability","p":0.5',
  '"connector":"fixed-probability","p":0.25',
  '"connector":"fixed-probability","p":0.5,"seed":2',
  '"connector":"fixed-probability","p":0.5,"selfConnections":false',
  '"connector":"fixed-fan-in","n":2',
  '"connector":"fixed-fan-in","n":1',
  '"connector":"fixed-fan-in","n":2,"seed":2',
  '"connector":"fixed-fan-out","n":2',
  '"connector":"fixed-total-number","n":2',
  '"connector":"fixed-total-number","n":2,"seed":2',
  '"connector":"all-to-all","selfConnections":false',
  '"connector":"distance-dependent","p":0.5,"scale":1,"profile":"disc"',
  '"connector":"distance-dependent","p":0.5,"scale":2,"profile":"disc"',
  '"connector":"distance-dependent","p":0.5,"scale":1,"profile":"gaussian"',
  '"connector":"distance-dependent","p":0.4,"scale":1,"profile":"disc"',
  '"connector":"conv2d","kernel":1',
  '"connector":"conv2d","kernel":3,"padding":1',
  '"connector":"conv2d","kernel":3,"padding":"same"',
  '"connector":"conv2d","kernel":[3,1],"padding":[1,0]',
  '"connector":"conv2d","kernel":2,"padding":1,"dilation":2',
  '"connector":"pool2d","kernel":1',
  '"connector":"pool2d","kernel":3,"stride":1,"padding":1',
];

describe('the meaning of a network', () => {
  it.each(SAME)('does not change by %s', async (_, one, other) => {
    expect(await network(one)).toBe(await network(other));
  });

  it.each(DIFFERENT)('changes by %s', async (_, part, other) => {
    expect(NET).toContain(part);
    expect(await network(NET.replace(part, other))).not.toBe(await network(NET));
  });

  it('tells all connectors and their keys apart', async () => {
    const hashes = await Promise.all(CONNECTORS.map((rest) => network(withProjection(rest))));
    expect(new Set(hashes).size).toBe(CONNECTORS.length);
  });

  it('leaves out a name that is only that of the file', async () => {
    const nameless = NET.replace('"name":"n",', '');
    expect(await network(nameless, 'a.json')).toBe(await network(nameless, 'b.json'));
    expect(await network(nameless, 'n.json')).not.toBe(await network(NET));
    const files = [nameless, NET, '{"nodes":[{"key":0}]}', '{"attributes":{"name":"x"},"nodes":[{"key":0}]}'];
    const read = await Promise.all(files.map((text) => readNetworkBytes(piecesOf(text, 64), 'n.json')));
    expect(read.map(({ nameFromFile }) => nameFromFile)).toEqual([true, false, true, false]);
  });

  it('is the same for graphology JSON and our own format', async () => {
    const graph =
      '{"attributes":{"name":"n"},"nodes":[{"key":"x","attributes":{"spikes":3}},{"key":"y","attributes":{"spikes":3}}],"edges":[{"source":"x","target":"y"}]}';
    const ours = `{${HEAD},"name":"n","populations":[{"id":"neurons","size":2,"spikes":3}],"projections":[{"from":"neurons","to":"neurons","connector":"list","pre":[0],"post":[1]}]}`;
    expect(await network(graph)).toBe(await network(ours));
  });
});

const clusters = async (text: string, name = 'g.csv'): Promise<string> =>
  (await readClusterGraphBytes(piecesOf(text, 64), name)).sha256;
const CSV = 'source,target,weight\n0,1,5\n1,2,7\n0,1,2\n';

describe('the meaning of a cluster graph', () => {
  it.each([
    ['Windows and a byte order mark', `\uFEFF${CSV.replaceAll('\n', '\r\n')}`],
    ['comments and blank lines', `# a\n${CSV.replace('1,2', '\n# b\n1,2')}`],
    ['spelling of numbers', CSV.replace('5', '5.0').replace('7', '7e0')],
    ['blanks', CSV.replaceAll(',', ' , ')],
    ['tabs', CSV.replaceAll(',', '\t')],
    ['order and names of columns', 'w,dst,src\n5,1,0\n7,2,1\n2,1,0\n'],
    ['order of lines, where it decides nothing', 'source,target,weight\n1,2,7\n0,1,5\n0,1,2\n'],
    ['a self-loop that is dropped', `${CSV}2,2,9\n`],
  ])('does not change by %s', async (_, other) => {
    expect(await clusters(other)).toBe(await clusters(CSV));
  });

  it.each([
    ['a weight', CSV.replace('7', '8')],
    ['a target', CSV.replace('1,2', '1,0')],
    ['a direction', CSV.replace('1,2', '2,1')],
    ['an edge less', CSV.replace('1,2,7\n', '2,2,7\n')],
    ['an edge twice', `${CSV}1,2,7\n`],
    ['order of parallel edges', 'source,target,weight\n0,1,2\n1,2,7\n0,1,5\n'],
    ['a label', CSV.replace('1,2', '1,x')],
    ['a node more', `${CSV}3,3,1\n`],
  ])('changes by %s', async (_, other) => {
    expect(await clusters(other)).not.toBe(await clusters(CSV));
  });

  it('changes by the order of first appearance where labels are numbered by it', async () => {
    expect(await clusters('a,b,1\nc,a,2\n')).not.toBe(await clusters('c,a,2\na,b,1\n'));
  });

  it('is the same whatever format says it', async () => {
    const all = await Promise.all([
      clusters('source,target,weight\n0,1,5\n1,2,7\n'),
      clusters('3 2 1\n2 5\n1 5 3 7\n2 7\n', 'x.graph'),
      clusters('%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 5\n3 2 7\n', 'y.mtx'),
      clusters(
        '{"nodes":[{"key":0},{"key":1},{"key":2}],"edges":[{"source":0,"target":1,"attributes":{"weight":5}},{"source":1,"target":2,"attributes":{"weight":7}}]}',
        'z.json',
      ),
    ]);
    expect(new Set(all).size).toBe(1);
  });
});
