import { checkNetworkSpec, NmapError, specFromGraphology, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { defaultName, type ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { quoted } from '../../input-error.ts';
import type { Defects } from './defects.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A graph of neurons whose nodes and edges carry attributes by name, as graph libraries write it. */
export interface AttributedGraph {
  readonly name: string | null;
  readonly attributes: Attributes;
  readonly nodes: readonly { readonly key: string | number; readonly attributes: Attributes }[];
  readonly edges: readonly {
    readonly source: string | number;
    readonly target: string | number;
    readonly attributes: Attributes;
    readonly undirected: boolean;
  }[];
  /** Places for messages. */
  readonly where: {
    graph(): string;
    node(index: number): string;
    edge(index: number): string;
  };
  /** What the file calls its list of edges. */
  readonly edgeList: string;
}

/**
 * The network of such a graph, by the attributes that graphology JSON has, too: `population`, `spikes` or `rateHz`,
 * `external` of nodes, `weight` and `delay` of edges, `timestepMs` and `durationMs` of the graph. An undirected edge is
 * a known defect: it is read in both directions where that is asked for.
 */
export function attributedNetwork(graph: AttributedGraph, fileName: string, defects: Defects): ReadNetwork {
  const { nodes, edges, where, edgeList } = graph;
  const { violations } = defects;
  const known = new Set<string>();
  nodes.forEach(({ key }, index) => {
    if (known.has(String(key)))
      violations.error(
        'E1866',
        where.node(index),
        `nodes[${index}]: another node has the id ${quoted(String(key))}.`,
      );
    known.add(String(key));
  });
  edges.forEach(({ source, target }, index) => {
    const wrong = [source, target].find((end) => !known.has(String(end)));
    if (wrong !== undefined)
      violations.error(
        'E1866',
        where.edge(index),
        `${edgeList}[${index}]: ${quoted(String(wrong))} is no id of a node.`,
      );
  });
  if (nodes.length === 0) violations.error('E1866', where.graph(), 'the graph has no nodes.');
  violations.throwIfFailed(fileName);
  const undirected = edges.filter((edge) => edge.undirected);
  if (undirected.length > 0) {
    const first = edges.findIndex((edge) => edge.undirected);
    const what =
      undirected.length === edges.length
        ? 'the graph is undirected, and a synapse has a direction.'
        : `${undirected.length} edges are undirected, and a synapse has a direction.`;
    defects.found(where.edge(first), what, 'two synapses for every such edge, one in each direction');
    violations.throwIfFailed(fileName);
  }
  const back = undirected
    .filter(({ source, target }) => String(source) !== String(target))
    .map(({ source, target, attributes }) => ({ source: target, target: source, attributes }));
  const all = [...edges.map(({ source, target, attributes }) => ({ source, target, attributes })), ...back];
  const spec = specOf(all);
  for (const found of checkNetworkSpec(spec)) violations.add(placed(found));
  violations.throwIfFailed(fileName);
  return {
    spec: { ...spec, name: graph.name ?? defaultName(fileName) },
    nameFromFile: graph.name === null,
    diagnostics: violations.notes,
  };

  function specOf(listed: readonly object[]): NetworkSpec {
    const serialized = { attributes: graph.attributes, options: {}, nodes, edges: listed };
    try {
      return specFromGraphology(serialized as unknown as Parameters<typeof specFromGraphology>[0]);
    } catch (error) {
      if (!(error instanceof NmapError) || error.kind !== 'input') throw error;
      error.diagnostics.forEach((found) => violations.add(placed(found)));
      throw violations.asError(fileName);
    }
  }

  /** `edges[3] (...)` and `node KEY` name an entry; the rest belongs to the graph. */
  function placed(found: Diagnostic): Diagnostic {
    const message = `${found.where}: ${found.message}`;
    const edge = /^edges\[(\d+)\]/.exec(found.where);
    if (edge !== null) return { ...found, message, where: where.edge(Number(edge[1]) % edges.length) };
    const node = nodes.findIndex(({ key }) => found.where === `node ${key}`);
    return { ...found, message, where: node >= 0 ? where.node(node) : where.graph() };
  }
}
