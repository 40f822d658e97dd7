import { NONE, startsFromCounts } from '@nmap/kernels';
import type { ClusterNets } from '@nmap/ir';

/** nets[start[cluster] ..] = nets that touch the cluster, as source or pin, ascending. */
export interface NetsOfClusters {
  readonly start: Uint32Array;
  readonly nets: Uint32Array;
}

export function netsOfClusters(nets: ClusterNets, clusterCount: number): NetsOfClusters {
  const counts = new Uint32Array(clusterCount);
  for (let net = 0; net < nets.netCount; net++) if (nets.source[net] !== NONE) counts[nets.source[net]]++;
  for (const pin of nets.pins) if (pin !== NONE) counts[pin]++;
  const start = startsFromCounts(counts);
  const next = start.slice(0, clusterCount);
  const of = new Uint32Array(start[clusterCount]);
  for (let net = 0; net < nets.netCount; net++) {
    if (nets.source[net] !== NONE) of[next[nets.source[net]]++] = net;
    for (let e = nets.start[net]; e < nets.start[net + 1]; e++)
      if (nets.pins[e] !== NONE) of[next[nets.pins[e]]++] = net;
  }
  return { start, nets: of };
}

/**
 * Writes the nets that touch any of two clusters (NONE: no cluster), each once, ascending.
 * @returns how many.
 */
export function netsOfBoth(
  { start, nets }: NetsOfClusters,
  clusterA: number,
  clusterB: number,
  out: Uint32Array,
): number {
  let a = clusterA === NONE ? 0 : start[clusterA];
  const aEnd = clusterA === NONE ? 0 : start[clusterA + 1];
  let b = clusterB === NONE ? 0 : start[clusterB];
  const bEnd = clusterB === NONE ? 0 : start[clusterB + 1];
  let count = 0;
  while (a < aEnd || b < bEnd) {
    const netA = a < aEnd ? nets[a] : NONE;
    const netB = b < bEnd ? nets[b] : NONE;
    const net = netA < netB ? netA : netB;
    if (netA === net) a++;
    if (netB === net) b++;
    out[count++] = net;
  }
  return count;
}
