import { describe, expect, it } from '@jest/globals';
import { readClusterGraphBytes } from './read-cluster-graph.ts';
import { readNetworkBytes } from './read-network.ts';
import { failureOf } from './testing/failure.ts';

const COUNT = 3000;
const list = <Value>(make: (k: number) => Value): Value[] => Array.from({ length: COUNT }, (_, k) => make(k));
const network = (rest: object): string =>
  JSON.stringify({
    format: 'nmap-network',
    version: 1,
    populations: [{ id: 'a', size: 2 }],
    projections: [],
    ...rest,
  });
const graph = (rest: object): string => JSON.stringify({ nodes: [{ key: 'a' }], edges: [], ...rest });
const keys = Object.fromEntries(list((k) => [`key${k}`, 1]));

/** [what is wrong, 3,000 times over, the file] */
const NETWORKS: readonly (readonly [string, string])[] = [
  ['unknown keys at the top', network(keys)],
  ['unknown keys of a population', network({ populations: [{ id: 'a', size: 1, ...keys }] })],
  ['sizes', network({ populations: list((k) => ({ id: `p${k}`, size: -1 })) })],
  ['entries that are no objects', network({ projections: list(() => 'x') })],
  [
    'misspelt connectors',
    network({ projections: list((k) => ({ from: 'a', to: 'a', connector: `al-to-al${k % 9}` })) }),
  ],
  [
    'misspelt populations',
    network({
      populations: Array.from({ length: 1000 }, (_, k) => ({ id: `pop${k}`, size: 2 })),
      projections: list((k) => ({ from: `popp${k}`, to: 'pop1', connector: 'one-to-one' })),
    }),
  ],
  [
    'wrong parameters',
    network({ populations: [{ id: 'a', size: 1, params: Object.fromEntries(list((k) => [`p${k}`, 'x'])) }] }),
  ],
  ['edges that lead nowhere', graph({ edges: list((k) => ({ source: 'a', target: `b${k}` })) })],
  ['attributes beside the key', graph({ nodes: list((k) => ({ key: k, spikes: 1 })) })],
  ['counts that are none', graph({ nodes: list((k) => ({ key: k, attributes: { spikes: -1 } })) })],
  ['nodes without a key', graph({ nodes: list((k) => ({ attributes: { k } })) })],
  [
    'self-loops against the options',
    graph({ options: { allowSelfLoops: false }, edges: list(() => ({ source: 'a', target: 'a' })) }),
  ],
];

const CLUSTERS: readonly (readonly [string, string, string])[] = [
  ['weights', 'f.csv', `source,target,weight\n${'a,b,x\n'.repeat(COUNT)}`],
  ['fields', 'f.csv', `source,target,weight\n${'a,b\n'.repeat(COUNT)}`],
  ['lines taken out', 'f.csv', `source,target,weight\n${'#a,b,1\n'.repeat(COUNT)}`],
  ['neighbours', 'f.graph', `${COUNT} 1\n${'0\n'.repeat(COUNT)}`],
  [
    'entries',
    'f.mtx',
    `%%MatrixMarket matrix coordinate real general\n2 2 ${COUNT}\n${'9 1 3\n'.repeat(COUNT)}`,
  ],
];

describe('thousands of faults', () => {
  it.each(NETWORKS)('%s of a network: 200 are worded, all are counted', async (_, text) => {
    const found = await failureOf(() => readNetworkBytes([Buffer.from(text)], 'f'));
    expect(found).toHaveLength(201);
    expect(found[200]).toMatchObject({ message: '2,800 more of the same kind, 3,000 in all.' });
  });

  it.each(CLUSTERS)('%s of a cluster graph: 200 are worded, all are counted', async (_, name, text) => {
    const found = await failureOf(() => readClusterGraphBytes([Buffer.from(text)], name));
    expect(found).toHaveLength(201);
    expect(found[200]).toMatchObject({ message: '2,800 more of the same kind, 3,000 in all.' });
  });
});

it('a name without end makes a message that ends', async () => {
  const populations = [{ id: 'a', size: 1, spikes: 1 }];
  const projections = [{ from: 'a', to: 'b'.repeat(100_000), connector: 'all-to-all' }];
  const text = JSON.stringify({ format: 'nmap-network', version: 1, populations, projections });
  const [first] = await failureOf(() => readNetworkBytes([Buffer.from(text)], 'f'));
  expect(first.message.length).toBeLessThan(1500);
});
