import { editDistance } from '@nmap/kernels';

/** A format of text files that somebody else reads, and what to do with a file of it here. */
export interface ForeignFormat {
  /** With its article: `a Pajek network`. */
  readonly name: string;
  readonly hint: string;
}

const TO_EDGE_LIST = 'Write its edges as a CSV with the header source,target,weight.';

/** Formats that announce themselves in their first lines; the first that fits is taken. */
const SIGNATURES: readonly (ForeignFormat & { readonly sign: RegExp })[] = [
  {
    name: 'a Pajek network',
    hint: TO_EDGE_LIST,
    sign: /^(?:[ \t]*(?:%.*|\/\*.*)?\n)*[ \t]*\*(?:network|vertices|arcs|edges|arcslist|edgeslist|matrix|partition|vector)\b/i,
  },
  {
    name: 'a DIMACS file',
    hint: TO_EDGE_LIST,
    sign: /^(?:[ \t]*\n|c(?:[ \t].*)?\n)*p[ \t]+(?:sp|edges?|col|max|min|asn|cnf|tw|td|ghtw|hg|bcc|hc)[ \t]+\d/i,
  },
  {
    name: 'a GML graph',
    hint: TO_EDGE_LIST,
    sign: /^(?:[ \t]*(?:#.*|(?:creator|version|comment)\b.*)?\n)*[ \t]*graph\s*\[/i,
  },
  {
    name: 'a DOT graph of Graphviz',
    hint: TO_EDGE_LIST,
    sign: /^(?:[ \t]*(?:\/\/.*|#.*|\/\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*)?\n)*[ \t]*(?:\/\*(?:(?!\*\/)[\s\S])*\*\/\s*)?(?:strict\s+)?(?:di)?graph\b[^{\n]*\{/i,
  },
  { name: 'a LEDA graph', hint: TO_EDGE_LIST, sign: /^(?:#.*\n|\s*\n)*LEDA\.GRAPH/ },
  { name: 'a graph6 or sparse6 graph', hint: TO_EDGE_LIST, sign: /^>>(?:graph6|sparse6|digraph6)<</ },
  { name: 'a UCINET DL file', hint: TO_EDGE_LIST, sign: /^\s*dl\s+(?:n|nr|nc|format)\s*=/i },
  { name: 'a GDF graph', hint: TO_EDGE_LIST, sign: /^\s*nodedef\s*>/i },
  { name: 'a VNA graph', hint: TO_EDGE_LIST, sign: /^\s*\*(?:node|tie)\s+(?:data|properties)/i },
  {
    name: 'a connection file of PyNN',
    hint: 'Write it as a CSV with the header source,target,weight, or as a network with the connector "list".',
    sign: /^#\s*columns\s*=\s*\[/i,
  },
  {
    name: 'a text network of TENNLab',
    hint: 'Convert it to an nmap-network JSON file.',
    sign: /^(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:FJ[ \t]+\S+|(?:AN|AI|AO)(?:[ \t]+\d+)+)[ \t]*\n(?:[\s\S]*\n)?[ \t]*(?:AN|AI|AO|AE|SNP|SEP|SNP_ALL|SEP_ALL)[ \t]/,
  },
  {
    name: 'a network of SANA-FE',
    hint: 'Place it without --clusters: it is a network of neurons.',
    sign: /^(?:[ \t]*(?:#.*)?\n)*(?:g[ \t]+\d+[ \t]|n[ \t]+\d+\.\d+[ \t]|&[ \t]*\d+\.\d+@|network:[ \t]*\n(?=(?:[\s\S]*\n)?(?:[ \t]+groups:|mappings:)))/,
  },
  {
    name: 'a configuration of BookSim',
    hint: TO_EDGE_LIST,
    sign: /^(?:[ \t]*(?:\/\/.*)?\n)*[ \t]*(?:topology|router|traffic)[ \t]*=[ \t]*\w+[ \t]*;/,
  },
  {
    name: 'an anynet topology of BookSim',
    hint: TO_EDGE_LIST,
    sign: /^\s*router[ \t]+\d+[ \t]+(?:node|router)[ \t]+\d+/,
  },
  {
    name: 'a Python program',
    hint: 'Run it, and write the network as JSON.',
    sign: /^(?:#!.*python.*\n|(?:\s*(?:#.*)?\n)*(?:import[ \t]+[\w.]+(?:[ \t]+as\b.*)?|from[ \t]+[\w.]+[ \t]+import\b.*)\n)/,
  },
];

/** The foreign format that a text begins like; null where it is none that announces itself. */
export function foreignText(start: string): ForeignFormat | null {
  const text = start.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return SIGNATURES.find(({ sign }) => sign.test(text)) ?? null;
}

/**
 * True for the banner of a Matrix Market file, and for a first line that means to be one: taken for a
 * comment, its size line would become an edge.
 */
export function isMatrixMarket(start: string): boolean {
  const [, signs, comment] = /^\uFEFF?(%+)[ \t]*([^\n]*)/.exec(start) ?? [];
  if (signs === undefined) return false;
  const text = comment.slice(0, 200).toLowerCase();
  const [first, second = ''] = text.split(/\s+/);
  if (isNearBanner(first) || first.startsWith('matrixmarket')) return true;
  // One sign begins a comment of METIS, which may speak of matrices.
  return signs.length > 1 && (isNearBanner(first + second) || /\bmatrix\s+(?:coordinate|array)\b/.test(text));
}

/** Up to three slips of the keyboard away. */
function isNearBanner(word: string): boolean {
  return editDistance(word, 'matrixmarket', 3) <= 3;
}
