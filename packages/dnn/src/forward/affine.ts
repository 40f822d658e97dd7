import type { LayerRun, PrepareLayer } from './layer-run.ts';

export const prepareAffine: PrepareLayer<'affine'> = (layer) => {
  const scale = Float64Array.from(layer.scale);
  const shift = Float64Array.from(layer.shift);
  const run: LayerRun = ([input], out) => {
    const length = out.length / scale.length;
    let i = 0;
    for (let entry = 0; entry < scale.length; entry++) {
      const factor = scale[entry];
      const term = shift[entry];
      for (const end = i + length; i < end; i++) out[i] = factor * input[i] + term;
    }
  };
  return { run, parameters: [scale, shift] };
};
