import type { LayerRun, PrepareLayer } from './layer-run.ts';

export const prepareAdd: PrepareLayer<'add'> = () => {
  const run: LayerRun = (inputs, out) => {
    out.set(inputs[0]);
    for (let k = 1; k < inputs.length; k++) {
      const input = inputs[k];
      for (let i = 0; i < out.length; i++) out[i] += input[i];
    }
  };
  return { run, parameters: [] };
};
