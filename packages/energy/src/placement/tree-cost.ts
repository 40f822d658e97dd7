import { NONE, startsFromCounts } from '@nmap/kernels';
import type { ClusterNets, Topology } from '@nmap/ir';
import type { PositionCost } from './placement-cost.ts';

/**
 * Multicast trees: a net costs its packets times the price of the links in the union of the
 * routes from its source to its pins, each link once. A swap touches only the nets of the two
 * clusters; the price of every net is remembered and computed afresh when it changes, so
 * nothing drifts.
 */
export class TreeCost implements PositionCost {
  readonly #nets: ClusterNets;
  readonly #topology: Topology;
  readonly #pricePerLink: Float64Array;
  readonly #portTile: number;
  readonly #tile: Uint32Array;
  /** Nets of a cluster, as source or pin. CSR. */
  readonly #netStart: Uint32Array;
  readonly #netOf: Uint32Array;
  /** netCost[net] at the current positions; NaN where it is not known yet. */
  readonly #netCost: Float64Array;
  /** Stamps: link in the tree being priced; net met in the swap being judged. */
  readonly #linkStamp: Uint32Array;
  readonly #netStamp: Uint32Array;
  #linkRound = 0;
  #netRound = 0;
  readonly #route: Uint32Array;

  constructor(
    nets: ClusterNets,
    clusterCount: number,
    topology: Topology,
    pricePerLink: Float64Array,
    portTile: number,
  ) {
    this.#nets = nets;
    this.#topology = topology;
    this.#pricePerLink = pricePerLink;
    this.#portTile = portTile;
    this.#tile = new Uint32Array(clusterCount);
    this.#netCost = new Float64Array(nets.netCount).fill(NaN);
    this.#linkStamp = new Uint32Array(topology.linkCount);
    this.#netStamp = new Uint32Array(nets.netCount);
    this.#route = new Uint32Array(topology.maxHops);
    const counts = new Uint32Array(clusterCount);
    this.#eachIncidence((cluster) => counts[cluster]!++);
    this.#netStart = startsFromCounts(counts);
    this.#netOf = new Uint32Array(this.#netStart[clusterCount]!);
    const next = this.#netStart.slice(0, clusterCount);
    this.#eachIncidence((cluster, net) => (this.#netOf[next[cluster]!++] = net));
  }

  place(cluster: number, tile: number): void {
    if (this.#tile[cluster] === tile) return;
    this.#tile[cluster] = tile;
    for (let entry = this.#netStart[cluster]!; entry < this.#netStart[cluster + 1]!; entry++) {
      this.#netCost[this.#netOf[entry]!] = NaN;
    }
  }

  total(): number {
    let sum = 0;
    for (let net = 0; net < this.#nets.netCount; net++) sum += this.#costNow(net);
    return sum;
  }

  swapDelta(first: number, second: number, firstTile: number, secondTile: number): number {
    this.#exchange(first, second, firstTile, secondTile);
    this.#netRound++;
    let delta = 0;
    for (let side = 0; side < 2; side++) {
      const cluster = side === 0 ? first : second;
      if (cluster === NONE) continue;
      for (let entry = this.#netStart[cluster]!; entry < this.#netStart[cluster + 1]!; entry++) {
        const net = this.#netOf[entry]!;
        if (this.#netStamp[net] === this.#netRound) continue;
        this.#netStamp[net] = this.#netRound;
        let before = this.#netCost[net]!;
        if (Number.isNaN(before)) {
          this.#exchange(first, second, secondTile, firstTile);
          before = this.#costNow(net);
          this.#exchange(first, second, firstTile, secondTile);
        }
        delta += this.#price(net) - before;
      }
    }
    this.#exchange(first, second, secondTile, firstTile);
    return delta;
  }

  applySwap(first: number, second: number, firstTile: number, secondTile: number): void {
    if (first !== NONE) this.place(first, secondTile);
    if (second !== NONE) this.place(second, firstTile);
  }

  /** Positions only: `first` goes to the second tile and `second` to the first. */
  #exchange(first: number, second: number, firstTile: number, secondTile: number): void {
    if (first !== NONE) this.#tile[first] = secondTile;
    if (second !== NONE) this.#tile[second] = firstTile;
  }

  #costNow(net: number): number {
    const known = this.#netCost[net]!;
    if (!Number.isNaN(known)) return known;
    const cost = this.#price(net);
    this.#netCost[net] = cost;
    return cost;
  }

  /** Walks every route and counts a link the first time it is met. */
  #price(net: number): number {
    const { source, start, pins, weight } = this.#nets;
    const packets = weight[net]!;
    if (packets === 0) return 0;
    const topology = this.#topology;
    const out = this.#route;
    const round = ++this.#linkRound;
    const from = this.#tileOf(source[net]!);
    let price = 0;
    for (let pin = start[net]!; pin < start[net + 1]!; pin++) {
      const to = this.#tileOf(pins[pin]!);
      const length = topology.route(from, to, out);
      if (length === 0 && from !== to) return Infinity;
      for (let step = 0; step < length; step++) {
        const link = out[step]!;
        if (this.#linkStamp[link] === round) continue;
        this.#linkStamp[link] = round;
        price += this.#pricePerLink[topology.linkClassOf[link]!]!;
      }
    }
    return packets * price;
  }

  #tileOf(cluster: number): number {
    return cluster === NONE ? this.#portTile : this.#tile[cluster]!;
  }

  #eachIncidence(visit: (cluster: number, net: number) => void): void {
    const { netCount, source, start, pins } = this.#nets;
    for (let net = 0; net < netCount; net++) {
      if (source[net] !== NONE) visit(source[net]!, net);
      for (let pin = start[net]!; pin < start[net + 1]!; pin++)
        if (pins[pin] !== NONE) visit(pins[pin]!, net);
    }
  }
}
