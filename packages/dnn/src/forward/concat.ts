import type { PrepareLayer } from './layer-run.ts';

/** Along the first axis of row-major values: one after the other. */
export const prepareConcat: PrepareLayer<'concat'> = () => {
  return (inputs, out) => {
    let to = 0;
    for (const input of inputs) {
      out.set(input, to);
      to += input.length;
    }
  };
};
