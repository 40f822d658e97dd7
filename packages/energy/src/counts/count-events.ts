import type { Network, Problem, Target } from '@nmap/ir';
import { emptyCounts, type Counts } from './counts.ts';
import { portOf, stepsOf, tilesOfParts } from './parts.ts';

/**
 * Counts every event of the window, from scratch: the referee that the incremental tracker,
 * the simulator and every mapper are held against. Slow and obvious on purpose.
 * A synapse between two external neurons lies outside the chip and counts for nothing.
 *
 * O(synapses + packets' hops).
 * @param partOf partOf[neuron] = core, or `portOf(target)` for an external neuron.
 */
export function countEvents(problem: Problem, partOf: Uint32Array): Counts {
  const { network, target } = problem;
  const counts = emptyCounts(target.topology.linkCount);
  counts.steps = stepsOf(network);
  countNeurons(network, counts);
  countSynapses(network, partOf, counts);
  countPackets(network, target, partOf, counts);
  countUse(network, target, partOf, counts);
  return counts;
}

function countNeurons(network: Network, counts: Counts): void {
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    const spikes = network.spikes[neuron];
    if (network.external[neuron] === 1) {
      counts.externalSpikes += spikes;
      continue;
    }
    counts.neurons++;
    counts.spikes += spikes;
    counts.spikingSteps += Math.min(spikes, counts.steps);
  }
}

function countSynapses(network: Network, partOf: Uint32Array, counts: Counts): void {
  for (let source = 0; source < network.neuronCount; source++) {
    const spikes = network.spikes[source];
    for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
      const target = network.outTarget[entry];
      const synapses = network.outMultiplicity === null ? 1 : network.outMultiplicity[entry];
      if (network.external[target] === 0) counts.synapticEvents += spikes * synapses;
      if (partOf[target] !== partOf[source]) counts.cutSpikes += spikes * synapses;
    }
  }
}

function countPackets(network: Network, target: Target, partOf: Uint32Array, counts: Counts): void {
  const { topology } = target;
  const tileOf = tilesOfParts(target);
  const route = new Uint32Array(topology.maxHops);
  for (let source = 0; source < network.neuronCount; source++) {
    const spikes = network.spikes[source];
    const home = partOf[source];
    const reached = new Set<number>();
    for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
      reached.add(partOf[network.outTarget[entry]]);
    }
    if (reached.delete(home) && home !== portOf(target)) counts.localDeliveries += spikes;
    if (reached.size === 0) continue;

    counts.packets += spikes * reached.size;
    counts.trees += spikes;
    const tree = new Set<number>();
    for (const part of reached) {
      const from = tileOf[home];
      const to = tileOf[part];
      if (topology.hops(from, to) === Infinity) {
        counts.unreachablePackets += spikes;
        continue;
      }
      const length = topology.route(from, to, route);
      if (target.multicast === 'unicast-per-core') {
        for (let step = 0; step < length; step++) cross(route[step], spikes);
        counts.routersVisited += spikes * (length + 1);
      } else {
        for (let step = 0; step < length; step++) tree.add(route[step]);
      }
    }
    if (target.multicast === 'tree') {
      for (const link of tree) cross(link, spikes);
      counts.routersVisited += spikes * (tree.size + 1);
    }
  }

  function cross(link: number, packets: number): void {
    counts.linkLoads[link] += packets;
    counts.hopsByClass[topology.linkClassOf[link]] += packets;
  }
}

function countUse(network: Network, target: Target, partOf: Uint32Array, counts: Counts): void {
  const tileOf = tilesOfParts(target);
  const cores = new Set<number>();
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    if (network.external[neuron] === 0) cores.add(partOf[neuron]);
  }
  const tiles = new Set<number>();
  for (const core of cores) tiles.add(tileOf[core]);
  const chips = new Set<number>();
  for (const tile of tiles) chips.add(target.chipOf[tile]);
  counts.usedCores = cores.size;
  counts.usedTiles = tiles.size;
  counts.usedChips = chips.size;
}
