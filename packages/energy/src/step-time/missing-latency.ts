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

/** Constants that the run needed: the unknown, those known but verified by nobody (grade U), and whether any is known. */
export function missingLatency(
  { latency, topology }: Pick<Target, 'latency' | 'topology'>,
  use: LatencyUse,
): { missing: string[]; unverified: string[]; anyKnown: boolean } {
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
  const unverified: string[] = [];
  let anyKnown = false;
  for (const [key, times] of needed) {
    if (times === 0) continue;
    const { value, evidence } = latency[key];
    if (value !== null) anyKnown = true;
    const fault = value === null ? missing : evidence === 'U' ? unverified : null;
    if (fault?.includes(key) === false) fault.push(key);
  }
  return { missing, unverified, anyKnown };
}
