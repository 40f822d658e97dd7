/**
 * How many tiles a search may use, where the barrier gets longer with them by steps: a search that follows small changes never
 * sees that one tile less would shorten it, so it is told the most tiles of a step of the barrier, and spreads within them.
 */
import { barrierNs, stepNsOf, type StepNs } from '@nmap/energy';
import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import type { Parts } from '../../routed/parts.ts';
import type { RoutedNets } from '../../routed/routed-nets.ts';

export interface TileCeiling {
  readonly mostTiles: number;
  /** No average step with as many tiles as its barrier has is shorter. */
  readonly leastNs: number;
}

/** The most promising first; a single one without bound where the barrier is the same for all, or time costs nothing. O(pins). */
export function tileCeilings(
  target: Target,
  parts: Parts,
  nets: RoutedNets,
  partOf: Uint32Array,
): readonly TileCeiling[] {
  const ns = stepNsOf(target);
  if (parts.prices.perStepNs === null || ns.barrier.length === 1)
    return [{ mostTiles: Infinity, leastNs: 0 }];
  const roomOf = coresOfLargestTiles(parts);
  const inUse = new Set(Array.from(partOf, (part) => parts.tileOf[part])).size;
  const ceilings: TileCeiling[] = [];
  const leastOn = leastCoreNs(ns, nets, parts.steps);
  for (const [step, [from]] of ns.barrier.entries()) {
    const next = ns.barrier[step + 1]?.[0] ?? Infinity;
    const mostTiles = Math.min(next - 1, roomOf.length - 1);
    if (mostTiles < Math.max(from, inUse)) continue;
    const cores = Math.min(roomOf[mostTiles], parts.mostUsed);
    ceilings.push({ mostTiles, leastNs: leastOn(cores) + barrierNs(ns, mostTiles) });
  }
  return ceilings.length === 0
    ? [{ mostTiles: Infinity, leastNs: 0 }]
    : ceilings.sort((a, b) => a.leastNs - b.leastNs);
}

/** roomOf[tiles] = the most cores that so many tiles have. */
function coresOfLargestTiles({ tileOf, count }: Parts): number[] {
  const onTile = new Map<number, number>();
  for (let part = 0; part < count; part++) onTile.set(tileOf[part], (onTile.get(tileOf[part]) ?? 0) + 1);
  const roomOf = [0];
  for (const cores of [...onTile.values()].sort((a, b) => b - a)) roomOf.push(roomOf.at(-1)! + cores);
  return roomOf;
}

/**
 * What the slowest of so many cores takes at least: an equal part of all work, every net being sent and received once, or what
 * comes with the largest node.
 */
function leastCoreNs(ns: StepNs, nets: RoutedNets, steps: number): (cores: number) => number {
  const { nodeCount, netCount, source, start, weight, inStart, inNets, neurons, spikes, events } = nets;
  let generation = 0;
  let processing = 0;
  let largest = 0;
  for (let node = 0; node < nodeCount; node++) {
    const own = neurons[node] * ns.neuronStep + (spikes[node] * ns.neuronSpike) / steps;
    let heard = (events[node] * ns.synapseEvent) / steps;
    generation += own;
    processing += heard;
    for (let j = inStart[node]; j < inStart[node + 1]; j++)
      heard += (weight[inNets[j]] * ns.packetReceive) / steps;
    largest = Math.max(largest, own, heard);
  }
  for (let net = 0; net < netCount; net++) {
    if (source[net] !== NONE) generation += (weight[net] * ns.packetInjection) / steps;
    if (start[net + 1] > start[net]) processing += (weight[net] * ns.packetReceive) / steps;
  }
  return (cores) => Math.max(largest, Math.max(generation, processing) / cores);
}
