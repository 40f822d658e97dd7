/**
 * Every format of networks and of cluster graphs. The readers, `--from` and the lists in messages read these tables: a
 * new format is its folder and one line here. Nothing is loaded before a file is read, so that the command can tell
 * the names without it.
 */
import type { GraphFormatEntry } from './graph-format.ts';
import type { NetworkFormatEntry } from './network-format.ts';

const networks = [
  { name: 'nmap-network', load: async () => (await import('./nmap-network/index.ts')).nmapNetwork },
  { name: 'graphology', load: async () => (await import('./graphology/index.ts')).graphologyNetwork },
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
export type GraphFormat = (typeof graphs)[number]['name'];

export const NETWORK_TABLE: readonly NetworkFormatEntry<NetworkFormat>[] = networks;
export const GRAPH_TABLE: readonly GraphFormatEntry<GraphFormat>[] = graphs;

/** The names that decide where recognition by content misleads. */
export const NETWORK_FORMATS: readonly NetworkFormat[] = networks.map(({ name }) => name);
export const GRAPH_FORMATS: readonly GraphFormat[] = graphs.map(({ name }) => name);

export function graphFormat(name: GraphFormat): GraphFormatEntry<GraphFormat> {
  return GRAPH_TABLE.find((format) => format.name === name)!;
}
