import { describe, expect, it } from '@jest/globals';
import { MultiDirectedGraph, MultiGraph } from 'graphology';
import type { SerializedGraph } from 'graphology-types';
import { NmapError } from '../diagnostic.ts';
import { lower } from '../lower/lower.ts';
import type { NetworkSpec } from '../network-spec.ts';
import { buildProblem, buildTarget } from '@nmap/testkit';
import { makeClustered, makePlaced } from '../traffic/make-stages.ts';
import { specFromGraphology } from './spec-from-graphology.ts';
import { toGraphology } from './to-graphology.ts';

function example(): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  graph.replaceAttributes({ name: 'tiny', durationMs: 500 });
  graph.addNode('x', { population: 'in', rateHz: 5, external: true });
  graph.addNode(7, { population: 'h', spikes: 4 });
  graph.addNode('y', { population: 'in', rateHz: 0, external: true });
  graph.addNode('constructor', { population: 'h', spikes: 2 });
  graph.addEdge('x', 7, { weight: 0.5 });
  graph.addEdge('x', 7);
  graph.addEdge('y', 'constructor', { delay: 3 });
  graph.addEdge(7, 7);
  return graph;
}

const expected: NetworkSpec = {
  name: 'tiny',
  timestepMs: 1,
  durationMs: 500,
  populations: [
    { id: 'in', size: 2, external: true, rateHz: Float64Array.of(5, 0) },
    { id: 'h', size: 2, spikes: Float64Array.of(4, 2) },
  ],
  projections: [
    {
      from: 'in',
      to: 'h',
      connector: 'list',
      pre: Uint32Array.of(0, 0, 1),
      post: Uint32Array.of(0, 0, 1),
      weight: Float64Array.of(0.5, 1, 1),
      delayMs: Float64Array.of(1, 1, 3),
    },
    { from: 'h', to: 'h', connector: 'list', pre: Uint32Array.of(0), post: Uint32Array.of(0) },
  ],
};

function faultsOf(graph: unknown): string[] {
  try {
    specFromGraphology(graph as SerializedGraph);
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') {
      return error.diagnostics.map(({ code, where, message }) => `${code} ${where}: ${message}`);
    }
    throw error;
  }
  return [];
}

