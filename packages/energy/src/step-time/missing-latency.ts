import type { LatencyConstants } from '@nmap/ir';
import { HOP_LATENCY_KEYS } from './step-time.ts';

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
    ...HOP_LATENCY_KEYS.map((key, linkClass) => [key, use.hopsByClass[linkClass]] as const),
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
