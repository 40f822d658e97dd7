import type { Network, Population } from '@nmap/ir';

/** How many ranges of a cluster are shown. */
const SHOWN = 3;

/**
 * `conv2[512..1023], h[7] and 4 more ranges`: ranges local to the population, inclusive.
 * `neurons` ascending. Time grows with the neurons and hardly with the populations.
 */
export function describeNeurons(network: Network, neurons: ArrayLike<number>): string {
  const ranges: string[] = [];
  let count = 0;
  for (let i = 0; i < neurons.length;) {
    const from = neurons[i++];
    const home = populationOf(network, from);
    const end = home === undefined ? from + 1 : home.first + home.vertexCount;
    let to = from;
    while (i < neurons.length && neurons[i] === to + 1 && neurons[i] < end) to = neurons[i++];
    if (++count <= SHOWN) ranges.push(rangeText(home, from, to));
  }
  const more = count - SHOWN;
  return ranges.join(', ') + (more > 0 ? ` and ${more} more ranges` : '');
}

/** `conv2[17]` */
export function describeNeuron(network: Network, neuron: number): string {
  return rangeText(populationOf(network, neuron), neuron, neuron);
}

/** By bisection: populations are consecutive ranges, in order. */
function populationOf({ populations }: Network, neuron: number): Population | undefined {
  let low = 0;
  let high = populations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (populations[middle].first + populations[middle].vertexCount <= neuron) low = middle + 1;
    else high = middle;
  }
  return populations[low];
}

function rangeText(home: Population | undefined, from: number, to: number): string {
  if (home === undefined) return `neuron ${from}`;
  const first = from - home.first;
  return from === to ? `${home.id}[${first}]` : `${home.id}[${first}..${to - home.first}]`;
}
