import { priceCounts, type Counts } from '@nmap/energy';
import type { Target } from '@nmap/ir';
import type { Totals } from './noc/network-on-chip.ts';
import type { Placement } from './placement.ts';
import type { SimulatedEnergyPj } from './report.ts';

export interface ReplayedCounts {
  readonly totals: Totals;
  readonly placement: Placement;
  readonly target: Target;
  readonly scheme: 'unicast' | 'tree';
  readonly steps: number;
  readonly windowMs: number;
}

/** Prices what a replay counted, by the function that prices what the referee counted. */
export function priceReplay(replay: ReplayedCounts): SimulatedEnergyPj {
  const { target, scheme, windowMs } = replay;
  // The injection price is per packet or per tree, as the manifest routes.
  const routed: Target = { ...target, multicast: scheme === 'tree' ? 'tree' : 'unicast-per-core' };
  const {
    neurons,
    synapses,
    interconnect,
    static: standing,
    total,
    partial,
    unpriced,
  } = priceCounts(countsOf(replay), routed, windowMs);
  return { neurons, synapses, interconnect, static: standing, total, partial, unpriced };
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
