import { packetNs, type StepNs } from '@nmap/energy';
import type { Target } from '@nmap/ir';
import type { Placement } from '../placement.ts';
import type { Deliveries } from './deliveries.ts';
import type { RouteSets } from './routes.ts';

/** slowestNs[set] = time on the network of the slowest packet of one spike. */
export function slowestPacketNs(
  sets: RouteSets,
  deliveries: Deliveries,
  placement: Placement,
  { target, ns }: { readonly target: Target; readonly ns: StepNs },
): Float64Array {
  const slowest = new Float64Array(sets.count);
  const hops = new Float64Array(target.topology.linkKinds.length);
  for (let set = 0; set < sets.count; set++) {
    const neuron = sets.exampleOf[set];
    const source = sets.sourceCore[set];
    for (let entry = deliveries.start[neuron]; entry < deliveries.start[neuron + 1]; entry++) {
      const core = deliveries.core[entry];
      const from = placement.tileOf[source];
      const to = placement.tileOf[core];
      if (core === source || target.topology.hops(from, to) === Infinity) continue;
      hops.fill(0);
      target.topology.addHops(from, to, hops, 1);
      slowest[set] = Math.max(slowest[set], packetNs(ns, hops));
    }
  }
  return slowest;
}
