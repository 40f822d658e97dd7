import type { NetworkSpec } from '@nmap/ir';

/** What a graph says of its neurons: one entry each, in the order of the network. */
export function* nodeAttributes({ populations }: NetworkSpec): Iterable<Readonly<Record<string, unknown>>> {
  for (const { id, size, external, spikes, rateHz } of populations)
    for (let neuron = 0; neuron < size; neuron++)
      yield {
        population: id,
        ...(external === true ? { external } : {}),
        ...(spikes === undefined ? {} : { spikes: valueAt(spikes, neuron) }),
        ...(rateHz === undefined ? {} : { rateHz: valueAt(rateHz, neuron) }),
      };
}

function valueAt(values: number | ArrayLike<number>, neuron: number): number {
  return typeof values === 'number' ? values : values[neuron];
}
