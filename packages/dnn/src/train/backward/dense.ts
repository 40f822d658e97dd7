import type { PrepareBackward } from './backward-run.ts';

/** Rows without gradient, half of them behind a ReLU, are passed over. */
export const prepareDenseBackward: PrepareBackward<'dense'> = (layer, _inputShapes, parameters) => {
  const [weight] = parameters.values;
  const [weightGradient, biasGradient] = parameters.gradients;
  const active = new Int32Array(layer.bias.length);
  return ({ inputs: [input], outGradient, inputGradients: [inputGradient] }) => {
    let count = 0;
    for (let row = 0; row < outGradient.length; row++) if (outGradient[row] !== 0) active[count++] = row;
    for (let i = 0; i < count; i++) {
      const row = active[i];
      biasGradient[row] += outGradient[row];
      addScaled(outGradient[row], input, weightGradient, row * input.length);
    }
    if (inputGradient !== null) addRows(outGradient, weight, active, count, inputGradient);
  };
};

/** into[start + k] += factor * values[k]. */
function addScaled(factor: number, values: Float64Array, into: Float64Array, start: number): void {
  for (let k = 0; k < values.length; k++) into[start + k] += factor * values[k];
}

/** into[k] += sum over the active rows of factors[row] * matrix[row][k]; four rows at once. */
function addRows(
  factors: Float64Array,
  matrix: Float64Array,
  active: Int32Array,
  count: number,
  into: Float64Array,
): void {
  const size = into.length;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    const f0 = factors[active[i]];
    const f1 = factors[active[i + 1]];
    const f2 = factors[active[i + 2]];
    const f3 = factors[active[i + 3]];
    const m0 = active[i] * size;
    const m1 = active[i + 1] * size;
    const m2 = active[i + 2] * size;
    const m3 = active[i + 3] * size;
    for (let k = 0; k < size; k++) {
      into[k] += f0 * matrix[m0 + k] + f1 * matrix[m1 + k] + (f2 * matrix[m2 + k] + f3 * matrix[m3 + k]);
    }
  }
  for (; i < count; i++) addScaledRow(factors[active[i]], matrix, active[i] * size, into);
}

/** into[k] += factor * matrix[start + k]. */
function addScaledRow(factor: number, matrix: Float64Array, start: number, into: Float64Array): void {
  for (let k = 0; k < into.length; k++) into[k] += factor * matrix[start + k];
}
