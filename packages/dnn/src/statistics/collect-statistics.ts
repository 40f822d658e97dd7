import { readSample, type DataSet } from '../data-set.ts';
import { createForward } from '../forward/create-forward.ts';
import { sizeOf, type DnnSpec } from '../spec.ts';
import { Histogram } from './histogram.ts';

export interface StatisticsOptions {
  /** Layers that are looked at; all activations and the output where it is left out. */
  readonly layers?: readonly number[];
  /** Looks at every channel on its own as well. */
  readonly perChannel?: boolean;
  /** Only the first so many samples. */
  readonly samples?: number;
}

/** What the values of a layer were over the samples. Numbers below 0 count as 0. */
export interface LayerStatistics {
  readonly layer: number;
  /** Of all its values. Percentiles are off by at most 2^-10 of themselves. */
  readonly all: Histogram;
  /** channels[channel], off by at most 2^-7; empty unless asked for. A vector has one channel a value. */
  readonly channels: readonly Histogram[];
}

const LAYER_BITS = 10;
const CHANNEL_BITS = 7;

/**
 * Largest values, means, shares above 0 and percentiles of layers, which conversion takes its
 * scales from. Memory does not grow with the samples: 0.5 MB a layer, 64 KB a channel.
 */
export function collectStatistics(
  spec: DnnSpec,
  data: DataSet,
  options: StatisticsOptions = {},
): LayerStatistics[] {
  const net = createForward(spec);
  const layers = options.layers ?? activationLayers(spec);
  const statistics = layers.map((layer) => ({
    layer,
    all: new Histogram(LAYER_BITS),
    channels: Array.from(
      { length: options.perChannel === true ? spec.layers[layer].shape[0] : 0 },
      () => new Histogram(CHANNEL_BITS),
    ),
  }));
  const sample = new Float64Array(sizeOf(data.shape));
  const count = Math.min(data.count, options.samples ?? data.count);
  for (let index = 0; index < count; index++) {
    readSample(data, index, sample);
    net.run(sample);
    for (const { layer, all, channels } of statistics) addValues(net.values(layer), all, channels);
  }
  return statistics;
}

function addValues(values: Float64Array, all: Histogram, channels: readonly Histogram[]): void {
  for (let i = 0; i < values.length; i++) all.add(values[i]);
  const length = values.length / channels.length;
  for (let channel = 0; channel < channels.length; channel++) {
    const own = channels[channel];
    for (let i = channel * length; i < (channel + 1) * length; i++) own.add(values[i]);
  }
}

function activationLayers(spec: DnnSpec): number[] {
  return spec.layers.flatMap((layer, index) =>
    layer.kind === 'activation' || index === spec.output ? [index] : [],
  );
}
