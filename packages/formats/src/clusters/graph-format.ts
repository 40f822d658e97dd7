/** Formats of cluster graphs that are read, by the names that decide where a file can be two things. */
export const GRAPH_FORMATS = ['edge-list', 'metis', 'matrix-market', 'graphology'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** What each one is called in a message. */
export const GRAPH_FORMAT_NAMES: Readonly<Record<GraphFormat, string>> = {
  'edge-list': 'an edge list',
  metis: 'a METIS graph',
  'matrix-market': 'a Matrix Market matrix',
  graphology: 'graphology JSON',
};

/** Endings of file names that say what is in the file. */
const ENDINGS: readonly { readonly ending: RegExp; readonly format: GraphFormat | 'hmetis' }[] = [
  { ending: /\.(csv|tsv|edges|edgelist)$/i, format: 'edge-list' },
  { ending: /\.(graph|metis|chaco)$/i, format: 'metis' },
  { ending: /\.(mtx|mm)$/i, format: 'matrix-market' },
  { ending: /\.(hgr|hmetis)$/i, format: 'hmetis' },
];

export function formatOfEnding(fileName: string): GraphFormat | 'hmetis' | null {
  return ENDINGS.find(({ ending }) => ending.test(fileName))?.format ?? null;
}
