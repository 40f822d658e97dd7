/**
 * Time of one step on a chip whose cores wait for each other at a barrier:
 *
 *     max over cores of max(generation, processing) + slowest packet + barrier
 *     generation = neurons * neuronStepNs + spikes * neuronSpikeNs + packets sent * packetInjectionNs
 *     processing = packets received * packetReceiveNs + synaptic events * synapseEventNs
 *     slowest packet = links of its route by class * hopNs + routers of its route * routerNs
 *
 * Packets to the own core are sent and received like others, over no link. The i/o
 * port has no time of its own. Without hop and router times this is the "simple"
 * timing of SANA-FE. No waiting for busy links: a lower bound on a loaded network.
 *
 * **Source** J. A. Boyle et al., "SANA-FE: Simulating Advanced Neuromorphic
 * Architectures for Fast Exploration", IEEE TCAD 44(8), 2025. **Differs**: the
 * slowest packet is added, so that distance counts.
 */
import { LINK_CLASSES, type LatencyConstants, type Target } from '@nmap/ir';
import type { Placement } from '../placement.ts';
import type { Deliveries } from './deliveries.ts';
import type { RouteSets } from './routes.ts';

const HOP_KEYS = ['hopEastWestNs', 'hopNorthSouthNs', 'hopDiagonalNs', 'hopTreeNs', 'hopChipNs'] as const;

/** A column of LatencyConstants as plain numbers; unknown ones are 0 here and named in {@link missingLatency}. */
export function knownNs(latency: LatencyConstants, key: keyof LatencyConstants): number {
  return latency[key].value ?? 0;
}

/** slowestNs[set] = time on the network of the slowest packet of one spike. */
export function slowestPacketNs(
  sets: RouteSets,
  deliveries: Deliveries,
  placement: Placement,
  target: Target,
): Float64Array {
  const slowest = new Float64Array(sets.count);
  const hopNs = HOP_KEYS.map((key) => knownNs(target.latency, key));
  const routerNs = knownNs(target.latency, 'routerNs');
  const hops = new Float64Array(LINK_CLASSES.length);
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
      let links = 0;
      let ns = 0;
      for (let k = 0; k < hops.length; k++) {
        links += hops[k];
        ns += hops[k] * hopNs[k];
      }
      ns += (links + 1) * routerNs;
      if (ns > slowest[set]) slowest[set] = ns;
    }
  }
  return slowest;
}

/** How often each constant was needed. */
export interface LatencyUse {
  readonly neuronSteps: number;
  readonly neuronSpikes: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  readonly synapseEvents: number;
  readonly routers: number;
  readonly hopsByClass: Float64Array;
  readonly steps: number;
}

/** Unknown constants that the run needed, and whether any known one was needed. */
export function missingLatency(
  latency: LatencyConstants,
  use: LatencyUse,
): { missing: string[]; anyKnown: boolean } {
  const needed: (readonly [keyof LatencyConstants, number])[] = [
    ['neuronStepNs', use.neuronSteps],
    ['neuronSpikeNs', use.neuronSpikes],
    ['synapseEventNs', use.synapseEvents],
    ['packetInjectionNs', use.packetsSent],
    ['packetReceiveNs', use.packetsReceived],
    ['routerNs', use.routers],
    ...HOP_KEYS.map((key, k) => [key, use.hopsByClass[k]] as const),
    ['barrierNs', use.steps],
  ];
  const missing: string[] = [];
  let anyKnown = false;
  for (const [key, times] of needed) {
    if (times === 0) continue;
    if (latency[key].value === null) missing.push(key);
    else anyKnown = true;
  }
  return { missing, anyKnown };
}
