import type { Problem } from '@nmap/ir';
import { cutIntoSegments } from '../../limits/contiguous.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { Filling, chipNeurons, nextFit } from '../../limits/filling.ts';

/**
 * Next-fit by id. With one class of core and no limit on outputs it is a cut into segments, found without counting
 * which cluster hears which source: on ten million synapses in a fifth of the time.
 */
export function fillInOrder(problem: Problem): Filling {
  const filling = new Filling(problem);
  const chip = chipNeurons(problem);
  if (usableCores(problem) === 0) return filling;
  const { tracker, supply } = filling;
  const isCut = supply.order.length === 1 && !tracker.limitsOutputs;
  const segments = isCut ? cutIntoSegments(problem, chip, null, Infinity) : null;
  if (segments === null) {
    nextFit(filling, chip);
    return filling;
  }
  for (const { classId, from, to } of segments) {
    const cluster = tracker.openCluster(classId);
    supply.take(classId);
    for (let i = from; i < to; i++) tracker.add(chip[i], cluster);
  }
  return filling;
}
