import {
  addUnpadded,
  gatherPatches,
  padded,
  paddedRoom,
  patchRoom,
  planPatches,
  scatterPatches,
} from '../../linear/patches.ts';
import { addGradientTimesPatches, gradientTimesWeight } from '../../linear/gradient-products.ts';
import type { PrepareBackward } from './backward-run.ts';

/** Patches are gathered anew: they are cheaper to make twice than to keep for all layers. */
export const prepareConvBackward: PrepareBackward<'conv'> = (layer, [inputShape], parameters) => {
  const plan = planPatches(layer, inputShape);
  const patches = patchRoom(plan);
  const room = paddedRoom(plan);
  const gradientRoom = paddedRoom(plan);
  const [weight] = parameters.values;
  const [weightGradient, biasGradient] = parameters.gradients;
  return ({ inputs: [input], outGradient, inputGradients: [inputGradient] }) => {
    const image = padded(plan, input, room);
    const { groups, outChannels: rows, pixels, tile, isPadded } = plan;
    const size = plan.offset.length;
    const target = inputGradient === null ? null : isPadded ? gradientRoom : inputGradient;
    if (isPadded) gradientRoom.fill(0);
    for (let group = 0; group < groups; group++) {
      for (let first = 0; first < pixels; first += tile) {
        const part = { group, first, count: Math.min(tile, pixels - first) };
        const place = { firstRow: group * rows, rows, size, first, count: part.count, pixels };
        gatherPatches(plan, image, part, patches);
        addGradientTimesPatches(outGradient, patches, place, weightGradient);
        if (target === null) continue;
        gradientTimesWeight(outGradient, weight, place, patches);
        scatterPatches(plan, patches, part, target);
      }
    }
    addRowSums(outGradient, pixels, biasGradient);
    if (isPadded && inputGradient !== null) addUnpadded(plan, gradientRoom, inputGradient);
  };
};

function addRowSums(gradient: Float64Array, pixels: number, sums: Float64Array): void {
  for (let row = 0; row < sums.length; row++) {
    let sum = 0;
    for (let i = row * pixels; i < (row + 1) * pixels; i++) sum += gradient[i];
    sums[row] += sum;
  }
}
