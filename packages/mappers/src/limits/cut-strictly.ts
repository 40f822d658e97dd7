import type { Problem } from '@nmap/ir';
import { cutIntoSegments } from './contiguous.ts';
import { Filling } from './filling.ts';

/**
 * Puts the segments of a cut into clusters; a neuron that output limits keep out is left unplaced. Null where there is no cut.
 * @param reserve of output axons: see {@link Filling}; null = none is made.
 */
export function cutStrictly(
  problem: Problem,
  order: Uint32Array,
  reserve: Float64Array | null,
  neuronCap: number,
): Filling | null {
  const segments = cutIntoSegments(problem, order, reserve, neuronCap);
  if (segments === null) return null;
  const filling = new Filling(problem, {
    // One more, for who asks what keeps a neuron out of an empty core.
    mostClusters: segments.length + 1,
    ...(reserve === null ? {} : { reserve }),
  });
  for (const { classId, from, to } of segments) {
    const cluster = filling.tracker.openCluster(classId);
    filling.supply.take(classId);
    for (let i = from; i < to; i++) {
      if (filling.tracker.fits(order[i], cluster)) filling.tracker.add(order[i], cluster);
    }
    if (filling.tracker.neurons[cluster] === 0) {
      filling.tracker.closeCluster();
      filling.supply.giveBack(classId);
    }
  }
  return filling;
}
