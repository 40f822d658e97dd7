/**
 * Products of matrices for one sample. Every sum runs over its terms in one order, whatever the
 * blocking, so that results do not depend on the size of a tile. Two rows by four columns are
 * summed at once: six loads for eight multiplications.
 */

/** Where a tile of patches lies in a layer. */
export interface PatchTile {
  /** First row (out channel) in weights and values. */
  readonly firstRow: number;
  readonly rows: number;
  /** Values of a patch. */
  readonly size: number;
  /** First pixel and number of pixels. */
  readonly first: number;
  readonly count: number;
  /** Pixels of a row of `out`. */
  readonly pixels: number;
}

/** out[row][pixel] = bias[row] + sum over k of weight[row][k] * patches[pixel][k]. */
export function weightTimesPatches(
  weight: Float64Array,
  bias: Float64Array,
  patches: Float64Array,
  tile: PatchTile,
  out: Float64Array,
): void {
  const { firstRow, rows, size, first, count, pixels } = tile;
  const end = firstRow + rows;
  let row = firstRow;
  for (; row + 1 < end; row += 2) {
    const w = row * size;
    const biasA = bias[row];
    const biasB = bias[row + 1];
    let to = row * pixels + first;
    let pixel = 0;
    for (; pixel + 3 < count; pixel += 4) {
      let a0 = biasA;
      let a1 = biasA;
      let a2 = biasA;
      let a3 = biasA;
      let b0 = biasB;
      let b1 = biasB;
      let b2 = biasB;
      let b3 = biasB;
      const p = pixel * size;
      for (let k = 0; k < size; k++) {
        const weightA = weight[w + k];
        const weightB = weight[w + size + k];
        const x0 = patches[p + k];
        const x1 = patches[p + size + k];
        const x2 = patches[p + 2 * size + k];
        const x3 = patches[p + 3 * size + k];
        a0 += weightA * x0;
        a1 += weightA * x1;
        a2 += weightA * x2;
        a3 += weightA * x3;
        b0 += weightB * x0;
        b1 += weightB * x1;
        b2 += weightB * x2;
        b3 += weightB * x3;
      }
      out[to] = a0;
      out[to + 1] = a1;
      out[to + 2] = a2;
      out[to + 3] = a3;
      out[to + pixels] = b0;
      out[to + pixels + 1] = b1;
      out[to + pixels + 2] = b2;
      out[to + pixels + 3] = b3;
      to += 4;
    }
    for (; pixel < count; pixel++) {
      let a = biasA;
      let b = biasB;
      const p = pixel * size;
      for (let k = 0; k < size; k++) {
        a += weight[w + k] * patches[p + k];
        b += weight[w + size + k] * patches[p + k];
      }
      out[to] = a;
      out[to + pixels] = b;
      to++;
    }
  }
  for (; row < end; row++) {
    const w = row * size;
    const to = row * pixels + first;
    for (let pixel = 0; pixel < count; pixel++) {
      let a = bias[row];
      const p = pixel * size;
      for (let k = 0; k < size; k++) a += weight[w + k] * patches[p + k];
      out[to + pixel] = a;
    }
  }
}

/** out[row] = bias[row] + sum over k of weight[row][k] * x[k]. */
export function weightTimesVector(
  weight: Float64Array,
  bias: Float64Array,
  x: Float64Array,
  out: Float64Array,
): void {
  const size = x.length;
  const rows = out.length;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const w0 = row * size;
    const w1 = w0 + size;
    const w2 = w1 + size;
    const w3 = w2 + size;
    let a = bias[row];
    let b = bias[row + 1];
    let c = bias[row + 2];
    let d = bias[row + 3];
    for (let k = 0; k < size; k++) {
      const value = x[k];
      a += weight[w0 + k] * value;
      b += weight[w1 + k] * value;
      c += weight[w2 + k] * value;
      d += weight[w3 + k] * value;
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
  for (; row < rows; row++) {
    const w = row * size;
    let a = bias[row];
    for (let k = 0; k < size; k++) a += weight[w + k] * x[k];
    out[row] = a;
  }
}
