import { NONE, raw } from '@nmap/kernels';
import { neuronsIn, type Network, type Placed, type Problem, type Target } from '@nmap/ir';
import { emptyCounts, type Counts } from './counts.ts';
import { pairTrafficOfClusters, type PairTraffic } from '../metrics/pair-traffic.ts';
import { groundOf, type Ground } from './groundwork.ts';
import { PartSet } from './part-set.ts';
import { sendPlaneTrees } from './plane-trees.ts';
import { neuronsByPart, portOf, stepsOf, tilesOfParts } from './parts.ts';
import type { Reach, Reached } from './reach.ts';

/**
 * Counts every event of the window, from scratch: the referee that the incremental tracker,
 * the simulator and every mapper are held against. Slow and obvious on purpose.
 * A synapse between two external neurons lies outside the chip and counts for nothing.
 *
 * O(synapses + packets' hops).
 * @param partOf partOf[vertex] = core, or `portOf(target)` for an external one.
 * @param ground what follows from `partOf`, where it is at hand.
 */
export function countEvents(
  problem: Problem,
  partOf: Uint32Array,
  { reach, pairs }: Ground = groundOf(problem, partOf),
): Counts {
  const { network, target } = problem;
  const counts = emptyCounts(target.topology.linkCount, target.topology);
  counts.steps = stepsOf(network);
  countNeurons(network, counts);
  countSynapses(problem, partOf, reach, counts);
  countPackets(problem, partOf, reach, counts);
  if (target.multicast !== 'tree') sendUnicast(target, pairs, counts);
  countUse(coresOf(network, partOf), target, counts);
  return counts;
}

/** Packets, links and routers alone, as if every spike were one tree, whatever the chip does. */
export function countTrees(problem: Problem, partOf: Uint32Array, reach: Reach): Counts {
  const target: Target = { ...problem.target, multicast: 'tree' };
  const counts = emptyCounts(target.topology.linkCount, target.topology);
  countPackets({ ...problem, target }, partOf, reach, counts);
  return counts;
}

/**
 * Packets, links, routers and use of a placement of clusters, from what the clusters send each other: equal to
 * {@link countEvents} in these, at the cost of the clusters' traffic. Local deliveries are not in it. Weights that were
 * given need not be integers.
 */
export function countTraffic(placed: Placed): Counts {
  const { target } = placed.problem;
  const { nets } = placed.clustered.traffic;
  const counts = emptyCounts(target.topology.linkCount, target.topology);
  const coreOf = raw(placed.coreOf);
  const port = portOf(target);
  const partAt = (cluster: number): number => (cluster === NONE ? port : coreOf[cluster]);
  countPackets(
    { network: { vertexCount: nets.netCount, spikes: nets.weight }, target },
    Uint32Array.from(nets.source, partAt),
    { start: nets.start, part: Uint32Array.from(nets.pins, partAt) },
    counts,
  );
  if (target.multicast !== 'tree') sendUnicast(target, pairTrafficOfClusters(placed), counts);
  countUse(coreOf, target, counts);
  return counts;
}

function countNeurons(network: Network, counts: Counts): void {
  const { units } = network;
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const spikes = network.spikes[vertex];
    if (network.external[vertex] === 1) {
      counts.externalSpikes += spikes;
      continue;
    }
    counts.neurons += neuronsIn(network, vertex);
    counts.spikes += spikes;
    counts.spikingSteps += units === null ? Math.min(spikes, counts.steps) : units.spikingSteps[vertex];
  }
}

function countSynapses(
  { network, target }: Problem,
  partOf: Uint32Array,
  reach: Reach,
  counts: Counts,
): void {
  const port = portOf(target);
  for (let source = 0; source < network.vertexCount; source++) {
    const spikes = network.spikes[source];
    for (let entry = reach.start[source]; entry < reach.start[source + 1]; entry++) {
      const part = reach.part[entry];
      const events = spikes * reach.synapses[entry];
      if (part !== port) counts.synapticEvents += events;
      if (part !== partOf[source]) counts.cutSpikes += events;
    }
  }
}

/** What sends packets: vertices, or nets of clusters. */
interface Senders {
  readonly network: { readonly vertexCount: number; readonly spikes: Uint32Array | Float64Array };
  readonly target: Target;
}

function countPackets(
  { network, target }: Senders,
  partOf: Uint32Array,
  reach: Reached,
  counts: Counts,
): void {
  const port = portOf(target);
  for (let source = 0; source < network.vertexCount; source++) {
    const spikes = network.spikes[source];
    const home = partOf[source];
    const first = reach.start[source];
    const end = reach.start[source + 1];
    let others = 0;
    for (let entry = first; entry < end; entry++) if (reach.part[entry] !== home) others++;
    if (end - first > others && home !== port) counts.localDeliveries += spikes;
    if (others === 0) continue;
    counts.packets += spikes * others;
    counts.trees += spikes;
  }
  // Without a packet no tables as large as the chip.
  if (target.multicast === 'tree' && counts.trees > 0) sendTrees({ network, target }, partOf, reach, counts);
}

