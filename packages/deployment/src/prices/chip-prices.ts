/**
 * What one spike of each neuron costs on a placed chip, layer by layer: the prices of the regulariser `chip`. The network is
 * converted, placed and priced as it stands; after some training it may be priced again.
 */
import { place, type LoadedHardware } from '@nmap/compiler';
import { convertAndExercise, parseConversion } from '@nmap/compiler/conversion';
import { foldLayers, type ConversionData } from '@nmap/conversion';
import { sizeOf, type DnnSpec } from '@nmap/dnn';
import { spikePricesPj } from '@nmap/energy';

export interface ChipPricesInput {
  /** Folded already: see `trainableForChip`. */
  readonly dnn: DnnSpec;
  readonly data: ConversionData;
  readonly hardware: LoadedHardware;
  /** Conversion by text, without `exercise`. */
  readonly passes: string;
  readonly steps: number;
  readonly images: number;
  readonly preset: string;
  readonly seed: number;
  readonly threads: number;
}

export interface ChipPrices {
  /** prices[layer][neuron] in pJ a spike; null for a layer that has no population. */
  readonly prices: readonly (Float64Array | null)[];
  /** Events of the converted network at those prices: dynamic energy of an image, in pJ, steps of neurons apart. */
  readonly spikesPjPerImage: number;
  readonly cores: number;
}

/** A network as it is trained for a chip: batch normalisation in its weights, so that a layer is a population. */
export const trainableForChip = (dnn: DnnSpec): DnnSpec => foldLayers(dnn);

export async function chipPrices(input: ChipPricesInput): Promise<ChipPrices> {
  const { dnn, data, hardware, passes, steps, images, preset, seed, threads } = input;
  const text = `${passes}; exercise(steps=${steps}, images=${images})`;
  const { exercised } = convertAndExercise(dnn, parseConversion(text), { data, seed, nowMs: () => 0 });
  const { spiking, network: spec, run } = exercised;
  const { result } = await place(spec, hardware, { preset, seed, threads, walks: false });
  const { placed } = result.routed;
  const pricePj = spikePricesPj(placed);
  const prices: (Float64Array | null)[] = dnn.layers.map(() => null);
  let first = 0;
  for (const { layer, shape, role } of spiking.populations) {
    if (role === 'input' && spiking.input === 'current') continue;
    const size = sizeOf(shape);
    if (role === 'hidden') prices[layer] = pricePj.slice(first, first + size);
    first += size;
  }
  const spent = run.spikesOf.reduce((sum, spikes, neuron) => sum + spikes * pricePj[neuron], 0);
  const cores = new Set(placed.coreOf as unknown as Uint32Array).size;
  return { prices, spikesPjPerImage: spent / run.images, cores };
}
