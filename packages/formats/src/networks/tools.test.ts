/** Formats of simulators and frameworks: what each is read as, and how each refuses a broken file. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic, lower, type NetworkSpec } from '@nmap/ir';
import { writeHdf5, type GroupEntry } from '../hdf5/testing/write-hdf5.ts';
import { readNetworkBytes, readNetworkFile, type NetworkFile, type NetworkOptions } from '../read-network.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';
import { counting, same, whole } from './nir/testing/nir-file.ts';

const read = (content: unknown, name: string, options: NetworkOptions = {}): Promise<NetworkFile> =>
  readNetworkBytes(
    piecesOf(typeof content === 'string' ? content : JSON.stringify(content), 23),
    name,
    options,
  );
const readHdf5 = async (root: GroupEntry, name: string): Promise<NetworkFile> =>
  readNetworkBytes([await writeHdf5(root)], name);

const sizes = ({ populations }: NetworkSpec): string[] =>
  populations.map(
    ({ id, size, role, external }) =>
      `${id} ${size}${role === undefined ? '' : ` ${role}`}${external === true ? ' external' : ''}`,
  );

/** Neurons outside the chip and on it, and synapses. */
function counts(spec: NetworkSpec): [number, number, number] {
  const { network } = lower({
    ...spec,
    populations: spec.populations.map((population) => ({ ...population, spikes: 1 })),
  });
  const external = network.external.reduce((sum, each) => sum + each, 0);
  const synapses =
    network.outMultiplicity === null
      ? network.outTarget.length
      : network.outMultiplicity.reduce((sum, each) => sum + each, 0);
  return [network.neuronCount - external, external, synapses];
}

const at = (values: number | ArrayLike<number> | undefined): number | number[] | undefined =>
  values === undefined || typeof values === 'number' ? values : Array.from(values);

