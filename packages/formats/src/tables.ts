/**
 * Every format of networks and of cluster graphs. The readers, `--from` and the lists in messages read these tables: a
 * new format is its folder and one line here. Nothing is loaded before a file is read, so that the command can tell
 * the names without it.
 */
import { graphRows, networkRows, type FormatRow } from './format-rows.ts';
import type { GraphFormatEntry } from './graph-format.ts';
import { aboutGraphology } from './graphology/about.ts';
import type { NetworkFormatEntry } from './network-format.ts';
import { aboutAdjacencyList } from './networks/adjacency-list/about.ts';
import { aboutEdgeList } from './networks/edge-list/about.ts';
import { aboutGexf } from './networks/gexf/about.ts';
import { aboutGraphml } from './networks/graphml/about.ts';
import { aboutHmetis } from './networks/hmetis/about.ts';
import { aboutMatrixMarket } from './networks/matrix-market/about.ts';
import { aboutMetis } from './networks/metis/about.ts';
import { aboutNetworkx } from './networks/networkx/about.ts';
import { aboutNetx } from './networks/netx/about.ts';
import { aboutNeuroml } from './networks/neuroml/about.ts';
import { aboutNeuromlHdf5 } from './networks/neuroml-hdf5/about.ts';
import { aboutNir } from './networks/nir/about.ts';
import { aboutSanaFe } from './networks/sana-fe/about.ts';
import { aboutSanaFeJson } from './networks/sana-fe-json/about.ts';
import { aboutSanaFeNetlist } from './networks/sana-fe-netlist/about.ts';
import { aboutSonata } from './networks/sonata/about.ts';
import { aboutSpinemap } from './networks/spinemap/about.ts';
import { aboutTennlab } from './networks/tennlab/about.ts';
import { aboutTennlabText } from './networks/tennlab-text/about.ts';
import { aboutNmapNetwork } from './nmap-network/about.ts';

const networks = [
  { ...aboutNmapNetwork, load: async () => (await import('./nmap-network/index.ts')).nmapNetwork },
  { ...aboutGraphology, load: async () => (await import('./graphology/index.ts')).graphologyNetwork },
  { ...aboutNir, load: async () => (await import('./networks/nir/index.ts')).nir },
  { ...aboutSonata, load: async () => (await import('./networks/sonata/index.ts')).sonata },
  { ...aboutNetx, load: async () => (await import('./networks/netx/index.ts')).netx },
  { ...aboutNeuroml, load: async () => (await import('./networks/neuroml/index.ts')).neuroml },
  { ...aboutNeuromlHdf5, load: async () => (await import('./networks/neuroml-hdf5/index.ts')).neuromlHdf5 },
  { ...aboutTennlab, load: async () => (await import('./networks/tennlab/index.ts')).tennlab },
  { ...aboutTennlabText, load: async () => (await import('./networks/tennlab-text/index.ts')).tennlabText },
  { ...aboutSanaFe, load: async () => (await import('./networks/sana-fe/index.ts')).sanaFe },
  { ...aboutSanaFeJson, load: async () => (await import('./networks/sana-fe-json/index.ts')).sanaFeJson },
  {
    ...aboutSanaFeNetlist,
    load: async () => (await import('./networks/sana-fe-netlist/index.ts')).sanaFeNetlist,
  },
  { ...aboutNetworkx, load: async () => (await import('./networks/networkx/index.ts')).networkx },
  { ...aboutGraphml, load: async () => (await import('./networks/graphml/index.ts')).graphml },
  { ...aboutGexf, load: async () => (await import('./networks/gexf/index.ts')).gexf },
  { ...aboutEdgeList, load: async () => (await import('./networks/edge-list/index.ts')).edgeListNetwork },
  {
    ...aboutMatrixMarket,
    load: async () => (await import('./networks/matrix-market/index.ts')).matrixMarketNetwork,
  },
  { ...aboutMetis, load: async () => (await import('./networks/metis/index.ts')).metisNetwork },
  { ...aboutHmetis, load: async () => (await import('./networks/hmetis/index.ts')).hmetisNetwork },
  { ...aboutSpinemap, load: async () => (await import('./networks/spinemap/index.ts')).spinemap },
  {
    ...aboutAdjacencyList,
    load: async () => (await import('./networks/adjacency-list/index.ts')).adjacencyListNetwork,
  },
] as const satisfies readonly NetworkFormatEntry[];

const graphs = [
  {
    name: 'edge-list',
    called: 'an edge list',
    ending: /\.(csv|tsv|edges|edgelist)$/i,
    content: 'text',
    load: async () => (await import('./clusters/edge-list/index.ts')).edgeList,
  },
  {
    name: 'metis',
    called: 'a METIS graph',
    ending: /\.(graph|metis|chaco)$/i,
    content: 'text',
    load: async () => (await import('./clusters/metis/index.ts')).metis,
  },
  {
    name: 'matrix-market',
    called: 'a Matrix Market matrix',
    ending: /\.(mtx|mm)$/i,
    content: 'text',
    load: async () => (await import('./clusters/matrix-market/index.ts')).matrixMarket,
  },
  {
    name: 'graphology',
    called: 'graphology JSON',
    content: 'json',
    load: async () => (await import('./graphology/index.ts')).graphologyGraph,
  },
] as const satisfies readonly GraphFormatEntry[];

export type NetworkFormat = (typeof networks)[number]['name'];
/** Those that are written, too. */
export type WrittenFormat = Extract<(typeof networks)[number], { readonly writes: string }>['name'];
export type GraphFormat = (typeof graphs)[number]['name'];

export const NETWORK_TABLE: readonly NetworkFormatEntry<NetworkFormat>[] = networks;
export const GRAPH_TABLE: readonly GraphFormatEntry<GraphFormat>[] = graphs;

/** The names that decide where recognition by content misleads. */
export const NETWORK_FORMATS: readonly NetworkFormat[] = networks.map(({ name }) => name);
export const GRAPH_FORMATS: readonly GraphFormat[] = graphs.map(({ name }) => name);

/** What `nmap convert --to` takes, our own first. */
export const WRITTEN_FORMATS: readonly WrittenFormat[] = NETWORK_TABLE.filter(
  (format): format is NetworkFormatEntry<WrittenFormat> => format.writes !== undefined,
).map(({ name }) => name);

export type { FormatRow };

/** Every format of networks in words, in the order of the table. */
export function networkFormatRows(): readonly FormatRow[] {
  return networkRows(NETWORK_TABLE);
}

/** Every format of graphs whose nodes are clusters. */
export function graphFormatRows(): ReturnType<typeof graphRows> {
  return graphRows(GRAPH_TABLE);
}

export function graphFormat(name: GraphFormat): GraphFormatEntry<GraphFormat> {
  return GRAPH_TABLE.find((format) => format.name === name)!;
}
