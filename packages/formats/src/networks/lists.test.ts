/** Formats in lines of text: what each is read as, and what is told apart or refused. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { readNetworkBytes, readNetworkFile, type NetworkFile, type NetworkOptions } from '../read-network.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';

const read = (text: string, name = 'n.txt', options: NetworkOptions = {}): Promise<NetworkFile> =>
  readNetworkBytes(piecesOf(text, 11), name, options);

/** `3: 0>1 w0.5 d2` of a network: sizes, then every synapse. */
function told({ spec }: NetworkFile): string {
  const at = (values: number | ArrayLike<number> | undefined, k: number): number | undefined =>
    values === undefined || typeof values === 'number' ? values : values[k];
  const sizes = spec.populations.map(({ size }) => size).join('+');
  const synapses = spec.projections.flatMap((projection) =>
    projection.connector === 'list'
      ? Array.from(projection.pre, (pre, k) => {
          const weight = at(projection.weight, k);
          const delay = at(projection.delayMs, k);
          return `${pre}>${projection.post[k]}${weight === undefined ? '' : ` w${weight}`}${delay === undefined ? '' : ` d${delay}`}`;
        })
      : [projection.connector],
  );
  return `${sizes}: ${synapses.join(', ')}`;
}

/** [what, name, contents, network, codes of what is said] */
const READ: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  ['a header and labels', 'n.csv', 'pre,post,weight\nb,a,0.5\na,b,-1\n', '2: 0>1 w0.5, 1>0 w-1', ['W1860']],
  ['labels with blanks around them', 'n.csv', 'pre\tpost\nI1L \tI2\nI2\tI1L\n', '2: 0>1, 1>0', ['W1860']],
  ['numbers keep their numbers', 'n.csv', 'source,target\n2,0\n0,1\n', '3: 2>0, 0>1', []],
  ['semicolons, quotes and any case', 'n.csv', 'Source;Target;W\n"x;y";b;1\n', '2: 0>1 w1', ['W1860']],
  [
    'a delay and a count of contacts',
    'n.csv',
    'from,to,weight,delay,count\n0,1,2,3,4\n',
    '2: 0>1 w8 d3',
    ['W1862'],
  ],
  ['a count alone', 'n.tsv', 'pre\tpost\tsynapses\n0\t1\t5\n', '2: 0>1 w5', ['W1862']],
  [
    'contacts by type',
    'n.csv',
    'pre,post,type\n0,1,electrical\n1,0,chemical\n0,1,chemical\n',
    '2: 0>1, 1>0, 0>1',
    ['W1861'],
  ],
  ['a loop', 'n.csv', 'pre,post\n0,0\n', '1: 0>0', ['W1863']],
  ['columns that are not read', 'n.csv', 'pre,roi,post\n0,EB,1\n', '2: 0>1', ['W6081']],
  ['no header, two columns', 'n.csv', '0,1\n1,2\n', '3: 0>1, 1>2', ['W6080']],
  ['no header, a weight', 'n.csv', '0 1 0.25\n1 2 -3\n', '3: 0>1 w0.25, 1>2 w-3', ['W6080']],
  [
    'comments, blank lines, Windows',
    'n.csv',
    '# made by hand\r\npre,post\r\n\r\n0,1\r\n# and\r\n1,0\r\n',
    '2: 0>1, 1>0',
    [],
  ],
  ['files one behind the other', 'n.csv', 'pre,post\n0,1\npre,post\n1,0\n', '2: 0>1, 1>0', []],
  ['a header of any file name', 'n.data', 'source target weight\n0 1 2\n', '2: 0>1 w2', []],
  ['two columns of numbers', 'n.txt', '0 3\n3 1\n5 0\n', '4: 0>1, 1>2, 3>0', ['W6080', 'W1860']],
  [
    'a file of PyNN',
    'n.txt',
    '# columns = ["i", "j", "weight", "delay"]\n0\t4\t0.5\t1\n2\t1\t0.25\t2\n',
    '3+5: 0>4 w0.5 d1, 2>1 w0.25 d2',
    ['W1866'],
  ],
  [
    'a matrix',
    'n.mtx',
    '%%MatrixMarket matrix coordinate real general\n% c\n3 3 2\n1 3 -0.5\n3 3 2\n',
    '3: 0>2 w-0.5, 2>2 w2',
    ['W1864'],
  ],
  [
    'a symmetric matrix',
    'n',
    '%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 3\n',
    '3: 1>0, 0>1, 2>2',
    ['W1864'],
  ],
  [
    'a skew-symmetric matrix',
    'n',
    '%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 3\n',
    '2: 1>0 w3, 0>1 w-3',
    ['W1864'],
  ],
  [
    'a matrix that is not square',
    'n',
    '%%MatrixMarket matrix coordinate real general\n2 3 1\n2 3 1\n',
    '2+3: 1>2 w1',
    ['W1864'],
  ],
  ['METIS', 'n.graph', '% c\n3 2 001\n2 7\n1 7 3 5\n2 5\n', '3: 0>1 w7, 1>0 w7, 1>2 w5, 2>1 w5', ['W1864']],
  ['METIS with a vertex alone', 'n.graph', '3 1\n2\n1\n\n', '3: 0>1 w1, 1>0 w1', ['W1864']],
  [
    'hMETIS with its source marked',
    'n.hgr',
    '% nmap: source first\n2 4 1\n9 1 2 3\n4 4 4 2\n',
    '4: 0>1, 0>2, 3>1',
    ['W1865'],
  ],
  ['hMETIS with vertex weights', 'n.hgr', '% nmap: source first\n1 2 11\n3 2 1\n5\n6', '2: 1>0', []],
  ['lists of targets', 'n.txt', '0 1 2\n1 3\n2 3 3\n', '4: 0>1, 0>2, 1>3, 2>3, 2>3', ['W1860']],
];

