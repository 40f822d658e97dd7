import { NONE } from '@nmap/kernels';
import type { Network, Problem, Target } from '@nmap/ir';
import { emptyCounts, type Counts } from './counts.ts';
import { pairTraffic, type PairTraffic } from '../metrics/pair-traffic.ts';
import { PartSet } from './part-set.ts';
import { portOf, stepsOf, tilesOfParts } from './parts.ts';

/**
 * Counts every event of the window, from scratch: the referee that the incremental tracker,
 * the simulator and every mapper are held against. Slow and obvious on purpose.
 * A synapse between two external neurons lies outside the chip and counts for nothing.
 *
 * O(synapses + packets' hops).
 * @param partOf partOf[neuron] = core, or `portOf(target)` for an external neuron.
 * @param pairs their traffic, where it is at hand.
 */
export function countEvents(problem: Problem, partOf: Uint32Array, pairs?: PairTraffic): Counts {
  const { network, target } = problem;
  const counts = emptyCounts(target.topology.linkCount);
  counts.steps = stepsOf(network);
  countNeurons(network, counts);
  countSynapses(network, partOf, counts);
  countPackets(problem, partOf, counts);
  if (target.multicast !== 'tree') sendUnicast(target, pairs ?? pairTraffic(problem, partOf), counts);
  countUse(network, target, partOf, counts);
  return counts;
}

/** Packets, links and routers alone, as if every spike were one tree, whatever the chip does. */
export function countTrees(problem: Problem, partOf: Uint32Array): Counts {
  const target: Target = { ...problem.target, multicast: 'tree' };
  const counts = emptyCounts(target.topology.linkCount);
  countPackets({ ...problem, target }, partOf, counts);
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

function countPackets(problem: Problem, partOf: Uint32Array, counts: Counts): void {
  const { network, target } = problem;
  const port = portOf(target);
  const isTree = target.multicast === 'tree';
  // Made for the first packet: its tables are as large as the chip.
  let trees: TreeRouter | null = null;
  const reached = new PartSet(port + 1);
  for (let source = 0; source < network.neuronCount; source++) {
    const spikes = network.spikes[source];
    const home = partOf[source];
    reached.clear();
    for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
      reached.add(partOf[network.outTarget[entry]]);
    }
    const atHome = reached.has(home) ? 1 : 0;
    if (atHome === 1 && home !== port) counts.localDeliveries += spikes;
    if (reached.size === atHome) continue;
    counts.packets += spikes * (reached.size - atHome);
    counts.trees += spikes;
    if (isTree) (trees ??= new TreeRouter(target, counts)).send(home, reached, spikes);
  }
}

/** All packets from one part to another take the same route: they cross its links together. */
function sendUnicast({ topology }: Target, pairs: PairTraffic, counts: Counts): void {
  const route = new Uint32Array(topology.maxHops);
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const packets = pairs.weight[pair];
    if (topology.hops(pairs.from[pair], pairs.to[pair]) === Infinity) {
      counts.unreachablePackets += packets;
      continue;
    }
    const length = topology.route(pairs.from[pair], pairs.to[pair], route);
    for (let step = 0; step < length; step++) {
      counts.linkLoads[route[step]] += packets;
      counts.hopsByClass[topology.linkClassOf[route[step]]] += packets;
    }
    counts.routersVisited += packets * (length + 1);
  }
}

/** A spike crosses each link of the union of its routes once. */
class TreeRouter {
  readonly #target: Target;
  readonly #counts: Counts;
  readonly #tileOf: Uint32Array;
  readonly #route: Uint32Array;
  readonly #links: PartSet;

  constructor(target: Target, counts: Counts) {
    this.#target = target;
    this.#counts = counts;
    this.#tileOf = tilesOfParts(target);
    this.#route = new Uint32Array(target.topology.maxHops);
    this.#links = new PartSet(target.topology.linkCount);
  }

  send(home: number, reached: PartSet, spikes: number): void {
    const { topology } = this.#target;
    const links = this.#links;
    const route = this.#route;
    const counts = this.#counts;
    const from = this.#tileOf[home];
    links.clear();
    for (let k = 0; k < reached.size; k++) {
      const part = reached.items[k];
      if (part === home) continue;
      const to = this.#tileOf[part];
      if (topology.hops(from, to) === Infinity) {
        counts.unreachablePackets += spikes;
        continue;
      }
      const length = topology.route(from, to, route);
      for (let step = 0; step < length; step++) links.add(route[step]);
    }
    for (let k = 0; k < links.size; k++) {
      const link = links.items[k];
      counts.linkLoads[link] += spikes;
      counts.hopsByClass[topology.linkClassOf[link]] += spikes;
    }
    counts.routersVisited += spikes * (links.size + 1);
  }
}

function countUse(network: Network, target: Target, partOf: Uint32Array, counts: Counts): void {
  const tileOf = tilesOfParts(target);
  const cores = new Set<number>();
  let last: number = NONE;
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    if (network.external[neuron] === 1 || partOf[neuron] === last) continue;
    last = partOf[neuron];
    cores.add(last);
  }
  const tiles = new Set<number>();
  for (const core of cores) tiles.add(tileOf[core]);
  const chips = new Set<number>();
  for (const tile of tiles) chips.add(target.chipOf[tile]);
  counts.usedCores = cores.size;
  counts.usedTiles = tiles.size;
  counts.usedChips = chips.size;
}
