import { liveCoresByClass, type CoreLimits, type Network, type Target } from '@nmap/ir';
import { mostStored } from '../../limits/most-stored.ts';
import type { CrossbarRoom } from './methods/deal-min-clusters.ts';

/** What one neuron may ask of a core at most, as far as splitting mends it; Infinity = no limit. */
export interface FanInRoom {
  readonly synapses: number;
  /** Distinct sources. */
  readonly sources: number;
}

/** By class of core that has a live core. */
function roomOfClasses(target: Target): FanInRoom[] {
  const live = liveCoresByClass(target);
  return target.classes
    .filter(({ limits }, id) => live[id] > 0 && limits.neurons !== 0)
    .map(({ limits }) => roomOf(limits));
}

function roomOf(limits: CoreLimits): FanInRoom {
  return {
    synapses: Math.min(limits.fanInPerNeuron ?? Infinity, mostStored(limits)),
    sources: limits.inputAxons ?? Infinity,
  };
}

/** Inputs that a unit may have anywhere: of the roomiest class, whose cores decide. */
export function mostInputs(target: Target): number {
  return roomOfClasses(target).reduce(
    (most, { synapses, sources }) => Math.max(most, Math.min(synapses, sources)),
    0,
  );
}

/** Cores beside its own that a neuron may reach anywhere, the port among them; Infinity = as many as it likes. */
export function mostCoresReached({ classes }: Target): number {
  return classes.reduce(
    (most, { limits: { fanOutCoresPerNeuron, outputAxons } }) =>
      Math.max(most, Math.min(fanOutCoresPerNeuron ?? Infinity, outputAxons ?? Infinity)),
    0,
  );
}

/** over[neuron] = 1: no class of core takes its inputs. O(neurons x classes). */
export function neuronsOverFanIn(
  { vertexCount, external, fanIn, inStart }: Network,
  target: Target,
): Uint8Array {
  const rooms = roomOfClasses(target);
  const over = new Uint8Array(vertexCount);
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    if (external[neuron] !== 0) continue;
    const sources = inStart[neuron + 1] - inStart[neuron];
    if (!rooms.some((room) => fanIn[neuron] <= room.synapses && sources <= room.sources)) over[neuron] = 1;
  }
  return over;
}

/** The class whose cores take most inputs of a neuron, as a crossbar. */
export function roomiestCrossbar(target: Target): CrossbarRoom & { readonly id: number } {
  const live = liveCoresByClass(target);
  const unitOf = (limits: CoreLimits): number => {
    const { synapses, sources } = roomOf(limits);
    return Math.min(synapses, sources);
  };
  let best = -1;
  for (const [id, { limits }] of target.classes.entries()) {
    if (live[id] === 0 || limits.neurons === 0) continue;
    if (best === -1 || unitOf(limits) > unitOf(target.classes[best].limits)) best = id;
  }
  const { limits } = target.classes[Math.max(0, best)];
  const { inputAxons, neurons } = limits;
  return {
    id: Math.max(0, best),
    inputs: inputAxons ?? Infinity,
    outputs: neurons ?? Infinity,
    synapses: mostStored(limits),
    unit: unitOf(limits),
  };
}

/** Whether no placement lets a neuron reach more cores than it may: there are no more, the port included. */
export function reachesAnyCore(target: Target): boolean {
  return mostCoresReached(target) >= target.coreCount;
}