describe('lava-dl NetX', () => {
  const neuron = { type: 'CUBA', iDecay: whole(4096), vDecay: whole(409), vThMant: whole(6) };
  const dense = (outputs: number, inputs: number, more: GroupEntry = {}): GroupEntry => ({
    type: 'dense',
    neuron,
    shape: whole(outputs),
    inFeatures: whole(inputs),
    outFeatures: whole(outputs),
    weight: counting([outputs, inputs]),
    ...more,
  });

  it('reads layers in the order of their numbers, with the input outside the chip', async () => {
    const layers = Object.fromEntries(
      Array.from({ length: 11 }, (_, k) => [String(k), dense(k === 10 ? 1 : 2, 2)]),
    );
    const { spec, diagnostics } = await readHdf5({ layer: layers, simulation: { Ts: whole(2) } }, 'n.net');
    expect(diagnostics.map(({ code }) => code)).toEqual(['W1867']);
    expect(spec.populations.map(({ id }) => id)).toEqual([
      'input',
      ...Array.from({ length: 11 }, (_, k) => `dense${k}`),
    ]);
    expect(spec.timestepMs).toBe(2);
    expect(spec.populations[11]).toMatchObject({
      size: 1,
      role: 'output',
      model: 'lava-cuba',
      params: { iDecay: 4096, vDecay: 409, vThMant: 6 },
    });
    // The file has [output][input].
    expect(spec.projections[0]).toMatchObject({
      from: 'input',
      to: 'dense0',
      connector: 'all-to-all',
      weight: Float64Array.of(0.25, 0.75, 0.5, 1),
    });
  });

  it('reads convolutions with turned kernels, pooling, flattening, recurrence and delays', async () => {
    const conv = {
      type: { data: ['conv'], shape: [1] },
      neuron,
      shape: whole(2, 3, 2),
      kernelSize: whole(2, 3),
      padding: whole(0, 1),
      stride: whole(1, 2),
      dilation: whole(1, 1),
      groups: whole(1),
      weight: counting([2, 1, 2, 3, 1]),
      bias: counting([2]),
    };
    const pool = {
      type: 'pool',
      shape: whole(2, 3, 1),
      kernelSize: whole(1, 2),
      stride: whole(1, 2),
      padding: whole(0),
      dilation: whole(1),
      weight: same([1], 4),
    };
    const rec = { ...dense(2, 6, { delay: whole(3) }), type: 'dense_rec', weight_rec: counting([2, 2]) };
    const { spec } = await readHdf5(
      {
        layer: {
          0: { type: 'input', neuron, shape: whole(1, 4, 4) },
          1: conv,
          2: pool,
          3: { type: 'flatten', shape: whole(6, 1, 1) },
          4: rec,
        },
      },
      'n.net',
    );
    expect(sizes(spec)).toEqual(['input0 16 input', 'conv1 12', 'dense_rec4 2 output']);
    expect(
      spec.projections.map(({ from, to, connector, delayMs }) => [from, to, connector, at(delayMs)]),
    ).toEqual([
      ['input0', 'conv1', 'conv2d', undefined],
      ['conv1', 'dense_rec4', 'all-to-all', 3],
      ['dense_rec4', 'dense_rec4', 'all-to-all', undefined],
    ]);
    const [first] = spec.projections;
    // 0.25 .. 1.5 of the first filter, from its last corner to its first.
    expect((at(first.weight) as number[]).slice(0, 6)).toEqual([1.5, 1.25, 1, 0.75, 0.5, 0.25]);
    expect(spec.populations[1].params!['bias']).toEqual(
      Float64Array.of(...new Array<number>(6).fill(0.25), ...new Array<number>(6).fill(0.5)),
    );
  });

  it.each([
    [
      'a layer that is not known',
      { 0: dense(2, 2), 1: { type: 'average', shape: whole(1) } },
      '/layer/1/type',
      /"average" is not read/,
    ],
    [
      'a weight that does not fit',
      { 0: dense(2, 2), 1: dense(2, 3) },
      '/layer/1/weight',
      /takes 3 inputs, 2 come in/,
    ],
    [
      'complex weights',
      { 0: { ...dense(2, 2), weight: { real: counting([2, 2]), imag: counting([2, 2]) } } },
      '/layer/0/weight',
      /complex/,
    ],
    [
      'a shape that does not follow',
      {
        0: { type: 'input', shape: whole(1, 4, 4) },
        1: { type: 'conv', shape: whole(1, 9, 9), kernelSize: whole(3), weight: counting([1, 1, 3, 3]) },
      },
      '/layer/1/shape',
      /makes \[1, 2, 2\].*\[1, 9, 9\]/,
    ],
    [
      'a convolution first',
      { 0: { type: 'conv', weight: counting([1, 1, 1, 1]), kernelSize: whole(1) } },
      '/layer/0/type',
      /cannot be the first/,
    ],
    [
      'too few weights',
      {
        0: { type: 'input', shape: whole(2, 4, 4) },
        1: { type: 'conv', kernelSize: whole(3), weight: counting([1, 1, 3, 3]) },
      },
      '/layer/1/weight',
      /need 18/,
    ],
  ])('%s', async (_, layer, where, said) => {
    const found = await failureOf(() => readHdf5({ layer: layer }, 'n.net'));
    expect(found[0]).toMatchObject({ code: 'E1862', where: `n.net: ${where}` });
    expect(found[0].message).toMatch(said);
  });
});

