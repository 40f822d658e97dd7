/**
 * A placement of nodes (neurons or groups of neurons) on parts (cores) under change: the exact price
 * of its packets, what moving a node would do to it, and every load that a core limits.
 *
 * Moving a node from a to b ends the packets to a of the nets whose last pin there it was, begins
 * packets to b where it is the first, and lets the packets of its own nets start somewhere else.
 * Under multicast trees the nets whose set of parts changes are priced anew.
 *
 * Cost of a delta or a move: the nets of the node, and the parts of those that it sends; under
 * trees the parts of every net that changes.
 */
import { searchNsOf } from '@nmap/energy';
import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { KernelCounts } from '../limits/kernel-counts.ts';
import { StandingCosts } from '../objective/standing-costs.ts';
import { Usage } from '../objective/usage.ts';
import { CoreTimes } from './core-times.ts';
import { LinkLoads } from './link-loads.ts';
import type { Parts } from './parts.ts';
import { PinTable } from './pin-table.ts';
import type { RoutedNets } from './routed-nets.ts';
import { TreePrices } from './tree-prices.ts';

export class RoutedState {
  readonly nets: RoutedNets;
  readonly parts: Parts;
  /** partOf[node]; read it, {@link move} writes it. */
  readonly partOf: Uint32Array;
  /** homeOf[net] = part of its source; `parts.count` for the i/o port. */
  readonly homeOf: Uint32Array;
  /** Pins of every net by part. The port counts as the part `parts.count`. */
  readonly pins: PinTable;
  /** Price of all packets and cores in use; sums of many changes drift, {@link total} does not. */
  cost = 0;
  /** Limits exceeded: pairs of part and limit, and nets that reach too many parts. 0 = legal. */
  violations = 0;
  /** Loads by part. Axons are counted only where they are limited. */
  readonly neurons: Float64Array;
  readonly synapses: Float64Array;
  readonly inputAxons: Float64Array;
  readonly outputAxons: Float64Array;

  /** What the parts store that share kernels; null where none does. */
  readonly #kernels: KernelCounts | null;
  readonly #usage: Usage;
  readonly #standing: StandingCosts;
  /** Only where the objective charges them. */
  readonly #times: CoreTimes | null;
  readonly #links: LinkLoads | null;
  readonly #trees: TreePrices | null;
  /** treePrice[net] = weight * price of its tree; empty under unicast. */
  readonly #treePrice: Float64Array;

