import { inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { placeIn, scanXml } from '../../xml/scan-xml.ts';
import { attributedNetwork } from '../common/attributed-graph.ts';
import { Defects } from '../common/defects.ts';
import { typedValue } from '../common/typed-value.ts';

interface Key {
  readonly of: string;
  readonly name: string;
  readonly type: string;
  usual: string | null;
}

interface Entry {
  readonly at: number;
  readonly kind: 'node' | 'edge' | 'graph';
  readonly attributes: Record<string, unknown>;
}

/** Reads one graph of GraphML: keys declare attributes, data of nodes, edges and the graph hold them. */
export function readGraphml(text: string, { fileName, lenient }: ImportContext): ReadNetwork {
  const violations = new ViolationList();
  const where = (at: number): string => placeIn(text, at, fileName);
  const keys = new Map<string, Key>();
  const nodes: (Entry & { key: string })[] = [];
  const edges: (Entry & { source: string; target: string; undirected: boolean })[] = [];
  let graph: Entry | null = null;
  let usual = 'directed';
  let inDefault: Key | null = null;
  let data: { key: Key; words: string; at: number } | null = null;
  const open: Entry[] = [];
  const refuse = (at: number, what: string): Error =>
    inputError('E1866', where(at), what, 'Write one flat graph of nodes and edges.');

  for (const event of scanXml(text, fileName)) {
    if (event.kind === 'text') {
      if (data !== null) data.words += event.text;
      else if (inDefault !== null) inDefault.usual = event.text.trim();
      continue;
    }
    const { name, at } = event;
    if (event.kind === 'close') {
      if (name === 'data' && data !== null) {
        const entry = open[open.length - 1];
        if (entry !== undefined)
          entry.attributes[data.key.name] = typedValue(data.words.trim(), data.key.type);
        data = null;
      } else if (name === 'key') inDefault = null;
      else if (name === 'node' || name === 'edge' || name === 'graph') open.pop();
      continue;
    }
    const { attributes } = event;
    const given = (key: string): string => {
      const value = attributes.get(key);
      if (value === undefined) violations.error('E1866', where(at), `<${name}> has no ${key}.`);
      return value ?? '';
    };
    if (name === 'key') {
      const key = {
        of: attributes.get('for') ?? 'all',
        name: attributes.get('attr.name') ?? given('id'),
        type: attributes.get('attr.type') ?? 'string',
        usual: null,
      };
      keys.set(given('id'), key);
      inDefault = key;
    } else if (name === 'graph') {
      if (graph !== null) throw refuse(at, 'there is a second graph, or one inside a node.');
      usual = attributes.get('edgedefault') ?? 'directed';
      graph = { at, kind: 'graph', attributes: attributesOf('graph') };
      open.push(graph);
    } else if (name === 'node') {
      const node = { at, kind: 'node' as const, key: given('id'), attributes: attributesOf('node') };
      nodes.push(node);
      open.push(node);
    } else if (name === 'edge') {
      const directed = attributes.get('directed') ?? String(usual === 'directed');
      const edge = {
        at,
        kind: 'edge' as const,
        source: given('source'),
        target: given('target'),
        undirected: directed === 'false',
        attributes: attributesOf('edge'),
      };
      edges.push(edge);
      open.push(edge);
    } else if (name === 'hyperedge')
      throw refuse(at, 'a hyperedge joins any number of nodes, and says no direction.');
    else if (name === 'data') {
      const key = keys.get(attributes.get('key') ?? '');
      if (key === undefined)
        violations.error('E1866', where(at), `no <key> declares ${quoted(attributes.get('key') ?? '')}.`);
      else data = { key, words: '', at };
    }
  }
  violations.throwIfFailed(fileName);
  const start = graph;
  if (start === null) throw inputError('E1866', `${fileName}:1:1`, 'the document holds no <graph>.');
  const title = start.attributes['name'];
  return attributedNetwork(
    {
      name: typeof title === 'string' && title !== '' ? title : null,
      attributes: start.attributes,
      nodes,
      edges,
      where: {
        graph: () => where(start.at),
        node: (k) => where(nodes[k].at),
        edge: (k) => where(edges[k].at),
      },
      edgeList: 'edges',
    },
    fileName,
    new Defects(violations, lenient),
  );

  /** What keys give where an element says nothing. */
  function attributesOf(kind: Entry['kind']): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const { of, name, type, usual: value } of keys.values())
      if (value !== null && (of === kind || of === 'all')) made[name] = typedValue(value, type);
    return made;
  }
}
