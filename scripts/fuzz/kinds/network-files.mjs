import { gzipSync } from 'node:zlib';
import { File, ready } from 'h5wasm';
import { readNetworkBytes, writeNir } from '@nmap/formats';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { verdict } from '../lib/kind.mjs';

const EDGES = 'pre,post,weight,delay\na,b,0.5,1\nb,c,-2,3\nc,a,1,1\n';
const TEXTS = {
  'an edge list': EDGES,
  'edges without a header': '0 1 0.5\n1 2 1\n2 0 3\n',
  PyNN: '# columns = ["i", "j", "weight"]\n0\t1\t0.5\n2\t0\t1\n',
  'Matrix Market': '%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 0.5\n3 3 -1\n',
  METIS: '3 2 001\n2 7\n1 7 3 5\n2 5\n',
  hMETIS: '% nmap: source first\n2 4 1\n9 1 2 3\n4 4 2\n',
  'lists of targets': '0 1 2\n1 3\n2 3 3\n',
  'TENNLab commands': 'AN 0 1 2\nAI 0\nAO 2\nSNP 0 Threshold 3\nAE 0 1 1 2\nSEP 0 1 Weight 5\nRE 1 2\n',
  TENNLab:
    '{"Properties":{"node_properties":[{"name":"Threshold","index":0}],"edge_properties":[{"name":"Weight","index":0}]},"Nodes":[{"id":0,"values":[1]},{"id":4,"values":[2]}],"Edges":[{"from":0,"to":4,"values":[3]}],"Inputs":[0],"Outputs":[4]}',
  NetworkX:
    '{"directed":true,"multigraph":true,"graph":{},"nodes":[{"id":0},{"id":1,"population":"p"}],"links":[{"source":0,"target":1,"weight":2,"key":0}]}',
  SONATA: '{"manifest":{"$D":"."},"networks":{"nodes":[{"nodes_file":"$D/n.h5"}],"edges":[]}}',
  GraphML:
    '<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"><data key="w">2</data></edge></graph></graphml>',
  'SANA-FE':
    'network:\n  name: n\n  groups:\n    - name: a\n      neurons:\n        - 0..2: [bias: 1]\n    - {name: b, neurons: [0..3]}\n  edges:\n    - a.0 -> b.1: {weight: 2}\n    - a -> b: {type: sparse, source_target_pairs: [[0, 1]], weight: [1]}\nmappings:\n  - a: {core: 0.0}\n',
  'SANA-FE in JSON':
    '{"network":{"groups":[{"name":"a","neurons":[{"0..8":{}}]},{"name":"b","neurons":[{"0..3":{}}]}],"edges":[{"a -> b":{"type":"conv2d","input_height":3,"input_width":3,"input_channels":1,"kernel_height":2,"kernel_width":2,"kernel_count":1,"weight":[1,2,3,4]}}]},"mappings":[]}',
  'SANA-FE netlist': 'g 2 threshold=1.0\ng 1\nn 0.0 bias=1\ne 0.0->1.0 weight=2 delay=1\n& 0.0@0.0\n',
  NeuroML:
    '<neuroml><network id="n"><population id="p" size="2"/><population id="q"><instance id="0"/></population><projection presynapticPopulation="p" postsynapticPopulation="q"><connectionWD preCellId="../p/1/c" postCellId="../q[0]" weight="1" delay="2ms"/></projection></network></neuroml>',
  GEXF: '<gexf><graph defaultedgetype="directed"><nodes><node id="0"/><node id="1"/></nodes><edges><edge source="0" target="1" weight="2"/></edges></graph></gexf>',
};

/** Its NIR has metadata: a time step, zeros that are no synapses, a shape in a row, an input on the chip. */
const OURS = {
  name: 'n',
  timestepMs: 0.5,
  durationMs: 10,
  populations: [
    { id: 'a', size: 4, shape: [1, 2, 2], model: 'input' },
    { id: 'b', size: 4, shape: [2, 2], model: 'lif', params: { threshold: 1, tauMs: 5 } },
  ],
  projections: [
    { from: 'a', to: 'b', connector: 'list', pre: [0, 1], post: [3, 2], weight: [1, 2], delayMs: 2 },
  ],
};

let files = 0;

/** The bytes of an HDF5 file. @param {(file: File) => void} fill */
async function hdf5(fill) {
  const { FS } = await ready;
  const name = `fuzz-${files++}.h5`;
  const file = new File(name, 'w');
  fill(file);
  file.close();
  const bytes = Buffer.from(FS.readFile(name));
  FS.unlink(name);
  return bytes;
}

const nir = (file) => {
  const graph = file.create_group('node');
  graph.create_dataset({ name: 'type', data: 'NIRGraph' });
  graph.create_dataset({ name: 'edges', data: ['in', 'w', 'w', 'n'], shape: [2, 2] });
  const nodes = graph.create_group('nodes');
  const node = (name, type, arrays) => {
    const group = nodes.create_group(name);
    group.create_dataset({ name: 'type', data: type });
    for (const [key, data, shape] of arrays)
      group.create_dataset({ name: key, data: Float64Array.from(data), shape });
  };
  node('in', 'Input', [['shape', [2], [1]]]);
  node('w', 'Linear', [['weight', [1, 2, 3, 4], [2, 2]]]);
  node(
    'n',
    'IF',
    ['r', 'v_threshold'].map((key) => [key, [1, 1], [2]]),
  );
};
const netx = (file) => {
  const layer = file.create_group('layer').create_group('0');
  layer.create_dataset({ name: 'type', data: 'dense' });
  layer.create_dataset({ name: 'weight', data: Float64Array.of(1, 2), shape: [1, 2] });
  layer.create_group('neuron').create_dataset({ name: 'type', data: 'CUBA' });
};

/** @type {import('../lib/kind.mjs').Kind} */
export const networkFiles = {
  name: 'network-files',
  what: 'networks in the formats of other tools',
  samples: async () => [
    ...Object.entries(TEXTS).map(([name, text]) => ({ name, text })),
    { name: 'packed', text: gzipSync(EDGES) },
    { name: 'NIR', text: await hdf5(nir) },
    { name: 'NIR of ours', text: Buffer.from(await writeNir(OURS)) },
    { name: 'NetX', text: await hdf5(netx) },
  ],
  judge: (bytes) =>
    verdict(bytes, async () => {
      const { spec, diagnostics } = await readNetworkBytes([bytes], 'f');
      const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
      const unsound = spec.projections.filter(
        ({ connector, pre, post }) => connector === 'list' && pre.length !== post.length,
      );
      return [
        ...faultsOfDiagnostics(diagnostics, bytes),
        ...(neurons > 0 ? [] : ['a network without neurons']),
        ...unsound.map(({ from, to }) => `${from} -> ${to}: ends of two lengths`),
      ];
    }),
};