describe('lists of synapses', () => {
  it.each(READ)('%s', async (_, name, text, network, codes) => {
    const file = await read(text, name);
    expect(told(file)).toBe(network);
    expect(file.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  it('reads hMETIS without the mark where it is asked for', async () => {
    const file = await read('1 3\n2 1 3\n', 'n.hgr', { format: 'hmetis' });
    expect(told(file)).toBe('3: 1>0, 1>2');
    expect(file.diagnostics.map(({ code }) => code)).toEqual(['W1864']);
  });
});

/** [what, name, contents, code and place, words] */
const REFUSED: readonly (readonly [string, string, string, string, RegExp])[] = [
  ['an empty end', 'n.csv', 'pre,post\n0,\n', 'E1083 n.csv:2:1', /target is empty/],
  ['a weight of words', 'n.csv', 'pre,post,weight\n0,1,x\n', 'E1084 n.csv:2:1', /"x" is not a number/],
  ['a weight beyond doubles', 'n.csv', 'pre,post,weight\n0,1,1e999\n', 'E1084 n.csv:2:1', /not a number/],
  ['a delay below 0', 'n.csv', 'pre,post,delay\n0,1,-1\n', 'E1084 n.csv:2:1', /delay "-1".*at least 0/],
  ['no edges', 'n.csv', 'pre,post\n', 'E1082 n.csv:1:1', /no synapses/],
  ['two columns of one name', 'n.csv', 'pre,post,post\n0,1,1\n', 'E1081 n.csv:1:1', /two columns/],
  ['a column of traffic', 'n.csv', 'source,target,packets\n0,1,3\n', 'E1858 n.csv:1:1', /--clusters/],
  [
    'PyNN without its ends',
    'n.txt',
    '# columns = ["k", "weight"]\n0\t1\n',
    'E1081 n.txt:2:1',
    /hold no source and target/,
  ],
  [
    'PyNN with labels',
    'n.txt',
    '# columns = ["i", "j"]\na\t1\n',
    'E1085 n.txt:2:1',
    /counts neurons from 0, found "a"/,
  ],
  ['a header that names no ends', 'n.csv', 'a,b,c,d\n1,2,3,4\n', 'E1081 n.csv:1:1', /expected the header/],
  ['bytes that are no text', 'n.csv', 'pre,post\n\u{dcff}', 'E', /./],
  ['hMETIS without its source', 'n.hgr', '1 3\n2 1 3\n', 'E1860 n.hgr:1:1', /--from hmetis/],
  ['hMETIS, no vertex', 'n.hgr', '% nmap: source first\n1 3\n0 1\n', 'E1859 n.hgr:3:1', /no vertex 0/],
  [
    'hMETIS, too many lines',
    'n.hgr',
    '% nmap: source first\n1 3\n1 2\n1 2\n1 2\n',
    'E1859 n.hgr:4:1',
    /more lines/,
  ],
  ['hMETIS, its header', 'n.hgr', '% nmap: source first\n1 3 7\n1 2\n', 'E1859 n.hgr:2:1', /header/],
  [
    'a matrix that ends too early',
    'n.mtx',
    '%%MatrixMarket matrix coordinate real general\n',
    'E1089 n.mtx:1:1',
    /ends before/,
  ],
  [
    'a matrix above its diagonal',
    'n.mtx',
    '%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 2 1\n',
    'E1089 n.mtx:3:1',
    /above the diagonal/,
  ],
  [
    'a matrix beyond all bounds',
    'n.mtx',
    '%%MatrixMarket matrix coordinate real general\n999999999 999999999 1\n1 2 1\n',
    'E1089 n.mtx:2:1',
    /can be read/,
  ],
  [
    'a source in two lines',
    'n.txt',
    '0 1 2\n1 3\n0 3\n',
    'E1018 n.txt:1:1',
    /the source 0 stands in an earlier line/,
  ],
  ['edges or a hypergraph', 'n.txt', '2 3\n1 2\n2 3\n', 'E1017 n.txt:1:1', /hMETIS|edge list/],
  ['a table', 'n.txt', '0 1 0 2\n1 0 2 0\n0 1 0 0\n1 1 1 1\n', 'E1016 n.txt:1:1', /adjacency matrix/],
  ['real numbers', 'n.txt', '0.5 1.5 1 2\n0.5 2\n', 'E1018 n.txt:1:1', /these numbers are no network/],
];

describe('lists that are not what they seem', () => {
  it.each(REFUSED)('%s', async (_, name, text, place, said) => {
    const found = await failureOf(() => read(text, name));
    expect(`${found[0].code} ${found[0].where}`.startsWith(place)).toBe(true);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });

  it('says what --from cannot be', async () => {
    const [found] = await failureOf(() => read('pre,post\n0,1\n', 'n.csv', { format: 'nir' }));
    expect(formatDiagnostic(found)).toMatch(
      /E1857 n\.csv:1:1: --from nir: the file is lines of text, and NIR \(\.nir\) is HDF5/,
    );
  });
});

const data = process.env['NMAP_DATA'];
const nets =
  data === undefined
    ? null
    : [data, join(data, 'nets')].find((folder) => existsSync(join(folder, 'celegans')));

describe('published lists', () => {
  if (nets === null || nets === undefined)
    it.skip('skipped: NMAP_DATA names no folder with celegans/', () => undefined);
  else {
    it.each([
      ['celegans/aconnectome_white_1986_whole.csv', 309, 2961],
      ['hemibrain/er2epg.csv', 286, 8755],
      ['spinemap/ANNDVT.connection_info.txt', 273, 18_420],
    ])('%s', async (name, neurons, synapses) => {
      const { spec } = await readNetworkFile(join(nets, name));
      const [projection] = spec.projections;
      expect([spec.populations[0].size, projection.connector === 'list' && projection.pre.length]).toEqual([
        neurons,
        synapses,
      ]);
    });

    it('two tables of one brain, one behind the other', async () => {
      const both = ['er2epg', 'epg2erEB'].map((name) => readFileSync(join(nets, 'hemibrain', `${name}.csv`)));
      const { spec } = await readNetworkBytes(both, 'er-epg.csv');
      const [projection] = spec.projections;
      expect([spec.populations[0].size, projection.connector === 'list' && projection.pre.length]).toEqual([
        286, 9376,
      ]);
    });
  }
});
