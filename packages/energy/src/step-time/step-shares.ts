import { raw } from '@nmap/kernels';
import { stepsOf } from '../counts/parts.ts';
import type { Placed } from '@nmap/ir';
import { PlacementCosts, workOf } from '../objective/placement-costs.ts';
import { pairTrafficOfClusters } from '../metrics/pair-traffic.ts';
import { meanWork, slowestPacket } from './mean-step.ts';
import { barrierNs, busiestLinkNs, coreStepNs, stepNsOf } from './step-time.ts';

/** What the average step is made of: max(slowest core, busiest link) + slowest packet + barrier. Unknown constants are 0. */
export interface StepShares {
  /** The sum; null where a constant that it needs is unknown. */
  readonly stepNs: number | null;
  readonly missing: readonly string[];
  /** coreNs[cluster] = what its core takes in the step. */
  readonly coreNs: Float64Array;
  readonly linkNs: number;
  readonly packetNs: number;
  readonly barrierNs: number;
}

/**
 * @param placed of a network: clusters that were given say nothing of neurons.
 * @param costs of it, where they are at hand.
 */
export function stepShares(placed: Placed, costs = new PlacementCosts(placed)): StepShares {
  const { clustered, problem } = placed;
  const { target } = problem;
  const { stepNs, missing } = costs.step;
  const ns = stepNsOf(target);
  const steps = stepsOf(problem.network);
  const work = meanWork(workOf(clustered), steps);
  const coreNs = new Float64Array(clustered.clusterCount);
  for (let cluster = 0; cluster < coreNs.length; cluster++) coreNs[cluster] = coreStepNs(ns, work, cluster);
  const tiles = new Set(Array.from(raw(placed.coreOf), (core) => raw(target.tileOf)[core]));
  return {
    stepNs,
    missing,
    coreNs,
    linkNs: busiestLinkNs(ns, target.topology, costs.counts.linkLoads) / steps,
    packetNs: slowestPacket(target, pairTrafficOfClusters(placed)),
    barrierNs: barrierNs(ns, tiles.size),
  };
}
