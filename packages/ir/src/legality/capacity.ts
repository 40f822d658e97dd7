import type { CoreClass, CoreLimits, Target } from '../target.ts';
import { liveCoresByClass } from './live-cores.ts';

/** A class of core with at least one live core that may hold a neuron. */
export interface UsableClass {
  readonly class: CoreClass;
  readonly liveCores: number;
}

export function usableClasses(target: Target): readonly UsableClass[] {
  const live = liveCoresByClass(target);
  return target.classes
    .map((coreClass, id) => ({ class: coreClass, liveCores: live[id] }))
    .filter((usable) => usable.liveCores > 0 && usable.class.limits.neurons !== 0);
}

/** Limit of a class, Infinity where it has none. */
export function limitOf(limits: CoreLimits, resource: keyof CoreLimits): number {
  return limits[resource] ?? Infinity;
}

/** Synapses that the memory of a core holds, Infinity where it or their width is not limited. */
export function synapsesInMemory({ synapseMemoryBits, bitsPerSynapse }: CoreLimits): number {
  if (synapseMemoryBits === null || bitsPerSynapse === null || bitsPerSynapse === 0) return Infinity;
  return Math.floor(synapseMemoryBits / bitsPerSynapse);
}

/** Most neurons that any core holds. */
export function mostNeuronsPerCore(classes: readonly UsableClass[]): number {
  return Math.max(0, ...classes.map((usable) => limitOf(usable.class.limits, 'neurons')));
}

/**
 * What `cores` cores hold together if the largest are taken first: no choice of that many
 * cores holds more. `capacityOf` gives one core's share.
 */
export function largestCapacity(
  classes: readonly UsableClass[],
  cores: number,
  capacityOf: (limits: CoreLimits) => number,
): number {
  let left = cores;
  let sum = 0;
  for (const { capacity, liveCores } of byCapacity(classes, capacityOf)) {
    const taken = Math.min(left, liveCores);
    if (taken > 0) sum += taken * capacity;
    left -= taken;
  }
  return sum;
}

/** Fewest cores that hold `need` together; Infinity where all of them do not. */
export function fewestCores(
  classes: readonly UsableClass[],
  need: number,
  capacityOf: (limits: CoreLimits) => number,
): number {
  let left = need;
  let cores = 0;
  for (const { capacity, liveCores } of byCapacity(classes, capacityOf)) {
    if (left <= 0) break;
    const wanted = capacity === Infinity ? 1 : Math.ceil(left / capacity);
    const taken = Math.min(wanted, liveCores);
    cores += taken;
    left -= taken * capacity;
  }
  return left > 0 ? Infinity : cores;
}

function byCapacity(
  classes: readonly UsableClass[],
  capacityOf: (limits: CoreLimits) => number,
): { readonly capacity: number; readonly liveCores: number }[] {
  return classes
    .map((usable) => ({ capacity: capacityOf(usable.class.limits), liveCores: usable.liveCores }))
    .filter(({ capacity }) => capacity > 0)
    .sort((a, b) => (a.capacity === b.capacity ? 0 : b.capacity - a.capacity));
}
