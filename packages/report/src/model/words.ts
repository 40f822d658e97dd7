import type { Cores, Report } from './report.ts';

/** What a limit of a hardware file is called. */
export const LIMIT_WORDS: Readonly<Record<string, string>> = {
  neurons: 'neurons',
  synapses: 'synapses',
  synapseMemoryBits: 'synapse memory (bit)',
  fanInPerNeuron: 'fan-in of a neuron',
  inputAxons: 'input axons',
  outputAxons: 'output axons',
  fanOutCoresPerNeuron: 'cores reached by a neuron',
  cores: 'cores of the chip',
  step: 'time of a step (ns)',
  'busiest link': 'packets over a link',
};

/** `core 12`; the index past the last core is the i/o port. */
export function coreName({ cores }: Report, index: number): string {
  return index === cores.count ? 'i/o port' : `core ${cores.core[index]}`;
}

/** `tile (3, 1)`, or `router 17` for one without tiles. */
export function routerName({ chip }: Report, router: number): string {
  if (router >= chip.tileCount) return `router ${router}`;
  if (chip.layout === 'tree') return `tile ${router}`;
  return `tile (${router % chip.columns}, ${Math.floor(router / chip.columns)})`;
}

export function linkName(report: Report, link: number): string {
  return `${routerName(report, report.links.from[link])} → ${routerName(report, report.links.to[link])}`;
}

export function flowName({ flows, populations }: Report, flow: number): string {
  return `${populations[flows[flow].from].id} → ${populations[flows[flow].to].id}`;
}

/** The population of which most neurons live there. */
export function mainPopulation(cores: Cores, index: number): number {
  let best = cores.memberStart[index];
  for (let k = best + 1; k < cores.memberStart[index + 1]; k++)
    if (cores.memberNeurons[k] > cores.memberNeurons[best]) best = k;
  return cores.memberPopulation[best];
}

/** Whom a core holds, in a word: the population of which most neurons live there, or the given cluster. */
export function holderName({ nodes, cores, populations }: Report, index: number): string {
  return nodes === null ? (populations[mainPopulation(cores, index)]?.id ?? '') : String(nodes[index]);
}

/** `core 12 (conv1)`: with whom it mostly holds. */
export function coreAndHolder(report: Report, index: number): string {
  const name = coreName(report, index);
  const holder = index === report.cores.count ? '' : holderName(report, index);
  return holder === '' ? name : `${name} (${holder})`;
}

/** What the name in brackets is, for the head of a column. */
export function holderWord({ nodes }: Report): string {
  return nodes === null ? 'mostly' : 'cluster';
}
