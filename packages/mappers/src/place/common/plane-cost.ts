import { NONE } from '@nmap/kernels';
import type { FlowGraph } from './flow-graph.ts';
import { exchangeContents, type PlacementState, type SwapCost } from './swap-cost.ts';

/**
 * Unicast on a plane: the sum over pairs of packets * (|x - x'| + |y - y'|), in priced
 * coordinates. A delta costs O(neighbours of both clusters); the loops read one row of the
 * flow graph and one coordinate pair per neighbour, nothing else.
 */
export class PlaneCost implements SwapCost {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #flow: FlowGraph;
  /** coreXY[2 * core], [2 * core + 1]: priced coordinates of the core. */
  readonly #coreXY: Float64Array;
  /** xy[2 * cluster], [2 * cluster + 1]: of the cluster's core; the i/o port last. */
  readonly #xy: Float64Array;

  /**
   * @param coreXY priced coordinates, two per core; a core may stand for a group of cores.
   * @param port of the i/o port's tile, x and y.
   */
  constructor(flow: FlowGraph, coreXY: Float64Array, port: Float64Array, state: PlacementState) {
    this.coreOf = state.coreOf;
    this.clusterAt = state.clusterAt;
    this.#flow = flow;
    this.#coreXY = coreXY;
    const n = flow.clusterCount;
    this.#xy = new Float64Array(2 * n + 2);
    for (const core of this.coreOf) this.#locate(core);
    this.#xy.set(port, 2 * n);
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
    exchangeContents(this, coreA, coreB);
    this.#locate(coreA);
    this.#locate(coreB);
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

  /** Of what lies on the core now. */
  #locate(core: number): void {
    const cluster = this.clusterAt[core];
    if (cluster === NONE) return;
    this.#xy[2 * cluster] = this.#coreXY[2 * core]!;
    this.#xy[2 * cluster + 1] = this.#coreXY[2 * core + 1]!;
  }
}
