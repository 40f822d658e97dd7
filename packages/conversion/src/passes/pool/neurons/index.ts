/**
 * Populations and projections, with a neuron for every pooled value: weights of 1 / window and the scale of what is pooled.
 * More neurons and some steps more, but far fewer synaptic events: the next layer hears one spike where it would hear as many
 * as the window has pixels.
 *
 * **Source** B. Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682, section 2.2.3. Average pooling of what can be negative
 * has no rate: it goes into the weights of the next layer, as in `pool/folded`.
 */
import { z } from 'zod';
import { buildSpiking } from '../../../build/build-spiking.ts';
import { defineConversion } from '../../../pass.ts';

export const poolNeurons = defineConversion({
  name: 'pool/neurons',
  summary: 'neurons of their own for average pooling',
  paper: 'Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682',
  from: 'calibrated',
  to: 'spiking',
  options: z.strictObject({}),
  run: (calibrated) => buildSpiking(calibrated, { poolNeurons: true }),
});
