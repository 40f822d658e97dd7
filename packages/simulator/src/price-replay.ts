import { backToBackEnergy, priceCounts, statedEnergy, type Counts, type StatedEnergy } from '@nmap/energy';
import type { Target } from '@nmap/ir';
import type { Totals } from './noc/network-on-chip.ts';
import type { Placement } from './placement.ts';
import type { BackToBackEnergyPj, SimulatedLatency } from './report.ts';

export interface ReplayedCounts {
  readonly totals: Totals;
  readonly placement: Placement;
  readonly target: Target;
  readonly scheme: 'unicast' | 'tree';
  readonly steps: number;
  readonly windowMs: number;
  readonly latency: SimulatedLatency;
}

const NS_PER_MS = 1e6;

/** Prices what a replay counted, by the function that prices what the referee counted. */
export function priceReplay(replay: ReplayedCounts): {
  readonly overWindow: StatedEnergy;
  readonly backToBack: BackToBackEnergyPj;
} {
  const { target, scheme, windowMs, latency } = replay;
  // The injection price is per packet or per tree, as the manifest routes.
  const routed: Target = { ...target, multicast: scheme === 'tree' ? 'tree' : 'unicast-per-core' };
  const counts = countsOf(replay);
  const stepNs = latency.partial ? null : latency.meanStepNs;
  const busyMs = stepNs === null || latency.totalNs === null ? null : latency.totalNs / NS_PER_MS;
  const time = {
    windowMs: busyMs,
    filed: windowMs,
    missing: latency.missing,
    unverified: latency.unverified ?? [],
  };
  return {
    overWindow: statedEnergy(priceCounts(counts, routed, windowMs)),
    backToBack: { ...statedEnergy(backToBackEnergy(counts, routed, time)), windowMs: busyMs, stepNs },
  };
}

function countsOf({ totals, placement, target, steps }: ReplayedCounts): Counts {
  const { port, usedCores, tileOf, neuronsOn } = placement;
  const tiles = new Set<number>();
  let neurons = 0;
  for (const core of usedCores) {
    neurons += neuronsOn[core];
    tiles.add(tileOf[core]);
  }
  const chips = new Set([...tiles].map((tile) => target.chipOf[tile]));
  return {
    steps,
    neurons,
    spikes: totals.coreSpikes,
    spikingSteps: totals.spikingNeuronSteps,
    externalSpikes: totals.spikesOn[port],
    synapticEvents: totals.synapseEvents,
    packets: totals.packets,
    trees: totals.multicasts,
    localDeliveries: totals.localDeliveries,
    cutSpikes: totals.cutEvents,
    unreachablePackets: totals.unreachable,
    routersVisited: totals.routers,
    hopsByClass: totals.hopsByClass,
    linkLoads: totals.linkLoads,
    usedCores: usedCores.length,
    usedTiles: tiles.size,
    usedChips: chips.size,
  };
}
