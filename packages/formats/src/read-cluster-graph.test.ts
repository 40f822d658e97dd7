import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Diagnostic } from '@nmap/ir';
import { readClusterGraphBytes, type ClusterGraphFile } from './read-cluster-graph.ts';
import { failureOf } from './testing/failure.ts';
import { piecesOf } from './testing/pieces.ts';

const read = (text: string, name = 'g.csv', pieceBytes = 5): Promise<ClusterGraphFile> =>
  readClusterGraphBytes(piecesOf(text, pieceBytes), name);

const edgesOf = ({ graph }: ClusterGraphFile): number[][] =>
  Array.from(graph.source, (source, k) => [source, graph.target[k], graph.weight[k]]);
const messages = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(({ message }) => message).join('\n');

describe('readClusterGraphBytes, edge lists', () => {
  it('numbers labels by themselves where they are exactly 0..n-1', async () => {
    const file = await read('source,target,weight\n2,0,1.5\n0,1,0\n1,2,3e2\n');
    expect(file.graph).toMatchObject({ name: 'g', nodeCount: 3, labels: null });
    expect(edgesOf(file)).toEqual([
      [2, 0, 1.5],
      [0, 1, 0],
      [1, 2, 300],
    ]);
    expect(file.diagnostics).toEqual([]);
  });

  it.each([
    ['1..n', '1,2,1\n2,3,1\n', ['1', '2', '3']],
    ['a gap', '0,1,1\n1,3,1\n', ['0', '1', '3']],
    ['leading zeros', '00,1,1\n1,02,1\n', ['00', '1', '02']],
    ['text', 'b,a,1\na,c,1\n', ['b', 'a', 'c']],
    ['large numbers', '5812983734,1,1\n1,99999999,1\n', ['5812983734', '1', '99999999']],
    ['text of several bytes', 'ä,\u{1F600},1\n\u{1F600},ß,1\n', ['ä', '\u{1F600}', 'ß']],
  ])('numbers other labels in order of first appearance: %s', async (_, rows, labels) => {
    const file = await read(`source,target,weight\n${rows}`);
    expect(file.graph.labels).toEqual(labels);
    expect(edgesOf(file)).toEqual([
      [0, 1, 1],
      [1, 2, 1],
    ]);
  });

  it.each([
    ['tabs', 'source\ttarget\tweight\na\tb\t2\n'],
    ['semicolons', 'source;target;weight\na;b;2\n'],
    ['blanks', 'source  target weight\n a   b\t 2  \n'],
    ['synonyms in any case and order', 'Weight,POST,Pre\n2,b,a\n'],
    ['other columns', 'type,source,x,target,weight\nq,a,,b,2\n'],
    ['Windows line ends and no last one', 'source,target,weight\r\na,b,2'],
    [
      'a byte order mark, comments and empty lines',
      '\uFEFF# made by hand\n\nsource,target,weight\n\na,b,2\n\n',
    ],
    ['padded fields', 'source , target,weight\n a ,b , 2 \n'],
    ['quotes', '"source","target","weight"\n"a","b","2"\n'],
  ])('reads %s', async (_, text) => {
    const file = await read(text);
    expect(file.graph.labels).toEqual(['a', 'b']);
    expect(edgesOf(file)).toEqual([[0, 1, 2]]);
  });

  it('reads quoted labels with separators and quotes inside', async () => {
    const file = await read('source,target,weight\n"a, ""b""",c,1\n');
    expect(file.graph.labels).toEqual(['a, "b"', 'c']);
  });

  it('notes what it dropped or assumed', async () => {
    const file = await read('a,a,1\na,b,2\nb,b,3\nc,c,1\n', 'x.txt');
    expect(edgesOf(file)).toEqual([[0, 1, 2]]);
    // A node that only has a self-loop is still a cluster.
    expect(file.graph.nodeCount).toBe(3);
    expect(messages(file.diagnostics)).toContain('no header');
    expect(messages(file.diagnostics)).toContain('3 self-loops dropped');
    const synonym = await read('pre\tpost\ttype\tsynapses\na\tb\tchemical\t4\n');
    expect(messages(synonym.diagnostics)).toMatch(/columns not read: "type"[\s\S]*"synapses" is the weight/);
  });

  it('reports every bad line', async () => {
    const found = await failureOf(() => read('source,target,weight\n0,1,x\n0,1\n0,1,1\n0,1,-1\n'));
    expect(found.map(({ where }) => where)).toEqual(['g.csv:2:5', 'g.csv:3:1', 'g.csv:5:5']);
  });

  it('reads any graph back, however the bytes are cut', async () => {
    const label = fc.oneof(fc.nat(40), fc.stringMatching(/^[a-z\u00e4]{1,3}$/));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(label, label, fc.double({ min: 0, max: 1e9, noNaN: true })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 64 }),
        async (rows, size) => {
          const text = `source,target,weight\n${rows.map((row) => row.map(String).join(',')).join('\n')}\n`;
          const file = await read(text, 'g.csv', size);
          const { labels, nodeCount } = file.graph;
          const named = edgesOf(file).map(([source, target, weight]) => [
            labels?.[source] ?? String(source),
            labels?.[target] ?? String(target),
            weight,
          ]);
          expect(named).toEqual(
            rows.filter(([a, b]) => String(a) !== String(b)).map(([a, b, w]) => [String(a), String(b), w]),
          );
          const all = new Set(rows.flatMap(([a, b]) => [String(a), String(b)]));
          expect(nodeCount).toBe(all.size);
          expect(labels === null).toBe(
            [...all].every((text) => /^\d+$/.test(text) && Number(text) < all.size),
          );
        },
      ),
      { numRuns: 300, seed: 31 },
    );
  });

  it('keeps ten thousand labels apart', async () => {
    const rows = Array.from({ length: 10_000 }, (_, k) => `n${k},n${(k * 7919) % 10_000},1`);
    const { graph } = await read(`source,target,weight\n${rows.join('\n')}\n`, 'g.csv', 1000);
    expect(new Set(graph.labels).size).toBe(10_000);
    const proper = rows.map((row) => row.split(',')).filter(([source, target]) => source !== target);
    const named = Array.from(graph.source, (source, k) => [
      graph.labels![source],
      graph.labels![graph.target[k]],
      '1',
    ]);
    expect(named).toEqual(proper);
  });
});

