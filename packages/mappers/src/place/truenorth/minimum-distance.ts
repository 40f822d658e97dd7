import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { requireCores } from '../common/assign-in-order.ts';
import { flowGraph, type FlowGraph } from '../common/flow-graph.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { tileDistance, type TileDistance } from '../common/tile-distance.ts';
import type { Watch } from '../../watch/watch.ts';
import { FreeCores } from '../common/free-cores.ts';
import { layersOf } from './layers.ts';

export interface MinimumDistanceOptions {
  readonly first: 'layers' | 'heaviest';
  readonly weights: 'sources' | 'packets';
}

/** See the header of `index.ts`. @returns coreOf[cluster] */
export function minimumDistance(
  clustered: Clustered,
  { first, weights }: MinimumDistanceOptions,
  watch: Watch,
): Uint32Array {
  requireCores(clustered);
  const builder = new Builder(clustered, first === 'layers', weights === 'packets');
  const order =
    first === 'layers'
      ? builder.dealFirstLayer(layersOf(clustered))
      : byTraffic(flowGraph(clustered.traffic.graph));
  for (const [position, cluster] of order.entries()) {
    // Told to stop, the rest takes the first core that is free.
    const isOver = !watch.spend(builder.work(cluster), position / order.length);
    builder.place(cluster, isOver);
  }
  return builder.coreOf;
}

/** The heaviest first. */
function byTraffic({ clusterCount, start, both }: FlowGraph): Uint32Array {
  const total = new Float64Array(clusterCount);
  for (let cluster = 0; cluster < clusterCount; cluster++)
    for (let e = start[cluster]; e < start[cluster + 1]; e++) total[cluster] += both[e];
  const order = Uint32Array.from({ length: clusterCount }, (_, cluster) => cluster);
  return order.sort((a, b) => total[b] - total[a] || a - b);
}

class Builder {
  readonly coreOf: Uint32Array;
  readonly #clustered: Clustered;
  /** Only what a cluster hears draws it; else what it sends to as well. */
  readonly #onlySources: boolean;
  readonly #byPackets: boolean;
  readonly #flow: FlowGraph;
  readonly #distance: TileDistance;
  readonly #free: FreeCores;
  readonly #classOf: Uint32Array;
  readonly #tileOfCore: Uint32Array;
  /** Tiles of every chip, ascending. */
  readonly #tilesOf: readonly number[][];

  constructor(clustered: Clustered, onlySources: boolean, byPackets: boolean) {
    const { target } = clustered.problem;
    this.#clustered = clustered;
    this.#onlySources = onlySources;
    this.#byPackets = byPackets;
    this.coreOf = new Uint32Array(clustered.clusterCount).fill(NONE);
    this.#flow = flowGraph(clustered.traffic.graph);
    this.#distance = tileDistance(target, pricePerHop(clustered.problem));
    this.#free = new FreeCores(clustered);
    this.#classOf = raw(clustered.classOf);
    this.#tileOfCore = raw(target.tileOf);
    const tilesOf: number[][] = Array.from({ length: target.chipCount }, () => []);
    for (let tile = 0; tile < target.topology.tileCount; tile++) tilesOf[target.chipOf[tile]].push(tile);
    this.#tilesOf = tilesOf;
  }

  /** Tiles looked at times sources. */
  work(cluster: number): number {
    const { start } = this.#flow;
    return this.#clustered.problem.target.topology.tileCount * (1 + start[cluster + 1] - start[cluster]);
  }

  /** The first layer in equal shares on the chips, there on tiles at equal distances. @returns all others, in order. */
  dealFirstLayer(layers: readonly Uint32Array[]): Uint32Array {
    const [firstLayer = new Uint32Array(0), ...others] = layers;
    const chips = this.#tilesOf;
    const share = Math.ceil(firstLayer.length / chips.length);
    for (let chip = 0; chip < chips.length; chip++) {
      const dealt = firstLayer.subarray(chip * share, Math.min(firstLayer.length, (chip + 1) * share));
      for (const [k, cluster] of dealt.entries()) {
        const from = Math.floor(((k + 0.5) * chips[chip].length) / dealt.length);
        this.#settle(cluster, [...chips[chip].slice(from), ...chips[chip].slice(0, from)]);
      }
    }
    return Uint32Array.from(others.flatMap((layer) => [...layer]));
  }

  place(cluster: number, anywhere: boolean): void {
    const pulls = anywhere ? [] : this.#pullsOn(cluster);
    if (anywhere) {
      this.#settle(cluster, this.#tilesOf.flat());
      return;
    }
    if (pulls.length === 0) {
      this.#settle(cluster, fromMiddle(this.#clustered));
      return;
    }
    for (const chip of this.#chipsBySources(pulls)) {
      const tile = this.#nearest(cluster, this.#tilesOf[chip], pulls);
      if (tile === NONE) continue;
      this.#settle(cluster, [tile]);
      return;
    }
  }

  /** Placed clusters, or the port, that a cluster hears; or has traffic with. */
  #pullsOn(cluster: number): { tile: number; weight: number }[] {
    const { start, neighbor, both, in: into, clusterCount } = this.#flow;
    const pulls: { tile: number; weight: number }[] = [];
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      const other = neighbor[e];
      const packets = this.#onlySources ? into[e] : both[e];
      if (packets === 0 || (other < clusterCount && this.coreOf[other] === NONE)) continue;
      const tile =
        other === clusterCount ? this.#clustered.problem.target.ioTile : this.#tileOfCore[this.coreOf[other]];
      pulls.push({ tile, weight: this.#byPackets ? packets : 1 });
    }
    return pulls;
  }

  /** Chips by the weight that lies on them, the heaviest first. The whole mesh counts as one where layers do not matter. */
  #chipsBySources(pulls: readonly { tile: number; weight: number }[]): number[] {
    const { chipOf } = this.#clustered.problem.target;
    const weight = new Float64Array(this.#tilesOf.length);
    for (const pull of pulls) weight[chipOf[pull.tile]] += pull.weight;
    return [...weight.keys()].sort((a, b) => weight[b] - weight[a] || a - b);
  }

  #nearest(
    cluster: number,
    tiles: readonly number[],
    pulls: readonly { tile: number; weight: number }[],
  ): number {
    let nearest = NONE;
    let least = Infinity;
    for (const tile of tiles) {
      if (this.#free.on(tile, this.#classOf[cluster]) === 0) continue;
      let sum = 0;
      for (const pull of pulls) sum += pull.weight * this.#distance.between(pull.tile, tile);
      if (sum >= least) continue;
      least = sum;
      nearest = tile;
    }
    return nearest;
  }

  /** On the first of the tiles with room; elsewhere where none has. */
  #settle(cluster: number, tiles: readonly number[]): void {
    const classId = this.#classOf[cluster];
    const tile =
      tiles.find((each) => this.#free.on(each, classId) > 0) ??
      this.#tilesOf.flat().find((each) => this.#free.on(each, classId) > 0)!;
    this.coreOf[cluster] = this.#free.take(tile, classId);
  }
}

/** Tiles by their distance from the middle of the grid. */
function fromMiddle({ problem }: Clustered): number[] {
  const { topology } = problem.target;
  const middle = Math.floor(topology.rows / 2) * topology.columns + Math.floor(topology.columns / 2);
  const hops = Float64Array.from({ length: topology.tileCount }, (_, tile) => topology.hops(middle, tile));
  return [...hops.keys()].sort((a, b) => hops[a] - hops[b] || a - b);
}
