import { describe, expect, it } from '@jest/globals';
import { readClusterGraphBytes, type ClusterGraphFile } from '../read-cluster-graph.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';
import type { GraphFormat } from '../tables.ts';

const read = (text: string, name: string, format: GraphFormat | null = null): Promise<ClusterGraphFile> =>
  readClusterGraphBytes(piecesOf(text, 11), name, { format });

const edgesOf = ({ graph }: ClusterGraphFile): string =>
  Array.from(graph.source, (source, k) => {
    const label = (node: number): string => graph.labels?.[node] ?? String(node);
    return `${label(source)}>${label(graph.target[k])}:${graph.weight[k]}`;
  }).join(' ');

const MM = '%%MatrixMarket matrix coordinate';
const K4 = '4 6 0\n2 3 4\n1 3 4\n1 2 4\n1 2 3\n';

/** [what it is, name of the file, text, edges] */
const READ: readonly (readonly [string, string, string, string])[] = [
  ['Matrix Market, real general', 'm.mtx', `${MM} real general\n3 3 2\n1 2 5\n2 3 7.5\n`, '0>1:5 1>2:7.5'],
  ['without the ending', 'stdin', `${MM} real general\n3 3 2\n1 2 5\n2 3 7.5\n`, '0>1:5 1>2:7.5'],
  ['with the ending of another format', 'm.csv', `${MM} real general\n3 3 1\n3 1 5\n`, '2>0:5'],
  ['and of METIS', 'm.graph', `${MM} real general\n3 3 1\n3 1 5\n`, '2>0:5'],
  [
    'comments, blanks, capitals, Windows',
    'm',
    `%%matrixmarket MATRIX Coordinate REAL General\r\n% a\r\n%\r\n\r\n 2  2\t1 \r\n\r\n 1 2   1e2\r\n`,
    '0>1:100',
  ],
  ['integer', 'm', `${MM} integer general\n2 2 1\n1 2 5\n`, '0>1:5'],
  ['pattern', 'm', `${MM} pattern general\n2 2 2\n1 2\n2 1\n`, '0>1:1 1>0:1'],
  ['symmetric: each entry once', 'm', `${MM} real symmetric\n3 3 3\n2 1 5\n3 1 7\n3 3 1\n`, '0>1:5 0>2:7'],
  ['pattern symmetric', 'm', `${MM} pattern symmetric\n3 3 1\n3 2\n`, '1>2:1'],
  ['no entries, three nodes', 'm', `${MM} real general\n3 3 0\n`, ''],
  ['no last line break', 'm', `${MM} real general\n2 2 1\n2 1 3`, '1>0:3'],
  ['entries that occur twice', 'm', `${MM} real general\n2 2 2\n1 2 3\n1 2 4\n`, '0>1:3 0>1:4'],
  ['an edge list that begins like a header of METIS', 'e.txt', '1 2 1\n2 3 4\n3 1 5\n', '1>2:1 2>3:4 3>1:5'],
  [
    'with a comment that speaks of a matrix',
    'e.txt',
    '% matrix of traffic\n1 2 1\n2 3 4\n3 1 5\n',
    '1>2:1 2>3:4 3>1:5',
  ],
  ['one edge that reads like a header', 'e.txt', '1 2 1\n', '1>2:1'],
  ['two of them', 'stdin', '2 1 1\n1 2 3\n', '2>1:1 1>2:3'],
  ['numbers from zero', 'stdin', '0 1 5\n1 2 7\n2 0 3\n', '0>1:5 1>2:7 2>0:3'],
  ['METIS without the ending', 'stdin', '3 2\n2\n1 3\n2\n', '0>1:1 1>2:1'],
  ['weighted METIS without the ending', 'stdin', '3 2 1\n2 7\n1 7 3 9\n2 9\n', '0>1:7 1>2:9'],
  ['METIS with an isolated vertex', 'g.txt', '3 1\n2\n1\n\n', '0>1:1'],
  ['names from NeuPrint', 'e.csv', 'bodyId_pre,bodyId_post,weight\n7,9,3\n', '7>9:3'],
  ['names from CAVE', 'e.csv', 'pre_pt_root_id,post_pt_root_id,syn_count\n72,91,3\n', '72>91:3'],
  [
    'SNAP with weights',
    'e.txt',
    '# Directed graph\n# FromNodeId\tToNodeId\tWeight\n0\t1\t4\n1\t2\t5\n',
    '0>1:4 1>2:5',
  ],
  ['labels that are words of other formats', 'e.txt', 'AN 1 5\nBE 2 3\n', 'AN>1:5 BE>2:3'],
  ['the heading from, to', 'e.txt', 'from to weight\na b 3\n', 'a>b:3'],
  ['a label that is a name of a column', 'e.csv', 'a,n,5\nn,to,6\n', 'a>n:5 n>to:6'],
  ['comments between edges', 'e.csv', 'source,target,weight\na,b,1\n# b,c,2\n%\nc,a,3\n', 'a>b:1 c>a:3'],
  ['a quoted label with a sign', 'e.csv', 'source,target,weight\n"#a",b,1\n', '#a>b:1'],
];

