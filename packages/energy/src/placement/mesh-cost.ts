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
  readonly #x: Float64Array;
  readonly #y: Float64Array;
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
    this.#x = new Float64Array(clusterCount);
    this.#y = new Float64Array(clusterCount);
    this.#columns = columns;
    this.#portX = portTile % columns;
    this.#portY = (portTile - this.#portX) / columns;
    this.#alongX = prices.alongX;
    this.#alongY = prices.alongY;
  }

  place(cluster: number, tile: number): void {
    const x = tile % this.#columns;
    this.#x[cluster] = x;
    this.#y[cluster] = (tile - x) / this.#columns;
  }

  total(): number {
    const { start, target, weight } = this.#graph;
    let sum = 0;
    for (let cluster = 0; cluster < start.length - 1; cluster++) {
      const x = this.#x[cluster]!;
      const y = this.#y[cluster]!;
      for (let entry = start[cluster]!; entry < start[cluster + 1]!; entry++) {
        const other = target[entry]!;
        sum +=
          weight[entry]! *
          (this.#alongX * Math.abs(x - this.#x[other]!) + this.#alongY * Math.abs(y - this.#y[other]!));
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
    const xs = this.#x;
    const ys = this.#y;
    const end = start[cluster + 1]!;
    let alongX = 0;
    let alongY = 0;
    for (let entry = start[cluster]!; entry < end; entry++) {
      const other = neighbour[entry]!;
      if (other === partner) continue;
      const x = xs[other]!;
      const y = ys[other]!;
      alongX += weight[entry]! * (Math.abs(toX - x) - Math.abs(fromX - x));
      alongY += weight[entry]! * (Math.abs(toY - y) - Math.abs(fromY - y));
    }
    return (
      this.#alongX * alongX +
      this.#alongY * alongY +
      this.#portCost(cluster, toX, toY) -
      this.#portCost(cluster, fromX, fromY)
    );
  }

  #portCost(cluster: number, x: number, y: number): number {
    const packets = this.#port[cluster]!;
    if (packets === 0) return 0;
    return packets * (this.#alongX * Math.abs(x - this.#portX) + this.#alongY * Math.abs(y - this.#portY));
  }
}
