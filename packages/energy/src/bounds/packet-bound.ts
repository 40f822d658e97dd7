import type { Problem } from '@nmap/ir';
import { visitNetDemands } from './net-demand.ts';

/**
 * Inter-core packets of any legal partition, by counting: a net that needs c cores sends a
 * packet to each but the source's own; a target outside the chip costs one packet to the port,
 * and a source outside it has no core of its own. O(synapses).
 */
export function packetBound(problem: Problem): number {
  let sum = 0;
  visitNetDemands(problem, ({ spikes, outside, cores, toPort }) => {
    sum += spikes * ((toPort ? 1 : 0) + (outside ? cores : cores - 1));
  });
  return sum;
}