  /** @param partOf partOf[node]; kept, not copied. */
  constructor(nets: RoutedNets, parts: Parts, target: Target, partOf: Uint32Array) {
    const { nodeCount, netCount, start, pins, source, reachesPort } = nets;
    const { count } = parts;
    this.nets = nets;
    this.parts = parts;
    this.partOf = partOf;
    this.neurons = new Float64Array(count);
    this.synapses = new Float64Array(count);
    this.inputAxons = new Float64Array(count);
    this.outputAxons = new Float64Array(count);
    this.#kernels = nets.kernels === null ? null : new KernelCounts(nets.kernels, count);
    const isTree = target.multicast === 'tree';
    const { prices } = parts;
    this.#usage = new Usage(parts.tileOf, target.chipOf, target.chipCount);
    this.#standing = new StandingCosts(prices, target);
    this.#times =
      prices.perStepNs === null ? null : new CoreTimes(count, searchNsOf(target), parts.steps, isTree);
    this.#links = prices.perBusiestLink === 0 ? null : new LinkLoads(target, parts.tileOf);
    this.#trees = isTree ? new TreePrices(parts, target) : null;
    this.#treePrice = new Float64Array(this.#trees === null ? 0 : netCount);
    for (let node = 0; node < nodeCount; node++) {
      this.neurons[partOf[node]] += nets.neurons[node];
      this.synapses[partOf[node]] += nets.synapses[node];
      this.#kernels?.add(node, partOf[node]);
    }
    for (let part = 0; part < count; part++) {
      if (this.neurons[part] > 0) this.#usage.open(part);
      this.violations += this.#excess(part);
    }
    const mostPins = new Uint32Array(netCount);
    for (let net = 0; net < netCount; net++) mostPins[net] = start[net + 1] - start[net] + reachesPort[net];
    this.pins = new PinTable(mostPins, count + 1);
    this.homeOf = new Uint32Array(netCount);
    for (let net = 0; net < netCount; net++) {
      this.homeOf[net] = source[net] === NONE ? count : partOf[source[net]];
      if (reachesPort[net] === 1) this.pins.add(net, count);
      for (let e = start[net]; e < start[net + 1]; e++) {
        const part = partOf[pins[e]];
        if (this.pins.add(net, part) && parts.limitsAxons) this.#addInputs(part, nets.axons[net]);
      }
      if (parts.limitsAxons) this.#addOutputs(net, 1);
      if (this.#trees !== null) this.#treePrice[net] = this.#priceTree(net, this.#trees);
    }
    this.cost = this.total();
  }

  get usedParts(): number {
    return this.#usage.cores;
  }

  /** Has the part room for the node, once `leaving` has left it (a node there, or NONE)? Axons are not asked. */
  hasRoom(node: number, part: number, leaving: number): boolean {
    const { neurons, synapses, fanIn } = this.nets;
    const { maxNeurons, maxSynapses, maxFanIn, mostUsed, mostTiles } = this.parts;
    const freeNeurons = leaving === NONE ? 0 : neurons[leaving];
    const freeSynapses = leaving === NONE ? 0 : synapses[leaving];
    return (
      this.neurons[part] + neurons[node] - freeNeurons <= maxNeurons[part] &&
      (this.#kernels === null || this.parts.sharesKernels[part] === 0
        ? this.synapses[part] + synapses[node] - freeSynapses
        : leaving === NONE
          ? this.#kernels.storedWith(node, part)
          : this.#kernels.storedInPlaceOf(node, part, leaving)) <= maxSynapses[part] &&
      fanIn[node] <= maxFanIn[part] &&
      (this.neurons[part] > 0 ||
        (this.usedParts < mostUsed && (this.#usage.tiles < mostTiles || this.#usage.isTileUsed(part))))
    );
  }

  /** What moving the node would add to the cost. */
  delta(node: number, to: number): number {
    const from = this.partOf[node];
    if (from === to) return 0;
    const packets =
      this.#trees === null
        ? this.#unicastDelta(node, from, to)
        : this.#treeDelta(node, from, to, this.#trees);
    return packets + this.#standingDelta(node, from, to);
  }

  /** What the move would add to the price of cores in use, of a step and of the busiest link. */
  #standingDelta(node: number, from: number, to: number): number {
    const opened = this.neurons[to] === 0 ? to : NONE;
    const closed = this.neurons[from] === this.nets.neurons[node] ? from : NONE;
    if (this.#times === null && this.#links === null) {
      if (opened === NONE && closed === NONE) return 0;
    }
    const { cores, tiles, chips } = this.#usage;
    const times = this.#times?.loads ?? null;
    const links = this.#links?.loads ?? null;
    this.#usage.propose(opened, closed);
    this.#times?.propose(this, node, from, to);
    this.#links?.propose(this, node, from, to);
    const { coresAfter, tilesAfter, chipsAfter } = this.#usage;
    const after = this.#standing.total(
      coresAfter,
      tilesAfter,
      chipsAfter,
      times?.normAfter() ?? 0,
      links?.normAfter() ?? 0,
    );
    times?.drop();
    links?.drop();
    return after - this.#standing.total(cores, tiles, chips, times?.norm ?? 0, links?.norm ?? 0);
  }

  /** Moves a node, limits or not; cost, loads and violations follow. */
  move(node: number, to: number): void {
    const from = this.partOf[node];
    if (from === to) return;
    const { inStart, inNets, ownStart, ownNets, selfPin } = this.nets;
    const { limitsAxons } = this.parts;
    this.cost += this.delta(node, to);
    this.#times?.propose(this, node, from, to);
    this.#times?.loads.take();
    this.#links?.propose(this, node, from, to);
    this.#links?.loads.take();
    this.#moveLoad(node, from, to);
    this.partOf[node] = to;
    for (let j = inStart[node]; j < inStart[node + 1]; j++) this.#movePin(inNets[j], from, to);
    for (let j = ownStart[node]; j < ownStart[node + 1]; j++) {
      const net = ownNets[j];
      if (limitsAxons) this.#addOutputs(net, -1);
      this.homeOf[net] = to;
      if (limitsAxons) this.#addOutputs(net, 1);
      if (selfPin[net] === 1) this.#movePin(net, from, to);
      if (this.#trees !== null) this.#treePrice[net] = this.#priceTree(net, this.#trees);
    }
  }

  /** The cost from scratch. */
  total(): number {
    const { netCount, weight } = this.nets;
    const { start, used, part } = this.pins;
    const width = this.parts.count + 1;
    this.#times?.fill(this);
    this.#links?.fill(this);
    const { cores, tiles, chips } = this.#usage;
    let sum = this.#standing.total(
      cores,
      tiles,
      chips,
      this.#times?.loads.norm ?? 0,
      this.#links?.loads.norm ?? 0,
    );
    for (let net = 0; net < netCount; net++) {
      if (this.#trees !== null) {
        sum += this.#priceTree(net, this.#trees);
        continue;
      }
      const end = start[net] + used[net];
      const row = this.homeOf[net] * width;
      let price = 0;
      for (let slot = start[net]; slot < end; slot++) price += this.parts.between[row + part[slot]];
      sum += weight[net] * price;
    }
    return sum;
  }

  #unicastDelta(node: number, from: number, to: number): number {
    const { inStart, inNets, ownStart, ownNets, selfPin, weight } = this.nets;
    const { start, used, part, cells } = this.pins;
    const { between } = this.parts;
    const homeOf = this.homeOf;
    const width = this.parts.count + 1;
    const end = inStart[node + 1];
    let sum = 0;
    for (let j = inStart[node]; j < end; j++) {
      const net = inNets[j];
      const row = net * width;
      const left = cells === null ? this.pins.count(net, from) : cells[row + from];
      const there = cells === null ? this.pins.count(net, to) : cells[row + to];
      if (left > 1 && there > 0) continue;
      const prices = homeOf[net] * width;
      if (left === 1) sum -= weight[net] * between[prices + from];
      if (there === 0) sum += weight[net] * between[prices + to];
    }
    const before = from * width;
    const after = to * width;
    for (let j = ownStart[node]; j < ownStart[node + 1]; j++) {
      const net = ownNets[j];
      const last = start[net] + used[net];
      let price = 0;
      for (let slot = start[net]; slot < last; slot++)
        price += between[after + part[slot]] - between[before + part[slot]];
      if (selfPin[net] === 1) {
        if (this.pins.count(net, from) === 1) price -= between[after + from];
        if (this.pins.count(net, to) === 0) price += between[after + to];
      }
      sum += weight[net] * price;
    }
    return sum;
  }

  #treeDelta(node: number, from: number, to: number, trees: TreePrices): number {
    const { inStart, inNets, ownStart, ownNets, selfPin, weight } = this.nets;
    const { pins } = this;
    const end = inStart[node + 1];
    let sum = 0;
    for (let j = inStart[node]; j < end; j++) {
      const net = inNets[j];
      const without = pins.count(net, from) === 1 ? from : NONE;
      const extra = pins.count(net, to) === 0 ? to : NONE;
      if (without === NONE && extra === NONE) continue;
      sum += weight[net] * trees.price(this.homeOf[net], pins, net, without, extra) - this.#treePrice[net];
    }
    for (let j = ownStart[node]; j < ownStart[node + 1]; j++) {
      const net = ownNets[j];
      const self = selfPin[net] === 1;
      const without = self && pins.count(net, from) === 1 ? from : NONE;
      const extra = self && pins.count(net, to) === 0 ? to : NONE;
      sum += weight[net] * trees.price(to, pins, net, without, extra) - this.#treePrice[net];
    }
    return sum;
  }

  #priceTree(net: number, trees: TreePrices): number {
    return this.nets.weight[net] * trees.price(this.homeOf[net], this.pins, net, NONE, NONE);
  }

