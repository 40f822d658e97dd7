import type { PrepareBackward } from './backward-run.ts';

export const prepareAddBackward: PrepareBackward<'add'> = () => {
  return ({ outGradient, inputGradients }) => {
    for (const gradient of inputGradients) {
      if (gradient === null) continue;
      for (let i = 0; i < gradient.length; i++) gradient[i] += outGradient[i];
    }
  };
};