describe('cluster graphs that are told apart', () => {
  it.each(READ)('%s', async (_, name, text, edges) => {
    expect(edgesOf(await read(text, name))).toBe(edges);
  });

  it('reads what two formats fit by the name that is given', async () => {
    expect(edgesOf(await read(K4, 'stdin', 'metis'))).toBe('0>1:1 0>2:1 0>3:1 1>2:1 1>3:1 2>3:1');
    expect(edgesOf(await read(K4, 'stdin', 'edge-list'))).toBe('4>6:0 2>3:4 1>3:4 1>2:4 1>2:3');
    expect(edgesOf(await read(K4, 'k4.graph'))).toBe('0>1:1 0>2:1 0>3:1 1>2:1 1>3:1 2>3:1');
    expect(edgesOf(await read('{a,b,5\n', 'stdin', 'edge-list'))).toBe('{a>b:5');
    expect(edgesOf(await read('0,1,2\n1,0,3\n2,3,0\n', 'm.csv', 'edge-list'))).toBe('0>1:2 1>0:3 2>3:0');
  });

  it('keeps nodes of a matrix that no entry names, and says what it dropped', async () => {
    const file = await read(`${MM} pattern symmetric\n5 5 2\n2 1\n3 3\n`, 'm.mtx');
    expect(file.graph).toMatchObject({ nodeCount: 5, labels: null, name: 'm' });
    expect(file.diagnostics.map(({ code }) => code)).toEqual(['W6085', 'W6083']);
  });
});

