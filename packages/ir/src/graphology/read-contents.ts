import type { AbstractGraph, Attributes, SerializedGraph } from 'graphology-types';
import type { Violations } from '../lower/diagnostics.ts';

export interface NodeOf {
  readonly key: string;
  readonly attributes: Attributes;
}

export interface EdgeOf {
  /** How a message names it. */
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly undirected: boolean;
  readonly attributes: Attributes;
}

export interface Contents {
  readonly attributes: Attributes;
  readonly nodes: readonly NodeOf[];
  readonly edges: readonly EdgeOf[];
}

/** Nodes and edges of a graph object, or of its serialized JSON, which may be somebody's file. */
export function readContents(graph: AbstractGraph | SerializedGraph, violations: Violations): Contents {
  return isGraph(graph) ? readGraph(graph) : readSerialized(graph, violations);
}

function isGraph(graph: AbstractGraph | SerializedGraph): graph is AbstractGraph {
  return typeof (graph as { forEachNode?: unknown }).forEachNode === 'function';
}

function readGraph(graph: AbstractGraph): Contents {
  const nodes: NodeOf[] = [];
  const edges: EdgeOf[] = [];
  graph.forEachNode((key, attributes) => nodes.push({ key, attributes }));
  graph.forEachEdge((key, attributes, source, target, _source, _target, undirected) => {
    edges.push({ name: `edge ${key} (${source} -> ${target})`, source, target, undirected, attributes });
  });
  return { attributes: graph.getAttributes(), nodes, edges };
}

function readSerialized(graph: SerializedGraph, violations: Violations): Contents {
  const report = violations.at('graph');
  const { nodes: rawNodes, edges: rawEdges, options } = graph as Partial<SerializedGraph>;
  if (!Array.isArray(rawNodes))
    report({ code: 'E1130', message: 'has no list of nodes.', need: 'nodes: [...]' });
  if (rawEdges !== undefined && !Array.isArray(rawEdges)) {
    report({ code: 'E1130', message: 'edges is not a list.', need: 'edges: [...]' });
  }
  const allUndirected = options?.type === 'undirected';
  const nodes = (Array.isArray(rawNodes) ? rawNodes : []).flatMap((node, index): NodeOf[] => {
    const key: unknown = node?.key;
    if (typeof key === 'string' || typeof key === 'number') {
      return [{ key: String(key), attributes: node.attributes ?? {} }];
    }
    const message = 'has no key: a string or a number.';
    violations.at(`nodes[${index}]`)({ code: 'E1131', message, need: 'a string or a number' });
    return [];
  });
  const edges = (Array.isArray(rawEdges) ? rawEdges : []).map((edge, index): EdgeOf => {
    const source = String(edge?.source);
    const target = String(edge?.target);
    const label: unknown = edge?.key;
    const shown = typeof label === 'string' || typeof label === 'number' ? `${label}: ` : '';
    return {
      name: `edges[${index}] (${shown}${source} -> ${target})`,
      source,
      target,
      undirected: edge?.undirected === true || allUndirected,
      attributes: edge?.attributes ?? {},
    };
  });
  return { attributes: graph.attributes ?? {}, nodes, edges };
}
