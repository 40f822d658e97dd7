import type { ClusterEdges } from './clusters/cluster-edges.ts';

const EDGES_PER_CHUNK = 8192;

/**
 * A cluster graph as an edge list: header `source,target,weight`, then one edge a line.
 * Nodes without an edge cannot be written there: `writeClusterGraph` keeps them.
 */
export function* writeClusterEdges(graph: ClusterEdges): Iterable<string> {
  yield 'source,target,weight\n';
  yield* chunks(graph, (edge) => `${graph.source[edge]},${graph.target[edge]},${graph.weight[edge]}\n`);
}

/** The same as graphology's serialized graph, nodes without an edge included. */
export function* writeClusterGraph(graph: ClusterEdges): Iterable<string> {
  yield `{"attributes":{"name":${JSON.stringify(graph.name)}},`;
  yield '"options":{"type":"directed","multi":true,"allowSelfLoops":true},\n"nodes":[';
  for (let node = 0; node < graph.nodeCount; node++) yield `${node === 0 ? '' : ','}{"key":"${node}"}`;
  yield '],\n"edges":[';
  yield* chunks(graph, (edge) => {
    const ends = `{"source":"${graph.source[edge]}","target":"${graph.target[edge]}"`;
    return `${edge === 0 ? '' : ',\n'}${ends},"attributes":{"weight":${graph.weight[edge]}}}`;
  });
  yield ']}\n';
}

function* chunks(graph: ClusterEdges, line: (edge: number) => string): Iterable<string> {
  const count = graph.source.length;
  for (let first = 0; first < count; first += EDGES_PER_CHUNK) {
    let text = '';
    for (let edge = first; edge < Math.min(count, first + EDGES_PER_CHUNK); edge++) text += line(edge);
    yield text;
  }
}
