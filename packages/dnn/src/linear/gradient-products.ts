import type { PatchTile } from './products.ts';

/**
 * Products of the backward pass. Half of the gradients behind a ReLU are 0: their terms are
 * left out, which changes no sum.
 */

/** weightGradient[row][k] += sum over pixels of gradient[row][pixel] * patches[pixel][k]. */
export function addGradientTimesPatches(
  gradient: Float64Array,
  patches: Float64Array,
  tile: PatchTile,
  weightGradient: Float64Array,
): void {
  const { firstRow, rows, size, first, count, pixels } = tile;
  const used = new Int32Array(count + 3);
  for (let row = firstRow; row < firstRow + rows; row++) {
    const g = row * pixels + first;
    let found = 0;
    for (let pixel = 0; pixel < count; pixel++) if (gradient[g + pixel] !== 0) used[found++] = pixel;
    const w = row * size;
    let i = 0;
    for (; i + 7 < found; i += 8) {
      const g0 = gradient[g + used[i]];
      const g1 = gradient[g + used[i + 1]];
      const g2 = gradient[g + used[i + 2]];
      const g3 = gradient[g + used[i + 3]];
      const g4 = gradient[g + used[i + 4]];
      const g5 = gradient[g + used[i + 5]];
      const g6 = gradient[g + used[i + 6]];
      const g7 = gradient[g + used[i + 7]];
      const p0 = used[i] * size;
      const p1 = used[i + 1] * size;
      const p2 = used[i + 2] * size;
      const p3 = used[i + 3] * size;
      const p4 = used[i + 4] * size;
      const p5 = used[i + 5] * size;
      const p6 = used[i + 6] * size;
      const p7 = used[i + 7] * size;
      for (let k = 0; k < size; k++) {
        weightGradient[w + k] +=
          g0 * patches[p0 + k] +
          g1 * patches[p1 + k] +
          (g2 * patches[p2 + k] + g3 * patches[p3 + k]) +
          (g4 * patches[p4 + k] + g5 * patches[p5 + k] + (g6 * patches[p6 + k] + g7 * patches[p7 + k]));
      }
    }
    for (; i + 3 < found; i += 4) {
      const g0 = gradient[g + used[i]];
      const g1 = gradient[g + used[i + 1]];
      const g2 = gradient[g + used[i + 2]];
      const g3 = gradient[g + used[i + 3]];
      const p0 = used[i] * size;
      const p1 = used[i + 1] * size;
      const p2 = used[i + 2] * size;
      const p3 = used[i + 3] * size;
      for (let k = 0; k < size; k++) {
        weightGradient[w + k] +=
          g0 * patches[p0 + k] + g1 * patches[p1 + k] + (g2 * patches[p2 + k] + g3 * patches[p3 + k]);
      }
    }
    for (; i < found; i++) {
      const g0 = gradient[g + used[i]];
      const p0 = used[i] * size;
      for (let k = 0; k < size; k++) weightGradient[w + k] += g0 * patches[p0 + k];
    }
  }
}

/** patches[pixel][k] = sum over rows of gradient[row][pixel] * weight[row][k]. */
export function gradientTimesWeight(
  gradient: Float64Array,
  weight: Float64Array,
  tile: PatchTile,
  patches: Float64Array,
): void {
  const { firstRow, rows, size, first, count, pixels } = tile;
  const used = new Int32Array(rows);
  for (let pixel = 0; pixel < count; pixel++) {
    const g = firstRow * pixels + first + pixel;
    const p = pixel * size;
    let found = 0;
    for (let row = 0; row < rows; row++) if (gradient[g + row * pixels] !== 0) used[found++] = row;
    for (let k = p; k < p + size; k++) patches[k] = 0;
    let i = 0;
    for (; i + 3 < found; i += 4) {
      const g0 = gradient[g + used[i] * pixels];
      const g1 = gradient[g + used[i + 1] * pixels];
      const g2 = gradient[g + used[i + 2] * pixels];
      const g3 = gradient[g + used[i + 3] * pixels];
      const w0 = (firstRow + used[i]) * size;
      const w1 = (firstRow + used[i + 1]) * size;
      const w2 = (firstRow + used[i + 2]) * size;
      const w3 = (firstRow + used[i + 3]) * size;
      for (let k = 0; k < size; k++) {
        patches[p + k] +=
          g0 * weight[w0 + k] + g1 * weight[w1 + k] + (g2 * weight[w2 + k] + g3 * weight[w3 + k]);
      }
    }
    for (; i < found; i++) {
      const g0 = gradient[g + used[i] * pixels];
      const w0 = (firstRow + used[i]) * size;
      for (let k = 0; k < size; k++) patches[p + k] += g0 * weight[w0 + k];
    }
  }
}
