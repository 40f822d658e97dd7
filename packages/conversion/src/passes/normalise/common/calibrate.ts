import {
  collectStatistics,
  readSample,
  sizeOf,
  type DataSet,
  type DnnLayer,
  type Histogram,
} from '@nmap/dnn';
import type { ConversionContext } from '../../../pass.ts';
import type { Calibrated, Folded } from '../../../stages.ts';

export interface CalibrateOptions {
  readonly balance: Calibrated['balance'];
  readonly perChannel: boolean;
  /** Images that statistics are taken of, at most. */
  readonly images: number;
  /** Scale of values with these statistics; 0 where there is none. */
  readonly scaleOf: (statistics: Histogram) => number;
}

/** Scales of all layers whose values can be rates, from the values of the calibration's images. */
export function calibrate(folded: Folded, ctx: ConversionContext, options: CalibrateOptions): Calibrated {
  const { dnn } = folded;
  const data = ctx.data.calibration;
  const layers = dnn.layers.flatMap((layer, index) =>
    canBeRates(layer) || index === dnn.output ? [index] : [],
  );
  const { perChannel, images } = options;
  const statistics = collectStatistics(dnn, data, { layers, perChannel, samples: images });
  const scaleOf = new Map<number, Float64Array>();
  for (const { layer, all, channels } of statistics) {
    // An output is compared, not cut: its scale is its largest value, one for all classes.
    const isOutput = layer === dnn.output;
    const whole = isOutput ? all.max : options.scaleOf(all);
    const own =
      isOutput || !perChannel ? [whole] : channels.map((channel) => options.scaleOf(channel) || whole);
    // What never fires may have any scale.
    scaleOf.set(
      layer,
      Float64Array.from(own, (scale) => underCeiling(scale || 1, dnn.layers[layer])),
    );
  }
  ctx.stat('images', Math.min(data.count, images));
  return {
    stage: 'calibrated',
    folded,
    scaleOf,
    inputRange: rangeOf(data, images),
    balance: options.balance,
  };
}

const canBeRates = ({ kind }: DnnLayer): boolean =>
  kind === 'activation' || kind === 'add' || kind === 'average-pool';

/** An activation with a ceiling has no values above it; a quantised one has exactly its ceiling as scale. */
function underCeiling(scale: number, layer: DnnLayer): number {
  if (layer.kind !== 'activation') return scale;
  const { activation } = layer;
  if (activation.kind === 'clip') return Math.min(scale, activation.ceiling);
  return activation.kind === 'clip-floor-shift' ? activation.ceiling : scale;
}

/** From 0, or the smallest value where that is below, to the largest. */
function rangeOf(data: DataSet, images: number): Calibrated['inputRange'] {
  const sample = new Float64Array(sizeOf(data.shape));
  let low = 0;
  let high = 0;
  for (let image = 0; image < Math.min(data.count, images); image++) {
    readSample(data, image, sample);
    for (const value of sample) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high: high > low ? high : low + 1 };
}