describe('specFromGraphology', () => {
  it('reads a graph and its serialized JSON alike', () => {
    expect(specFromGraphology(example())).toEqual(expected);
    expect(specFromGraphology(JSON.parse(JSON.stringify(example().export())) as SerializedGraph)).toEqual(
      expected,
    );
    const { network } = lower(specFromGraphology(example()));
    expect([...network.outTarget]).toEqual([2, 3, 2]);
    expect([...network.outMultiplicity!]).toEqual([2, 1, 1]);
  });

  it('reads number keys, absent options and absent attributes', () => {
    const spec = specFromGraphology({
      nodes: [{ key: 1 }, { key: 0 }],
      edges: [{ source: 0, target: 1 }],
    } as unknown as SerializedGraph);
    expect(spec.populations).toEqual([{ id: 'neurons', size: 2 }]);
    expect(spec.projections).toEqual([
      { from: 'neurons', to: 'neurons', connector: 'list', pre: Uint32Array.of(1), post: Uint32Array.of(0) },
    ]);
  });

  it('refuses undirected edges by name', () => {
    const graph = new MultiGraph();
    graph.addNode('a');
    graph.addNode('b');
    graph.addUndirectedEdgeWithKey('e1', 'a', 'b');
    expect(faultsOf(graph)).toEqual(['E1132 edge e1 (a -> b): is undirected, a synapse has a direction.']);
    expect(faultsOf(graph.export())).toEqual([
      'E1132 edges[0] (e1: a -> b): is undirected, a synapse has a direction.',
    ]);
    const nodes = [{ key: 'a' }];
    const edges = [{ source: 'a', target: 'a' }];
    expect(faultsOf({ nodes, edges, options: { type: 'undirected' } })).toHaveLength(1);
  });

  const node = (key: string, attributes: object = {}) => ({ key, attributes });
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['no nodes', { edges: [] }, ['E1130 graph: has no list of nodes.']],
    ['edges that are no list', { nodes: [], edges: 3 }, ['E1130 graph: edges is not a list.']],
    [
      'a bad time',
      { nodes: [], edges: [], attributes: { durationMs: -1 } },
      ['E1130 graph: durationMs is -1, must be above 0.'],
    ],
    [
      'nodes without a key',
      { nodes: [null, {}, node('a')], edges: [] },
      [
        'E1131 nodes[0]: has no key: a string or a number.',
        'E1131 nodes[1]: has no key: a string or a number.',
      ],
    ],
    ['a node twice', { nodes: [{ key: 1 }, node('1')], edges: [] }, ['E1131 node 1: appears twice.']],
    [
      'dangling edges',
      { nodes: [node('a')], edges: [{ source: 'a', target: 'b' }, null] },
      [
        'E1132 edges[0] (a -> b): ends at the unknown node b.',
        'E1132 edges[1] (undefined -> undefined): starts at the unknown node undefined.',
        'E1132 edges[1] (undefined -> undefined): ends at the unknown node undefined.',
      ],
    ],
    [
      'a population half outside',
      { nodes: [node('a', { external: true }), node('b')], edges: [] },
      ['E1133 population neurons: 1 of its 2 nodes are external.'],
    ],
    [
      'bad spikes',
      {
        nodes: [node('a', { spikes: 1.5 }), node('b', { spikes: '3' }), node('c', { rateHz: -1 })],
        edges: [],
      },
      [
        'E1134 node a: spikes is 1.5, must be a count of spikes.',
        'E1134 node b: spikes is "3", must be a count of spikes.',
        'E1134 node c: rateHz is -1, must be a count of spikes.',
      ],
    ],
    [
      'spikes for some',
      { nodes: [node('a', { spikes: 1 }), node('b')], edges: [] },
      ['E1134 population neurons: 1 of its 2 nodes give neither spikes nor rateHz, e.g. node b.'],
    ],
    [
      'spikes and a rate',
      { nodes: [node('a', { spikes: 1, rateHz: 1 })], edges: [] },
      ['E1134 node a: gives both spikes and rateHz.'],
    ],
    [
      'bad weights',
      { nodes: [node('a')], edges: [{ source: 'a', target: 'a', attributes: { weight: 'x', delay: -1 } }] },
      [
        'E1135 edges[0] (a -> a): weight is "x", must be a number.',
        'E1135 edges[0] (a -> a): delay is -1, must be a number of at least 0.',
      ],
    ],
  ];
  it.each(cases)('refuses %s', (_name, graph, messages) => {
    expect(faultsOf(graph)).toEqual(messages);
  });
});

describe('toGraphology', () => {
  it('is the quotient graph of the placement', () => {
    const { network } = lower(specFromGraphology(example()));
    const internal = { ...network, external: new Uint8Array(4) };
    const problem = buildProblem(internal, buildTarget({ rows: 2 }));
    const clustered = makeClustered(problem, Uint32Array.of(0, 0, 1, 1), new Uint32Array(2), 2);
    const graph = toGraphology(makePlaced(clustered, Uint32Array.of(5, 0)));
    expect(graph.getNodeAttributes(0)).toEqual({
      core: 5,
      chip: 0,
      tile: 5,
      x: 2,
      y: 1,
      neurons: 2,
      spikes: 3,
    });
    expect(graph.getNodeAttributes(1)).toEqual({
      core: 0,
      chip: 0,
      tile: 0,
      x: 0,
      y: 0,
      neurons: 2,
      spikes: 6,
    });
    expect(
      graph.mapEdges((_edge, attributes, source, target) => ({ source, target, ...attributes })),
    ).toEqual([{ source: '0', target: '1', weight: 3, hops: 3 }]);
  });
});
