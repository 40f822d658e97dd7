import type { NetworkSpec, PopulationSpec } from './network-spec.ts';
import type { NetworkStatistics } from './network-statistics.ts';

/** The rates that the file gives, where it gives some: counts are whole spikes, and may be none at all. */
export function withFileRates(statistics: NetworkStatistics, spec: NetworkSpec): NetworkStatistics {
  return {
    ...statistics,
    populations: statistics.populations.map((population, index) => ({
      ...population,
      meanRateHz: meanRateOf(spec.populations[index]) ?? population.meanRateHz,
    })),
  };
}

function meanRateOf({ rateHz }: PopulationSpec): number | null {
  if (rateHz === undefined) return null;
  if (typeof rateHz === 'number') return rateHz;
  let sum = 0;
  for (let neuron = 0; neuron < rateHz.length; neuron++) sum += rateHz[neuron];
  return sum / rateHz.length;
}