describe('NeuroML in HDF5', () => {
  const table = (name: string, rows: number[][], columns: string[]): GroupEntry => ({
    [name]: {
      data: rows.flat(),
      shape: [rows.length, columns.length],
      type: '<f',
      attributes: Object.fromEntries(columns.map((column, k) => [`column_${k}`, column])),
    },
  });
  const population = (id: string, size: number): GroupEntry => ({
    '@id': id,
    '@component': 'iaf',
    ...table(
      id,
      Array.from({ length: size }, () => [0, 0, 0]),
      ['x', 'y', 'z'],
    ),
  });
  const file = (network: GroupEntry): GroupEntry => ({ neuroml: { '@id': 'n', network } });
  const ends = { '@presynapticPopulation': 'a', '@postsynapticPopulation': 'b' };

  it('reads populations and projections by the names of their columns', async () => {
    const { spec, diagnostics } = await readHdf5(
      file({
        population_a: population('a', 2),
        population_b: { '@id': 'b', '@size': '3' },
        projection_p: {
          ...ends,
          ...table(
            'p',
            [
              [4, 0, 2, 1],
              [5, 1, 0, 2],
              [5, 1, 0, 2],
            ],
            ['delay', 'pre_cell_id', 'post_cell_id', 'weight'],
          ),
        },
        projection_empty: ends,
        inputList_i: { '@id': 'i' },
      }),
      'n.nml.h5',
    );
    expect(sizes(spec)).toEqual(['a 2', 'b 3']);
    expect(spec.projections).toEqual([
      {
        from: 'a',
        to: 'b',
        connector: 'list',
        pre: Uint32Array.of(0, 1, 1),
        post: Uint32Array.of(2, 0, 0),
        weight: Float64Array.of(1, 2, 2),
        delayMs: Float64Array.of(4, 5, 5),
      },
    ]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'W1868 not read: "inputList_i".',
    ]);
  });

  it.each([
    ['no network', { neuroml: { other: {} } }, 'E1863', /no group "network"/],
    ['no populations', file({}), 'E1863', /no populations/],
    ['a population without cells', file({ population_a: { '@id': 'a' } }), 'E1863', /how many/],
    [
      'a projection without ends',
      file({ population_a: population('a', 1), projection_p: {} }),
      'E1863',
      /presynapticPopulation/,
    ],
    [
      'a table without columns',
      file({
        population_a: population('a', 1),
        population_b: population('b', 1),
        projection_p: { ...ends, ...table('p', [[0, 0]], ['x', 'y']) },
      }),
      'E1863',
      /no columns pre_cell_id/,
    ],
    [
      'half a cell',
      file({
        population_a: population('a', 1),
        population_b: population('b', 1),
        projection_p: { ...ends, ...table('p', [[0.5, 0]], ['pre_cell_id', 'post_cell_id']) },
      }),
      'E1863',
      /no whole numbers/,
    ],
    [
      'a cell that is not there',
      file({
        population_a: population('a', 1),
        population_b: population('b', 1),
        projection_p: { ...ends, ...table('p', [[0, 7]], ['pre_cell_id', 'post_cell_id']) },
      }),
      'E1113',
      /post\[0\] is 7/,
    ],
    [
      'an unknown population',
      file({
        population_a: population('a', 1),
        projection_p: { ...ends, ...table('p', [[0, 0]], ['pre_cell_id', 'post_cell_id']) },
      }),
      'E1',
      /b/,
    ],
  ])('%s', async (_, root, code, said) => {
    const found = await failureOf(() => readHdf5(root, 'n.nml.h5'));
    expect(found[0].code.startsWith(code)).toBe(true);
    expect(found[0].where).toMatch(/^n\.nml\.h5: /);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });
});

