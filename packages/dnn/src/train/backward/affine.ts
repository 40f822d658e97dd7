import type { PrepareBackward } from './backward-run.ts';

export const prepareAffineBackward: PrepareBackward<'affine'> = (_layer, _inputShapes, parameters) => {
  const [scale] = parameters.values;
  const [scaleGradient, shiftGradient] = parameters.gradients;
  return ({ inputs: [input], outGradient, inputGradients: [inputGradient] }) => {
    const length = outGradient.length / scale.length;
    for (let entry = 0; entry < scale.length; entry++) {
      const start = entry * length;
      let product = 0;
      let sum = 0;
      for (let i = start; i < start + length; i++) {
        product += outGradient[i] * input[i];
        sum += outGradient[i];
      }
      scaleGradient[entry] += product;
      shiftGradient[entry] += sum;
      if (inputGradient === null) continue;
      for (let i = start; i < start + length; i++) inputGradient[i] += scale[entry] * outGradient[i];
    }
  };
};
