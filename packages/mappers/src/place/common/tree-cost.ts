import { NONE, raw } from '@nmap/kernels';
import type { ClusterNets, Target } from '@nmap/ir';
import type { PlacementState, SwapCost } from './swap-cost.ts';
import type { TileDistance } from './tile-distance.ts';

/**
 * Multicast trees: the sum over nets of packets * price of the union of the routes from the
 * source to every pin. Exact: a delta rebuilds every net that one of the two clusters touches,
 * O(pins of those nets) on a plane under XY routing, O(links of their routes) elsewhere.
 *
 * On a plane the union is the row segment of the source that spans all its pins' columns,
 * and in each of these columns the segment that spans the source's row and the pins.
 */
export class TreeCost implements SwapCost {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #nets: ClusterNets;
  readonly #target: Target;
  readonly #tileOfCore: Uint32Array;
  /** tileOf[cluster]; the i/o port last. */
  readonly #tileOf: Uint32Array;
  readonly #port: number;
  /** netCost[net] = packets * price of its tree, under the current placement. */
  readonly #netCost: Float64Array;
  /** netOf[netStart[cluster] ..] = nets that touch the cluster, as source or pin, ascending. */
  readonly #netStart: Uint32Array;
  readonly #netOf: Uint32Array;

  /** Priced coordinates; null where the topology is no plane. */
  readonly #xy: Float64Array | null;
  readonly #columns: number;
  /** low[column], high[column]: reach of the open tree in a column, valid where columnStamp = stamp. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #columnStamp: Uint32Array;
  readonly #linkPrice: Float64Array;
  readonly #linkStamp: Uint32Array;
  readonly #route: Uint32Array;
  #stamp = 0;

  /** The trial that {@link delta} made last: {@link swap} of the same pair takes it over. */
  readonly #trialNets: Uint32Array;
  readonly #trialCost: Float64Array;
  #trialLength = 0;
  #trialA = -1;
  #trialB = -1;

  constructor(
    nets: ClusterNets,
    target: Target,
    prices: Float64Array,
    distance: TileDistance,
    state: PlacementState,
  ) {
    this.coreOf = state.coreOf;
    this.clusterAt = state.clusterAt;
    this.#nets = nets;
    this.#target = target;
    this.#tileOfCore = raw(target.tileOf);
    const n = this.coreOf.length;
    this.#port = n;
    this.#tileOf = new Uint32Array(n + 1);
    for (let cluster = 0; cluster < n; cluster++)
      this.#tileOf[cluster] = this.#tileOfCore[this.coreOf[cluster]]!;
    this.#tileOf[n] = target.ioTile;

    const { topology } = target;
    const plane = distance.kind === 'plane';
    this.#xy = plane ? distance.xy : null;
    this.#columns = topology.columns;
    this.#low = new Float64Array(topology.columns);
    this.#high = new Float64Array(topology.columns);
    this.#columnStamp = new Uint32Array(topology.columns);
    this.#linkPrice = Float64Array.from(plane ? [] : topology.linkClassOf, (k) => prices[k]);
    this.#linkStamp = new Uint32Array(plane ? 0 : topology.linkCount);
    this.#route = new Uint32Array(Math.max(1, topology.maxHops));

    const index = netsOfClusters(nets, n);
    this.#netStart = index.start;
    this.#netOf = index.nets;
    this.#trialNets = new Uint32Array(nets.netCount);
    this.#trialCost = new Float64Array(nets.netCount);
    this.#netCost = new Float64Array(nets.netCount);
    for (let net = 0; net < nets.netCount; net++) this.#netCost[net] = this.#costOfNet(net);
  }

  delta(coreA: number, coreB: number): number {
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    const tileA = this.#tileOfCore[coreA];
    const tileB = this.#tileOfCore[coreB];
    this.#trialLength = 0;
    this.#trialA = coreA;
    this.#trialB = coreB;
    if (tileA === tileB) return 0;
    if (clusterA !== NONE) this.#tileOf[clusterA] = tileB;
    if (clusterB !== NONE) this.#tileOf[clusterB] = tileA;
    const netOf = this.#netOf;
    // Both lists are ascending: a merge visits a net that touches both clusters once.
    let a = clusterA === NONE ? 0 : this.#netStart[clusterA];
    const aEnd = clusterA === NONE ? 0 : this.#netStart[clusterA + 1];
    let b = clusterB === NONE ? 0 : this.#netStart[clusterB];
    const bEnd = clusterB === NONE ? 0 : this.#netStart[clusterB + 1];
    let sum = 0;
    while (a < aEnd || b < bEnd) {
      const netA = a < aEnd ? netOf[a] : NONE;
      const netB = b < bEnd ? netOf[b] : NONE;
      const net = netA < netB ? netA : netB;
      if (netA === net) a++;
      if (netB === net) b++;
      const cost = this.#costOfNet(net);
      sum += cost - this.#netCost[net];
      this.#trialNets[this.#trialLength] = net;
      this.#trialCost[this.#trialLength++] = cost;
    }
    if (clusterA !== NONE) this.#tileOf[clusterA] = tileA;
    if (clusterB !== NONE) this.#tileOf[clusterB] = tileB;
    return sum;
  }

