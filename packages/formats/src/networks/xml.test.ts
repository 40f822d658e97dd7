/** Graphs in XML: what is read, and what is refused with its line. */
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { readNetworkBytes, type NetworkFile, type NetworkOptions } from '../read-network.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';

const read = (text: string, options: NetworkOptions = {}): Promise<NetworkFile> =>
  readNetworkBytes(piecesOf(text, 19), 'n.xml', options);

const HEAD = '<?xml version="1.0"?>\n<!-- made by hand -->\n';
const graphml = (inside: string, edgedefault = 'directed'): string =>
  `${HEAD}<g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns">
<g:key id="d0" for="node" attr.name="population" attr.type="string"><g:default>h</g:default></g:key>
<g:key id="d1" for="edge" attr.name="weight" attr.type="double"/>
<g:key id="d2" for="node" attr.name="spikes" attr.type="int"/>
<g:graph id="G" edgedefault="${edgedefault}">
${inside}
</g:graph></g:graphml>`.replaceAll(/<(\/?)(node|edge|data|graph|hyperedge)\b/g, '<$1g:$2');
const gexf = (inside: string, type = 'directed'): string =>
  `${HEAD}<gexf version="1.3"><meta><creator>x</creator></meta><graph defaultedgetype="${type}">
<attributes class="node"><attribute id="0" title="population" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="delay" type="float"/></attributes>
${inside}</graph></gexf>`;

describe('GraphML', () => {
  it('reads typed attributes, defaults, parallel edges and entities', async () => {
    const { spec } = await read(
      graphml(`<node id="a&amp;b"><data key="d0">in</data><data key="d2"> 3 </data></node><node id="c"><data key="d2">4</data></node>
<edge source="a&#38;b" target="c"><data key="d1">0.5</data></edge><edge source="a&amp;b" target="c"><data key="d1"><![CDATA[2]]></data></edge>`),
    );
    expect(spec.populations).toEqual([
      { id: 'in', size: 1, spikes: Float64Array.of(3) },
      { id: 'h', size: 1, spikes: Float64Array.of(4) },
    ]);
    expect(spec.projections).toMatchObject([
      { pre: Uint32Array.of(0, 0), post: Uint32Array.of(0, 0), weight: Float64Array.of(0.5, 2) },
    ]);
  });

  it('refuses undirected edges, and reads both directions where that is asked for', async () => {
    const text = graphml(
      '<node id="a"/><node id="b"/>\n<edge source="a" target="b"/><edge directed="true" source="b" target="a"/>',
      'undirected',
    );
    const [first] = await failureOf(() => read(text));
    expect(formatDiagnostic(first)).toMatch(/E1855 n\.xml:9:1: 1 edges are undirected.*--lenient/);
    const { spec } = await read(text, { lenient: true });
    expect(spec.projections[0]).toMatchObject({
      pre: Uint32Array.of(0, 1, 1),
      post: Uint32Array.of(1, 0, 0),
    });
  });
});

describe('GEXF', () => {
  it('reads attributes by their titles, and weights of edges', async () => {
    const { spec } = await read(
      gexf(`<nodes><node id="0" label="x"><attvalues><attvalue for="0" value="p"/></attvalues></node><node id="1"/></nodes>
<edges><edge id="0" source="0" target="1" weight="2.5"><attvalues><attvalue for="0" value="3"/></attvalues></edge></edges>`),
    );
    expect(spec.populations.map(({ id, size }) => `${id} ${size}`)).toEqual(['p 1', 'neurons 1']);
    expect(spec.projections).toMatchObject([
      { from: 'p', to: 'neurons', weight: Float64Array.of(2.5), delayMs: Float64Array.of(3) },
    ]);
  });
});

/** [what, text, code and place, words] */
const BROKEN: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'an edge to nowhere',
    graphml('<node id="a"/>\n<edge source="a" target="b"/>'),
    'E1866 n.xml:9:1',
    /"b" is no id/,
  ],
  ['a node twice', graphml('<node id="a"/>\n<node id="a"/>'), 'E1866 n.xml:9:1', /another node/],
  ['a node without an id', graphml('<node/>'), 'E1866 n.xml:8:1', /<node> has no id/],
  [
    'a graph in a node',
    graphml('<node id="a">\n<graph/></node>'),
    'E1866 n.xml:9:1',
    /second graph, or one inside a node/,
  ],
  ['a hyperedge', graphml('<node id="a"/>\n<hyperedge/>'), 'E1866 n.xml:9:1', /hyperedge/],
  [
    'data without its key',
    graphml('<node id="a"><data key="zz">1</data></node>'),
    'E1866 n.xml:8:16',
    /no <key> declares "zz"/,
  ],
  [
    'spikes of words',
    graphml('<node id="a"><data key="d2">many</data></node>'),
    'E1134 n.xml:8:1',
    /spikes is "many"/,
  ],
  ['no graph', '<graphml></graphml>', 'E1866 n.xml:1:1', /no <graph>/],
  ['no nodes', gexf(''), 'E1866 n.xml:3:', /no nodes/],
  [
    'a node in a node',
    gexf('<nodes><node id="0"><nodes>\n<node id="1"/></nodes></node></nodes>'),
    'E1866 n.xml:7:1',
    /inside a node/,
  ],
  [
    'an undirected graph',
    gexf(
      '<nodes><node id="0"/><node id="1"/></nodes>\n<edges><edge source="0" target="1"/></edges>',
      'undirected',
    ),
    'E1855 n.xml:7:8',
    /the graph is undirected/,
  ],
  ['a tag that closes another', '<gexf>\n<graph></gexf>', 'E1871 n.xml:2:8', /<\/gexf> closes <graph>/],
  ['a file that ends too early', '<gexf>\n<graph>', 'E1871 n.xml:2:8', /ends inside <graph>/],
  ['half a tag', '<gexf>\n<graph ', 'E1871 n.xml:2:1', /does not end/],
  ['a comment without end', '<gexf><!-- x', 'E1', /end/],
  [
    'an entity that is not known',
    '<gexf>\n<graph mode="&lol;"/></gexf>',
    'E1871 n.xml:2:1',
    /"&lol;" is not known/,
  ],
  ['an attribute twice', '<gexf>\n<graph a="1" a="2"/></gexf>', 'E1871 n.xml:2:1', /stands twice/],
  ['elements without bottom', `<gexf>${'<a>'.repeat(99)}`, 'E1871', /nested deeper/],
  ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><gexf/>', 'E1003 n.xml:1:1', /DOCTYPE/],
  ['another document', '<svg><rect/></svg>', 'E1003 n.xml:1:1', /"svg".*GraphML, GEXF/],
];

describe('documents that are no network', () => {
  it.each(BROKEN)('%s', async (_, text, place, said) => {
    const found = await failureOf(() => read(text));
    expect(`${found[0].code} ${found[0].where}`.startsWith(place)).toBe(true);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });

  it('is refused in time that grows with its length, not its square', async () => {
    const nodes = Array.from({ length: 20_000 }, (_, k) => `<node id="${k}"/>`).join('');
    const { spec } = await read(graphml(nodes));
    expect(spec.populations[0].size).toBe(20_000);
  });
});