describe('TENNLab', () => {
  const property = (name: string, index: number, type = 73) => ({
    name,
    type,
    index,
    size: 1,
    min_value: 0,
    max_value: 9,
  });
  const network = {
    Properties: {
      node_properties: [property('Threshold', 0)],
      edge_properties: [property('Delay', 1), property('Weight', 0)],
      network_properties: [],
    },
    Nodes: [
      { id: 7, values: [3] },
      { id: 0, values: [1] },
      { id: 900, values: [2] },
    ],
    Edges: [
      { from: 0, to: 7, values: [5, 2] },
      { from: 7, to: 900, values: [-1, 4] },
    ],
    Inputs: [0],
    Outputs: [900],
    Network_Values: [],
    Associated_Data: { other: { proc_name: 'risp' } },
  };
  const commands =
    'FJ empty.json\n# comment\nan 7 0 900 4\nAI 0\nAO 900\nSNP 7 Threshold 3\nSNP 0 Threshold 1\nSNP 900 Threshold 2\nSETNAME 7 H[0]\nAE 0 7 7 900 4 7\nSEP 0 7 Weight 5\nSEP 0 7 Delay 2\nSEP 7 900 Weight -1\nSEP 7 900 Delay 4\nRN 4\nSORT Q\n';

  it('reads values by the index of their property, and populations by what they are for', async () => {
    const { spec } = await read(network, 'pong.txt');
    expect(sizes(spec)).toEqual(['inputs 1 input', 'hidden 1 hidden', 'outputs 1 output']);
    expect(spec.populations.map(({ model, params }) => [model, params])).toEqual([
      ['risp', { threshold: 1 }],
      ['risp', { threshold: 3 }],
      ['risp', { threshold: 2 }],
    ]);
    expect(
      spec.projections.map(({ from, to, weight, delayMs }) => [from, to, at(weight), at(delayMs)]),
    ).toEqual([
      ['inputs', 'hidden', 5, 2],
      ['hidden', 'outputs', -1, 4],
    ]);
  });

  it('reads commands as the same network', async () => {
    const { spec } = await read(commands, 'n.txt');
    const json = await read(network, 'n.json');
    expect(spec.projections).toEqual(json.spec.projections);
    expect(spec.populations.map(({ params, size }) => [params, size])).toEqual(
      json.spec.populations.map(({ params, size }) => [params, size]),
    );
  });

  it.each([
    [
      'an edge to nowhere',
      { ...network, Edges: [{ from: 0, to: 5, values: [0, 0] }] },
      /Edges\[0\]: "to" is the number 5, which is no node/,
    ],
    [
      'a node twice',
      { ...network, Nodes: [...network.Nodes, network.Nodes[0]] },
      /the node 7 stands in the file twice/,
    ],
    [
      'values that are missing',
      { ...network, Edges: [{ from: 0, to: 7, values: [1] }] },
      /"delay" is entry 1/,
    ],
    ['an input that is no node', { ...network, Inputs: [3] }, /Inputs\[0\] is the number 3/],
    ['an id that is none', { ...network, Nodes: [{ id: -1, values: [1] }] }, /whole number/],
    ['no nodes', { ...network, Nodes: [], Edges: [], Inputs: [], Outputs: [] }, /no nodes/],
  ])('JSON with %s', async (_, value, said) => {
    const found = await failureOf(() => read(value, 'n.json'));
    expect(found.map(({ code }) => code)).toContain('E1864');
    expect(found[0].where).toMatch(/^n\.json:1:\d+$/);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });

  it.each([
    ['a command that is not known', 'AN 0 1\nAE 0 1\nSHUFFLE 3\n', 'n.txt:3:1', /SHUFFLE.*not known/],
    ['a node twice', 'AN 0 1\nAN 1\nAE 0 1\n', 'n.txt:2:1', /node 1 is there already/],
    ['an edge twice', 'AN 0 1\nAE 0 1\nAE 0 1\n', 'n.txt:3:1', /edge from 0 to 1 is there already/],
    ['half an edge', 'AN 0 1\nAE 0 1 0\n', 'n.txt:2:1', /pairs/],
    ['a node that was removed', 'AN 0 1\nRN 0\nAE 0 1\n', 'n.txt:3:1', /no node 0/],
    ['a value that is none', 'AN 0 1\nSNP 0 Threshold x\n', 'n.txt:2:1', /property and its value/],
    ['nothing left', 'AN 0\nSNP 0 T 1\nRN 0\n', 'n.txt:3:1', /no nodes/],
  ])('commands with %s', async (_, text, where, said) => {
    const [first] = await failureOf(() => read(text, 'n.txt'));
    expect(first).toMatchObject({ code: 'E1865', where });
    expect(first.message).toMatch(said);
  });
});

