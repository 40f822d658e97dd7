import { gatherPatches, padded, paddedRoom, patchRoom, planPatches } from '../linear/patches.ts';
import { weightTimesPatches } from '../linear/products.ts';
import type { LayerRun, PrepareLayer } from './layer-run.ts';

export const prepareConv: PrepareLayer<'conv'> = (layer, [inputShape]) => {
  const plan = planPatches(layer, inputShape);
  const patches = patchRoom(plan);
  const room = paddedRoom(plan);
  const weight = Float64Array.from(layer.weight);
  const bias = Float64Array.from(layer.bias);
  const run: LayerRun = ([input], out) => {
    const image = padded(plan, input, room);
    const { groups, outChannels: rows, pixels, tile } = plan;
    const size = plan.offset.length;
    for (let group = 0; group < groups; group++) {
      for (let first = 0; first < pixels; first += tile) {
        const count = Math.min(tile, pixels - first);
        gatherPatches(plan, image, { group, first, count }, patches);
        const place = { firstRow: group * rows, rows, size, first, count, pixels };
        weightTimesPatches(weight, bias, patches, place, out);
      }
    }
  };
  return { run, parameters: [weight, bias] };
};
