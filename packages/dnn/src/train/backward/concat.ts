import type { PrepareBackward } from './backward-run.ts';

export const prepareConcatBackward: PrepareBackward<'concat'> = () => {
  return ({ inputs, outGradient, inputGradients }) => {
    let from = 0;
    for (const [k, gradient] of inputGradients.entries()) {
      if (gradient !== null) for (let i = 0; i < gradient.length; i++) gradient[i] += outGradient[from + i];
      from += inputs[k].length;
    }
  };
};
