import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { readClusterGraphBytes } from './read-cluster-graph.ts';
import { readNetworkBytes, type NetworkFile } from './read-network.ts';
import { failureOf } from './testing/failure.ts';
import { piecesOf } from './testing/pieces.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown): Promise<NetworkFile> =>
  readNetworkBytes(piecesOf(textOf(value), 13), 'n.json');

const edge = { source: 0, target: 1 };
const ids = [{ id: 0 }, { id: 1 }];
const keys = [{ key: 0 }, { key: 1 }];

/** [what wrote it, the file, what the one error must name] */
const FOREIGN: readonly (readonly [string, unknown, RegExp])[] = [
  [
    'NetworkX, links',
    { directed: true, multigraph: false, graph: {}, nodes: ids, links: [edge] },
    /node-link JSON of NetworkX/,
  ],
  [
    'NetworkX, edges',
    { directed: false, multigraph: false, graph: {}, nodes: ids, edges: [edge] },
    /node-link JSON of NetworkX/,
  ],
  [
    'NetworkX, adjacency',
    { directed: false, nodes: ids, adjacency: [[{ id: 1 }], []] },
    /adjacency JSON of NetworkX/,
  ],
  ['D3', { nodes: [{ id: 'a', group: 1 }], links: [{ source: 'a', target: 'a', value: 3 }] }, /D3/],
  ['D3, numbered', { nodes: [{ name: 'a' }], links: [{ source: 0, target: 0 }] }, /D3/],
  ['a tree of D3', { name: 'root', children: [{ name: 'leaf' }] }, /D3/],
  [
    'Gephi',
    { nodes: [{ id: '1', label: 'a', x: 1, y: 2, size: 3 }], edges: [{ id: '0', source: '1', target: '1' }] },
    /Gephi/,
  ],
  ['sigma', { nodes: [{ id: 'n0', label: 'a' }], edges: [] }, /sigma/],
  ['vis.js', { nodes: ids, edges: [{ from: 0, to: 1 }] }, /vis\.js/],
  ['Cytoscape', { elements: { nodes: [{ data: { id: 'a' } }], edges: [] }, style: [] }, /Cytoscape/],
  ['Cytoscape, a list', [{ data: { id: 'a' } }, { data: { source: 'a', target: 'a' } }], /Cytoscape/],
  [
    'JSON Graph Format',
    { graph: { nodes: { a: {} }, edges: [{ source: 'a', target: 'a' }] } },
    /JSON Graph Format/,
  ],
  ['NIR', { nodes: { input: {} }, edges: [['input', 'output']] }, /NIR/],
  [
    'TENNLab',
    { Properties: {}, Nodes: [{ id: 0, values: [] }], Edges: [{ from: 0, to: 0, values: [] }] },
    /TENNLab/,
  ],
  ['SONATA', { manifest: {}, networks: { nodes: [], edges: [] }, components: {} }, /SONATA/],
  ['Keras', { class_name: 'Sequential', config: {}, keras_version: '3' }, /Keras/],
  ['TensorFlow.js', { format: 'layers-model', modelTopology: {} }, /Keras/],
  [
    'SpiNNTools',
    { vertices: [{ label: 'a' }], edges: [{ pre_vertex: 'a', post_vertex: 'a' }] },
    /SpiNNTools/,
  ],
  ['SANA-FE in JSON', { architecture: { name: 'x', tile: [] } }, /SANA-FE/],
  ['a list of edges', [edge], /bare list of edges/],
  ['Pajek', '*Vertices 2\n1 "a"\n', /Pajek/],
  ['DOT', 'digraph {\n a -> b\n}\n', /DOT/],
  ['TENNLab text', 'AN 0 1\nAE 0 1\n', /TENNLab/],
  ['Python', 'import pyNN.nest as sim\nsim.setup()\n', /Python/],
];

/** Read as networks by now; as graphs of clusters they are still named. */
const READ = ['NetworkX, links', 'NetworkX, edges', 'TENNLab', 'SONATA', 'TENNLab text'];

