/**
 * Puts batch normalisation, and any constant factor or term, into the weights of the layer before it, and leaves out
 * layers that change nothing: activations of what is never negative, and layers that the output does not read. An activation
 * behind max pooling goes in front of it, which changes no value, since it never falls. The values of every layer that is left are those of the trained network.
 *
 * **Source** B. Rueckauer et al., "Conversion of Continuous-Valued Deep Networks to Efficient Event-Driven Networks for
 * Image Classification", Frontiers in Neuroscience 11, 2017, doi:10.3389/fnins.2017.00682, section 2.2.2.
 * **Differs**: a factor or term that stands in front of a layer, or behind a sum, is left here and put into the weights
 * where populations are made, since with padding its term is another one at the edge.
 */
import type { Diagnostic } from '@nmap/ir';
import { z } from 'zod';
import { defineConversion } from '../../pass.ts';
import { foldLayers } from './fold-layers.ts';

export const fold = defineConversion({
  name: 'fold',
  summary: 'batch normalisation into the weights, redundant activations out',
  paper: 'Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682',
  from: 'trained',
  to: 'folded',
  options: z.strictObject({}),
  run(trained, _options, ctx) {
    const dnn = foldLayers(trained.dnn);
    for (const { name, ...layer } of dnn.layers) {
      if (layer.kind === 'activation' && layer.activation.kind === 'fat-relu')
        ctx.warn(fatRelu(name, layer.activation.threshold));
    }
    ctx.stat('layersFolded', trained.dnn.layers.length - dnn.layers.length);
    return { stage: 'folded', trained, dnn };
  },
});

/** Subtracting the threshold would lower all values, and a lower start delays only the first spike: neither is FATReLU. */
const fatRelu = (name: string, threshold: number): Diagnostic => ({
  code: 'W1789',
  severity: 'warning',
  where: name,
  message: `cuts values below ${threshold} to 0 (FATReLU), which no integrate-and-fire neuron does: it is converted as a ReLU, and those values come through.`,
  hint: 'Look at the accuracy and the spikes; FATReLU saves multiplications of the trained network only.',
});
