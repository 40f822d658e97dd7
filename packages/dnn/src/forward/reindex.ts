import type { LayerRun, PrepareLayer } from './layer-run.ts';

export const prepareReindex: PrepareLayer<'reindex'> = (layer) => {
  const run: LayerRun = ([input], out) => {
    const { from } = layer;
    for (let i = 0; i < out.length; i++) out[i] = input[from[i]];
  };
  return { run, parameters: [] };
};