describe('networks of others', () => {
  it.each(FOREIGN)('names %s in one error', async (name, value, pattern) => {
    const asClusters = await failureOf(() => readClusterGraphBytes(piecesOf(textOf(value), 50), 'n'));
    expect(asClusters.map(formatDiagnostic).join()).toMatch(pattern);
    expect(asClusters).toHaveLength(1);
    if (READ.includes(name)) return;
    const found = await failureOf(() => read(value));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'E1016', where: 'n.json:1:1' });
    expect(found[0].message).toMatch(pattern);
    expect(found[0].hint).toMatch(/\w/);
  });

  it('is not asked where the caller says what the file is', async () => {
    const cytoscape = JSON.stringify({ nodes: [{ data: { id: 'a' } }], edges: [] });
    const [found] = await failureOf(() =>
      readNetworkBytes([Buffer.from(cytoscape)], 'n', { format: 'graphology' }),
    );
    expect(found).toMatchObject({ code: 'E1073', where: 'n:1:11' });
    const [other] = await failureOf(() =>
      readNetworkBytes([Buffer.from(cytoscape)], 'n', { format: 'nmap-network' }),
    );
    expect(other.message).toMatch(/"format" is missing/);
  });
});

/** [what it is, the file, the key that says so, its name, the way out] */
const OWN: readonly (readonly [string, object, string, string, string])[] = [
  [
    'a chip',
    { format: 'nmap-hardware', version: 1, name: 'c', topology: {}, core: {} },
    '"format"',
    'a hardware file',
    'Did you swap the network and --hw?',
  ],
  ['a chip in two keys', { format: 'nmap-hardware', nodes: [] }, '"format"', 'a hardware file', '--hw'],
  [
    'a chip without its format',
    { name: 'c', topology: {}, core: {} },
    '"topology"',
    'a hardware file',
    '--hw',
  ],
  [
    'a manifest',
    { format: 'nmap-manifest', network: {}, hardware: {}, pipeline: [], cores: [], metrics: {} },
    '"format"',
    'a placement manifest',
    'Give the network that was placed.',
  ],
  [
    'a manifest without its format',
    { pipeline: [], cores: [], metrics: {}, ports: [] },
    '"cores"',
    'a placement manifest',
    'that was placed',
  ],
];

describe('files of ours of another kind', () => {
  it.each(OWN)(
    '%s is named in one error, as a network and as a graph',
    async (_, value, key, name, wayOut) => {
      const text = JSON.stringify(value, null, 1);
      const line = text.slice(0, text.indexOf(key)).split('\n').length;
      const found = await failureOf(() => read(text));
      expect(found).toMatchObject([{ code: 'E1003', message: `this is ${name}, not a network.` }]);
      expect(found[0].where).toMatch(new RegExp(`^n\\.json:${line}:`));
      expect(found[0].hint).toContain(wayOut);
      const asGraph = await failureOf(() => readClusterGraphBytes(piecesOf(text, 50), 'n'));
      expect(asGraph).toMatchObject([{ code: 'E1003', message: `this is ${name}, not a graph.` }]);
      expect(asGraph[0].where).toMatch(new RegExp(`^n:${line}:`));
      expect(asGraph[0].hint).toContain(wayOut.replace('network', 'graph'));
    },
  );

  it.each([
    ['of another format', { format: 'mine', topology: {}, core: {} }, 'E1061'],
    ['with one part alone', { topology: {} }, 'E1061'],
    ['netplan', 'network:\n  version: 2\n  ethernets: {}\n', 'E1003'],
  ])('%s is none of them', async (_, value, code) => {
    const [found] = await failureOf(() => read(value));
    expect(found.code).toBe(code);
    expect(`${found.message} ${found.hint}`).not.toMatch(/hardware|manifest|SANA-FE description/);
  });

  it('a label of a cluster may be any word', async () => {
    const text = 'source,target,weight\nnmap-hardware,b,1\n';
    const { graph } = await readClusterGraphBytes(piecesOf(text, 50), 'g.csv');
    expect(graph.labels).toEqual(['nmap-hardware', 'b']);
  });
});

