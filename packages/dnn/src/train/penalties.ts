import { dnnError } from '../dnn-error.ts';
import type { Regulariser } from '../regularise/regulariser.ts';
import { Histogram } from '../statistics/histogram.ts';
import type { DnnSpec } from '../spec.ts';
import type { FullOptions } from './options.ts';
import { pricesOf } from './prices.ts';
import type { Trainable } from './trainable.ts';

/** Penalties of all activations of the sample that a network holds. */
export interface Penalties {
  /** Adds the gradients by activations and ceilings; returns the sum of the penalties. */
  add(): number;
  /** Whether some scale is a percentile, which has to be measured. */
  readonly needsScales: boolean;
  /** Looks at the activations of the sample that the network holds. */
  observe(): void;
  /** Takes the percentiles of what has been observed since the last time as scales. */
  updateScales(): void;
}

interface Row {
  readonly regulariser: Regulariser;
  readonly layer: number;
  readonly prices: Float64Array | null;
  /** What activations are divided by. */
  scale: number;
}

/** Ties regularisers to the activations of a network. */
export function createPenalties(
  net: Trainable,
  spec: DnnSpec,
  options: Pick<FullOptions, 'regularisers' | 'pooling' | 'chipPrices'>,
): Penalties {
  const rows: Row[] = [];
  for (const regulariser of options.regularisers) {
    const prices = pricesOf(regulariser, spec, options);
    for (const [layer, { kind }] of spec.layers.entries()) {
      if (kind !== 'activation') continue;
      if (regulariser.definition.prices !== null && prices[layer] === null) continue;
      const scale = fixedScale(spec, layer, regulariser);
      rows.push({ regulariser, layer, prices: prices[layer], scale });
    }
  }
  const largest = rows.reduce((most, { layer }) => Math.max(most, net.values(layer).length), 0);
  const rates = new Float64Array(largest);
  const slopes = new Float64Array(largest);
  const measured = rows.filter(({ regulariser }) => typeof regulariser.scale === 'number');
  let histograms = new Map<number, Histogram>();
  return {
    needsScales: measured.length > 0,
    add() {
      let sum = 0;
      for (const row of rows) {
        sum += row.regulariser.scale === 'none' ? addPlain(net, row) : addScaled(net, row, rates, slopes);
      }
      return sum;
    },
    observe() {
      for (const { layer } of new Map(measured.map((row) => [row.layer, row])).values()) {
        const histogram = histograms.get(layer) ?? new Histogram(10);
        histograms.set(layer, histogram);
        for (const value of net.values(layer)) histogram.add(value);
      }
    },
    updateScales() {
      for (const row of measured) {
        const found = histograms.get(row.layer)?.percentile(row.regulariser.scale as number, 'non-zero') ?? 0;
        // A layer that is silent costs nothing.
        row.scale = found > 0 ? found : Infinity;
      }
      histograms = new Map();
    },
  };
}

/** The ceiling of a clip; Infinity where the scale is trained or measured. */
function fixedScale(spec: DnnSpec, index: number, { scale, definition }: Regulariser): number {
  const layer = spec.layers[index];
  if (scale !== 'ceiling' || layer.kind !== 'activation') return Infinity;
  if (layer.activation.kind === 'clip' || layer.activation.kind === 'clip-floor-shift') {
    return layer.activation.ceiling;
  }
  throw dnnError(
    'E1714',
    `${definition.name}, ${layer.name}`,
    `scale=ceiling, and ${layer.activation.kind} has no ceiling`,
    'Train with clip-floor-shift activations, or give a percentile: scale=99.9.',
  );
}

function addPlain(net: Trainable, { regulariser, layer, prices }: Row): number {
  return regulariser.definition.penalise({
    values: net.values(layer),
    prices,
    options: regulariser.options,
    gradient: net.gradient(layer),
  });
}

/**
 * Of rates: activation / scale, at most 1, as the spiking neuron has it. A measured scale is taken
 * as a constant; a trained ceiling is moved, so that shrinking all activations together gains nothing.
 */
function addScaled(net: Trainable, row: Row, rateRoom: Float64Array, slopeRoom: Float64Array): number {
  const { regulariser, layer, prices } = row;
  const values = net.values(layer);
  const gradient = net.gradient(layer);
  const ceiling = regulariser.scale === 'ceiling' ? net.ceiling(layer) : undefined;
  const scale = ceiling === undefined ? row.scale : ceiling.values[0];
  const rates = rateRoom.subarray(0, values.length);
  const slopes = slopeRoom.subarray(0, values.length).fill(0);
  for (let i = 0; i < values.length; i++) rates[i] = values[i] < scale ? values[i] / scale : 1;
  const { options } = regulariser;
  const penalty = regulariser.definition.penalise({ values: rates, prices, options, gradient: slopes });
  if (ceiling !== undefined) {
    let slope = 0;
    for (let i = 0; i < values.length; i++) {
      gradient[i] += slopes[i] / scale;
      slope -= slopes[i] * rates[i];
    }
    ceiling.gradient[0] += slope / scale;
  } else {
    for (let i = 0; i < values.length; i++) if (values[i] < scale) gradient[i] += slopes[i] / scale;
  }
  return penalty;
}
