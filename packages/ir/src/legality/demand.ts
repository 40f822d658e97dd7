import type { Network } from '../network.ts';
import type { CoreLimits } from '../target.ts';
import { limitOf, synapsesInMemory } from './capacity.ts';

/** What every neuron asks at least, wherever it is put; zero for external ones. */
export interface NeuronDemand {
  /** onChipTargets[neuron] = distinct targets that need a core. */
  readonly onChipTargets: Uint32Array;
  /** fanOutCores[neuron] = other cores that it must reach, the i/o port counting as one. */
  readonly fanOutCores: Uint32Array;
}

/**
 * A neuron and its distinct on-chip targets fill at least ceil(count / neurons per core)
 * cores, one of which is its own.
 */
export function neuronDemand(network: Network, neuronsPerCore: number): NeuronDemand {
  const { neuronCount, outStart, outTarget, external } = network;
  const onChipTargets = new Uint32Array(neuronCount);
  const fanOutCores = new Uint32Array(neuronCount);
  for (let u = 0; u < neuronCount; u++) {
    let targets = 0;
    let reachesPort = 0;
    let reachesItself = 0;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const v = outTarget[e];
      if (external[v] !== 0) reachesPort = 1;
      else targets++;
      if (v === u) reachesItself = 1;
    }
    onChipTargets[u] = targets;
    if (external[u] !== 0) continue;
    const held = targets + 1 - reachesItself;
    fanOutCores[u] = Math.ceil(held / neuronsPerCore) - 1 + reachesPort;
    if (neuronsPerCore === Infinity) fanOutCores[u] = reachesPort;
  }
  return { onChipTargets, fanOutCores };
}

/** A resource of which all cores together must have enough. */
export interface Budget {
  readonly code: string;
  readonly resource: 'neurons' | 'synapses' | 'synapseMemoryBits' | 'inputAxons' | 'outputAxons';
  readonly unit: string;
  /** At least this much, whatever the placement. */
  readonly need: number;
  /** perNeuron(u) = its share of `need`, to say which population asks most. */
  readonly perNeuron: (neuron: number) => number;
  readonly capacityOf: (limits: CoreLimits) => number;
}

/** Counting bounds: sums over neurons that no placement can lower. */
export function budgetsOf(network: Network, neuronsPerCore: number, demand: NeuronDemand): readonly Budget[] {
  const { external, fanIn } = network;
  const onChip = (u: number): number => 1 - external[u];
  const synapses = (u: number): number => onChip(u) * fanIn[u];
  // Every core that holds a target has the source once among its input axons.
  const inputAxons = (u: number): number => {
    const targets = demand.onChipTargets[u];
    return neuronsPerCore === Infinity ? Math.min(1, targets) : Math.ceil(targets / neuronsPerCore);
  };
  const outputAxons = (u: number): number => demand.fanOutCores[u];
  const sum = (perNeuron: (neuron: number) => number): number => {
    let total = 0;
    for (let u = 0; u < network.neuronCount; u++) total += perNeuron(u);
    return total;
  };
  const budget = (
    code: string,
    resource: Budget['resource'],
    unit: string,
    perNeuron: Budget['perNeuron'],
    capacityOf: Budget['capacityOf'],
  ): Budget => ({ code, resource, unit, need: sum(perNeuron), perNeuron, capacityOf });
  return [
    budget('E2201', 'neurons', 'neurons', onChip, (limits) => limitOf(limits, 'neurons')),
    budget('E2202', 'synapses', 'synapses', synapses, (limits) => limitOf(limits, 'synapses')),
    budget('E2203', 'synapseMemoryBits', 'synapses (by their memory)', synapses, synapsesInMemory),
    budget('E2204', 'inputAxons', 'input axons', inputAxons, (limits) => limitOf(limits, 'inputAxons')),
    budget('E2205', 'outputAxons', 'output axons', outputAxons, (limits) => limitOf(limits, 'outputAxons')),
  ];
}
