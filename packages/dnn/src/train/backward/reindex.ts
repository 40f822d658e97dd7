import type { PrepareBackward } from './backward-run.ts';

export const prepareReindexBackward: PrepareBackward<'reindex'> = ({ from }) => {
  return ({ outGradient, inputGradients: [inputGradient] }) => {
    if (inputGradient === null) return;
    for (let i = 0; i < from.length; i++) inputGradient[from[i]] += outGradient[i];
  };
};
