import { nearestWord } from '@nmap/kernels';
import { inputError, quoted } from '../../input-error.ts';
import type { Defects } from '../common/defects.ts';
import { isGraph, type FlatGraph, type NirGraph, type NirNode } from './graph.ts';

/**
 * Takes graphs out of graphs: the Input and Output nodes of an inner graph stay as nodes that hand on what they are
 * given, so that a network is the same in flat and in nested form. Edges are a set: order and repeats do not matter.
 * An edge to an inner graph enters by its only Input, or by the one that `graph.input` names.
 */
export function flatten(graph: NirGraph, defects: Defects): FlatGraph {
  const nodes = new Map<string, NirNode>();
  const edges = new Map<string, readonly [NirNode, NirNode]>();
  const { violations } = defects;
  let repeats = 0;
  collect(graph);
  if (repeats > 0)
    violations.note('W1852', graph.where, `${repeats} edges are listed twice: they count once.`);
  const order = [...nodes.keys()];
  const rank = new Map(order.map((name, k) => [name, k]));
  const sorted = [...edges.values()].sort(
    (a, b) => rank.get(a[0].name)! - rank.get(b[0].name)! || rank.get(a[1].name)! - rank.get(b[1].name)!,
  );
  return { where: graph.where, nodes, edges: sorted };

  function collect(from: NirGraph): void {
    // By name, so that no writer's order decides how neurons are numbered.
    const entries = [...from.nodes].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, node] of entries) {
      if (isGraph(node)) collect(node);
      else if (nodes.has(node.name))
        violations.error(
          'E1854',
          node.where,
          `another node is called ${quoted(node.name)}, too, once graphs are taken out of graphs.`,
        );
      else nodes.set(node.name, node);
    }
    const renamed = new Map<string, string>();
    for (const [fromName, to] of from.edges) {
      const where = `${from.where}/edges (${fromName} -> ${to})`;
      const source = end(from, fromName, 'Output', where, renamed);
      const target = end(from, to, 'Input', where, renamed);
      if (source === null || target === null) continue;
      const key = `${source.name}\0${target.name}`;
      if (edges.has(key)) repeats++;
      else edges.set(key, [source, target]);
    }
  }

  /** The node that an edge leaves or enters by; reports where there is none. */
  function end(
    within: NirGraph,
    name: string,
    port: 'Input' | 'Output',
    where: string,
    renamed: Map<string, string>,
  ): NirNode | null {
    const found = within.nodes.get(name);
    if (found !== undefined) return isGraph(found) ? portOf(found, port, where) : found;
    const inner = innerPort(within, name);
    if (inner !== null) return inner;
    return missing(within, name, where, renamed);
  }

  /** `sub.in`: a port of an inner graph by name. */
  function innerPort(within: NirGraph, name: string): NirNode | null {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const child = within.nodes.get(name.slice(0, dot));
      if (child === undefined || !isGraph(child)) continue;
      const rest = name.slice(dot + 1);
      const found = child.nodes.get(rest);
      if (found === undefined) return innerPort(child, rest);
      return isGraph(found) ? null : found;
    }
    return null;
  }

  function portOf(inner: NirGraph, type: 'Input' | 'Output', where: string): NirNode | null {
    const ports = [...inner.nodes.values()].filter(
      (node): node is NirNode => !isGraph(node) && node.type === type,
    );
    if (ports.length === 1) return ports[0];
    violations.error(
      'E1854',
      where,
      `the graph ${quoted(inner.name)} has ${ports.length} nodes of type ${type}, so the edge does not say which.`,
      ports.length === 0 ? {} : { hint: `Name one: ${ports.map(({ name }) => name).join(', ')}.` },
    );
    return null;
  }

  /** A name that no node has. Some writers rename a node of an inner graph and not its edges: then one node has none. */
  function missing(
    within: NirGraph,
    name: string,
    where: string,
    renamed: Map<string, string>,
  ): NirNode | null {
    const known = renamed.get(name);
    if (known !== undefined) return within.nodes.get(known) as NirNode;
    const used = new Set(within.edges.flat());
    const unused = [...within.nodes.keys()].filter((key) => !used.has(key));
    const unknown = [...used].filter((key) => !within.nodes.has(key) && innerPort(within, key) === null);
    const only = unused.length === 1 && unknown.length === 1 ? within.nodes.get(unused[0])! : null;
    if (only !== null && !isGraph(only)) {
      const read = defects.found(
        where,
        `the edge names ${quoted(name)}, and there is no such node; ${quoted(unused[0])} has no edge.`,
        quoted(unused[0]),
      );
      // Said once: the other edges mean the same node.
      renamed.set(name, unused[0]);
      return read ? only : null;
    }
    const near = nearestWord(name, [...within.nodes.keys()]);
    violations.error('E1854', where, `there is no node ${quoted(name)}.`, {
      hint:
        near === null
          ? `Nodes: ${[...within.nodes.keys()].slice(0, 8).map(quoted).join(', ')}.`
          : `Did you mean ${quoted(near)}?`,
    });
    return null;
  }
}

/** Throws where nothing was found that a network could be made of. */
export function requireNodes(graph: FlatGraph): void {
  if (graph.nodes.size === 0) throw inputError('E1853', graph.where, 'the graph has no nodes.');
}
