import { NONE, raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import type { FlowGraph } from './flow-graph.ts';
import type { PlacementState, SwapCost } from './swap-cost.ts';
import type { TileDistance } from './tile-distance.ts';

/**
 * Unicast on a plane: the sum over pairs of packets * (|x - x'| + |y - y'|), in priced
 * coordinates. A delta costs O(neighbours of both clusters); the loops read one row of the
 * flow graph and one coordinate pair per neighbour, nothing else.
 */
export class PlaneCost implements SwapCost {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #flow: FlowGraph;
  /** coreXY[2 * core], [2 * core + 1]: priced coordinates of the core's tile. */
  readonly #coreXY: Float64Array;
  /** xy[2 * cluster], [2 * cluster + 1]: of the cluster's core; the i/o port last. */
  readonly #xy: Float64Array;

  constructor(flow: FlowGraph, target: Target, distance: TileDistance, state: PlacementState) {
    this.coreOf = state.coreOf;
    this.clusterAt = state.clusterAt;
    this.#flow = flow;
    const tileOf = raw(target.tileOf);
    this.#coreXY = new Float64Array(2 * target.coreCount);
    for (let core = 0; core < target.coreCount; core++) {
      this.#coreXY[2 * core] = distance.xy[2 * tileOf[core]]!;
      this.#coreXY[2 * core + 1] = distance.xy[2 * tileOf[core] + 1]!;
    }
    const n = flow.clusterCount;
    this.#xy = new Float64Array(2 * n + 2);
    for (let cluster = 0; cluster < n; cluster++) this.#take(cluster, this.coreOf[cluster]);
    this.#xy[2 * n] = distance.xy[2 * target.ioTile]!;
    this.#xy[2 * n + 1] = distance.xy[2 * target.ioTile + 1]!;
  }

  delta(coreA: number, coreB: number): number {
    const { start, neighbor, both } = this.#flow;
    const xy = this.#xy;
    const coreXY = this.#coreXY;
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    const ax = coreXY[2 * coreA];
    const ay = coreXY[2 * coreA + 1];
    const bx = coreXY[2 * coreB];
    const by = coreXY[2 * coreB + 1];
    let sum = 0;
    if (clusterA !== NONE) {
      const end = start[clusterA + 1];
      for (let e = start[clusterA]; e < end; e++) {
        const other = neighbor[e];
        // The distance between the two that exchange does not change.
        if (other === clusterB) continue;
        const x = xy[2 * other];
        const y = xy[2 * other + 1];
        sum += both[e] * (Math.abs(bx - x) - Math.abs(ax - x) + Math.abs(by - y) - Math.abs(ay - y));
      }
    }
    if (clusterB !== NONE) {
      const end = start[clusterB + 1];
      for (let e = start[clusterB]; e < end; e++) {
        const other = neighbor[e];
        if (other === clusterA) continue;
        const x = xy[2 * other];
        const y = xy[2 * other + 1];
        sum += both[e] * (Math.abs(ax - x) - Math.abs(bx - x) + Math.abs(ay - y) - Math.abs(by - y));
      }
    }
    return sum;
  }

  swap(coreA: number, coreB: number): void {
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    this.clusterAt[coreA] = clusterB;
    this.clusterAt[coreB] = clusterA;
    if (clusterA !== NONE) this.#take(clusterA, coreB);
    if (clusterB !== NONE) this.#take(clusterB, coreA);
  }

  total(): number {
    const { start, neighbor, both, clusterCount } = this.#flow;
    const xy = this.#xy;
    let sum = 0;
    for (let cluster = 0; cluster < clusterCount; cluster++) {
      const x = xy[2 * cluster];
      const y = xy[2 * cluster + 1];
      for (let e = start[cluster]; e < start[cluster + 1]; e++) {
        const other = neighbor[e];
        if (other > cluster) sum += both[e] * (Math.abs(x - xy[2 * other]) + Math.abs(y - xy[2 * other + 1]));
      }
    }
    return sum;
  }

  #take(cluster: number, core: number): void {
    this.coreOf[cluster] = core;
    this.#xy[2 * cluster] = this.#coreXY[2 * core]!;
    this.#xy[2 * cluster + 1] = this.#coreXY[2 * core + 1]!;
  }
}
