import { raw } from '@nmap/kernels';
import type { Problem, Target } from '@nmap/ir';

/**
 * Inter-core packets of any legal partition, by counting: a net whose source and targets are
 * n neurons of the chip needs ceil(n / neurons per core) cores, one of which may be its own;
 * a target outside the chip costs a packet to the port, and a source outside it has no core
 * of its own. Needs a limit of neurons per core on every live core; without one, only the
 * traffic of the port is counted. O(synapses).
 */
export function packetBound({ network, target }: Problem): number {
  const perCore = mostNeuronsPerCore(target);
  let sum = 0;
  for (let source = 0; source < network.neuronCount; source++) {
    const outside = network.external[source] === 1;
    let onChip = outside ? 0 : 1;
    let toPort = 0;
    for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
      const neuron = network.outTarget[entry];
      if (neuron === source) continue;
      if (network.external[neuron] === 0) onChip++;
      else if (!outside) toPort = 1;
    }
    const cores = onChip === 0 ? 0 : perCore === null ? 1 : Math.ceil(onChip / perCore);
    sum += network.spikes[source] * (toPort + (outside ? cores : cores - 1));
  }
  return sum;
}

/** Of the roomiest live core; null where one has no limit. */
function mostNeuronsPerCore(target: Target): number | null {
  const classOf = raw(target.classOf);
  let most = 0;
  for (let core = 0; core < target.coreCount; core++) {
    if (target.dead[core] === 1) continue;
    const { neurons } = target.classes[classOf[core]].limits;
    if (neurons === null) return null;
    most = Math.max(most, neurons);
  }
  return most === 0 ? null : most;
}
