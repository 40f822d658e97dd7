import type { PopulationSpec } from './network-spec.ts';

/** A population whose neurons fire so often in the window, whatever rate or count it had. */
export function withCounts(population: PopulationSpec, spikes: Uint32Array): PopulationSpec {
  const others = Object.entries(population).filter(([key]) => key !== 'rateHz');
  return { ...(Object.fromEntries(others) as unknown as PopulationSpec), spikes };
}
