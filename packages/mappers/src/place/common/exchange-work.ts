import type { Clustered } from '@nmap/ir';

/**
 * Net entries that one exchange of two average clusters has to weigh: edges of both, or,
 * under multicast trees, every pin of every net that touches one of them.
 */
export function exchangeWork({ clusterCount, problem, traffic }: Clustered): number {
  const { nets, graph } = traffic;
  if (problem.target.multicast !== 'tree')
    return Math.max(1, (4 * graph.target.length) / Math.max(1, clusterCount));
  const entries = nets.pins.length + nets.netCount;
  return Math.max(1, (2 * entries * entries) / (Math.max(1, clusterCount) * Math.max(1, nets.netCount)));
}
