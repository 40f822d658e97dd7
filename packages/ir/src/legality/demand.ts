import { neuronsIn, synapsesOnto, type Network } from '../network.ts';
import type { CoreLimits } from '../target.ts';
import { limitOf, mostNeuronsPerCore, synapsesInMemory, type UsableClass } from './capacity.ts';
import { leastWeights, sharingOf } from './least-weights.ts';
import { netSizes } from './net-sizes.ts';

/** What every neuron asks at least, wherever it is put, by vertex: the same for all neurons of one; zero for external ones. */
export interface NeuronDemand {
  /** onChipTargets[vertex] = distinct targets that need a core. */
  readonly onChipTargets: Uint32Array;
  /** fanOutCores[vertex] = other cores that it must reach, the i/o port counting as one. */
  readonly fanOutCores: Uint32Array;
  /** reachedCores[vertex] = cores that it must reach, its own and the port counted where there is a target. */
  readonly reachedCores: Uint32Array;
}

/**
 * A neuron and its distinct on-chip targets fill at least ceil(count / neurons per core)
 * cores, one of which is its own.
 */
export function neuronDemand(network: Network, neuronsPerCore: number): NeuronDemand {
  const { vertexCount, external } = network;
  const { onChip, reachesPort, reachesItself } = netSizes(network);
  const fanOutCores = new Uint32Array(vertexCount);
  const reachedCores = new Uint32Array(vertexCount);
  for (let u = 0; u < vertexCount; u++) {
    if (external[u] !== 0) continue;
    reachedCores[u] = coresHeardIn(onChip[u], neuronsPerCore) + reachesPort[u];
    fanOutCores[u] = otherCoresReached(onChip[u] + 1 - reachesItself[u], reachesPort[u], neuronsPerCore);
  }
  return { onChipTargets: onChip, fanOutCores, reachedCores };
}

/** A resource of which all cores together must have enough. */
export interface SharedResource {
  readonly code: string;
  readonly resource: 'neurons' | 'synapses' | 'synapseMemoryBits' | 'inputAxons' | 'outputAxons';
  readonly unit: string;
  readonly capacityOf: (limits: CoreLimits) => number;
}

export interface Budget extends SharedResource {
  /** At least this much, whatever the placement. */
  readonly need: number;
  /** perVertex(u) = its share of `need`, to say which population asks most. */
  readonly perVertex: (vertex: number) => number;
}

/** Every shared resource, in the order in which they are reported. */
export const SHARED_RESOURCES: readonly SharedResource[] = [
  shared('E2201', 'neurons', 'neurons', (limits) => limitOf(limits, 'neurons')),
  shared('E2202', 'synapses', 'synapses', (limits) => limitOf(limits, 'synapses')),
  shared('E2203', 'synapseMemoryBits', 'synapses (by their memory)', synapsesInMemory),
  shared('E2204', 'inputAxons', 'input axons', (limits) => limitOf(limits, 'inputAxons')),
  shared('E2205', 'outputAxons', 'output axons', (limits) => limitOf(limits, 'outputAxons')),
];

/** Counting bounds: sums over neurons that no placement can lower, one that tears units no more than another. */
export function budgetsOf(
  network: Network,
  classes: readonly UsableClass[],
  demand: NeuronDemand,
): readonly Budget[] {
  const { external } = network;
  const neuronsPerCore = mostNeuronsPerCore(classes);
  const sharing = network.kernels === null ? 'none' : sharingOf(classes);
  const least = sharing === 'none' ? null : leastWeights(network, neuronsPerCore, sharing);
  const synapses: Budget['perVertex'] =
    least === null ? (u) => (1 - external[u]) * synapsesOnto(network, u) : (u) => least[u];
  const perVertex: Readonly<Record<SharedResource['resource'], Budget['perVertex']>> = {
    neurons: (u) => (1 - external[u]) * neuronsIn(network, u),
    synapses,
    synapseMemoryBits: synapses,
    inputAxons: (u) => neuronsIn(network, u) * coresHeardIn(demand.onChipTargets[u], neuronsPerCore),
    outputAxons: (u) => neuronsIn(network, u) * demand.fanOutCores[u],
  };
  return SHARED_RESOURCES.map((shared) => {
    const share = perVertex[shared.resource];
    let need = 0;
    for (let u = 0; u < network.vertexCount; u++) need += share(u);
    const unit = least === null ? shared.unit : (WEIGHTS[shared.resource] ?? shared.unit);
    return { ...shared, unit, need, perVertex: share };
  });
}

/** What the limits on synapses count where kernels are shared. */
export const WEIGHTS: Partial<Readonly<Record<SharedResource['resource'], string>>> = {
  synapses: 'stored weights',
  synapseMemoryBits: 'stored weights (by their memory)',
};

/** Fewest cores that hold so many targets: every one of them has the source once among its input axons. */
export function coresHeardIn(targets: number, neuronsPerCore: number): number {
  return neuronsPerCore === Infinity ? Math.min(1, targets) : Math.ceil(targets / neuronsPerCore);
}

/** Other cores that a neuron reaches at least: it and its targets are `held` neurons, the port is one core more. */
export function otherCoresReached(held: number, reachesPort: number, neuronsPerCore: number): number {
  return (neuronsPerCore === Infinity ? 0 : Math.ceil(held / neuronsPerCore) - 1) + reachesPort;
}

function shared(
  code: string,
  resource: SharedResource['resource'],
  unit: string,
  capacityOf: SharedResource['capacityOf'],
): SharedResource {
  return { code, resource, unit, capacityOf };
}
