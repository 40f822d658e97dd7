import { inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { placeIn, scanXml } from '../../xml/scan-xml.ts';
import { attributedNetwork } from '../common/attributed-graph.ts';
import { Defects } from '../common/defects.ts';
import { typedValue } from '../common/typed-value.ts';

interface Declared {
  readonly title: string;
  readonly type: string;
}

/** Reads a graph of GEXF: <attributes class="node|edge"> declare, <attvalue for="..." value="..."/> hold. */
export function readGexf(text: string, { fileName, lenient }: ImportContext): ReadNetwork {
  const violations = new ViolationList();
  const where = (at: number): string => placeIn(text, at, fileName);
  const declared = { node: new Map<string, Declared>(), edge: new Map<string, Declared>() };
  const nodes: { at: number; key: string; attributes: Record<string, unknown> }[] = [];
  const edges: {
    at: number;
    source: string;
    target: string;
    undirected: boolean;
    attributes: Record<string, unknown>;
  }[] = [];
  let of: 'node' | 'edge' = 'node';
  let usual = 'undirected';
  let start = -1;
  let current: { kind: 'node' | 'edge'; attributes: Record<string, unknown> } | null = null;

  for (const event of scanXml(text, fileName)) {
    if (event.kind === 'text') continue;
    const { name, at } = event;
    if (event.kind === 'close') {
      if (name === 'node' || name === 'edge') current = null;
      continue;
    }
    const { attributes } = event;
    const given = (key: string): string => {
      const value = attributes.get(key);
      if (value === undefined) violations.error('E1866', where(at), `<${name}> has no ${key}.`);
      return value ?? '';
    };
    if (name === 'graph') {
      if (start >= 0)
        throw inputError(
          'E1866',
          where(at),
          'there is a second graph.',
          'Write one flat graph of nodes and edges.',
        );
      start = at;
      usual = attributes.get('defaultedgetype') ?? 'undirected';
    } else if (name === 'attributes') of = attributes.get('class') === 'edge' ? 'edge' : 'node';
    else if (name === 'attribute')
      declared[of].set(given('id'), { title: given('title'), type: attributes.get('type') ?? 'string' });
    else if (name === 'node') {
      if (current !== null)
        throw inputError(
          'E1866',
          where(at),
          'there is a node inside a node.',
          'Write one flat graph of nodes and edges.',
        );
      const made = {};
      nodes.push({ at, key: given('id'), attributes: made });
      current = { kind: 'node', attributes: made };
    } else if (name === 'edge') {
      const weight = attributes.get('weight');
      const made: Record<string, unknown> =
        weight === undefined ? {} : { weight: typedValue(weight, 'double') };
      const type = attributes.get('type') ?? usual;
      edges.push({
        at,
        source: given('source'),
        target: given('target'),
        undirected: type !== 'directed',
        attributes: made,
      });
      current = { kind: 'edge', attributes: made };
    } else if (name === 'attvalue' && current !== null) {
      const key = attributes.get('for') ?? attributes.get('id') ?? '';
      const known = declared[current.kind].get(key);
      if (known === undefined)
        violations.error('E1866', where(at), `no <attribute> declares ${quoted(key)} for ${current.kind}s.`);
      else current.attributes[known.title] = typedValue(given('value'), known.type);
    }
  }
  violations.throwIfFailed(fileName);
  if (start < 0) throw inputError('E1866', `${fileName}:1:1`, 'the document holds no <graph>.');
  return attributedNetwork(
    {
      name: null,
      attributes: {},
      nodes,
      edges,
      where: { graph: () => where(start), node: (k) => where(nodes[k].at), edge: (k) => where(edges[k].at) },
      edgeList: 'edges',
    },
    fileName,
    new Defects(violations, lenient),
  );
}
