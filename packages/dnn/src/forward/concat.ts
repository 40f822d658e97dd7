import type { LayerRun, PrepareLayer } from './layer-run.ts';

/** Along the first axis of row-major values: one after the other. */
export const prepareConcat: PrepareLayer<'concat'> = () => {
  const run: LayerRun = (inputs, out) => {
    let to = 0;
    for (const input of inputs) {
      out.set(input, to);
      to += input.length;
    }
  };
  return { run, parameters: [] };
};
