/** Node-link files of NetworkX: what is read, and how broken files are refused. */
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { failureOf } from '../../testing/failure.ts';
import { read, sizes, counts } from '../testing/read.ts';

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