  swap(coreA: number, coreB: number): void {
    if (this.#trialA !== coreA || this.#trialB !== coreB) this.delta(coreA, coreB);
    this.#trialA = -1;
    for (let k = 0; k < this.#trialLength; k++) this.#netCost[this.#trialNets[k]] = this.#trialCost[k]!;
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    this.clusterAt[coreA] = clusterB;
    this.clusterAt[coreB] = clusterA;
    if (clusterA !== NONE) this.#take(clusterA, coreB);
    if (clusterB !== NONE) this.#take(clusterB, coreA);
  }

  total(): number {
    let sum = 0;
    for (let net = 0; net < this.#nets.netCount; net++) sum += this.#costOfNet(net);
    return sum;
  }

  #take(cluster: number, core: number): void {
    this.coreOf[cluster] = core;
    this.#tileOf[cluster] = this.#tileOfCore[core]!;
  }

  #costOfNet(net: number): number {
    if (++this.#stamp === NONE) {
      this.#stamp = 1;
      this.#columnStamp.fill(0);
      this.#linkStamp.fill(0);
    }
    const source = this.#nets.source[net];
    const from = this.#tileOf[source === NONE ? this.#port : source];
    const price = this.#xy === null ? this.#routesPrice(net, from) : this.#planePrice(net, from, this.#xy);
    return price * this.#nets.weight[net];
  }

  #planePrice(net: number, from: number, xy: Float64Array): number {
    const { start, pins } = this.#nets;
    const tileOf = this.#tileOf;
    const stamp = this.#stamp;
    const sourceY = xy[2 * from + 1];
    let lowX = xy[2 * from];
    let highX = lowX;
    let alongY = 0;
    const end = start[net + 1];
    for (let e = start[net]; e < end; e++) {
      const pin = pins[e];
      const tile = tileOf[pin === NONE ? this.#port : pin];
      const x = xy[2 * tile];
      const y = xy[2 * tile + 1];
      if (x < lowX) lowX = x;
      else if (x > highX) highX = x;
      const column = tile % this.#columns;
      if (this.#columnStamp[column] !== stamp) {
        this.#columnStamp[column] = stamp;
        this.#low[column] = sourceY;
        this.#high[column] = sourceY;
      }
      if (y < this.#low[column]) {
        alongY += this.#low[column] - y;
        this.#low[column] = y;
      } else if (y > this.#high[column]) {
        alongY += y - this.#high[column];
        this.#high[column] = y;
      }
    }
    return highX - lowX + alongY;
  }

  #routesPrice(net: number, from: number): number {
    const { start, pins } = this.#nets;
    const { topology } = this.#target;
    const route = this.#route;
    const stamp = this.#stamp;
    let price = 0;
    const end = start[net + 1];
    for (let e = start[net]; e < end; e++) {
      const pin = pins[e];
      const to = this.#tileOf[pin === NONE ? this.#port : pin];
      if (topology.hasDeadLinks && topology.hops(from, to) === Infinity) {
        price += this.#unreachablePrice();
        continue;
      }
      const length = topology.route(from, to, route);
      for (let k = 0; k < length; k++) {
        const link = route[k];
        if (this.#linkStamp[link] === stamp) continue;
        this.#linkStamp[link] = stamp;
        price += this.#linkPrice[link];
      }
    }
    return price;
  }

  /** Dearer than any tree, still finite, so that differences stay numbers. */
  #unreachablePrice(): number {
    let dearest = 0;
    for (const price of this.#linkPrice) dearest = Math.max(dearest, price);
    return 1e6 * dearest * this.#target.topology.maxHops;
  }
}

/** netOf[start[cluster] ..] = nets that touch the cluster, as source or pin, ascending. */
export function netsOfClusters(
  nets: ClusterNets,
  clusterCount: number,
): { start: Uint32Array; nets: Uint32Array } {
  const start = new Uint32Array(clusterCount + 1);
  for (let net = 0; net < nets.netCount; net++) {
    if (nets.source[net] !== NONE) start[nets.source[net] + 1]++;
  }
  for (const pin of nets.pins) if (pin !== NONE) start[pin + 1]++;
  for (let cluster = 0; cluster < clusterCount; cluster++) start[cluster + 1] += start[cluster];
  const next = start.slice(0, clusterCount);
  const of = new Uint32Array(start[clusterCount]);
  for (let net = 0; net < nets.netCount; net++) {
    if (nets.source[net] !== NONE) of[next[nets.source[net]]++] = net;
    for (let e = nets.start[net]; e < nets.start[net + 1]; e++) {
      if (nets.pins[e] !== NONE) of[next[nets.pins[e]]++] = net;
    }
  }
  return { start, nets: of };
}