describe('NetworkX', () => {
  const nodes = [
    { id: 'a', population: 'x' },
    { id: 'b', population: 'y', spikes: 3 },
  ];
  const links = [
    { source: 'a', target: 'b', weight: 0.5, key: 0 },
    { source: 'a', target: 'b', weight: 2, key: 1 },
  ];
  const graph = { directed: true, multigraph: true, graph: { name: 'g' }, nodes, links };

  it.each([
    ['links', graph],
    ['edges', { directed: true, multigraph: true, graph: { name: 'g' }, nodes, edges: links }],
  ])('reads a list that is called %s', async (_, value) => {
    const { spec, nameFromFile } = await read(value, 'n.json');
    expect([spec.name, nameFromFile]).toEqual(['g', false]);
    expect(sizes(spec)).toEqual(['x 1', 'y 1']);
    expect(spec.projections).toEqual([
      {
        from: 'x',
        to: 'y',
        connector: 'list',
        pre: Uint32Array.of(0, 0),
        post: Uint32Array.of(0, 0),
        weight: Float64Array.of(0.5, 2),
      },
    ]);
  });

  it('refuses undirected edges, and reads both directions where that is asked for', async () => {
    const value = {
      ...graph,
      directed: false,
      links: [
        { source: 'a', target: 'b' },
        { source: 'b', target: 'b' },
      ],
    };
    const [first] = await failureOf(() => read(value, 'n.json'));
    expect(formatDiagnostic(first)).toMatch(/E1855 n\.json:1:\d+: the graph is undirected.*--lenient/);
    const { spec } = await read(value, 'n.json', { lenient: true });
    expect(counts(spec)).toEqual([2, 0, 3]);
  });

  it.each([
    ['a node without an id', { ...graph, nodes: [{ name: 'a' }] }, 'E1866', /nodes\[0\]: "id"/],
    ['an id twice', { ...graph, nodes: [...nodes, nodes[0]] }, 'E1866', /another node has the id "a"/],
    [
      'an edge to nowhere',
      { ...graph, links: [{ source: 'a', target: 'c' }] },
      'E1866',
      /links\[0\]: "c" is no id/,
    ],
    [
      'a weight of words',
      { ...graph, links: [{ source: 'a', target: 'b', weight: 'x' }] },
      'E1135',
      /weight is "x"/,
    ],
    [
      'spikes that are none',
      { ...graph, nodes: [nodes[0], { ...nodes[1], spikes: -1 }] },
      'E1134',
      /spikes is -1/,
    ],
  ])('%s', async (_, value, code, said) => {
    const found = await failureOf(() => read(value, 'n.json'));
    expect(found.map((each) => each.code)).toContain(code);
    expect(found[0].where).toMatch(/^n\.json:1:\d+$/);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });
});

