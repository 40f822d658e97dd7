import type { PrepareBackward } from './backward-run.ts';

export const prepareDenseBackward: PrepareBackward<'dense'> = (_layer, _inputShapes, parameters) => {
  const [weight] = parameters.values;
  const [weightGradient, biasGradient] = parameters.gradients;
  return ({ inputs: [input], outGradient, inputGradients: [inputGradient] }) => {
    for (let row = 0; row < outGradient.length; row++) {
      const g = outGradient[row];
      if (g === 0) continue;
      biasGradient[row] += g;
      addScaled(g, input, weightGradient, row * input.length);
      if (inputGradient !== null) addRow(g, weight, row * input.length, inputGradient);
    }
  };
};

/** into[start + k] += factor * values[k]. */
function addScaled(factor: number, values: Float64Array, into: Float64Array, start: number): void {
  for (let k = 0; k < values.length; k++) into[start + k] += factor * values[k];
}

/** into[k] += factor * matrix[start + k]. */
function addRow(factor: number, matrix: Float64Array, start: number, into: Float64Array): void {
  for (let k = 0; k < into.length; k++) into[k] += factor * matrix[start + k];
}
