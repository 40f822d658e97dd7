import type { NetworkSpec } from '@nmap/ir';
import { NEURONS_PER_CORE, externalTargets } from './check-sana-fe.ts';

/** External neurons on one of the cores that stand for the i/o port. */
export interface PortRange {
  readonly population: string;
  readonly first: number;
  readonly last: number;
  readonly portCore: number;
}

/** Those that receive spikes come first, so that they share a core: the port is one destination of a spike. */
export function portRanges(spec: NetworkSpec): readonly PortRange[] {
  const targets = externalTargets(spec);
  const others = spec.populations.filter(
    (population) => population.external === true && !targets.includes(population),
  );
  const ranges: PortRange[] = [];
  let placed = 0;
  for (const { id, size } of [...targets, ...others]) {
    for (let first = 0; first < size;) {
      const room = NEURONS_PER_CORE - (placed % NEURONS_PER_CORE);
      const count = Math.min(room, size - first);
      const portCore = Math.floor(placed / NEURONS_PER_CORE);
      ranges.push({ population: id, first, last: first + count - 1, portCore });
      first += count;
      placed += count;
    }
  }
  return ranges;
}
