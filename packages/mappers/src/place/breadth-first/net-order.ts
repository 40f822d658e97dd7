import { NONE } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { netsOfClusters } from '../common/nets-of-clusters.ts';

/**
 * Clusters breadth first: from the lowest that is left, each followed by all that share a net with it. Every net is looked
 * at once, since at the first time all of its clusters are appended. O(pins). @returns order[position] = cluster
 */
export function netOrder({ clusterCount, traffic: { nets } }: Clustered): Uint32Array {
  const { start, nets: netOf } = netsOfClusters(nets, clusterCount);
  const isSeen = new Uint8Array(nets.netCount);
  const isQueued = new Uint8Array(clusterCount);
  const order = new Uint32Array(clusterCount);
  let tail = 0;
  const append = (cluster: number): void => {
    if (cluster === NONE || isQueued[cluster] === 1) return;
    isQueued[cluster] = 1;
    order[tail++] = cluster;
  };
  let lowest = 0;
  for (let head = 0; head < clusterCount; head++) {
    while (head === tail) append(lowest++);
    const cluster = order[head];
    const found: number[] = [];
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      const net = netOf[e];
      if (isSeen[net] === 1) continue;
      isSeen[net] = 1;
      found.push(nets.source[net]);
      for (let p = nets.start[net]; p < nets.start[net + 1]; p++) found.push(nets.pins[p]);
    }
    for (const other of found.sort((a, b) => a - b)) append(other);
  }
  return order;
}