describe('SONATA', () => {
  const ids = (...values: number[]) => ({ data: values.map(BigInt), shape: [values.length], type: '<Q' });
  const nodes = (name: string, types: number[], more: GroupEntry = {}): GroupEntry => ({
    '@magic': 0x0a7a,
    nodes: { [name]: { node_type_id: ids(...types), ...more } },
  });
  const end = (population: string, ...values: number[]) => ({
    ...ids(...values),
    attributes: { node_population: population },
  });
  const edges = (more: GroupEntry = {}): GroupEntry => ({
    edges: {
      v_to_c: {
        source_node_id: end('v', 1, 0, 0),
        target_node_id: end('c', 10, 20, 20),
        edge_type_id: ids(100, 100, 101),
        ...more,
      },
    },
  });
  const NODE_TYPES = 'node_type_id model_type ei\n1 virtual e\n';
  const CELL_TYPES = 'node_type_id model_type model_template\n5 point_neuron nest:iaf_psc_alpha\n';
  const EDGE_TYPES = `edge_type_id target_query syn_weight delay\n100 "ei=='e' & x" 2.5 1.5\n101 * NULL 2.0\n`;
  const config = {
    manifest: { $BASE_DIR: '.', $NETWORK_DIR: '$BASE_DIR/network' },
    networks: {
      nodes: [
        { nodes_file: '$NETWORK_DIR/v.h5', node_types_file: '$NETWORK_DIR/v.csv' },
        { nodes_file: '${NETWORK_DIR}/c.h5', node_types_file: 'network/c.csv' },
      ],
      edges: [{ edges_file: '$NETWORK_DIR/e.h5', edge_types_file: '$NETWORK_DIR/e.csv' }],
    },
  };

  async function folder(
    change: {
      config?: object;
      edges?: GroupEntry;
      cells?: GroupEntry;
      edgeTypes?: string;
      cellTypes?: string;
    } = {},
  ): Promise<string> {
    const path = mkdtempSync(join(tmpdir(), 'nmap-sonata-'));
    mkdirSync(join(path, 'network'));
    const write = (name: string, content: string | Uint8Array) => writeFileSync(join(path, name), content);
    write('circuit_config.json', JSON.stringify(change.config ?? config));
    write(
      'config.json',
      JSON.stringify({ network: './circuit_config.json', simulation: './simulation.json' }),
    );
    write('network/v.h5', await writeHdf5(nodes('v', [1, 1])));
    write(
      'network/c.h5',
      await writeHdf5(change.cells ?? nodes('c', [5, 5, 5], { node_id: ids(10, 20, 30) })),
    );
    write(
      'network/e.h5',
      await writeHdf5(
        change.edges ??
          edges({
            edge_group_id: ids(0, 0, 1),
            edge_group_index: ids(1, 0, 0),
            0: { nsyns: { data: [3, 4], shape: [2], type: '<H' } },
          }),
      ),
    );
    write('network/v.csv', NODE_TYPES);
    write('network/c.csv', change.cellTypes ?? CELL_TYPES);
    write('network/e.csv', change.edgeTypes ?? EDGE_TYPES);
    return path;
  }

  it.each(['', 'circuit_config.json', 'config.json'])('reads a folder by "%s"', async (name) => {
    const path = await folder();
    const { spec, diagnostics } = await readNetworkFile(join(path, name));
    expect(sizes(spec)).toEqual(['v 2 input external', 'c 3']);
    expect(spec.populations[1].model).toBe('nest:iaf_psc_alpha');
    // Weights of the types times nsyns of the groups; the third edge has neither.
    expect(spec.projections).toEqual([
      {
        from: 'v',
        to: 'c',
        connector: 'list',
        pre: Uint32Array.of(1, 0, 0),
        post: Uint32Array.of(0, 1, 1),
        weight: Float64Array.of(10, 7.5, 1),
        delayMs: Float64Array.of(1.5, 1.5, 2),
      },
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['W1862']);
  });

  it('takes a population that is half virtual as neurons', async () => {
    const { spec, diagnostics } = await readNetworkFile(
      await folder({
        cells: nodes('c', [5, 6, 5], { node_id: ids(10, 20, 30) }),
        cellTypes: `${CELL_TYPES}6 virtual NULL\n`,
      }),
    );
    expect(sizes(spec)[1]).toBe('c 3');
    expect(diagnostics.map(({ code }) => code)).toEqual(['W1871', 'W1862']);
  });

  it('leaves out what is not enabled', async () => {
    const off = {
      ...config,
      networks: { ...config.networks, edges: [{ ...config.networks.edges[0], enabled: false }] },
    };
    const { spec, diagnostics } = await readNetworkFile(await folder({ config: off }));
    expect(spec.projections).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['W1872']);
  });

  it.each([
    [
      'a file that is not there',
      { config: { ...config, manifest: { ...config.manifest, $BASE_DIR: 'elsewhere' } } },
      'E1867',
      /v\.csv cannot be read \(ENOENT\)/,
    ],
    ['a variable without a value', { config: { ...config, manifest: {} } }, 'E1867', /does not resolve/],
    [
      'variables in a circle',
      { config: { ...config, manifest: { $NETWORK_DIR: '$NETWORK_DIR/x' } } },
      'E1867',
      /does not resolve/,
    ],
    [
      'an entry without a file',
      { config: { networks: { nodes: [{ nodes_file: 3 }, { nodes_file: 'x' }], edges: [] } } },
      'E1867',
      /nodes\[0\] needs "nodes_file"/,
    ],
    [
      'a node that is not there',
      { edges: edges({ target_node_id: end('c', 10, 20, 11) }) },
      'E1870',
      /entry 2 is the node 11/,
    ],
    [
      'an unknown population',
      { edges: edges({ source_node_id: end('w', 0, 0, 0) }) },
      'E1870',
      /no population of nodes "w"/,
    ],
    [
      'ends without their population',
      { edges: edges({ source_node_id: ids(0, 0, 0) }) },
      'E1870',
      /node_population/,
    ],
    [
      'ends of two lengths',
      { edges: edges({ source_node_id: end('v', 0) }) },
      'E1870',
      /1 entries, target_node_id 3/,
    ],
    [
      'an index beyond its group',
      {
        edges: edges({
          edge_group_id: ids(0, 0, 0),
          edge_group_index: ids(0, 1, 2),
          0: { nsyns: { data: [1, 1], shape: [2], type: '<H' } },
        }),
      },
      'E1870',
      /index 2 of 2 entries/,
    ],
    ['a population without types', { cells: { nodes: { c: {} } } }, 'E1869', /needs "node_type_id"/],
    [
      'a table with a short row',
      { edgeTypes: 'edge_type_id syn_weight\n100\n' },
      'E1868',
      /1 fields, the header 2/,
    ],
    [
      'a table without its column',
      { edgeTypes: 'type syn_weight\n100 1\n' },
      'E1868',
      /no column edge_type_id/,
    ],
    [
      'a weight of words',
      { edgeTypes: 'edge_type_id syn_weight\n100 big\n' },
      'E1870',
      /syn_weight of the edge type 100 is "big"/,
    ],
  ])('%s', async (_, change, code, said) => {
    const found = await failureOf(async () => readNetworkFile(await folder(change)));
    expect(found.map((each) => each.code)).toContain(code);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });

  it('says that a pipe has no files beside it, and what a folder lacks', async () => {
    const [pipe] = await failureOf(() => read(config, 'stdin'));
    expect(pipe.code).toBe('E1867');
    const [empty] = await failureOf(() => readNetworkFile(mkdtempSync(join(tmpdir(), 'nmap-sonata-'))));
    expect(formatDiagnostic(empty)).toMatch(/E1001 .*this is a folder.*SONATA/);
    const two = await folder();
    writeFileSync(join(two, 'other.json'), JSON.stringify(config));
    const [both] = await failureOf(() => readNetworkFile(two));
    expect(formatDiagnostic(both)).toMatch(/E1017 .*2 files/);
  });
});

