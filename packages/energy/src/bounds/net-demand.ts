import { liveCoresByClass, netSizes, type Problem, type Target } from '@nmap/ir';

/** What one net asks of any legal partition; of a unit, what those of its neurons do, which are alike. */
export interface NetDemand {
  /** Of all of them together. */
  readonly spikes: number;
  /** The source is outside the chip: it has no core of its own. */
  readonly outside: boolean;
  /** Fewest cores that can hold one source and its targets on the chip. */
  readonly cores: number;
  /** Has the net of a neuron on the chip a target outside it? */
  readonly toPort: boolean;
}

/**
 * Visits every net: source and targets on the chip are n neurons, which need
 * ceil(n / neurons per core) cores. Needs a limit of neurons per core on every live core;
 * without one, a single core may hold them all. O(synapses).
 */
export function visitNetDemands({ network, target }: Problem, visit: (net: NetDemand) => void): void {
  const perCore = mostNeuronsPerCore(target);
  const sizes = netSizes(network);
  for (let source = 0; source < network.vertexCount; source++) {
    const outside = network.external[source] === 1;
    // The source itself is held once, a target of its own or not; an external one holds no core.
    const onChip = sizes.onChip[source] + (outside ? 0 : 1 - sizes.reachesItself[source]);
    const toPort = !outside && sizes.reachesPort[source] === 1;
    const cores = onChip === 0 ? 0 : perCore === null ? 1 : Math.ceil(onChip / perCore);
    visit({ spikes: network.spikes[source], outside, cores, toPort });
  }
}

/** Of the roomiest live core; null where one has no limit. */
function mostNeuronsPerCore(target: Target): number | null {
  const live = liveCoresByClass(target);
  let most = 0;
  for (const [id, { limits }] of target.classes.entries()) {
    if (live[id] === 0) continue;
    if (limits.neurons === null) return null;
    most = Math.max(most, limits.neurons);
  }
  return most === 0 ? null : most;
}
