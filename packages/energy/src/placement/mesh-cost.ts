import { NONE } from '@nmap/kernels';
import type { ClusterGraph } from '@nmap/ir';
import { adjacencyOf, type Adjacency } from './adjacency.ts';
import type { MeshPrices } from './placement-distance.ts';
import type { PositionCost } from './placement-cost.ts';

/**
 * Unicast on a mesh without faults: the distance is a closed form of the coordinates and
 * the same in both directions, so the loop over the neighbours of a cluster reads three
 * columns and calls nothing.
 */
export class MeshCost implements PositionCost {
  readonly #graph: ClusterGraph;
  readonly #adjacency: Adjacency;
  /** weight[entry] = packets in both directions. */
  readonly #weight: Float64Array;
  /** Packets of a cluster to and from the port. */
  readonly #port: Float64Array;
  readonly #hasPort: boolean;
  /** x of a cluster at 2 * cluster, y behind it: both come with one cache line. */
  readonly #position: Int32Array;
  readonly #columns: number;
  readonly #portX: number;
  readonly #portY: number;
  readonly #alongX: number;
  readonly #alongY: number;

  constructor(graph: ClusterGraph, prices: MeshPrices, columns: number, portTile: number) {
    const clusterCount = graph.start.length - 1;
    this.#graph = graph;
    this.#adjacency = adjacencyOf(graph);
    const { sent, heard } = this.#adjacency;
    this.#weight = sent.map((packets, entry) => packets + heard[entry]!);
    this.#port = graph.toPort.map((packets, cluster) => packets + graph.fromPort[cluster]!);
    this.#hasPort = this.#port.some((packets) => packets !== 0);
    this.#position = new Int32Array(2 * clusterCount);
    this.#columns = columns;
    this.#portX = portTile % columns;
    this.#portY = (portTile - this.#portX) / columns;
    this.#alongX = prices.alongX;
    this.#alongY = prices.alongY;
  }

  place(cluster: number, tile: number): void {
    const x = tile % this.#columns;
    this.#position[2 * cluster] = x;
    this.#position[2 * cluster + 1] = (tile - x) / this.#columns;
  }

  total(): number {
    const { start, target, weight } = this.#graph;
    const position = this.#position;
    let sum = 0;
    for (let cluster = 0; cluster < start.length - 1; cluster++) {
      const x = position[2 * cluster]!;
      const y = position[2 * cluster + 1]!;
      for (let entry = start[cluster]!; entry < start[cluster + 1]!; entry++) {
        const dx = x - position[2 * target[entry]!]!;
        const dy = y - position[2 * target[entry]! + 1]!;
        sum += weight[entry]! * (this.#alongX * (dx < 0 ? -dx : dx) + this.#alongY * (dy < 0 ? -dy : dy));
      }
      sum += this.#portCost(cluster, x, y);
    }
    return sum;
  }

  swapDelta(first: number, second: number, firstTile: number, secondTile: number): number {
    const columns = this.#columns;
    const firstX = firstTile % columns;
    const firstY = (firstTile - firstX) / columns;
    const secondX = secondTile % columns;
    const secondY = (secondTile - secondX) / columns;
    let delta = 0;
    if (first !== NONE) delta += this.#moveDelta(first, second, firstX, firstY, secondX, secondY);
    if (second !== NONE) delta += this.#moveDelta(second, first, secondX, secondY, firstX, firstY);
    return delta;
  }

  applySwap(first: number, second: number, firstTile: number, secondTile: number): void {
    if (first !== NONE) this.place(first, secondTile);
    if (second !== NONE) this.place(second, firstTile);
  }

  /** Edges to `partner`, which comes the other way, keep their length. */
  #moveDelta(
    cluster: number,
    partner: number,
    fromX: number,
    fromY: number,
    toX: number,
    toY: number,
  ): number {
    const { start, neighbour } = this.#adjacency;
    const weight = this.#weight;
    const position = this.#position;
    const end = start[cluster + 1]!;
    let alongX = 0;
    let alongY = 0;
    for (let entry = start[cluster]!; entry < end; entry++) {
      const other = neighbour[entry]!;
      if (other === partner) continue;
      const x = position[2 * other]!;
      const y = position[2 * other + 1]!;
      const afterX = toX < x ? x - toX : toX - x;
      const beforeX = fromX < x ? x - fromX : fromX - x;
      alongX += weight[entry]! * (afterX - beforeX);
      const afterY = toY < y ? y - toY : toY - y;
      const beforeY = fromY < y ? y - fromY : fromY - y;
      alongY += weight[entry]! * (afterY - beforeY);
    }
    return (
      this.#alongX * alongX +
      this.#alongY * alongY +
      this.#portCost(cluster, toX, toY) -
      this.#portCost(cluster, fromX, fromY)
    );
  }

  #portCost(cluster: number, x: number, y: number): number {
    if (!this.#hasPort) return 0;
    const packets = this.#port[cluster]!;
    if (packets === 0) return 0;
    return packets * (this.#alongX * Math.abs(x - this.#portX) + this.#alongY * Math.abs(y - this.#portY));
  }
}