const data = process.env['NMAP_DATA'];
const nets =
  data === undefined
    ? null
    : [data, join(data, 'nets')].find((folder) => existsSync(join(folder, 'lava-dl')));

describe('published networks', () => {
  /** [file or folder, neurons on the chip, outside, synapses] */
  const files: readonly (readonly [string, number, number, number])[] = [
    ['lava-dl/tiny.net', 1668, 0, 86_400],
    ['lava-dl/mnist.net', 202, 784, 109_184],
    ['lava-dl/oxford/Trained/network.net', 456, 200, 102_400],
    ['lava-dl/pilotnet_small.net', 43_117, 0, 5_071_110],
    ['sonata/point_450cells', 450, 100, 64_441],
    ['sonata/point_120cells', 120, 100, 2661],
    ['sonata/9_cells', 9, 20, 1289],
    ['sonata/300_pointneurons', 300, 100, 48_432],
    ['microcircuit/MicrocircuitNoInput_2pcnt.net.nml.h5', 1539, 0, 59_607],
    ['tennlab/framework_33.txt', 180, 0, 620],
    ['tennlab/framework_34.txt', 54, 0, 138],
    ['tennlab/framework_35.txt', 40, 0, 113],
    ['tennlab/framework_36.txt', 65, 0, 112],
    ['tennlab/magic_converted.txt', 102, 0, 304],
    ['tennlab/pole_original.txt', 15, 0, 30],
  ];
  if (nets === null || nets === undefined)
    it.skip('skipped: NMAP_DATA names no folder with lava-dl/', () => undefined);
  else {
    it.each(files)('%s', async (name, neurons, external, synapses) => {
      const { spec } = await readNetworkFile(join(nets, name));
      expect(counts(spec)).toEqual([neurons, external, synapses]);
    });

    it('every network of TENNLab, as a plain count of its JSON says', async () => {
      const names = readdirSync(join(nets, 'tennlab')).filter((name) => name.startsWith('pong'));
      for (const name of names) {
        const file = join(nets, 'tennlab', name);
        const { Nodes, Edges } = JSON.parse(readFileSync(file, 'utf8')) as {
          Nodes: unknown[];
          Edges: unknown[];
        };
        expect(counts((await readNetworkFile(file)).spec)).toEqual([Nodes.length, 0, Edges.length]);
      }
    });
  }
});
