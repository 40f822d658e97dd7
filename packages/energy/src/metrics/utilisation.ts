import { NONE, raw } from '@nmap/kernels';
import { neuronsIn, storedWeights, synapsesOnto, type CoreLimits, type Problem } from '@nmap/ir';
import { portOf } from '../counts/parts.ts';
import { reachOf, type Reach } from '../counts/reach.ts';

/** Used / capacity of one resource; null where no core in use has a limit of it. */
export interface Utilisation {
  /** Over the used cores that have the limit. */
  readonly mean: number;
  readonly max: number;
  /** Of the fullest core, in the resource's own unit. */
  readonly mostUsed: number;
}

export type Resource = Exclude<keyof CoreLimits, 'bitsPerSynapse'>;

export interface UtilisationMetrics {
  readonly perResource: Readonly<Record<Resource, Utilisation | null>>;
  /** Neurons of the fullest core / (neurons / used cores) - 1: against the average, not its ceiling. */
  readonly imbalance: number;
}

const RESOURCES: readonly Resource[] = [
  'neurons',
  'synapses',
  'synapseMemoryBits',
  'fanInPerNeuron',
  'inputAxons',
  'outputAxons',
  'fanOutCoresPerNeuron',
];

/** The two limits per neuron are measured at the core's worst neuron. */
export function utilisationMetrics(
  problem: Problem,
  partOf: Uint32Array,
  reach: Reach = reachOf(problem, partOf),
): UtilisationMetrics {
  const { target } = problem;
  const use = coreUse(problem, partOf, reach);
  const classOf = raw(target.classOf);
  const usedCores: number[] = [];
  for (let core = 0; core < target.coreCount; core++) if (use.neurons[core] > 0) usedCores.push(core);
  const perResource = {} as Record<Resource, Utilisation | null>;
  for (const resource of RESOURCES) {
    let cores = 0;
    let sum = 0;
    let max = 0;
    let mostUsed = 0;
    for (const core of usedCores) {
      const { limits, sharedKernels, fanOutCountsOwnCore } = target.classes[classOf[core]];
      const capacity = limits[resource];
      if (capacity === null) continue;
      const stored = sharedKernels === true ? use.storedWeights : use.synapses;
      const used =
        resource === 'synapseMemoryBits'
          ? stored[core] * (limits.bitsPerSynapse ?? 0)
          : (resource === 'synapses'
              ? stored
              : resource === 'fanOutCoresPerNeuron' && fanOutCountsOwnCore === true
                ? use.reachedCores
                : use[resource])[core];
      const share = capacity === 0 ? (used === 0 ? 0 : Infinity) : used / capacity;
      cores++;
      sum += share;
      if (share > max) max = share;
      if (used > mostUsed) mostUsed = used;
    }
    perResource[resource] = cores === 0 ? null : { mean: sum / cores, max, mostUsed };
  }
  return { perResource, imbalance: imbalance(use.neurons) };
}

/** use[resource][core]. */
type CoreUse = Readonly<
  Record<Exclude<Resource, 'synapseMemoryBits'> | 'storedWeights' | 'reachedCores', Float64Array>
>;

function coreUse({ network, target }: Problem, partOf: Uint32Array, reach: Reach): CoreUse {
  const column = (): Float64Array => new Float64Array(target.coreCount);
  const use = {
    neurons: column(),
    synapses: column(),
    fanInPerNeuron: column(),
    inputAxons: column(),
    outputAxons: column(),
    fanOutCoresPerNeuron: column(),
    reachedCores: column(),
  };
  const port = portOf(target);
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const home = partOf[vertex];
    const size = neuronsIn(network, vertex);
    let others = 0;
    for (let entry = reach.start[vertex]; entry < reach.start[vertex + 1]; entry++) {
      const part = reach.part[entry];
      if (part !== port) use.inputAxons[part] += size;
      if (part !== home) others++;
    }
    if (home === port) continue;
    use.neurons[home] += size;
    use.synapses[home] += synapsesOnto(network, vertex);
    use.outputAxons[home] += size * others;
    use.fanInPerNeuron[home] = Math.max(use.fanInPerNeuron[home], network.fanIn[vertex]);
    use.fanOutCoresPerNeuron[home] = Math.max(use.fanOutCoresPerNeuron[home], others);
    use.reachedCores[home] = Math.max(use.reachedCores[home], reach.start[vertex + 1] - reach.start[vertex]);
  }
  if (network.kernels === null || !target.classes.some(({ sharedKernels }) => sharedKernels === true))
    return { ...use, storedWeights: use.synapses };
  const clusterOf = partOf.map((part) => (part === port ? NONE : part));
  return { ...use, storedWeights: storedWeights(network.kernels, clusterOf, target.coreCount) };
}

function imbalance(neurons: Float64Array): number {
  let used = 0;
  let sum = 0;
  let max = 0;
  for (const count of neurons) {
    if (count === 0) continue;
    used++;
    sum += count;
    if (count > max) max = count;
  }
  return used === 0 ? 0 : max / (sum / used) - 1;
}
