import { neuronsIn, synapsesOnto, type Network } from './network.ts';

/** Neurons by one number of theirs, in bins that double: 0, then [1, 2), [2, 4), [4, 8) and so on; of rates also [0, 1) above 0. */
export interface Histogram {
  readonly of: 'fanIn' | 'fanOut' | 'rateHz';
  /** Ascending, from the first bin with a neuron to the last. */
  readonly bins: readonly HistogramBin[];
}

export interface HistogramBin {
  readonly from: number;
  /** Exclusive; 0 for the bin of zeros alone. */
  readonly to: number;
  readonly neurons: number;
}

/**
 * Synapses onto each neuron on the chip, synapses from each neuron, and rates of all. Of a network of units, the mean over
 * each unit. O(vertices + targets).
 */
export function networkHistograms(network: Network): Histogram[] {
  const { vertexCount, external, outStart, outMultiplicity, spikes, durationMs } = network;
  const fanIn = new Bins();
  const fanOut = new Bins();
  const rates = new Bins();
  for (let u = 0; u < vertexCount; u++) {
    const size = neuronsIn(network, u);
    if (external[u] === 0) fanIn.add(synapsesOnto(network, u) / size, size);
    let synapses = 0;
    if (outMultiplicity === null) synapses = outStart[u + 1] - outStart[u];
    else for (let e = outStart[u]; e < outStart[u + 1]; e++) synapses += outMultiplicity[e];
    fanOut.add(synapses, size);
    rates.add(spikes[u] / size / (durationMs / 1000), size);
  }
  return [
    { of: 'fanIn', bins: fanIn.filled() },
    { of: 'fanOut', bins: fanOut.filled() },
    { of: 'rateHz', bins: rates.filled() },
  ];
}

/** Zeros, what is above 0 and below 1, and one bin for each power of two. */
class Bins {
  readonly #neurons = new Float64Array(2 + 64);

  add(value: number, neurons: number): void {
    let bin = value === 0 ? 0 : 1;
    for (let from = 1; value >= from; from *= 2) bin++;
    this.#neurons[bin] += neurons;
  }

  filled(): HistogramBin[] {
    const all = Array.from(this.#neurons, (neurons, bin) => ({
      from: bin < 2 ? 0 : 2 ** (bin - 2),
      to: bin === 0 ? 0 : bin === 1 ? 1 : 2 ** (bin - 1),
      neurons,
    }));
    const first = all.findIndex(({ neurons }) => neurons > 0);
    const last = all.findLastIndex(({ neurons }) => neurons > 0);
    // Whole numbers have nothing between 0 and 1.
    return all
      .slice(first, last + 1)
      .filter(({ from, to, neurons }) => neurons > 0 || !(from === 0 && to === 1));
  }
}