/** [what it is, name, text, place, code, part of the message and the way out] */
const REFUSED: readonly (readonly [string, string, string, string, string, RegExp])[] = [
  [
    'a rectangle',
    'm',
    '%%MatrixMarket matrix coordinate real general\n2 3 2\n1 2 5\n2 3 7\n',
    '2:1',
    'E1089',
    /2 rows and 3 columns.*square/,
  ],
  [
    'a dense array',
    'm',
    '%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4\n',
    '1:1',
    'E1089',
    /array.*coordinate/,
  ],
  ['complex', 'm', `${MM} complex general\n1 1 0\n`, '1:1', 'E1089', /complex.*magnitudes/],
  ['hermitian', 'm', `${MM} complex hermitian\n1 1 0\n`, '1:1', 'E1089', /magnitudes/],
  ['hermitian real', 'm', `${MM} real hermitian\n1 1 0\n`, '1:1', 'E1089', /hermitian.*magnitudes/],
  [
    'skew-symmetric',
    'm',
    `${MM} real skew-symmetric\n2 2 1\n2 1 3\n`,
    '1:1',
    'E1089',
    /skew-symmetric.*negative/,
  ],
  ['a vector', 'm', '%%MatrixMarket vector coordinate real general\n2 1\n1 3\n', '1:1', 'E1089', /vector/],
  ['a banner cut short', 'm', `${MM} real\n2 2 0\n`, '1:1', 'E1089', /nothing where general or symmetric/],
  ['a word that is none', 'm', `${MM} reel general\n2 2 0\n`, '1:1', 'E1089', /"reel" where real/],
  ['one much too long', 'm', '%%MatrixMarketcoordinate\n2 2 2\n1 2 5\n', '1:1', 'E1089', /no Matrix Market/],
  [
    'a banner that is one letter too long',
    'm',
    '%%MatrixMarketc\n2 2 2\n1 2 5\n',
    '1:1',
    'E1089',
    /no Matrix/,
  ],
  ['one too short', 'm', '%%MatrixMaket matrix\n2 2 2\n1 2 5\n', '1:1', 'E1089', /no Matrix Market file/],
  [
    'one in two words',
    'm',
    '%%Matrix Market matrix\n2 2 2\n1 2 5\n',
    '1:1',
    'E1089',
    /no Matrix Market file/,
  ],
  [
    'one without its name',
    'm',
    '%% matrix coordinate\n2 2 2\n1 2 5\n',
    '1:1',
    'E1089',
    /no Matrix Market file/,
  ],
  ['no banner', 'm.mtx', '2 2 1\n1 2 3\n', '1:1', 'E1089', /no Matrix Market file/],
  ['no size', 'm', `${MM} real general\n% only\n`, '2:1', 'E1089', /size line/],
  ['a size of two numbers', 'm', `${MM} real general\n2 2\n1 2 3\n`, '2:1', 'E1089', /three whole numbers/],
  ['too few entries', 'm', `${MM} real general\n2 2 2\n1 2 3\n`, '2:1', 'E1089', /1 entries.*promises 2/],
  ['too many', 'm', `${MM} real general\n2 2 1\n1 2 3\n2 1 4\n`, '2:1', 'E1089', /2 entries.*promises 1/],
  [
    'a row beyond the last',
    'm',
    `${MM} real general\n2 2 1\n3 1 4\n`,
    '3:1',
    'E1085',
    /"3" is not a number from 1 to 2/,
  ],
  ['a column of 0', 'm', `${MM} real general\n2 2 1\n1 0 4\n`, '3:3', 'E1085', /column "0"/],
  ['a negative value', 'm', `${MM} real general\n2 2 1\n1 2 -4\n`, '3:5', 'E1084', /"-4"/],
  ['a value that is none', 'm', `${MM} real general\n2 2 1\n1 2 nan\n`, '3:5', 'E1084', /"nan"/],
  [
    'a fraction among integers',
    'm',
    `${MM} integer general\n2 2 1\n1 2 0.5\n`,
    '3:5',
    'E1084',
    /whole number/,
  ],
  [
    'an entry without its value',
    'm',
    `${MM} real general\n2 2 1\n1 2\n`,
    '3:1',
    'E1083',
    /2 fields, a real matrix 3/,
  ],
  [
    'a pattern with values',
    'm',
    `${MM} pattern general\n2 2 1\n1 2 3\n`,
    '3:1',
    'E1083',
    /3 fields, a pattern matrix 2/,
  ],
  [
    'the upper triangle of a symmetric one',
    'm',
    `${MM} real symmetric\n2 2 1\n1 2 3\n`,
    '3:1',
    'E1089',
    /above the diagonal/,
  ],
  [
    'both as METIS and as edges',
    'stdin',
    K4,
    '1:1',
    'E1017',
    /METIS.*edge list.*--from edge-list or --from metis/,
  ],
  ['with vertex weights', 'g.txt', '2 1 11\n9 2 7\n9 1 7\n', '1:1', 'E1017', /METIS.*edge list.*--from/],
  [
    'a ring as METIS, or pairs',
    'stdin',
    '4 4\n2 4\n1 3\n2 4\n1 3\n',
    '1:1',
    'E1017',
    /METIS.*without weights.*--from/,
  ],
  ['a hypergraph', 'stdin', '2 4 1\n1 2 4 3\n2 1 3\n', '1:1', 'E1016', /hMETIS.*source,target,weight/],
  ['a hypergraph by its ending', 'n.hgr', '2 3 1\n1 2 4 3\n2 1 5\n', '1:1', 'E1016', /hMETIS/],
  [
    'a hypergraph or edges',
    'stdin',
    '2 5 1\n1 2 4\n2 1 5\n',
    '1:1',
    'E1017',
    /edge list.*hMETIS.*--from edge-list/,
  ],
  [
    'numbers that fit nothing',
    'stdin',
    '2 3 1\n1 2 4 3\n2 1 5\n',
    '1:1',
    'E1018',
    /METIS.*edge list.*hMETIS/,
  ],
  ['pairs', 'e.txt', '1 5\n2 3\n5 1\n', '1:1', 'E1016', /edge list without weights/],
  ['one pair', 'e.txt', '1 5\n', '1:1', 'E1016', /edge list without weights/],
  [
    'SNAP',
    'e.txt',
    '# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n0\t1\n1\t2\n',
    '1:1',
    'E1016',
    /without weights/,
  ],
  ['pairs in a CSV', 'e.csv', '0,1\n1,2\n', '1:1', 'E1081', /without weights/],
  [
    'edges under the ending of METIS',
    'e.graph',
    '0 1 5\n1 2 7\n',
    '1:1',
    'E1017',
    /METIS.*edge list.*--from/,
  ],
  [
    'an adjacency matrix',
    'm.csv',
    '0,1,0,2\n1,0,0,0\n0,0,0,5\n2,0,5,0\n',
    '1:1',
    'E1016',
    /adjacency matrix/,
  ],
  ['between blanks', 'm.txt', '0 1 0 2\n1 0 0 0\n0 0 0 5\n2 0 5 0\n', '1:1', 'E1016', /adjacency matrix/],
  [
    'between commas, by content',
    'stdin',
    '0,1,0,2\n1,0,0,0\n0,0,0,5\n2,0,5,0\n',
    '1:1',
    'E1016',
    /adjacency matrix/,
  ],
  [
    'a line that was taken out, between tabs',
    'e.tsv',
    'source\ttarget\tweight\na\tb\t1\n#b\tc\t2\n',
    '3:1',
    'E1091',
    /comment or an edge/,
  ],
  ['YAML', 'c.yml', 'a: 1\nb: 2\n', '1:1', 'E1003', /YAML/],
  [
    'of three nodes',
    'm.csv',
    '0,1,2\n1,0,3\n2,3,0\n',
    '1:1',
    'E1017',
    /edge list.*adjacency matrix.*--from edge-list/,
  ],
  ['with headings', 'm.csv', ',a,b,c\na,0,1,2\nb,1,0,0\nc,2,0,0\n', '1:1', 'E1016', /adjacency matrix/],
  ['Pajek', 'g.net', '*Vertices 2\n1 "a"\n2 "b"\n*Arcs\n1 2 3\n', '1:1', 'E1016', /Pajek/],
  ['Pajek after a comment', 'g.txt', '% made by hand\n*network x\n*vertices 2\n', '1:1', 'E1016', /Pajek/],
  ['DIMACS, shortest paths', 'g.gr', 'c a road\np sp 2 1\na 1 2 3\n', '1:1', 'E1016', /DIMACS/],
  ['DIMACS, colours', 'g.col', 'p edge 2 1\ne 1 2\n', '1:1', 'E1016', /DIMACS/],
  ['GML', 'g.gml', 'Creator "x"\ngraph [\n  directed 1\n  node [ id 0 ]\n]\n', '1:1', 'E1016', /GML/],
  ['DOT', 'g.dot', '// made by hand\ndigraph g {\n a -> b [weight=3];\n}\n', '1:1', 'E1016', /DOT/],
  ['DOT, strict', 'g.gv', 'strict graph {\n a -- b\n}\n', '1:1', 'E1016', /DOT/],
  ['graph6', 'g.g6', '>>graph6<<DQc\n', '1:1', 'E1016', /graph6/],
  ['UCINET', 'g.dl', 'dl n=2 format=edgelist1\ndata:\n1 2\n', '1:1', 'E1016', /UCINET/],
  ['GDF', 'g.gdf', 'nodedef>name VARCHAR\na\nedgedef>node1,node2\n', '1:1', 'E1016', /GDF/],
  ['TENNLab', 'n.txt', 'FJ empty.json\nAN 0 1 2\nAE 0 1\n', '1:1', 'E1016', /TENNLab/],
  [
    'PyNN connections',
    'c.txt',
    '# columns = ["i", "j", "weight", "delay"]\n0\t1\t0.5\t1.0\n',
    '1:1',
    'E1016',
    /PyNN/,
  ],
  ['SANA-FE', 'n.net', 'g 3 threshold=1.0\nn 0.0 soma_hw_name=lif\n', '1:1', 'E1016', /SANA-FE/],
  ['SpiNeMap connections', 'c.txt', '0 3 4 5\n1 3 4\n2 5\n', '1:1', 'E1018', /SpiNeMap/],
  ['GraphML', 'g.graphml', '<?xml version="1.0"?>\n<graphml/>\n', '1:1', 'E1003', /GraphML/],
  [
    'two columns of one name',
    'e.csv',
    'source,source,target,weight\na,b,c,1\n',
    '1:1',
    'E1081',
    /two columns "source"/,
  ],
  [
    'a line that was taken out',
    'e.csv',
    'source,target,weight\na,b,1\n#b,c,2\n',
    '3:1',
    'E1091',
    /comment or an edge.*quotes/,
  ],
  [
    'a sum beyond the largest double',
    'e.csv',
    'source,target,weight\n0,1,1e308\n1,2,1e308\n',
    '2:1',
    'E1090',
    /adds up to 1e\+308/,
  ],
  [
    'reached step by step',
    'e.csv',
    'source,target,weight\n0,1,6e299\n1,2,6e299\n2,3,6e299\n',
    '3:1',
    'E1090',
    /1\.2e\+300/,
  ],
  ['in a matrix', 'm', `${MM} real general\n2 2 2\n1 2 1e308\n2 1 1e308\n`, '3:1', 'E1090', /adds up/],
  ['in METIS', 'g.graph', '2 1 1\n2 1e301\n1 1e301\n', '2:1', 'E1090', /adds up/],
  [
    'in JSON',
    'g.json',
    '{"nodes":[{"key":"a"},{"key":"b"}],\n"edges":[{"source":"a","target":"b","attributes":{"weight":1e308}},\n{"source":"b","target":"a","attributes":{"weight":1e308}}]}',
    '2:10',
    'E1090',
    /adds up/,
  ],
];

describe('cluster graphs that are refused by name', () => {
  it.each(REFUSED)('%s', async (_, name, text, place, code, pattern) => {
    const [first] = await failureOf(() => read(text, name));
    expect(`${first.where} ${first.code}`).toBe(`${name}:${place} ${code}`);
    expect(`${first.message} ${first.hint ?? ''}`).toMatch(pattern);
  });

  it('warns where whole numbers add up beyond what a double holds exactly, with the line', async () => {
    const file = await read('source,target,weight\n0,1,9e15\n1,2,9e15\n', 'e.csv');
    expect(file.diagnostics).toMatchObject([{ code: 'W6020', severity: 'warning', where: 'e.csv:3:1' }]);
    expect((await read('source,target,weight\n0,1,9e15\n1,2,0.5\n2,0,9e15\n', 'e.csv')).diagnostics).toEqual(
      [],
    );
  });
});
