/** Clusterings that compete by connectivity, and the limits that decide whether more than the counts has to be kept. */
import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Filling } from '../../limits/filling.ts';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import type { NeuronGraph } from '../../hierarchy/neuron-graph.ts';

/** A clustering on its way, with the cost the runs compete by. */
export interface Candidate {
  readonly filling: Filling;
  /** Connectivity; Infinity while neurons are unplaced. */
  readonly cost: number;
  /** Share of the neurons that limits beyond the counts kept out of their part. */
  readonly misfits: number;
}

export function cheaper(a: Candidate, b: Candidate): Candidate {
  return b.cost < a.cost ? b : a;
}

/** Connectivity, or Infinity where a neuron has no cluster. */
export function costOf(filling: Filling, { graph, neuronOf }: NeuronGraph): number {
  const part = new Uint32Array(graph.nodeCount);
  for (let node = 0; node < part.length; node++) {
    part[node] = filling.tracker.clusterOf[neuronOf[node]]!;
    if (part[node] === NONE) return Infinity;
  }
  return connectivity(graph, part, filling.tracker.clusterCount);
}

/** Limits that the gain table does not count. */
export function hasHardLimits(problem: Problem): boolean {
  return problem.target.classes.some(
    ({ limits }) =>
      limits.inputAxons !== null ||
      limits.outputAxons !== null ||
      limits.fanOutCoresPerNeuron !== null ||
      limits.fanInPerNeuron !== null,
  );
}
