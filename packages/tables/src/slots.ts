import { NONE } from '@nmap/kernels';
import type { PlacedNeurons } from './placed-neurons.ts';

/** neurons[slot] of every place. */
export type Slots = readonly (readonly number[])[];

/** Ascending. */
export function slotsInOrder({ placeOf, coreOf }: PlacedNeurons): number[][] {
  const slots: number[][] = Array.from(coreOf, () => []);
  for (let neuron = 0; neuron < placeOf.length; neuron++)
    if (placeOf[neuron] !== NONE) slots[placeOf[neuron]].push(neuron);
  return slots;
}

/**
 * Neurons that reach the same cores next to each other, the largest such group first, so that few masks tell them apart;
 * within a group ascending.
 */
export function slotsByReach(slots: Slots, reach: (neuron: number) => readonly number[]): number[][] {
  return slots.map((neurons) => {
    const groups = new Map<string, number[]>();
    for (const neuron of neurons) {
      const name = reach(neuron).join();
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [neuron]);
      else group.push(neuron);
    }
    return [...groups.values()].sort((a, b) => b.length - a.length || a[0] - b[0]).flat();
  });
}