describe('readClusterGraphBytes, METIS', () => {
  it('uses each undirected edge once; an empty line is a vertex without neighbours', async () => {
    const file = await read('% a comment\n5 3\n3 2\n1\n% another\n1 5\n\n3\n', 'g.graph');
    expect(file.graph).toMatchObject({ nodeCount: 5, labels: null });
    expect(edgesOf(file)).toEqual([
      [0, 1, 1],
      [0, 2, 1],
      [2, 4, 1],
    ]);
  });

  it.each([
    ['001', '2 1 001\n2 7\n1 7\n', 7],
    ['1', '2 1 1\n2 0.25\n1 0.25\n', 0.25],
    ['010', '2 1 010\n9 2\n9 1\n', 1],
    ['11 with two vertex weights', '2 1 11 2\n9 9 2 7\n9 9 1 7\n', 7],
    ['100', '2 1 100\n9 2\n9 1\n', 1],
    ['111', '2 1 111\n9 9 2 7\n9 9 1 7\n', 7],
  ])('reads format code %s', async (_, text, weight) => {
    expect(edgesOf(await read(text, 'g.graph'))).toEqual([[0, 1, weight]]);
  });

  it('is recognised without its ending', async () => {
    expect((await read('3 2\n2\n1 3\n2\n', 'stdin')).graph.source.length).toBe(2);
    expect((await read('% c\n 3 2 000\n2\n1 3\n2\n', 'x.txt')).graph.nodeCount).toBe(3);
  });

  it('drops self-loops, however they are counted', async () => {
    for (const header of ['2 1', '2 2']) {
      const file = await read(`${header}\n1 1 2\n1\n`, 'g.graph');
      expect(edgesOf(file)).toEqual([[0, 1, 1]]);
      expect(messages(file.diagnostics)).toContain('self-loop');
    }
  });

  it('keeps parallel edges', async () => {
    expect(edgesOf(await read('2 2 1\n2 5 2 6\n1 5 1 6\n', 'g.graph'))).toEqual([
      [0, 1, 5],
      [0, 1, 6],
    ]);
  });

  it('takes blank lines after the last vertex and no last line end', async () => {
    expect((await read('2 1\n2\n1\n\n\n', 'g.graph')).graph.nodeCount).toBe(2);
    expect((await read('2 1\n2\n1', 'g.graph')).graph.nodeCount).toBe(2);
  });

  it('agrees with the edge list of the same graph', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 0, max: 9 })), { maxLength: 30 }),
        fc.integer({ min: 1, max: 30 }),
        async (n, raw, size) => {
          const byPair = new Map(
            raw.filter(([a, b]) => a < b && b < n).map((edge) => [`${edge[0]} ${edge[1]}`, edge]),
          );
          const edges = [...byPair.values()];
          const lines = Array.from({ length: n }, (_, v) =>
            edges
              .flatMap(([a, b, w]) => (a === v ? [`${b + 1} ${w}`] : b === v ? [`${a + 1} ${w}`] : []))
              .join(' '),
          );
          const file = await read(`${n} ${edges.length} 1\n${lines.join('\n')}\n`, 'g.graph', size);
          expect(file.graph.nodeCount).toBe(n);
          expect(edgesOf(file)).toEqual([...edges].sort((x, y) => x[0] - y[0] || x[1] - y[1]));
        },
      ),
      { numRuns: 200, seed: 32 },
    );
  });
});

