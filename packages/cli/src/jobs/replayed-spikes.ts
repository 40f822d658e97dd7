import { withCounts, type NetworkSpec } from '@nmap/ir';
import type { SimulationReport } from '@nmap/simulator';

/** The network with the spikes of a replay as its counts, in a window of the steps that were replayed. */
export function withReplayedSpikes(
  spec: NetworkSpec,
  { spikesOf, windowMs }: Pick<SimulationReport, 'spikesOf' | 'windowMs'>,
): NetworkSpec {
  let first = 0;
  const populations = spec.populations.map((population) => {
    const spikes = Uint32Array.from(spikesOf.subarray(first, first + population.size));
    first += population.size;
    return withCounts(population, spikes);
  });
  return { ...spec, durationMs: windowMs, populations };
}