/** Home by home: the routes from one part are worked out once. */
function sendTrees({ network, target }: Senders, partOf: Uint32Array, reach: Reached, counts: Counts): void {
  if (target.topology.isPlane) {
    sendPlaneTrees(target, partOf, reach, network.spikes, counts);
    return;
  }
  const partCount = portOf(target) + 1;
  const trees = new TreeRouter(target, counts);
  const { start, neurons } = neuronsByPart(partOf, partCount);
  for (let home = 0; home < partCount; home++) {
    trees.startFrom(home);
    for (let i = start[home]; i < start[home + 1]; i++) {
      const source = neurons[i];
      trees.send(reach.part, reach.start[source], reach.start[source + 1], network.spikes[source]);
    }
  }
}

/** All packets from one part to another take the same route: they cross its links together. */
function sendUnicast({ topology }: Target, pairs: PairTraffic, counts: Counts): void {
  if (pairs.pairCount === 0) return;
  const route = new Uint32Array(topology.maxHops);
  const { linkClassOf } = topology;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const packets = pairs.weight[pair];
    if (topology.hops(pairs.from[pair], pairs.to[pair]) === Infinity) {
      counts.unreachablePackets += packets;
      continue;
    }
    const length = topology.route(pairs.from[pair], pairs.to[pair], route);
    for (let step = 0; step < length; step++) {
      counts.linkLoads[route[step]] += packets;
      counts.hopsByClass[linkClassOf[route[step]]] += packets;
    }
    counts.routersVisited += packets * (length + 1);
  }
}

/** A spike crosses each link of the union of its routes once. */
class TreeRouter {
  readonly #target: Target;
  readonly #counts: Counts;
  readonly #tileOf: Uint32Array;
  readonly #linkClassOf: Uint8Array;
  readonly #route: Uint32Array;
  readonly #links: PartSet;
  #home = 0;
  /** Of the parts that the home has sent to: links[first[part] .. first[part] + length[part] - 1] of the route. */
  readonly #routed: PartSet;
  readonly #first: Float64Array;
  readonly #length: Uint32Array;
  #routes = new Uint32Array(1024);
  #used = 0;

  constructor(target: Target, counts: Counts) {
    const partCount = portOf(target) + 1;
    this.#target = target;
    this.#counts = counts;
    this.#tileOf = tilesOfParts(target);
    this.#linkClassOf = target.topology.linkClassOf;
    this.#route = new Uint32Array(target.topology.maxHops);
    this.#links = new PartSet(target.topology.linkCount);
    this.#routed = new PartSet(partCount);
    this.#first = new Float64Array(partCount);
    this.#length = new Uint32Array(partCount);
  }

  startFrom(home: number): void {
    this.#home = home;
    this.#routed.clear();
    this.#used = 0;
  }

  /** To part[first .. end - 1], the home perhaps among them. */
  send(parts: Uint32Array, first: number, end: number, spikes: number): void {
    const links = this.#links;
    const counts = this.#counts;
    links.clear();
    let others = 0;
    for (let entry = first; entry < end; entry++) {
      const part = parts[entry];
      if (part === this.#home) continue;
      others++;
      if (!this.#routed.has(part)) this.#workOut(part);
      if (this.#length[part] === NONE) {
        counts.unreachablePackets += spikes;
        continue;
      }
      const from = this.#first[part];
      for (let k = from; k < from + this.#length[part]; k++) links.add(this.#routes[k]);
    }
    if (others === 0) return;
    const linkClassOf = this.#linkClassOf;
    for (let k = 0; k < links.size; k++) {
      const link = links.items[k];
      counts.linkLoads[link] += spikes;
      counts.hopsByClass[linkClassOf[link]] += spikes;
    }
    counts.routersVisited += spikes * (links.size + 1);
  }

  /** The route to the part; its length is NONE where faults cut it off. */
  #workOut(part: number): void {
    const { topology } = this.#target;
    const from = this.#tileOf[this.#home];
    const to = this.#tileOf[part];
    this.#routed.add(part);
    this.#first[part] = this.#used;
    if (topology.hops(from, to) === Infinity) {
      this.#length[part] = NONE;
      return;
    }
    const length = topology.route(from, to, this.#route);
    this.#length[part] = length;
    if (this.#used + length > this.#routes.length) {
      const larger = new Uint32Array(2 * (this.#used + length));
      larger.set(this.#routes);
      this.#routes = larger;
    }
    for (let step = 0; step < length; step++) this.#routes[this.#used++] = this.#route[step]!;
  }
}

/** @param cores of the neurons on the chip, in any order, each as often as one likes. */
function countUse(cores: Iterable<number>, target: Target, counts: Counts): void {
  const tileOf = raw(target.tileOf);
  const used = new Set<number>();
  let last: number = NONE;
  for (const core of cores) {
    if (core === last) continue;
    last = core;
    used.add(core);
  }
  const tiles = new Set<number>();
  for (const core of used) tiles.add(tileOf[core]);
  const chips = new Set<number>();
  for (const tile of tiles) chips.add(target.chipOf[tile]);
  counts.usedCores = used.size;
  counts.usedTiles = tiles.size;
  counts.usedChips = chips.size;
}

function* coresOf({ vertexCount, external }: Network, partOf: Uint32Array): Generator<number> {
  for (let neuron = 0; neuron < vertexCount; neuron++) if (external[neuron] === 0) yield partOf[neuron];
}
