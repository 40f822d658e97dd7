import { makesMultapses } from '../connectors/table.ts';
import type { NetworkSpec } from '../network-spec.ts';

/** Most synapses from any neuron to any other one: of each projection between their populations one; null where not known. */
export function mostParallel({ projections }: NetworkSpec): number | null {
  const parallel = new Map<string, number>();
  let most = 1;
  for (const projection of projections) {
    if (makesMultapses(projection)) return null;
    const key = JSON.stringify([projection.from, projection.to]);
    const count = (parallel.get(key) ?? 0) + 1;
    parallel.set(key, count);
    most = Math.max(most, count);
  }
  return most;
}
