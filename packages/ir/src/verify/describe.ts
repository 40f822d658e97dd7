import type { Network } from '../network.ts';

/** How many ranges of a cluster are shown. */
const SHOWN = 3;

/** `conv2[512..1023], h[7] and 4 more ranges`: ranges local to the population, inclusive; `neurons` ascending. */
export function describeNeurons(network: Network, neurons: ArrayLike<number>): string {
  const ranges: string[] = [];
  for (const { id, first, size } of network.populations) {
    let from = -1;
    let to = -1;
    for (let i = 0; i < neurons.length; i++) {
      const local = neurons[i] - first;
      if (local < 0 || local >= size) continue;
      if (from >= 0 && local === to + 1) {
        to = local;
        continue;
      }
      if (from >= 0) ranges.push(rangeText(id, from, to));
      from = local;
      to = local;
    }
    if (from >= 0) ranges.push(rangeText(id, from, to));
  }
  const more = ranges.length - SHOWN;
  return ranges.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more ranges` : '');
}

/** `conv2[17]` */
export function describeNeuron(network: Network, neuron: number): string {
  const home = network.populations.find(({ first, size }) => neuron >= first && neuron < first + size);
  return home ? `${home.id}[${neuron - home.first}]` : `neuron ${neuron}`;
}

function rangeText(id: string, from: number, to: number): string {
  return from === to ? `${id}[${from}]` : `${id}[${from}..${to}]`;
}
