import type { FormatAbout } from '../../network-format.ts';

export const aboutHmetis = {
  name: 'hmetis',
  called: 'a hypergraph of hMETIS',
  content: 'text',
  ending: /\.(hgr|hmetis)$/i,
  recognised: 'the ending .hgr, or a header "hyperedges vertices [fmt]" whose promises all lines keep',
  reads: 'a neuron for each vertex; the first pin of a hyperedge drives the others',
  limits:
    'which pin is the source is not in the format: read only with --from hmetis, or where a comment "% nmap: source first" says so; weights of hyperedges and vertices are not read',
} as const satisfies FormatAbout;
