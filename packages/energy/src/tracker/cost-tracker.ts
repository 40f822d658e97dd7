import { NONE, PartCounts } from '@nmap/kernels';
import { invariant, type Network, type Placed, type Problem, type Topology } from '@nmap/ir';
import { countEvents } from '../counts/count-events.ts';
import type { Counts } from '../counts/counts.ts';
import { partsOf, portOf, tilesOfParts } from '../counts/parts.ts';
import type { HopPrices } from '../hop-prices.ts';
import { CoreMembers } from './core-members.ts';
import { clearTally, emptyTally, priceTally, type Tally } from './tally.ts';

/**
 * The counts of {@link countEvents}, kept up to date while neurons move. All of them are
 * integers, so any sequence of moves ends in exactly the counts of a fresh evaluation, and
 * undoing a move is making its reverse.
 *
 * For every source neuron it keeps in how many of its targets each part has ({@link PartCounts}):
 * a packet to a part exists while that number is above zero.
 *
 * Cost: memory O(sum over neurons of min(out-degree, cores)). A move of a neuron is
 * O(in-degree + its own parts) look-ups, each changed packet O(hops) for the link loads; with
 * multicast trees each source whose set of parts changes is routed anew.
 */
export class CostTracker {
  /** partOf[neuron] = core, or the port for an external neuron. Read it; `moveNeuron` writes it. */
  readonly partOf: Uint32Array;
  readonly #network: Network;
  readonly #topology: Topology;
  readonly #trees: boolean;
  readonly #port: number;
  readonly #tileOf: Uint32Array;
  readonly #rows: PartCounts;
  readonly #members: CoreMembers;
  readonly #tally = emptyTally();
  readonly #delta = emptyTally();
  readonly #linkLoads: Float64Array;
  #cutSpikes = 0;
  /** Counts that no move changes. */
  readonly #fixed: Counts;
  /** hasSelfLoop[neuron] = 1 where it is its own target. */
  readonly #hasSelfLoop: Uint8Array;
  readonly #route: Uint32Array;
  readonly #linkStamp: Uint32Array;
  #linkRound = 0;
  readonly #sourceStamp: Uint32Array;
  #sourceRound = 0;
  readonly #affected: Uint32Array;

