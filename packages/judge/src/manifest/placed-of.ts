import {
  makeClustered,
  makePlaced,
  type ClassId,
  type ClusterId,
  type NeuronId,
  type Placed,
} from '@nmap/ir';
import { asColumn } from '@nmap/kernels';
import type { DecodedPlacement } from './decode-placement.ts';
import type { ManifestSubject } from './subject.ts';

/**
 * The placed stage of cores that were decoded without a fault. Of a network there is a cluster for each listed core, in
 * the order of the manifest; of a cluster graph its nodes are the clusters.
 */
export function placedOf({ problem, origin }: ManifestSubject, decoded: DecodedPlacement): Placed {
  const { clusterOf, classOf, coreOf, clusterCount } = decoded;
  if (origin.kind === 'network')
    return makePlaced(makeClustered(problem, clusterOf, classOf, clusterCount), coreOf);
  // Nodes of a cluster graph are its clusters: cluster = node, so the cores are put in node order.
  const coreOfNode = new Uint32Array(clusterCount);
  const classOfNode = new Uint32Array(clusterCount);
  for (let node = 0; node < clusterOf.length; node++) {
    coreOfNode[node] = coreOf[clusterOf[node]];
    classOfNode[node] = classOf[clusterOf[node]];
  }
  const clustered = {
    stage: 'clustered' as const,
    problem,
    clusterCount,
    clusterOf: asColumn<NeuronId, ClusterId>(Uint32Array.from(clusterOf.keys())),
    classOf: asColumn<ClusterId, ClassId>(classOfNode),
    traffic: origin.traffic,
  };
  return makePlaced(clustered, coreOfNode);
}
