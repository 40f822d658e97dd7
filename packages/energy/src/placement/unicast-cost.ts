import { NONE } from '@nmap/kernels';
import type { ClusterGraph } from '@nmap/ir';
import { adjacencyOf, type Adjacency } from './adjacency.ts';
import type { PositionCost } from './placement-cost.ts';

/** Unicast over any distance, also one that differs by direction. */
export class UnicastCost implements PositionCost {
  readonly #graph: ClusterGraph;
  readonly #adjacency: Adjacency;
  readonly #distance: (from: number, to: number) => number;
  readonly #tile: Uint32Array;
  readonly #portTile: number;

  constructor(graph: ClusterGraph, distance: (from: number, to: number) => number, portTile: number) {
    this.#graph = graph;
    this.#adjacency = adjacencyOf(graph);
    this.#distance = distance;
    this.#tile = new Uint32Array(graph.start.length - 1);
    this.#portTile = portTile;
  }

  place(cluster: number, tile: number): void {
    this.#tile[cluster] = tile;
  }

  total(): number {
    const { start, target, weight } = this.#graph;
    let sum = 0;
    for (let cluster = 0; cluster < start.length - 1; cluster++) {
      const tile = this.#tile[cluster]!;
      for (let entry = start[cluster]!; entry < start[cluster + 1]!; entry++) {
        if (weight[entry] !== 0) sum += weight[entry]! * this.#distance(tile, this.#tile[target[entry]!]!);
      }
      sum += this.#portCost(cluster, tile);
    }
    return sum;
  }

  swapDelta(first: number, second: number, firstTile: number, secondTile: number): number {
    let delta = 0;
    if (first !== NONE) delta += this.#moveDelta(first, second, firstTile, secondTile);
    if (second !== NONE) delta += this.#moveDelta(second, first, secondTile, firstTile);
    if (first !== NONE && second !== NONE) delta += this.#betweenDelta(first, second, firstTile, secondTile);
    return delta;
  }

  applySwap(first: number, second: number, firstTile: number, secondTile: number): void {
    if (first !== NONE) this.#tile[first] = secondTile;
    if (second !== NONE) this.#tile[second] = firstTile;
  }

  #moveDelta(cluster: number, partner: number, from: number, to: number): number {
    const { start, neighbour, sent, heard } = this.#adjacency;
    const distance = this.#distance;
    const tiles = this.#tile;
    const end = start[cluster + 1]!;
    let delta = this.#portCost(cluster, to) - this.#portCost(cluster, from);
    for (let entry = start[cluster]!; entry < end; entry++) {
      const other = neighbour[entry]!;
      if (other === partner) continue;
      const tile = tiles[other]!;
      if (sent[entry] !== 0) delta += sent[entry]! * (distance(to, tile) - distance(from, tile));
      if (heard[entry] !== 0) delta += heard[entry]! * (distance(tile, to) - distance(tile, from));
    }
    return delta;
  }

  /** Packets between the two clusters themselves now go the other way round. */
  #betweenDelta(first: number, second: number, firstTile: number, secondTile: number): number {
    const { start, neighbour, sent, heard } = this.#adjacency;
    let low = start[first]!;
    let high = start[first + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (neighbour[middle]! < second) low = middle + 1;
      else high = middle;
    }
    if (low === start[first + 1] || neighbour[low] !== second) return 0;
    if (sent[low] === heard[low]) return 0;
    return (
      (sent[low]! - heard[low]!) *
      (this.#distance(secondTile, firstTile) - this.#distance(firstTile, secondTile))
    );
  }

  #portCost(cluster: number, tile: number): number {
    const out = this.#graph.toPort[cluster]!;
    const into = this.#graph.fromPort[cluster]!;
    let cost = 0;
    if (out !== 0) cost += out * this.#distance(tile, this.#portTile);
    if (into !== 0) cost += into * this.#distance(this.#portTile, tile);
    return cost;
  }
}
