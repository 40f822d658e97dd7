import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { FlowGraph } from '../place/common/flow-graph.ts';
import type { TileDistance } from '../place/common/tile-distance.ts';

/** Clusters up to which all their placements on the region are tried. */
const MOST_CLUSTERS = 4;
/** Cores tried in all before it is given up: some milliseconds. */
const MOST_TRIALS = 100_000;

/**
 * Cost of the cheapest placement of a handful of clusters on the cores of a region, by trying them all, each no
 * further than it is sure to cost as much as the best one; null where they are more, or it would take too long.
 * @param known cost of a placement at hand: what is returned where nothing is cheaper.
 */
export function leastOfFew(
  { clusterCount, problem: { target }, classOf: classColumn }: Clustered,
  flow: FlowGraph,
  { region, distance }: { readonly region: Uint32Array; readonly distance: TileDistance },
  known: number,
): number | null {
  if (clusterCount > MOST_CLUSTERS) return null;
  const tileOf = raw(target.tileOf);
  const classOfCore = raw(target.classOf);
  const classOf = raw(classColumn);
  const coreOf = new Uint32Array(clusterCount);
  const rest = leastOfRest(flow, shortest(region, tileOf, distance));
  let least = known;
  let trials = 0;

  /** What the packets between a cluster on a tile and those placed before it, and the port, cost. */
  const priceOf = (cluster: number, tile: number): number => {
    let price = 0;
    for (let e = flow.start[cluster]; e < flow.start[cluster + 1]; e++) {
      const other = flow.neighbor[e];
      if (other > cluster && other < clusterCount) continue;
      const otherTile = other === clusterCount ? target.ioTile : tileOf[coreOf[other]];
      price +=
        flow.out[e] * distance.between(tile, otherTile) + flow.in[e] * distance.between(otherTile, tile);
    }
    return price;
  };
  const isTaken = (core: number, placed: number): boolean => {
    for (let cluster = 0; cluster < placed; cluster++) if (coreOf[cluster] === core) return true;
    return false;
  };
  const place = (cluster: number, spent: number): void => {
    if (cluster === clusterCount) {
      least = spent;
      return;
    }
    // Cores of a tile follow each other, and the first free one stands for all.
    let lastTile = -1;
    for (const core of region) {
      const tile = tileOf[core];
      if (tile === lastTile || classOfCore[core] !== classOf[cluster] || isTaken(core, cluster)) continue;
      if (++trials > MOST_TRIALS) return;
      lastTile = tile;
      const sum = spent + priceOf(cluster, tile);
      if (sum + rest[cluster + 1] >= least) continue;
      coreOf[cluster] = core;
      place(cluster + 1, sum);
    }
  };
  place(0, 0);
  return trials > MOST_TRIALS ? null : least;
}

/** rest[k] = what the packets between cluster k or a later one and any before it cost at least. */
function leastOfRest({ start, neighbor, both, clusterCount }: FlowGraph, nearest: number): Float64Array {
  const rest = new Float64Array(clusterCount + 1);
  for (let cluster = clusterCount - 1; cluster >= 0; cluster--) {
    let packets = 0;
    for (let e = start[cluster]; e < start[cluster + 1]; e++) if (neighbor[e] < cluster) packets += both[e];
    rest[cluster] = rest[cluster + 1] + packets * nearest;
  }
  return rest;
}

/** Between any two cores of the region, either way. */
function shortest(region: Uint32Array, tileOf: Uint32Array, distance: TileDistance): number {
  let nearest = Infinity;
  for (let a = 0; a < region.length; a++) {
    for (let b = 0; b < region.length; b++)
      if (a !== b) nearest = Math.min(nearest, distance.between(tileOf[region[a]], tileOf[region[b]]));
  }
  return nearest === Infinity ? 0 : nearest;
}
