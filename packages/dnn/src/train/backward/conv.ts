import {
  addUnpadded,
  gatherColumns,
  padded,
  paddedRoom,
  patchRoom,
  planPatches,
  scatterColumns,
} from '../../linear/patches.ts';
import { weightTimesPatches } from '../../linear/products.ts';
import { copyBlock, transposeBlock } from '../../linear/transpose.ts';
import type { PrepareBackward } from './backward-run.ts';

/**
 * Both gradients are products like the forward pass, of other rows and columns: that of the weights
 * sums over pixels, that of the image over out channels. Patches are gathered anew: they are cheaper
 * to make twice than to keep for all layers.
 */
export const prepareConvBackward: PrepareBackward<'conv'> = (layer, [inputShape], parameters) => {
  const plan = planPatches(layer, inputShape);
  const { groups, outChannels: rows, pixels, tile, isPadded } = plan;
  const size = plan.offset.length;
  const columns = patchRoom(plan);
  const room = paddedRoom(plan);
  const gradientRoom = paddedRoom(plan);
  // gradient[row][pixel] of a tile and its transpose; weight[k][row] of a group.
  const byRow = new Float64Array(rows * tile);
  const byPixel = new Float64Array(tile * rows);
  const transposed = new Float64Array(size * rows);
  const products = new Float64Array(rows * size);
  const zeros = new Float64Array(Math.max(rows, size));
  const [weight] = parameters.values;
  const [weightGradient, biasGradient] = parameters.gradients;
  return ({ inputs: [input], outGradient, inputGradients: [inputGradient] }) => {
    const image = padded(plan, input, room);
    const target = inputGradient === null ? null : isPadded ? gradientRoom : inputGradient;
    if (isPadded) gradientRoom.fill(0);
    for (let group = 0; group < groups; group++) {
      const firstRow = group * rows;
      if (target !== null) {
        transposeBlock(weight, { start: firstRow * size, rows, columns: size, stride: size }, transposed);
      }
      for (let first = 0; first < pixels; first += tile) {
        const count = Math.min(tile, pixels - first);
        const part = { group, first, count };
        const block = { start: firstRow * pixels + first, rows, columns: count, stride: pixels };
        copyBlock(outGradient, block, byRow);
        gatherColumns(plan, image, part, columns);
        const overPixels = { firstRow: 0, rows, size: count, first: 0, count: size, pixels: size };
        weightTimesPatches(byRow, zeros, columns, overPixels, products);
        const to = firstRow * size;
        for (let i = 0; i < products.length; i++) weightGradient[to + i] += products[i];
        if (target === null) continue;
        transposeBlock(outGradient, block, byPixel);
        const overRows = { firstRow: 0, rows: size, size: rows, first: 0, count, pixels: count };
        weightTimesPatches(transposed, zeros, byPixel, overRows, columns);
        scatterColumns(plan, columns, part, target);
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
