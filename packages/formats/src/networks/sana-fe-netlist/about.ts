import type { FormatAbout } from '../../network-format.ts';

export const aboutSanaFeNetlist = {
  name: 'sana-fe-netlist',
  called: 'a netlist of SANA-FE (g, n, e and & lines)',
  content: 'text',
  recognised: 'lines that begin with "g COUNT", "n GROUP.NEURON", "e A.B->C.D" or "& A.B@TILE.CORE"',
  reads: 'groups, by their number, and edges with weight and delay (steps of 1 ms)',
  limits: 'as sana-fe',
} as const satisfies FormatAbout;
