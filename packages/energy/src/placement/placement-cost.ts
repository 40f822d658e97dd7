import { NONE, raw } from '@nmap/kernels';
import { invariant, type Clustered } from '@nmap/ir';
import type { HopPrices } from './hop-prices.ts';
import { MeshCost } from './mesh-cost.ts';
import { meshPrices, placementDistance, pricePerLink } from './placement-distance.ts';
import { TreeCost } from './tree-cost.ts';
import { UnicastCost } from './unicast-cost.ts';

/** How one kind of interconnect prices positions. NONE stands for an empty core. */
export interface PositionCost {
  place(cluster: number, tile: number): void;
  total(): number;
  swapDelta(first: number, second: number, firstTile: number, secondTile: number): number;
  applySwap(first: number, second: number, firstTile: number, secondTile: number): void;
}

/**
 * What a placement of clusters costs, for placers: the traffic between clusters times
 * {@link placementDistance}, or the links of every multicast tree. The parts that no placement
 * changes (injection, first router, synapses, neurons) are left out.
 *
 * Holds a placement and changes it by exchanging the contents of two cores, either of which
 * may be empty. Whether a core may hold a cluster (dead, of another class) is the caller's
 * affair.
 *
 * Cost: a delta is O(neighbours of the two clusters) for unicast and O(pins x hops of their
 * nets) for trees; nothing is allocated after construction.
 */
export class PlacementCost {
  /** coreOf[cluster]: read it, change it by `applySwap` or `setPlacement` only. */
  readonly coreOf: Uint32Array;
  /** clusterAt[core]; NONE where the core is empty. */
  readonly clusterAt: Uint32Array;
  readonly #tileOf: Uint32Array;
  readonly #positions: PositionCost;

  /** @param coreOf coreOf[cluster], injective; copied. */
  constructor(clustered: Clustered, prices: HopPrices, coreOf: ArrayLike<number>) {
    const { target } = clustered.problem;
    const { graph, nets } = clustered.traffic;
    this.#tileOf = raw(target.tileOf);
    this.coreOf = new Uint32Array(clustered.clusterCount);
    this.clusterAt = new Uint32Array(target.coreCount);
    const mesh = meshPrices(target, prices);
    if (target.multicast === 'tree') {
      const perLink = pricePerLink(prices);
      this.#positions = new TreeCost(nets, clustered.clusterCount, target.topology, perLink, target.ioTile);
    } else if (mesh !== null) {
      this.#positions = new MeshCost(graph, mesh, target.topology.columns, target.ioTile);
    } else {
      this.#positions = new UnicastCost(graph, placementDistance(target, prices), target.ioTile);
    }
    this.setPlacement(coreOf);
  }

  /** Takes a whole placement over. */
  setPlacement(coreOf: ArrayLike<number>): void {
    invariant(coreOf.length === this.coreOf.length, 'a placement has one core for every cluster');
    this.clusterAt.fill(NONE);
    for (let cluster = 0; cluster < coreOf.length; cluster++) {
      const core = coreOf[cluster]!;
      if (this.clusterAt[core] !== NONE)
        invariant(false, `core ${core} does not exist or holds two clusters`);
      this.coreOf[cluster] = core;
      this.clusterAt[core] = cluster;
      this.#positions.place(cluster, this.#tileOf[core]!);
    }
  }

  /** Cost of the placement it holds, summed from the first edge to the last: no drift. */
  total(): number {
    return this.#positions.total();
  }

  /** Cost of any placement, which becomes the one it holds. */
  cost(coreOf: ArrayLike<number>): number {
    this.setPlacement(coreOf);
    return this.total();
  }

  /** By how much `total` would change if the two cores exchanged their contents. */
  swapDelta(coreA: number, coreB: number): number {
    const tileA = this.#tileOf[coreA]!;
    const tileB = this.#tileOf[coreB]!;
    if (tileA === tileB) return 0;
    return this.#positions.swapDelta(this.clusterAt[coreA]!, this.clusterAt[coreB]!, tileA, tileB);
  }

  /** Exchanges the contents of the two cores. Again undoes it. */
  applySwap(coreA: number, coreB: number): void {
    const a = this.clusterAt[coreA]!;
    const b = this.clusterAt[coreB]!;
    this.#positions.applySwap(a, b, this.#tileOf[coreA]!, this.#tileOf[coreB]!);
    this.clusterAt[coreA] = b;
    this.clusterAt[coreB] = a;
    if (a !== NONE) this.coreOf[a] = coreB;
    if (b !== NONE) this.coreOf[b] = coreA;
  }
}
