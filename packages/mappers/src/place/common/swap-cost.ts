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

export function placementState(clustered: Clustered, coreOf: Uint32Array): PlacementState {
  const clusterAt = new Uint32Array(clustered.problem.target.coreCount).fill(NONE);
  for (let cluster = 0; cluster < coreOf.length; cluster++) clusterAt[coreOf[cluster]] = cluster;
  return { coreOf: coreOf.slice(), clusterAt };
}

/** True where the two cores may hold each other's contents: both alive, of one class. */
export function exchangeable(clustered: Clustered, coreA: number, coreB: number): boolean {
  const { target } = clustered.problem;
  const classOf = raw(target.classOf);
  return target.dead[coreA] === 0 && target.dead[coreB] === 0 && classOf[coreA] === classOf[coreB];
}