/** [what is wrong, the file, place, code, message and way out] */
const BROKEN: readonly (readonly [string, string, string, string, RegExp])[] = [
  [
    'links beside keyed nodes',
    '{"nodes":[{"key":0},{"key":1}],\n"links":[{"source":0,"target":1}]}',
    '2:1',
    'E1019',
    /"links" would not be read.*"edges"/,
  ],
  ['directed at the top', '{"directed":false,"nodes":[{"key":0}]}', '1:2', 'E1019', /"directed".*"options"/],
  ['multi at the top', '{"multi":true,"nodes":[{"key":0}]}', '1:2', 'E1019', /"options"/],
  ['a misspelt list', '{"nodes":[{"key":0}],"egdes":[]}', '1:22', 'E1019', /Did you mean "edges"/],
  ['a name at the top', '{"name":"x","nodes":[{"key":0}]}', '1:2', 'E1019', /"attributes"/],
  ['times at the top', '{"durationMs":5,"nodes":[{"key":0}]}', '1:2', 'E1019', /"attributes"/],
  [
    'spikes beside the key',
    '{"nodes":[{"key":"n1","spikes":100}]}',
    '1:23',
    'E1019',
    /nodes\[0\].*"spikes".*"attributes"/,
  ],
  [
    'a rate beside the key, misspelt',
    '{"nodes":[{"key":"n1","ratehz":100}]}',
    '1:23',
    'E1019',
    /"rateHz".*"attributes"/,
  ],
  [
    'a weight beside the ends',
    '{"nodes":[{"key":0}],"edges":[{"source":0,"target":0,"weight":3}]}',
    '1:54',
    'E1019',
    /edges\[0\].*"weight".*"attributes"/,
  ],
  [
    'directed at an edge',
    '{"nodes":[{"key":0}],"edges":[{"source":0,"target":0,"directed":false}]}',
    '1:54',
    'E1019',
    /"undirected"/,
  ],
  [
    'attributes that are a text',
    '{"attributes":"x","nodes":[{"key":0}]}',
    '1:15',
    'E1073',
    /"attributes" must be an object/,
  ],
  [
    'attributes that are a list',
    '{"attributes":[1],"nodes":[{"key":0}]}',
    '1:15',
    'E1073',
    /must be an object/,
  ],
  ['attributes of a node', '{"nodes":[{"key":0,"attributes":7}]}', '1:11', 'E1073', /must be an object/],
  [
    'attributes of an edge',
    '{"nodes":[{"key":0}],"edges":[{"source":0,"target":0,"attributes":[]}]}',
    '1:31',
    'E1073',
    /must be an object/,
  ],
  [
    'a name that is a number',
    '{"attributes":{"name":3},"nodes":[{"key":0}]}',
    '1:23',
    'E1073',
    /must be a text/,
  ],
  [
    'options that are a text',
    '{"options":"directed","nodes":[{"key":0}]}',
    '1:12',
    'E1020',
    /"options" must be an object/,
  ],
  [
    'options that are a list',
    '{"options":[],"nodes":[{"key":0}]}',
    '1:12',
    'E1020',
    /"options" must be an object/,
  ],
  [
    'a type that is none',
    '{"options":{"type":"bipartite"},"nodes":[{"key":0}]}',
    '1:20',
    'E1020',
    /"directed", "undirected", "mixed"/,
  ],
  [
    'a flag that is a number',
    '{"options":{"multi":1},"nodes":[{"key":0}]}',
    '1:21',
    'E1020',
    /true or false/,
  ],
  [
    'a flag that is null',
    '{"options":{"allowSelfLoops":null},"nodes":[{"key":0}]}',
    '1:30',
    'E1020',
    /true or false/,
  ],
  [
    'an option that is misspelt',
    '{"options":{"mutli":true},"nodes":[{"key":0}]}',
    '1:13',
    'E1019',
    /"multi"/,
  ],
  [
    'undirected that is no truth value',
    '{"nodes":[{"key":0}],"edges":[{"source":0,"target":0,"undirected":"yes"}]}',
    '1:31',
    'E1073',
    /true or false/,
  ],
  [
    'a key of an edge that is a list',
    '{"nodes":[{"key":0}],"edges":[{"key":[1],"source":0,"target":0}]}',
    '1:31',
    'E1073',
    /a text or a number/,
  ],
  [
    'external that is no truth value',
    '{"nodes":[{"key":0,"attributes":{"external":"yes"}}]}',
    '1:11',
    'E1073',
    /"external" must be true or false/,
  ],
  [
    'an undirected edge in a directed graph',
    '{"options":{"type":"directed"},"nodes":[{"key":0},{"key":1}],\n"edges":[{"source":0,"target":1,"undirected":true}]}',
    '2:10',
    'E1021',
    /options\.type is "directed"/,
  ],
  [
    'a directed edge in an undirected graph',
    '{"options":{"type":"undirected"},"nodes":[{"key":0},{"key":1}],\n"edges":[{"source":0,"target":1,"undirected":false}]}',
    '2:10',
    'E1021',
    /options\.type is "undirected"/,
  ],
  [
    'parallel edges',
    '{"options":{"multi":false},"nodes":[{"key":0},{"key":1}],\n"edges":[{"source":0,"target":1},\n{"source":"0","target":"1"}]}',
    '3:1',
    'E1021',
    /options\.multi is false/,
  ],
  [
    'parallel undirected edges',
    '{"options":{"multi":false,"type":"undirected"},"nodes":[{"key":0},{"key":1}],\n"edges":[{"source":0,"target":1},\n{"source":1,"target":0}]}',
    '3:1',
    'E1021',
    /options\.multi is false/,
  ],
  [
    'a self-loop',
    '{"options":{"allowSelfLoops":false},"nodes":[{"key":0}],\n"edges":[{"source":0,"target":0}]}',
    '2:10',
    'E1021',
    /allowSelfLoops is false/,
  ],
  [
    'a window without end',
    '{"attributes":{"durationMs":1e308},"nodes":[{"key":0}]}',
    '1:44',
    'E1122',
    /durationMs 1e\+308.*steps/,
  ],
];

