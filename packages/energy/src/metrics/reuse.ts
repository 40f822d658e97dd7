import { exp, log } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { PartSet } from '../counts/part-set.ts';

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

export function reuseMetrics({ network, target }: Problem, partOf: Uint32Array): ReuseMetrics {
  const synapses = new Float64Array(target.coreCount);
  const axons = new Float64Array(target.coreCount);
  const used = new Uint8Array(target.coreCount);
  const reached = new PartSet(target.coreCount);
  for (let source = 0; source < network.neuronCount; source++) {
    if (network.external[source] === 0) used[partOf[source]] = 1;
    reached.clear();
    for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
      const neuron = network.outTarget[entry];
      if (network.external[neuron] === 1) continue;
      synapses[partOf[neuron]] += network.outMultiplicity === null ? 1 : network.outMultiplicity[entry];
      reached.add(partOf[neuron]);
    }
    for (let k = 0; k < reached.size; k++) axons[reached.items[k]] += 1;
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
