/**
 * Cuts the chip along its own hierarchy, dearest links first, and the clusters with it: what is in one part of the chip
 * stays there, until every part is a tile. See `place/multisection`.
 */
import { NONE, raw, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { requireCores } from '../place/common/assign-in-order.ts';
import { clusterOrder } from '../place/common/cluster-order.ts';
import { coresByTile } from '../place/common/core-sequence.ts';
import { flowGraph } from '../place/common/flow-graph.ts';
import { pricePerHop } from '../place/common/hop-prices.ts';
import { tileDistance } from '../place/common/tile-distance.ts';
import type { Watch } from '../watch/watch.ts';
import { localFlow } from './local-flow.ts';
import { chipRegion, type Region } from './regions.ts';
import { sweepOrder } from './sweep-order.ts';
import { roomOf, split, type Chip, type Seats } from './split.ts';

export interface MultisectionOptions {
  readonly effort: number;
  /** Annealings of every cut; the cheapest decides. */
  readonly starts: number;
}

/** Exchanges proposed for a cluster at every level at effort 1, and for all clusters together. */
const PER_CLUSTER = 2400;
const PER_LEVEL = 2e7;
/**
 * Entries of the traffic graph weighed in one annealing of a level: binds beyond some 300 clusters that all exchange packets. 2,400 clusters
 * with 400 neighbours each took two minutes, of a preset that promises seconds.
 */
const WORK_PER_LEVEL = 4e8;

/** The start whose clusters are swept from one end of the traffic to the other: cut across already. */
const SWEPT = 1;
/** First temperature, in temperatures of balance: of an order that is no good cut, and of one that is. */
const HOT = 4;
const COOL = 1;

/** A part of the chip and the clusters that lie in it, in the order of attachment. */
interface Job {
  readonly region: Region;
  readonly clusters: Uint32Array;
}

/** @returns coreOf[cluster], legal however early the watch ends it; levels cut. */
export function multisect(
  clustered: Clustered,
  options: MultisectionOptions,
  rng: Rng,
  watch: Watch,
): { readonly coreOf: Uint32Array; readonly levels: number } {
  requireCores(clustered);
  const { target } = clustered.problem;
  const chip: Chip = { target, distance: tileDistance(target, pricePerHop(clustered.problem)) };
  const cutter = new Cutter(clustered, chip, options, rng);
  const order = clusterOrder(clustered, 'traffic', watch);
  const coreOf = new Uint32Array(clustered.clusterCount);
  let jobs: Job[] = [{ region: chipRegion(target, chip.distance), clusters: order }];
  let levels = 0;
  while (jobs.length > 0) {
    cutter.stand(jobs);
    const next: Job[] = [];
    for (const job of jobs) {
      const parts = job.clusters.length === 0 ? [] : job.region.parts();
      if (parts.length === 0) cutter.seat(job, coreOf);
      else next.push(...cutter.cut(job, parts, watch));
    }
    if (next.length > 0) levels++;
    jobs = next;
  }
  return { coreOf, levels };
}

class Cutter {
  readonly #clustered: Clustered;
  readonly #chip: Chip;
  readonly #options: MultisectionOptions;
  readonly #rng: Rng;
  readonly #classOf: Uint32Array;
  /** localOf[cluster] while its job is cut. */
  readonly #localOf: Uint32Array;
  /** regionOf[cluster] = index into the regions that clusters lie in at this level. */
  readonly #regionOf: Uint32Array;
  #regions: readonly Region[] = [];

  constructor(clustered: Clustered, chip: Chip, options: MultisectionOptions, rng: Rng) {
    this.#clustered = clustered;
    this.#chip = chip;
    this.#options = options;
    this.#rng = rng;
    this.#classOf = raw(clustered.classOf);
    this.#localOf = new Uint32Array(clustered.clusterCount).fill(NONE);
    this.#regionOf = new Uint32Array(clustered.clusterCount);
  }

  /** Tells where all clusters lie. What lies on a tile already stays where it was told last. */
  stand(jobs: readonly Job[]): void {
    const regions = this.#regions.slice();
    for (const { region, clusters } of jobs) {
      for (const cluster of clusters) this.#regionOf[cluster] = regions.length;
      regions.push(region);
    }
    this.#regions = regions;
  }

  /** Deals the clusters of a region that is not cut any more onto its cores, by id. */
  seat({ region, clusters }: Job, coreOf: Uint32Array): void {
    const { target } = this.#chip;
    const coreClass = raw(target.classOf);
    const { start, cores } = coresByTile(target);
    const waiting = target.classes.map((_, k) =>
      clusters.filter((cluster) => this.#classOf[cluster] === k).sort(),
    );
    const next = new Uint32Array(waiting.length);
    for (const tile of region.tiles) {
      for (let e = start[tile]; e < start[tile + 1]; e++) {
        const k = coreClass[cores[e]];
        if (target.dead[cores[e]] === 0 && next[k] < waiting[k].length)
          coreOf[waiting[k][next[k]++]] = cores[e]!;
      }
    }
  }

  cut({ clusters }: Job, parts: readonly Region[], watch: Watch): Job[] {
    const { target } = this.#chip;
    for (let k = 0; k < clusters.length; k++) this.#localOf[clusters[k]] = k;
    // Below a router of a tree, the way to all clusters elsewhere is the same.
    const regionOf = target.topology.arity === undefined ? this.#regionOf : null;
    const local = localFlow(flowGraph(this.#clustered.traffic.graph), clusters, this.#localOf, regionOf);
    const anchors = Array.from(local.anchors, (region) => this.#regions[region]);
    const seats = this.#seats(clusters, parts, anchors);
    const n = this.#clustered.clusterCount;
    const { effort, starts } = this.#options;
    const weighed = (2 * local.flow.neighbor.length) / Math.max(1, clusters.length);
    const perCluster = Math.min(PER_CLUSTER, PER_LEVEL / n, WORK_PER_LEVEL / (n * Math.max(1, weighed)));
    const count = Math.ceil(effort * clusters.length * perCluster);
    let best = this.#inOrder(clusters, seats);
    let least = Infinity;
    for (let start = 0; start < starts && (start === 0 || !watch.isOver); start++) {
      const order =
        start === 0
          ? clusters
          : start === SWEPT
            ? sweepOrder(local.flow, clusters.length).map((k) => clusters[k])
            : this.#rng.shuffle(clusters.slice());
      const search = { proposals: count, heat: start === SWEPT ? COOL : HOT };
      const found = split(this.#chip, local, seats, this.#inOrder(order, seats), search, this.#rng, watch);
      if (found.cost < least) {
        least = found.cost;
        best = found.seatOf;
      }
      if (least === 0) break;
    }
    for (const cluster of clusters) this.#localOf[cluster] = NONE;
    return parts.map((region, part) => ({
      region,
      clusters: clusters.filter((_, k) => seats.partOf[best[k]] === part),
    }));
  }

  /** No part needs more seats for a class than there are clusters of it. */
  #seats(clusters: Uint32Array, parts: readonly Region[], anchors: readonly Region[]): Seats {
    const { target } = this.#chip;
    const coresOn = coresByTile(target);
    const need = new Uint32Array(target.classes.length);
    for (const cluster of clusters) need[this.#classOf[cluster]]++;
    const partOf: number[] = [];
    const classOf: number[] = [];
    for (const [part, region] of parts.entries()) {
      const room = roomOf(target, region, coresOn);
      for (let k = 0; k < room.length; k++) {
        for (let seat = Math.min(room[k], need[k]); seat > 0; seat--) {
          partOf.push(part);
          classOf.push(k);
        }
      }
    }
    for (let k = 0; k < anchors.length; k++) {
      partOf.push(parts.length + k);
      classOf.push(target.classes.length);
    }
    return { parts, anchors, partOf: Uint32Array.from(partOf), classOf: Uint32Array.from(classOf) };
  }

  /** Clusters in the order given on the first free seats of their class; anchors on their own. @returns seatOf[local] */
  #inOrder(order: Uint32Array, { anchors, partOf, classOf }: Seats): Uint32Array {
    const moving = partOf.length - anchors.length;
    const seatOf = new Uint32Array(order.length + anchors.length);
    const next = new Uint32Array(this.#chip.target.classes.length);
    for (const cluster of order) {
      const k = this.#classOf[cluster];
      while (classOf[next[k]] !== k) next[k]++;
      seatOf[this.#localOf[cluster]] = next[k]++;
    }
    for (let k = 0; k < anchors.length; k++) seatOf[order.length + k] = moving + k;
    return seatOf;
  }
}
