import { exp, log } from '@nmap/kernels';
import { neuronsIn, type Problem } from '@nmap/ir';
import { portOf } from '../counts/parts.ts';
import { reachOf, type Reach } from '../counts/reach.ts';

/**
 * Synaptic reuse of a core = synapses onto it / distinct sources with a target on it, local
 * ones included: how many synapses share an input axon.
 */
export interface ReuseMetrics {
  /** `reuse/published`: over used cores; one without input counts 0 in the arithmetic and 1 in the geometric mean. */
  readonly publishedArithmetic: number;
  readonly publishedGeometric: number;
  /** `reuse/corrected`: over cores with input only. */
  readonly correctedArithmetic: number;
  readonly correctedGeometric: number;
}

export function reuseMetrics(
  problem: Problem,
  partOf: Uint32Array,
  reach: Reach = reachOf(problem, partOf),
): ReuseMetrics {
  const { network, target } = problem;
  const synapses = new Float64Array(target.coreCount);
  const axons = new Float64Array(target.coreCount);
  const used = new Uint8Array(target.coreCount);
  const port = portOf(target);
  for (let source = 0; source < network.vertexCount; source++) {
    const size = neuronsIn(network, source);
    if (network.external[source] === 0) used[partOf[source]] = 1;
    for (let entry = reach.start[source]; entry < reach.start[source + 1]; entry++) {
      const part = reach.part[entry];
      if (part === port) continue;
      synapses[part] += size * reach.synapses[entry];
      axons[part] += size;
    }
  }
  let sum = 0;
  let logSum = 0;
  let fed = 0;
  let usedCores = 0;
  for (let core = 0; core < target.coreCount; core++) {
    usedCores += used[core];
    if (axons[core] === 0) continue;
    fed++;
    sum += synapses[core] / axons[core];
    logSum += log(synapses[core] / axons[core]);
  }
  return {
    publishedArithmetic: usedCores === 0 ? 0 : sum / usedCores,
    publishedGeometric: usedCores === 0 ? 0 : exp(logSum / usedCores),
    correctedArithmetic: fed === 0 ? 0 : sum / fed,
    correctedGeometric: fed === 0 ? 0 : exp(logSum / fed),
  };
}