  /** One pin of the net goes from one part to another. */
  #movePin(net: number, from: number, to: number): void {
    const { limitsAxons } = this.parts;
    if (limitsAxons) this.#addOutputs(net, -1);
    const leaves = this.pins.remove(net, from);
    const arrives = this.pins.add(net, to);
    if (limitsAxons) {
      this.#addOutputs(net, 1);
      if (leaves) this.#addInputs(from, -this.nets.axons[net]);
      if (arrives) this.#addInputs(to, this.nets.axons[net]);
    }
    if (this.#trees !== null && (leaves || arrives)) this.#treePrice[net] = this.#priceTree(net, this.#trees);
  }

  #moveLoad(node: number, from: number, to: number): void {
    const { neurons, synapses } = this.nets;
    this.violations -= this.#excess(from) + this.#excess(to);
    if (this.neurons[to] === 0) this.#usage.open(to);
    this.neurons[from] -= neurons[node];
    this.neurons[to] += neurons[node];
    this.synapses[from] -= synapses[node];
    this.synapses[to] += synapses[node];
    this.#kernels?.remove(node, from);
    this.#kernels?.add(node, to);
    if (this.neurons[from] === 0) this.#usage.close(from);
    this.violations += this.#excess(from) + this.#excess(to);
  }

  /** How many of the limits on neurons and synapses the part exceeds. */
  #excess(part: number): number {
    const synapses =
      this.#kernels === null || this.parts.sharesKernels[part] === 0
        ? this.synapses[part]
        : this.#kernels.stored[part];
    return (
      (this.neurons[part] > this.parts.maxNeurons[part] ? 1 : 0) +
      (synapses > this.parts.maxSynapses[part] ? 1 : 0)
    );
  }

  #addInputs(part: number, axons: number): void {
    const limit = this.parts.maxInputAxons[part];
    if (this.inputAxons[part] > limit) this.violations--;
    this.inputAxons[part] += axons;
    if (this.inputAxons[part] > limit) this.violations++;
  }

  /** Adds (sign 1) or takes away (-1) what the net asks of the outputs of its home: an axon for every other part. */
  #addOutputs(net: number, sign: number): void {
    const home = this.homeOf[net];
    if (home === this.parts.count) return;
    const remote = this.pins.used[net] - (this.pins.count(net, home) > 0 ? 1 : 0);
    const counted = this.parts.countsOwn[home] === 1 ? this.pins.used[net] : remote;
    if (counted > this.parts.maxFanOut[home]) this.violations += sign;
    const limit = this.parts.maxOutputAxons[home];
    if (this.outputAxons[home] > limit) this.violations--;
    this.outputAxons[home] += sign * this.nets.axons[net] * remote;
    if (this.outputAxons[home] > limit) this.violations++;
  }
}