describe('readClusterGraphBytes, graphology', () => {
  it('takes keys as labels and counts an undirected edge once', async () => {
    const graph = {
      attributes: { name: 'q' },
      options: { type: 'mixed' },
      nodes: [{ key: 'x' }, { key: 'y' }, { key: 'z' }],
      edges: [
        { source: 'x', target: 'y', attributes: { weight: 2.5 }, undirected: true },
        { source: 'y', target: 'x', attributes: { weight: 1 } },
        { source: 'z', target: 'z', attributes: { weight: 1 } },
      ],
    };
    const file = await read(JSON.stringify(graph), 'g.json');
    expect(file.graph).toMatchObject({ name: 'q', nodeCount: 3, labels: ['x', 'y', 'z'] });
    expect(edgesOf(file)).toEqual([
      [0, 1, 2.5],
      [1, 0, 1],
    ]);
  });

  it('tells the empty key from the number 0', async () => {
    const nodes = [{ key: '0' }, { key: '' }, { key: '2' }];
    const edges = [{ source: '', target: '0', attributes: { weight: 3 } }];
    const { graph } = await read(JSON.stringify({ nodes, edges }), 'g.json');
    expect(graph).toMatchObject({ nodeCount: 3, labels: ['0', '', '2'] });
    expect(edgesOf(await read(JSON.stringify({ nodes, edges }), 'g.json'))).toEqual([[1, 0, 3]]);
  });

  it('numbers keys 0..n-1 by themselves and warns where nothing is weighted', async () => {
    const file = await read('{"nodes":[{"key":1},{"key":"0"}],"edges":[{"source":1,"target":0}]}', 'g.json');
    expect(file.graph.labels).toBeNull();
    expect(edgesOf(file)).toEqual([[1, 0, 1]]);
    expect(messages(file.diagnostics)).toContain('each counts 1');
  });
});

const data = process.env['NMAP_DATA'];
const describeWithData = data === undefined ? describe.skip : describe;
describeWithData('published graphs (folder NMAP_DATA)', () => {
  it.each([
    ['data/walshaw/3elt.graph', 4720, 13722],
    ['data/walshaw/add20.graph', 2395, 7462],
    ['nets/celegans/aconnectome_white_1986_whole.csv', 309, 2955],
    ['nets/hemibrain/epg2erEB.csv', 152, 621],
  ])('reads %s', async (path, nodes, edges) => {
    const { readClusterGraphFile } = await import('./read-cluster-graph.ts');
    const { graph } = await readClusterGraphFile(`${data}/${path}`);
    expect([graph.nodeCount, graph.source.length]).toEqual([nodes, edges]);
  });
});
