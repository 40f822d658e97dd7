import type { DnnLayer, DnnSpec } from '@nmap/dnn';
import type { Diagnostic } from '@nmap/ir';
import { neverNegative } from './build/never-negative.ts';
import { foldLayers } from './passes/fold/fold-layers.ts';

/**
 * Everything about a trained network that cannot become spikes, by the names of its layers, from the graph alone: readers
 * have refused what is no layer of ours.
 */
export function checkConvertible(
  trained: DnnSpec,
  { replacesMaxPool }: { readonly replacesMaxPool: boolean },
): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const dnn = foldLayers(trained);
  for (const [index, layer] of dnn.layers.entries()) {
    if (layer.kind === 'max-pool' && !replacesMaxPool) faults.push(maxPooling(layer));
    if (layer.kind === 'max-pool' && !neverNegative(dnn, layer.inputs[0]) && replacesMaxPool)
      faults.push(negativeMaxPooling(layer));
    if (index === dnn.output && layer.kind === 'input')
      faults.push(fault('E1764', layer, 'is input and output at once: there is nothing to convert.'));
  }
  return faults;
}

const fault = (code: string, { name }: DnnLayer, message: string, hint?: string): Diagnostic => ({
  code,
  severity: 'error',
  where: name,
  message,
  ...(hint === undefined ? {} : { hint }),
});

function maxPooling(layer: DnnLayer): Diagnostic {
  return fault(
    'E1762',
    layer,
    'is max pooling: the largest of several rates is no sum of spikes.',
    'Replace it (convert --passes maxpool/average, deploy --maxpool average: another network, look at the accuracy), or train with average pooling.',
  );
}

function negativeMaxPooling(layer: DnnLayer): Diagnostic {
  return fault(
    'E1763',
    layer,
    'is max pooling of values below 0 too: average pooling of them is another function altogether.',
    'Put the activation before the pooling, and train again.',
  );
}
