import { dnnError } from '../dnn-error.ts';
import { synapsesBehind } from '../regularise/fan-out/synapses-behind.ts';
import type { Regulariser } from '../regularise/regulariser.ts';
import { sizeOf, type DnnSpec } from '../spec.ts';
import type { FullOptions } from './options.ts';

/**
 * Prices of a regulariser, divided by their mean over all regularised neurons: prices[layer][neuron];
 * null for layers that are none of its business, and where it needs no prices.
 */
export function pricesOf(
  regulariser: Regulariser,
  spec: DnnSpec,
  { pooling, chipPrices }: Pick<FullOptions, 'pooling' | 'chipPrices'>,
): (Float64Array | null)[] {
  const { prices: kind, name } = regulariser.definition;
  if (kind === null) return spec.layers.map(() => null);
  const raw = kind === 'fan-out' ? synapsesBehind(spec, pooling) : chipPrices;
  if (raw === undefined) {
    throw dnnError(
      'E1715',
      name,
      'needs the energy of a spike of every neuron, and was given none',
      'Place the network first and give the prices, or take the regulariser fan-out.',
    );
  }
  let sum = 0;
  let count = 0;
  const prices = spec.layers.map((layer, index) => {
    const given = raw[index] ?? null;
    if (layer.kind !== 'activation' || given === null) return null;
    const own = Float64Array.from(given);
    if (own.length !== sizeOf(layer.shape) || own.some((price) => !(price >= 0 && price < Infinity))) {
      throw dnnError(
        'E1715',
        `${name}, ${layer.name}`,
        `has ${own.length} prices for ${sizeOf(layer.shape)} neurons, or one that is negative or not finite`,
        'Give one price of at least 0 pJ for each neuron.',
      );
    }
    for (const price of own) sum += price;
    count += own.length;
    return own;
  });
  const mean = count === 0 ? 0 : sum / count;
  if (mean > 0) for (const own of prices) own?.forEach((price, i) => (own[i] = price / mean));
  return prices;
}
