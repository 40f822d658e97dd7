import { LATENCY_TERMS, hopPricesOf, type LatencyConstants, type Target } from '@nmap/ir';

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
  { latency, topology }: Pick<Target, 'latency' | 'topology'>,
  use: LatencyUse,
): { missing: string[]; anyKnown: boolean } {
  const hops = hopPricesOf(LATENCY_TERMS, latency, topology.linkKinds);
  const needed: (readonly [keyof LatencyConstants, number])[] = [
    ['neuronStepNs', use.neuronSteps],
    ['neuronSpikeNs', use.neuronSpikes],
    ['synapseEventNs', use.synapseEvents],
    ['packetInjectionNs', use.packetsSent],
    ['packetReceiveNs', use.packetsReceived],
    ['routerNs', use.routers],
    ...hops.map(({ key }, kind) => [key, use.hopsByClass[kind]] as const),
    ['barrierNs', use.steps],
  ];
  const missing: string[] = [];
  let anyKnown = false;
  for (const [key, times] of needed) {
    if (times === 0) continue;
    if (latency[key].value !== null) anyKnown = true;
    else if (!missing.includes(key)) missing.push(key);
  }
  return { missing, anyKnown };
}
