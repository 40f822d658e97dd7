import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';

/** Exchanges of two items (clusters, then dummies) that keep core classes; each once, items ascending. */
export interface Exchanges {
  readonly count: number;
  /** Those of which a cluster is the first: start[cluster] .. start[cluster + 1] - 1. */
  readonly start: Uint32Array;
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

/** @param classOfItem class of the core that an item, dummy or not, stands on. */
export function listExchanges(clusterCount: number, classOfItem: Uint32Array): Exchanges {
  const first: number[] = [];
  const second: number[] = [];
  const start = new Uint32Array(clusterCount + 1);
  for (let i = 0; i < clusterCount; i++) {
    for (let j = i + 1; j < classOfItem.length; j++) {
      if (classOfItem[i] !== classOfItem[j]) continue;
      first.push(i);
      second.push(j);
    }
    start[i + 1] = first.length;
  }
  return { count: first.length, start, first: Uint32Array.from(first), second: Uint32Array.from(second) };
}

/**
 * Items 0 .. clusterCount - 1 are the clusters, the rest dummies for the empty cores of the region.
 * @returns siteOf[item] = position in `region`: clusters where `coreOf` says, dummies on what is left.
 */
export function itemsOnSites(coreOf: Uint32Array, region: Uint32Array, coreCount: number): Uint32Array {
  const siteOfCore = new Uint32Array(coreCount);
  for (let site = 0; site < region.length; site++) siteOfCore[region[site]] = site;
  const taken = new Uint8Array(region.length);
  const siteOf = new Uint32Array(region.length);
  for (let cluster = 0; cluster < coreOf.length; cluster++) {
    siteOf[cluster] = siteOfCore[coreOf[cluster]]!;
    taken[siteOf[cluster]] = 1;
  }
  let item = coreOf.length;
  for (let site = 0; site < region.length; site++) if (taken[site] === 0) siteOf[item++] = site;
  return siteOf;
}

export function classOfItems(clustered: Clustered, region: Uint32Array, siteOf: Uint32Array): Uint32Array {
  const classOf = raw(clustered.problem.target.classOf);
  return Uint32Array.from(siteOf, (site) => classOf[region[site]]);
}
