/** What one core holds, as boxes are counted. Infinity where there is no limit. */
import type { CoreClass } from '@nmap/ir';
import { mostStored } from '../../limits/most-stored.ts';

export interface Room {
  readonly neurons: number;
  /** Synapses, or weights stored where `sharedKernels`: the least of their number and of what their memory holds. */
  readonly synapses: number;
  readonly fanIn: number;
  readonly inputAxons: number;
  readonly outputAxons: number;
  readonly fanOutCores: number;
  /** The own core is among the cores that a neuron reaches. */
  readonly fanOutCountsOwnCore: boolean;
  readonly sharedKernels: boolean;
}

export function roomOf({ limits, sharedKernels = false, fanOutCountsOwnCore = false }: CoreClass): Room {
  return {
    neurons: limits.neurons ?? Infinity,
    synapses: mostStored(limits),
    fanIn: limits.fanInPerNeuron ?? Infinity,
    inputAxons: limits.inputAxons ?? Infinity,
    outputAxons: limits.outputAxons ?? Infinity,
    fanOutCores: limits.fanOutCoresPerNeuron ?? Infinity,
    fanOutCountsOwnCore,
    sharedKernels,
  };
}

export function limitsOutputs({ outputAxons, fanOutCores }: Room): boolean {
  return outputAxons < Infinity || fanOutCores < Infinity;
}
