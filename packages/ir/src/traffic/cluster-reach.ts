import { NONE, raw, startsFromCounts } from '@nmap/kernels';
import type { Clustered, Stage } from '../stages.ts';

/**
 * Where the neurons of a clustering are and which clusters their targets lie in: all that verifying and counting want to
 * know of a synapse. Each target is looked up once, at random in memory; whatever is counted after it reads in order.
 * The i/o port counts as the cluster `clusterCount`.
 */
export interface ClusterReach {
  /** homeOf[vertex] = its cluster. */
  readonly homeOf: Uint32Array;
  /** members[memberStart[cluster] .. memberStart[cluster + 1] - 1] = its vertices, ascending; those at the port last. */
  readonly memberStart: Uint32Array;
  readonly members: Uint32Array;
  /** cluster[start[vertex] .. start[vertex + 1] - 1] = distinct clusters of its targets, in the order of the first ones. */
  readonly start: Float64Array;
  readonly cluster: Uint32Array;
  /** Synapses of one neuron of the vertex onto the cluster, multapses counted. */
  readonly synapses: Float64Array;
}

/** O(synapses). Assumes that every neuron is in an existing cluster or external. */
export function clusterReach({ problem: { network }, clusterCount, clusterOf }: Clustered): ClusterReach {
  const { vertexCount, outStart, outTarget, outMultiplicity } = network;
  const homeOf = raw(clusterOf).map((cluster) => (cluster === NONE ? clusterCount : cluster));
  const start = new Float64Array(vertexCount + 1);
  let most = 0;
  for (let u = 0; u < vertexCount; u++) most += Math.min(clusterCount + 1, outStart[u + 1] - outStart[u]);
  const cluster = new Uint32Array(most);
  const synapses = new Float64Array(most);
  // Half the memory is half the way to it.
  const homes = clusterCount < 0xffff ? Uint16Array.from(homeOf) : homeOf;
  // slotOf[cluster] = its last entry; of this neuron where it is not below `first`.
  const slotOf = new Float64Array(clusterCount + 1).fill(-1);
  let length = 0;
  for (let u = 0; u < vertexCount; u++) {
    const first = length;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const there = homes[outTarget[e]];
      const parallel = outMultiplicity === null ? 1 : outMultiplicity[e];
      const slot = slotOf[there];
      if (slot >= first) {
        synapses[slot] += parallel;
        continue;
      }
      slotOf[there] = length;
      cluster[length] = there;
      synapses[length++] = parallel;
    }
    start[u + 1] = length;
  }
  return {
    homeOf,
    ...membersOf(homeOf, clusterCount + 1),
    start,
    cluster: cluster.subarray(0, length),
    synapses: synapses.subarray(0, length),
  };
}

function membersOf(homeOf: Uint32Array, homes: number): Pick<ClusterReach, 'memberStart' | 'members'> {
  const counts = new Uint32Array(homes);
  for (let u = 0; u < homeOf.length; u++) counts[homeOf[u]]++;
  const memberStart = startsFromCounts(counts);
  const next = memberStart.slice(0, homes);
  const members = new Uint32Array(homeOf.length);
  for (let u = 0; u < homeOf.length; u++) members[next[homeOf[u]]++] = u;
  return { memberStart, members };
}

/** Of the clustering that a stage rests on, looked up when it is first asked for. */
export function reachOf(stage: Stage): () => ClusterReach {
  let known: ClusterReach | null = null;
  return () => (known ??= clusterReach(clusteringOf(stage)));
}

function clusteringOf(stage: Stage): Clustered {
  switch (stage.stage) {
    case 'clustered':
      return stage;
    case 'placed':
      return stage.clustered;
    case 'routed':
      return stage.placed.clustered;
    case 'lowered':
      throw new RangeError('a lowered network has no clusters');
  }
}
