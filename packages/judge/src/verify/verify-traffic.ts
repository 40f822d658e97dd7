import { NONE } from '@nmap/kernels';
import { grouped, type ClusterReach, type Clustered, type DiagnosticList } from '@nmap/ir';

/**
 * Checks that the traffic says what the network says (E4118): for every source cluster,
 * and for the i/o port, the packets to every other cluster, as summed from the neurons, from
 * the graph and from the nets; that graph and nets name existing clusters (E4109). A packet: one spike to one other cluster with a target.
 * Assumes a legal `clusterOf`, and that `reach` is of it.
 * O(synapses + entries of the traffic): only destinations that somebody names are compared.
 */
export function verifyTraffic(clustered: Clustered, reach: ClusterReach, faults: DiagnosticList): void {
  const { problem, clusterCount, traffic } = clustered;
  const { spikes } = problem.network;
  const { graph, nets } = traffic;
  const port = clusterCount;
  const netsOf: number[][] = Array.from({ length: clusterCount + 1 }, () => []);
  for (let net = 0; net < nets.netCount; net++) {
    netsOf[nets.source[net] === NONE ? port : nets.source[net]].push(net);
  }

  // packets[cluster], the port last; zero again after each source.
  const fromNetwork = new Float64Array(clusterCount + 1);
  const fromGraph = new Float64Array(clusterCount + 1);
  const fromNets = new Float64Array(clusterCount + 1);
  // namedFor[cluster] = last source for which it is in `named`.
  const namedFor = new Uint32Array(clusterCount + 1).fill(NONE);
  const named = new Uint32Array(clusterCount + 1);

  for (let source = 0; source <= clusterCount; source++) {
    let count = 0;
    const name = (cluster: number): void => {
      if (namedFor[cluster] === source) return;
      namedFor[cluster] = source;
      named[count++] = cluster;
    };
    for (let i = reach.memberStart[source]; i < reach.memberStart[source + 1]; i++) {
      const u = reach.members[i];
      for (let e = reach.start[u]; e < reach.start[u + 1]; e++) {
        const cluster = reach.cluster[e];
        if (cluster === source) continue;
        name(cluster);
        fromNetwork[cluster] += spikes[u];
      }
    }
    if (source === port) {
      for (let cluster = 0; cluster < clusterCount; cluster++) {
        if (graph.fromPort[cluster] === 0) continue;
        name(cluster);
        fromGraph[cluster] = graph.fromPort[cluster];
      }
    } else {
      for (let e = graph.start[source]; e < graph.start[source + 1]; e++) {
        const cluster = graph.target[e];
        if (cluster >= clusterCount) unknown('graph', source, cluster);
        else {
          name(cluster);
          fromGraph[cluster] += graph.weight[e];
        }
      }
      name(port);
      fromGraph[port] = graph.toPort[source];
    }
    for (const net of netsOf[source]) {
      for (let p = nets.start[net]; p < nets.start[net + 1]; p++) {
        const pin = nets.pins[p];
        if (pin >= clusterCount && pin !== NONE) unknown('nets', source, pin);
        else {
          const cluster = pin === NONE ? port : pin;
          name(cluster);
          fromNets[cluster] += nets.weight[net];
        }
      }
    }
    for (const cluster of named.subarray(0, count).sort()) {
      compare('graph', fromGraph[cluster], fromNetwork[cluster], source, cluster);
      compare('nets', fromNets[cluster], fromNetwork[cluster], source, cluster);
      fromNetwork[cluster] = fromGraph[cluster] = fromNets[cluster] = 0;
    }
  }

  function nameOf(end: number): string {
    return end === port ? 'the i/o port' : `cluster ${end}`;
  }

  function unknown(name: string, source: number, cluster: number): void {
    faults.error('E4109', () => ({
      where: `traffic.${name}, from ${nameOf(source)}`,
      message: `names cluster ${cluster}, there are ${grouped(clusterCount)}.`,
      have: cluster,
      need: `0..${clusterCount - 1}`,
    }));
  }

  function compare(name: string, have: number, need: number, source: number, cluster: number): void {
    if (have === need) return;
    faults.error('E4118', () => ({
      where: `traffic.${name}, ${nameOf(source)} to ${nameOf(cluster)}`,
      message: `says ${grouped(have)} packets, the network sends ${grouped(need)}.`,
      have,
      need,
      unit: 'packets',
    }));
  }
}
