/** Networks of SONATA, in folders and single files: what is read, and how broken ones are refused. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { writeHdf5, type GroupEntry } from '../../hdf5/testing/write-hdf5.ts';
import { readNetworkFile } from '../../read-network.ts';
import { failureOf } from '../../testing/failure.ts';
import { read, sizes } from '../testing/read.ts';

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