  /** @param partOf partOf[neuron] = core, `portOf(target)` for an external neuron; copied. */
  constructor(problem: Problem, partOf: Uint32Array) {
    const { network, target } = problem;
    this.partOf = partOf.slice();
    this.#network = network;
    this.#topology = target.topology;
    this.#trees = target.multicast === 'tree';
    this.#port = portOf(target);
    this.#tileOf = tilesOfParts(target);
    this.#linkLoads = new Float64Array(target.topology.linkCount);
    this.#route = new Uint32Array(target.topology.maxHops);
    this.#linkStamp = new Uint32Array(this.#trees ? target.topology.linkCount : 0);
    this.#sourceStamp = new Uint32Array(network.neuronCount);
    this.#affected = new Uint32Array(network.neuronCount);
    this.#hasSelfLoop = new Uint8Array(network.neuronCount);
    this.#fixed = countEvents({ ...problem, network: withoutSynapses(network) }, partOf);

    const outDegree = new Uint32Array(network.neuronCount);
    for (let source = 0; source < network.neuronCount; source++) {
      outDegree[source] = network.outStart[source + 1] - network.outStart[source];
    }
    this.#rows = new PartCounts(outDegree, this.#port + 1);
    this.#members = new CoreMembers(network.neuronCount, target);
    for (let source = 0; source < network.neuronCount; source++) {
      if (network.external[source] === 0) this.#members.insert(source, this.partOf[source]);
      for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
        const neuron = network.outTarget[entry];
        const synapses = network.outMultiplicity === null ? 1 : network.outMultiplicity[entry];
        this.#rows.increment(source, this.partOf[neuron]);
        if (neuron === source) this.#hasSelfLoop[source] = 1;
        if (network.external[neuron] === 0) this.#fixed.synapticEvents += network.spikes[source] * synapses;
      }
      this.#cutSpikes += network.spikes[source] * this.#synapsesLeaving(source);
      this.#addNet(source, this.partOf[source], NONE, NONE, 1, this.#tally, this.#linkLoads);
    }
  }

  static ofPlaced(placed: Placed): CostTracker {
    return new CostTracker(placed.problem, partsOf(placed));
  }

  /** A snapshot, equal to `countEvents` of the present assignment in every number. */
  counts(): Counts {
    const { packets, trees, localDeliveries, routersVisited, unreachablePackets } = this.#tally;
    const { usedCores, usedTiles, usedChips } = this.#members;
    return {
      ...this.#fixed,
      ...{
        packets,
        trees,
        localDeliveries,
        routersVisited,
        unreachablePackets,
        usedCores,
        usedTiles,
        usedChips,
      },
      cutSpikes: this.#cutSpikes,
      hopsByClass: this.#tally.hopsByClass.slice(),
      linkLoads: this.#linkLoads.slice(),
    };
  }

  /** What the present assignment costs by the objective, from its counts: no drift. */
  price(prices: HopPrices): number {
    return priceTally(this.#tally, this.#members.usedCores, this.#trees, prices);
  }

  /** Neurons on a core. */
  sizeOf(core: number): number {
    return this.#members.size[core];
  }

  /** Distinct targets of `source` in `part`. */
  targetsIn(source: number, part: number): number {
    return this.#rows.count(source, part);
  }

  /** Moves a neuron of the chip and returns the core it came from: moving it back undoes the move. */
  moveNeuron(neuron: number, core: number): number {
    const network = this.#network;
    const old = this.partOf[neuron];
    invariant(old !== this.#port && core < this.#port, 'only neurons of the chip move, and only to cores');
    if (old === core) return old;
    const rows = this.#rows;
    const spikes = network.spikes[neuron];
    this.#addNet(neuron, old, NONE, NONE, -1, this.#tally, this.#linkLoads);
    this.#cutSpikes -= spikes * this.#synapsesLeaving(neuron);

    for (let entry = network.inStart[neuron]; entry < network.inStart[neuron + 1]; entry++) {
      const source = network.inSource[entry];
      if (source !== neuron) {
        const drop = rows.count(source, old) === 1 ? old : NONE;
        const add = rows.count(source, core) === 0 ? core : NONE;
        if (drop !== NONE || add !== NONE) this.#retarget(source, drop, add, this.#tally, this.#linkLoads);
        const home = this.partOf[source];
        const synapses = network.inMultiplicity === null ? 1 : network.inMultiplicity[entry];
        if (home === old) this.#cutSpikes += network.spikes[source] * synapses;
        else if (home === core) this.#cutSpikes -= network.spikes[source] * synapses;
      }
      rows.decrement(source, old);
      rows.increment(source, core);
    }

    this.partOf[neuron] = core;
    this.#members.remove(neuron, old);
    this.#members.insert(neuron, core);
    this.#cutSpikes += spikes * this.#synapsesLeaving(neuron);
    this.#addNet(neuron, core, NONE, NONE, 1, this.#tally, this.#linkLoads);
    return old;
  }

  /** Exchanges the cores of two neurons. Again undoes it. */
  swapNeurons(a: number, b: number): void {
    const coreOfA = this.partOf[a];
    this.moveNeuron(a, this.partOf[b]);
    this.moveNeuron(b, coreOfA);
  }

  /** Exchanges everything on two cores, either of which may be empty. Again undoes it. */
  swapCores(a: number, b: number): void {
    if (a === b) return;
    const affected = this.#sourcesTouching(a, b);
    for (let index = 0; index < affected; index++) {
      const source = this.#affected[index];
      this.#addNet(source, this.partOf[source], NONE, NONE, -1, this.#tally, this.#linkLoads);
      this.#rows.swapParts(source, a, b);
    }
    const { head, next } = this.#members;
    for (let neuron = head[a]; neuron !== NONE; neuron = next[neuron]!) this.partOf[neuron] = b;
    for (let neuron = head[b]; neuron !== NONE; neuron = next[neuron]!) this.partOf[neuron] = a;
    this.#members.swapCores(a, b);
    for (let index = 0; index < affected; index++) {
      const source = this.#affected[index];
      this.#addNet(source, this.partOf[source], NONE, NONE, 1, this.#tally, this.#linkLoads);
    }
  }

  /** By how much `price` would change if the neuron moved; changes nothing, needs no link loads. */
  deltaOfMove(neuron: number, core: number, prices: HopPrices): number {
    const network = this.#network;
    const old = this.partOf[neuron];
    if (old === core) return 0;
    const rows = this.#rows;
    const delta = this.#delta;
    clearTally(delta);
    const loop = this.#hasSelfLoop[neuron] === 1;
    const ownDrop = loop && rows.count(neuron, old) === 1 ? old : NONE;
    const ownAdd = loop && rows.count(neuron, core) === 0 ? core : NONE;
    this.#addNet(neuron, old, NONE, NONE, -1, delta, null);
    this.#addNet(neuron, core, ownDrop, ownAdd, 1, delta, null);
    for (let entry = network.inStart[neuron]; entry < network.inStart[neuron + 1]; entry++) {
      const source = network.inSource[entry];
      if (source === neuron || network.spikes[source] === 0) continue;
      const drop = rows.count(source, old) === 1 ? old : NONE;
      const add = rows.count(source, core) === 0 ? core : NONE;
      if (drop !== NONE || add !== NONE) this.#retarget(source, drop, add, delta, null);
    }
    const { size } = this.#members;
    const usedCores = (size[core] === 0 ? 1 : 0) - (size[old] === 1 ? 1 : 0);
    return priceTally(delta, usedCores, this.#trees, prices);
  }

  /**
   * Adds (1) or takes away (-1) everything that the net of `source` causes if it starts at
   * `home` and reaches its parts without `drop` and with `add`.
   */
  #addNet(
    source: number,
    home: number,
    drop: number,
    add: number,
    sign: number,
    tally: Tally,
    loads: Float64Array | null,
  ): void {
    const amount = sign * this.#network.spikes[source];
    if (amount === 0) return;
    const { start, part } = this.#rows;
    const first = start[source];
    const end = first + this.#rows.used[source];
    const round = ++this.#linkRound;
    let remote = 0;
    let links = 0;
    for (let slot = first; slot <= end; slot++) {
      const to = slot < end ? part[slot] : add;
      if (to === NONE || (slot < end && to === drop)) continue;
      if (to === home) {
        if (home !== this.#port) tally.localDeliveries += amount;
        continue;
      }
      remote++;
      if (this.#trees) links += this.#addBranch(home, to, amount, round, tally, loads);
      else this.#addPacket(home, to, amount, tally, loads);
    }
    tally.packets += amount * remote;
    if (remote === 0) return;
    tally.trees += amount;
    if (this.#trees) tally.routersVisited += amount * (links + 1);
  }

  /** The net of `source` loses the part `drop` and gains the part `add` (NONE = neither). */
  #retarget(source: number, drop: number, add: number, tally: Tally, loads: Float64Array | null): void {
    const spikes = this.#network.spikes[source];
    if (spikes === 0) return;
    const home = this.partOf[source];
    if (this.#trees) {
      this.#addNet(source, home, NONE, NONE, -1, tally, loads);
      this.#addNet(source, home, drop, add, 1, tally, loads);
      return;
    }
    let before = this.#rows.used[source];
    if (this.#rows.count(source, home) > 0) before--;
    let after = before;
    if (drop !== NONE) {
      if (drop === home) tally.localDeliveries -= spikes;
      else {
        after--;
        this.#addPacket(home, drop, -spikes, tally, loads);
      }
    }
    if (add !== NONE) {
      if (add === home) tally.localDeliveries += spikes;
      else {
        after++;
        this.#addPacket(home, add, spikes, tally, loads);
      }
    }
    tally.packets += spikes * (after - before);
    if (before === 0 && after > 0) tally.trees += spikes;
    if (before > 0 && after === 0) tally.trees -= spikes;
  }

  /** One route of its own. */
  #addPacket(home: number, to: number, amount: number, tally: Tally, loads: Float64Array | null): void {
    const topology = this.#topology;
    const from = this.#tileOf[home];
    const tile = this.#tileOf[to];
    const hops = topology.hops(from, tile);
    if (hops === Infinity) {
      tally.unreachablePackets += amount;
      return;
    }
    tally.routersVisited += amount * (hops + 1);
    topology.addHops(from, tile, tally.hopsByClass, amount);
    if (loads === null) return;
    const length = topology.route(from, tile, this.#route);
    for (let step = 0; step < length; step++) loads[this.#route[step]] += amount;
  }

  /** The links of a route that the tree of this round does not have yet; returns their number. */
  #addBranch(
    home: number,
    to: number,
    amount: number,
    round: number,
    tally: Tally,
    loads: Float64Array | null,
  ): number {
    const topology = this.#topology;
    const { linkClassOf } = topology;
    const from = this.#tileOf[home];
    const tile = this.#tileOf[to];
    const length = topology.route(from, tile, this.#route);
    if (length === 0 && from !== tile) tally.unreachablePackets += amount;
    let links = 0;
    for (let step = 0; step < length; step++) {
      const link = this.#route[step];
      if (this.#linkStamp[link] === round) continue;
      this.#linkStamp[link] = round;
      links++;
      tally.hopsByClass[linkClassOf[link]] += amount;
      if (loads !== null) loads[link] += amount;
    }
    return links;
  }

  /** Synapses of a neuron that leave its part, multapses counted. */
  #synapsesLeaving(source: number): number {
    const { outStart, outTarget, outMultiplicity } = this.#network;
    const home = this.partOf[source];
    if (outMultiplicity === null) {
      return outStart[source + 1] - outStart[source] - this.#rows.count(source, home);
    }
    let synapses = 0;
    for (let entry = outStart[source]; entry < outStart[source + 1]; entry++) {
      if (this.partOf[outTarget[entry]] !== home) synapses += outMultiplicity[entry];
    }
    return synapses;
  }

  /** Writes every neuron on the two cores and every source with a target there; returns how many. */
  #sourcesTouching(a: number, b: number): number {
    const { inStart, inSource } = this.#network;
    const { head, next } = this.#members;
    const round = ++this.#sourceRound;
    let count = 0;
    for (let side = 0; side < 2; side++) {
      for (let neuron = head[side === 0 ? a : b]; neuron !== NONE; neuron = next[neuron]!) {
        for (let entry = inStart[neuron] - 1; entry < inStart[neuron + 1]; entry++) {
          const source = entry < inStart[neuron] ? neuron : inSource[entry];
          if (this.#sourceStamp[source] === round) continue;
          this.#sourceStamp[source] = round;
          this.#affected[count++] = source;
        }
      }
    }
    return count;
  }
}

/** The same neurons and spikes, alone. */
function withoutSynapses(network: Network): Network {
  const none = new Uint32Array(0);
  return {
    ...network,
    outStart: new Uint32Array(network.neuronCount + 1),
    outTarget: none,
    outMultiplicity: null,
    inStart: new Uint32Array(network.neuronCount + 1),
    inSource: none,
    inMultiplicity: null,
  };
}
