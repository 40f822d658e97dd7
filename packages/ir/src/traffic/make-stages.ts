import { asColumn } from '@nmap/kernels';
import type { ClassId, ClusterId, CoreId, NeuronId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import type { Clustered, Placed } from '../stages.ts';
import { deriveTraffic } from './derive-traffic.ts';

/**
 * The clustered stage, traffic included. Judges nothing: that is for `verifyClustered`.
 * The arrays are kept, not copied: `clusterOf[neuron]`, NONE where external; `classOf[cluster]`.
 */
export function makeClustered(
  problem: Problem,
  clusterOf: Uint32Array,
  classOf: Uint32Array,
  clusterCount: number,
): Clustered {
  return {
    stage: 'clustered',
    problem,
    clusterCount,
    clusterOf: asColumn<NeuronId, ClusterId>(clusterOf),
    classOf: asColumn<ClusterId, ClassId>(classOf),
    traffic: deriveTraffic(problem.network, clusterOf, clusterCount),
  };
}

/** The placed stage; `coreOf[cluster]` is kept, not copied. */
export function makePlaced(clustered: Clustered, coreOf: Uint32Array): Placed {
  return {
    stage: 'placed',
    problem: clustered.problem,
    clustered,
    coreOf: asColumn<ClusterId, CoreId>(coreOf),
  };
}
