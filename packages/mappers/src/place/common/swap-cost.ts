import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';

/**
 * A placement under change, and what an exchange of two cores' contents does to its
 * cost: the sum over packets (unicast) or multicast trees of their links' prices, and what
 * the objective charges for tiles and chips in use, the step and the busiest link.
 * Of packets, everything that no placement changes (injection, first router) is left out.
 */
export interface SwapCost {
  /** coreOf[cluster]; owned and changed by {@link swap}. */
  readonly coreOf: Uint32Array;
  /** clusterAt[core]; NONE where empty. */
  readonly clusterAt: Uint32Array;
  /** Change of the cost if the two cores exchanged what they hold; at least one is not empty. */
  delta(coreA: number, coreB: number): number;
  swap(coreA: number, coreB: number): void;
  /** From scratch. */
  total(): number;
}

/** Both directions of the map, as copies that may be changed. */
export interface PlacementState {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
}

export function placementState({ problem }: Clustered, coreOf: Uint32Array): PlacementState {
  return stateOnSites(coreOf, problem.target.coreCount);
}

/** The same of groups on whatever holds one each: siteOf[group] of so many sites. */
export function stateOnSites(siteOf: Uint32Array, siteCount: number): PlacementState {
  const clusterAt = new Uint32Array(siteCount).fill(NONE);
  for (let cluster = 0; cluster < siteOf.length; cluster++) clusterAt[siteOf[cluster]] = cluster;
  return { coreOf: siteOf.slice(), clusterAt };
}

export function exchangeContents({ coreOf, clusterAt }: PlacementState, coreA: number, coreB: number): void {
  const clusterA = clusterAt[coreA];
  const clusterB = clusterAt[coreB];
  clusterAt[coreA] = clusterB;
  clusterAt[coreB] = clusterA;
  if (clusterA !== NONE) coreOf[clusterA] = coreB;
  if (clusterB !== NONE) coreOf[clusterB] = coreA;
}

/** tileOf[cluster], and the i/o port's last. */
export function tilesOfClusters(coreOf: Uint32Array, tileOfCore: Uint32Array, ioTile: number): Uint32Array {
  const tileOf = new Uint32Array(coreOf.length + 1).fill(ioTile);
  for (let cluster = 0; cluster < coreOf.length; cluster++) tileOf[cluster] = tileOfCore[coreOf[cluster]]!;
  return tileOf;
}

/** True where the two cores may hold each other's contents: both alive, of one class. */
export function exchangeable(clustered: Clustered, coreA: number, coreB: number): boolean {
  const { target } = clustered.problem;
  const classOf = raw(target.classOf);
  return target.dead[coreA] === 0 && target.dead[coreB] === 0 && classOf[coreA] === classOf[coreB];
}
