import { NONE, raw } from '@nmap/kernels';
import type { ClusterNets, Target } from '@nmap/ir';
import { netsOfBoth, netsOfClusters, type NetsOfClusters } from './nets-of-clusters.ts';
import { exchangeContents, tilesOfClusters, type PlacementState, type SwapCost } from './swap-cost.ts';
import type { TileDistance } from './tile-distance.ts';
import { TreeWays } from './tree-ways.ts';

/**
 * Multicast trees: the sum over nets of packets * price of the union of the routes from the source to every pin
 * ({@link TreeWays}). Exact: a delta prices every net anew that one of the two clusters touches.
 */
export class TreeCost implements SwapCost {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #nets: ClusterNets;
  readonly #tileOfCore: Uint32Array;
  /** tileOf[cluster]; the i/o port last. */
  readonly #tileOf: Uint32Array;
  readonly #port: number;
  /** netCost[net] = packets * price of its tree, under the current placement. */
  readonly #netCost: Float64Array;
  readonly #netsOf: NetsOfClusters;
  readonly #ways: TreeWays;
  /** Tiles of a net's pins. */
  readonly #tiles: Uint32Array;

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
    this.#tileOfCore = raw(target.tileOf);
    this.#tileOf = tilesOfClusters(this.coreOf, this.#tileOfCore, target.ioTile);
    this.#port = this.coreOf.length;
    this.#netsOf = netsOfClusters(nets, this.coreOf.length);
    this.#ways = new TreeWays(target, prices, distance);
    this.#tiles = new Uint32Array(this.coreOf.length + 1);
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
    const count = netsOfBoth(this.#netsOf, clusterA, clusterB, this.#trialNets);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const net = this.#trialNets[k];
      const cost = this.#costOfNet(net);
      sum += cost - this.#netCost[net];
      this.#trialCost[k] = cost;
    }
    this.#trialLength = count;
    if (clusterA !== NONE) this.#tileOf[clusterA] = tileA;
    if (clusterB !== NONE) this.#tileOf[clusterB] = tileB;
    return sum;
  }

  swap(coreA: number, coreB: number): void {
    if (this.#trialA !== coreA || this.#trialB !== coreB) this.delta(coreA, coreB);
    this.#trialA = -1;
    for (let k = 0; k < this.#trialLength; k++) this.#netCost[this.#trialNets[k]] = this.#trialCost[k]!;
    exchangeContents(this, coreA, coreB);
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    if (clusterA !== NONE) this.#tileOf[clusterA] = this.#tileOfCore[coreA]!;
    if (clusterB !== NONE) this.#tileOf[clusterB] = this.#tileOfCore[coreB]!;
  }

  total(): number {
    let sum = 0;
    for (let net = 0; net < this.#nets.netCount; net++) sum += this.#costOfNet(net);
    return sum;
  }

  #costOfNet(net: number): number {
    const { source, start, pins, weight } = this.#nets;
    const tileOf = this.#tileOf;
    const tiles = this.#tiles;
    const first = start[net];
    const count = start[net + 1] - first;
    for (let k = 0; k < count; k++) {
      const pin = pins[first + k];
      tiles[k] = tileOf[pin === NONE ? this.#port : pin]!;
    }
    const from = tileOf[source[net] === NONE ? this.#port : source[net]];
    return this.#ways.price(from, tiles, count) * weight[net];
  }
}
