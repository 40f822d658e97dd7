import { checkSize } from '../common/check-size.ts';
import { coreGraph, type CoreGraph, type CoreNode } from '../common/core-graph.ts';
import { MOST_EDGES, NODE_ATTRIBUTES } from '../common/node-attributes.ts';
import { joined } from '../common/pieces.ts';
import { emptyElement, opening } from '../common/xml.ts';
import type { Exporter } from '../exporter.ts';

/** GEXF 1.3: a directed static graph. Positions are tiles, rows upwards as the mesh counts them. */
export const gexf: Exporter = (subject) => {
  const graph = coreGraph(subject);
  checkSize('gexf', graph.edgeCount, MOST_EDGES, 'edges');
  return { files: [{ name: null, pieces: () => joined(lines(graph)) }], diagnostics: [] };
};

function* lines({ nodes, edges }: CoreGraph): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n';
  yield '<graph defaultedgetype="directed" mode="static">\n<attributes class="node">\n';
  for (const [id, { name, type }] of NODE_ATTRIBUTES.entries())
    yield `${emptyElement('attribute', { id, title: name, type })}\n`;
  yield '</attributes>\n<attributes class="edge">\n';
  yield `${emptyElement('attribute', { id: 0, title: 'hops', type: 'long' })}\n</attributes>\n<nodes>\n`;
  for (const node of nodes) yield nodeText(node);
  yield '</nodes>\n<edges>\n';
  let id = 0;
  for (const { from, to, weight, hops } of edges()) {
    const edge = opening('edge', { id: id++, source: nodes[from].id, target: nodes[to].id, weight });
    yield `${edge}<attvalues>${emptyElement('attvalue', { for: 0, value: hops })}</attvalues></edge>\n`;
  }
  yield '</edges>\n</graph>\n</gexf>\n';
}

function nodeText(node: CoreNode): string {
  const { id, label, x, y } = node;
  const values = NODE_ATTRIBUTES.map(({ of }, attribute) => {
    const value = of(node);
    return value === null ? '' : emptyElement('attvalue', { for: attribute, value });
  }).join('');
  const position = emptyElement('viz:position', { x, y, z: 0 });
  return `${opening('node', { id, label })}<attvalues>${values}</attvalues>${position}</node>\n`;
}