describe('graphology JSON that is not what it says', () => {
  it.each(BROKEN)('refuses %s', async (_, text, place, code, pattern) => {
    const [first] = await failureOf(() => read(text));
    expect(`${first.where} ${first.code}`).toBe(`n.json:${place} ${code}`);
    expect(`${first.message} ${first.hint ?? ''}`).toMatch(pattern);
  });

  it.each([
    [
      'null attributes everywhere',
      {
        attributes: null,
        options: null,
        nodes: [{ key: 0, attributes: null }],
        edges: [{ key: null, source: 0, target: 0, attributes: null }],
      },
      1,
    ],
    ['no edges', { nodes: keys }, 0],
    [
      'both directions where multi is false',
      { options: { multi: false }, nodes: keys, edges: [edge, { source: 1, target: 0 }] },
      2,
    ],
    ['parallel edges where multi is true', { options: { multi: true }, nodes: keys, edges: [edge, edge] }, 2],
    ['a self-loop where nothing is said', { nodes: keys, edges: [{ source: 0, target: 0 }] }, 1],
    [
      '"undirected": false in a directed graph',
      { options: { type: 'directed' }, nodes: keys, edges: [{ ...edge, undirected: false }] },
      1,
    ],
  ])('reads %s', async (_, value, synapses) => {
    const { spec, diagnostics } = await read(value);
    const read_ = spec.projections.map((p) => (p.connector === 'list' ? p.pre.length : 0));
    expect(read_.reduce((sum, count) => sum + count, 0)).toBe(synapses);
    expect(diagnostics).toEqual([]);
  });

  it('says once what it does not read', async () => {
    const { diagnostics } = await read({
      generator: 'x',
      attributes: { author: 'y' },
      nodes: [
        { key: 0, colour: 'red', attributes: { spikes: 1, x: 0, y: 0 } },
        { key: 1, colour: 'red', attributes: { spikes: 1, x: 0, rate: 5 } },
      ],
      edges: [{ ...edge, attributes: { weigth: 3 } }],
    });
    expect(
      diagnostics.map(({ code, severity, message, hint }) => [code, severity, `${message} ${hint ?? ''}`]),
    ).toEqual([
      ['W6021', 'warning', expect.stringMatching(/"generator" \(1\), "colour" \(2\)/)],
      ['W6022', 'warning', expect.stringMatching(/"rate" of 1 object.*"rateHz"/)],
      ['W6022', 'warning', expect.stringMatching(/"weigth" of 1 object.*"weight"/)],
      ['W6023', 'note', expect.stringMatching(/"author" \(1\), "x" \(2\), "y" \(1\)/)],
    ]);
  });
});
