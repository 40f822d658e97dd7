import { checkSize } from '../common/check-size.ts';
import { coreGraph, type CoreGraph, type CoreNode } from '../common/core-graph.ts';
import { MOST_EDGES, NODE_ATTRIBUTES } from '../common/node-attributes.ts';
import { joined } from '../common/pieces.ts';
import { emptyElement, opening, xmlText } from '../common/xml.ts';
import type { Exporter } from '../exporter.ts';

/** GraphML: one directed graph with typed attributes. */
export const graphml: Exporter = (subject) => {
  const graph = coreGraph(subject);
  checkSize('graphml', graph.edgeCount, MOST_EDGES, 'edges');
  return { files: [{ name: null, pieces: () => joined(lines(graph)) }], diagnostics: [] };
};

function* lines({ nodes, edges }: CoreGraph): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  yield declaration('label', 'node', 'string');
  for (const { name, type } of NODE_ATTRIBUTES) yield declaration(name, 'node', type);
  yield declaration('weight', 'edge', 'double');
  yield declaration('hops', 'edge', 'long');
  yield '<graph edgedefault="directed">\n';
  for (const node of nodes) yield nodeText(node);
  for (const { from, to, weight, hops } of edges()) {
    const values = dataText('edge-weight', weight) + dataText('edge-hops', hops);
    yield `${opening('edge', { source: nodes[from].id, target: nodes[to].id })}${values}</edge>\n`;
  }
  yield '</graph>\n</graphml>\n';
}

function declaration(name: string, of: 'node' | 'edge', type: string): string {
  return `${emptyElement('key', { id: `${of}-${name}`, for: of, 'attr.name': name, 'attr.type': type })}\n`;
}

function dataText(key: string, value: string | number): string {
  return `<data key="${key}">${xmlText(String(value))}</data>`;
}

function nodeText(node: CoreNode): string {
  const values = NODE_ATTRIBUTES.map(({ name, of }) => {
    const value = of(node);
    return value === null ? '' : dataText(`node-${name}`, value);
  }).join('');
  return `${opening('node', { id: node.id })}${dataText('node-label', node.label)}${values}</node>\n`;
}
