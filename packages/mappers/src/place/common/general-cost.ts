import { NONE } from '@nmap/kernels';
import type { FlowGraph } from './flow-graph.ts';
import { exchangeContents, tilesOfClusters, type PlacementState, type SwapCost } from './swap-cost.ts';
import type { TileDistance } from './tile-distance.ts';

/** What the cost asks of distances; a `table` is read where there is one. */
export type Distances = Pick<TileDistance, 'kind' | 'table' | 'tileCount' | 'between'>;

/**
 * Unicast on any topology: the sum over directed pairs of packets * price of the route,
 * which may differ between there and back. A delta costs O(neighbours of both clusters).
 */
export class GeneralCost implements SwapCost {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #flow: FlowGraph;
  readonly #distance: Distances;
  readonly #tileOfCore: Uint32Array;
  /** tileOf[cluster]; the i/o port last. */
  readonly #tileOf: Uint32Array;

  /** @param tileOfCore its length is the number of cores; a core may stand for a group of cores. */
  constructor(
    flow: FlowGraph,
    tileOfCore: Uint32Array,
    ioTile: number,
    distance: Distances,
    state: PlacementState,
  ) {
    this.coreOf = state.coreOf;
    this.clusterAt = state.clusterAt;
    this.#flow = flow;
    this.#distance = distance;
    this.#tileOfCore = tileOfCore;
    this.#tileOf = tilesOfClusters(this.coreOf, tileOfCore, ioTile);
  }

  delta(coreA: number, coreB: number): number {
    const tileA = this.#tileOfCore[coreA];
    const tileB = this.#tileOfCore[coreB];
    if (tileA === tileB) return 0;
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    let sum = 0;
    if (clusterA !== NONE) sum += this.#moveDelta(clusterA, clusterB, tileA, tileB);
    if (clusterB !== NONE) sum += this.#moveDelta(clusterB, clusterA, tileB, tileA);
    if (clusterA !== NONE && clusterB !== NONE) sum += this.#pairDelta(clusterA, clusterB, tileA, tileB);
    return sum;
  }

  swap(coreA: number, coreB: number): void {
    exchangeContents(this, coreA, coreB);
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    if (clusterA !== NONE) this.#tileOf[clusterA] = this.#tileOfCore[coreA]!;
    if (clusterB !== NONE) this.#tileOf[clusterB] = this.#tileOfCore[coreB]!;
  }

  total(): number {
    const { start, neighbor, clusterCount } = this.#flow;
    let sum = 0;
    for (let cluster = 0; cluster < clusterCount; cluster++) {
      const tile = this.#tileOf[cluster];
      for (let e = start[cluster]; e < start[cluster + 1]; e++) {
        const other = neighbor[e];
        if (other < cluster) continue;
        const otherTile = this.#tileOf[other];
        sum += this.#flow.out[e] * this.#distance.between(tile, otherTile);
        sum += this.#flow.in[e] * this.#distance.between(otherTile, tile);
      }
    }
    return sum;
  }

  /** Of one cluster alone, against all others but `excluded`. */
  #moveDelta(cluster: number, excluded: number, fromTile: number, toTile: number): number {
    const flow = this.#flow;
    const { table, tileCount, kind } = this.#distance;
    const end = flow.start[cluster + 1];
    let sum = 0;
    for (let e = flow.start[cluster]; e < end; e++) {
      const other = flow.neighbor[e];
      if (other === excluded) continue;
      const tile = this.#tileOf[other];
      if (kind === 'table') {
        sum += flow.out[e] * (table[toTile * tileCount + tile] - table[fromTile * tileCount + tile]);
        sum += flow.in[e] * (table[tile * tileCount + toTile] - table[tile * tileCount + fromTile]);
      } else {
        sum += flow.out[e] * (this.#distance.between(toTile, tile) - this.#distance.between(fromTile, tile));
        sum += flow.in[e] * (this.#distance.between(tile, toTile) - this.#distance.between(tile, fromTile));
      }
    }
    return sum;
  }

  /** Between the two that exchange: only where the way back has another price. */
  #pairDelta(clusterA: number, clusterB: number, tileA: number, tileB: number): number {
    const there = this.#distance.between(tileA, tileB);
    const back = this.#distance.between(tileB, tileA);
    if (there === back) return 0;
    const flow = this.#flow;
    const end = flow.start[clusterA + 1];
    for (let e = flow.start[clusterA]; e < end; e++) {
      if (flow.neighbor[e] === clusterB) return (flow.out[e] - flow.in[e]) * (back - there);
    }
    return 0;
  }
}
