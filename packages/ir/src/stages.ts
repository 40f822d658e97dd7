import type { Column } from '@nmap/kernels';
import type { ClassId, ClusterId, CoreId, NeuronId } from './ids.ts';
import type { NetworkSpec } from './network-spec.ts';
import type { Constraints, Objective, Problem } from './problem.ts';
import type { Target } from './target.ts';
import type { Traffic } from './traffic.ts';

/** What a compilation starts from: the network as people wrote it, and the chip. */
export interface Source {
  readonly stage: 'source';
  readonly spec: NetworkSpec;
  readonly target: Target;
  readonly constraints: Constraints;
  readonly objective: Objective;
}

/**
 * Every stage of a compilation is an immutable value that holds the earlier one.
 * Lowered -> Clustered -> Placed -> Routed.
 */
export interface Lowered {
  readonly stage: 'lowered';
  readonly problem: Problem;
}

export interface Clustered {
  readonly stage: 'clustered';
  readonly problem: Problem;
  readonly clusterCount: number;
  /** clusterOf[vertex]; NONE for an external one. No cluster is empty. */
  readonly clusterOf: Column<NeuronId, ClusterId>;
  /** classOf[cluster] = class of core that it was filled for. */
  readonly classOf: Column<ClusterId, ClassId>;
  /**
   * proposedCoreOf[cluster] = core that a partitioner which knows the chip had in mind: injective, live, of the cluster's class.
   * A placer may keep it or not. Absent where nobody proposed any.
   */
  readonly proposedCoreOf?: Column<ClusterId, CoreId>;
  /** What the clusters send each other: derived from the network, or given (`--clusters`). */
  readonly traffic: Traffic;
}

export interface Placed {
  readonly stage: 'placed';
  readonly problem: Problem;
  readonly clustered: Clustered;
  /** coreOf[cluster]; injective, never a dead core. */
  readonly coreOf: Column<ClusterId, CoreId>;
}

export interface Routed {
  readonly stage: 'routed';
  readonly problem: Problem;
  readonly placed: Placed;
  /** Which of the topology's routes are joined, and how. */
  readonly routing: 'unicast' | 'tree';
  /** loads[link] = packets over it in the window; integers in doubles. */
  readonly linkLoads: Float64Array;
}

export type Stage = Lowered | Clustered | Placed | Routed;
