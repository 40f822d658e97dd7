import type { DnnLayerOf } from '../spec.ts';
import { addUnpadded, paddedRoom, patchRoom, planPatches, scatterColumns } from './patches.ts';

/** Adds to every value of the input how many weights of the convolution it meets; none of them lead into a margin. */
export function addConvolutionReach(
  layer: DnnLayerOf<'conv'>,
  shape: readonly number[],
  input: Float64Array,
): void {
  const plan = planPatches(layer, shape);
  const ones = patchRoom(plan).fill(plan.outChannels);
  const room = paddedRoom(plan);
  for (let group = 0; group < plan.groups; group++) {
    for (let first = 0; first < plan.pixels; first += plan.tile) {
      const count = Math.min(plan.tile, plan.pixels - first);
      scatterColumns(plan, ones, { group, first, count }, plan.isPadded ? room : input);
    }
  }
  if (plan.isPadded) addUnpadded(plan, room, input);
}
