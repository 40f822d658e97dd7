/**
 * Populations and projections of a calibrated network: one integrate-and-fire neuron for each value that an activation
 * makes, one for each pixel of the input, and one for each class.
 *
 * With W the linear map between two layers of values, s their scales: a rate r = value / s obeys
 * r_to = clip((W s_from r_from + b) / s_to), so the weights are W s_from / s_to and the bias b / s_to (Rueckauer et al.
 * 2017, doi:10.3389/fnins.2017.00682, equation 8, with branches: every source brings its own scale).
 * With balanced thresholds (Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696; Sengupta et al. 2019,
 * doi:10.3389/fnins.2019.00095) weights and bias stay those of the trained network, up to one scale of the sources, and the threshold carries s_to.
 */
import { sizeOf, type DnnSpec } from '@nmap/dnn';
import { applyOperator } from '../linear/apply.ts';
import { compose } from '../linear/compose.ts';
import { diagonal } from '../linear/operator.ts';
import type { Calibrated, Spiking, SpikingPopulation, SpikingProjection } from '../stages.ts';
import { express, type Expression } from './express.ts';
import { neverNegative } from './never-negative.ts';
import { spread } from './spread.ts';

export interface BuildOptions {
  /** Whether a pooled value has a neuron of its own, or goes into the weights of the next layer. */
  readonly poolNeurons: boolean;
}

export function buildSpiking(calibrated: Calibrated, { poolNeurons }: BuildOptions): Spiking {
  const { dnn } = calibrated.folded;
  const { low, high } = calibrated.inputRange;
  const isPopulation = populationsOf(dnn, poolNeurons, low < 0);
  const order = reached(dnn, isPopulation);
  const indexOf = new Map(order.map((layer, index) => [layer, index]));
  const populations: SpikingPopulation[] = [];
  const projections: SpikingProjection[] = [];
  const ids = uniqueIds(order.map((layer) => dnn.layers[layer].name));

  for (const [index, layer] of order.entries()) {
    const { shape, kind } = dnn.layers[layer];
    const common = { id: ids[index], layer, shape };
    if (kind === 'input') {
      const scale = Float64Array.of(high - low);
      const bias = new Float64Array(sizeOf(shape));
      populations.push({ ...common, role: 'input', depth: 0, scale, threshold: 1, bias });
      continue;
    }
    const expression = withInputAsRates(express(dnn, layer, isPopulation), dnn, calibrated);
    const sources = expression.terms.map((term) => populations[indexOf.get(term.layer)!]);
    const role = layer === dnn.output ? 'output' : 'hidden';
    // That of the output changes no comparison: it is the unit in which leads of the best class are told.
    const own = role === 'output' ? null : poolScale(calibrated, layer, sources);
    const scale = own ?? calibrated.scaleOf.get(layer)!;
    const balanced = thresholdOf(calibrated, scale, sources);
    const divisor = scale.map((value) => value / balanced);
    const factors = divisor.map((value) => 1 / value);
    const rows = diagonal(shape, factors.length === 1 ? factors : spread(factors, sizeOf(shape)));
    expression.terms.forEach(({ operator }, k) => {
      const source = sources[k];
      const { scale: from } = source;
      const columns = diagonal(source.shape, from.length === 1 ? from : spread(from, sizeOf(source.shape)));
      const scaled = compose(rows, compose(operator, columns));
      projections.push({ from: indexOf.get(expression.terms[k].layer)!, to: index, operator: scaled });
    });
    const depth = 1 + Math.max(0, ...sources.map((source) => source.depth));
    const bias = expression.constant.map(
      (value, i) => value * factors[Math.floor((i * factors.length) / expression.constant.length)],
    );
    populations.push({ ...common, role, depth, scale, threshold: balanced, bias });
  }
  return {
    stage: 'spiking',
    calibrated,
    populations,
    projections,
    input: 'spikes',
    readout: 'membrane',
    reset: 'soft',
    start: 0,
    bias: 'delayed',
  };
}

/** Layers whose values rates stand for. */
function populationsOf(
  dnn: DnnSpec,
  poolNeurons: boolean,
  inputIsNegative: boolean,
): (layer: number) => boolean {
  const readByMore = new Uint8Array(dnn.layers.length);
  for (const { kind, inputs } of dnn.layers) {
    if (kind !== 'activation') for (const input of inputs) readByMore[input] = 1;
  }
  return (layer) => {
    const { kind } = dnn.layers[layer];
    if (kind === 'input' || kind === 'activation') return true;
    if (!neverNegative(dnn, layer, inputIsNegative)) return false;
    return kind === 'add' ? readByMore[layer] === 1 : kind === 'average-pool' && poolNeurons;
  };
}

/** The populations that lead to the output, sources first; the output last. */
function reached(dnn: DnnSpec, isPopulation: (layer: number) => boolean): number[] {
  const wanted = new Uint8Array(dnn.layers.length);
  wanted[dnn.output] = 1;
  for (let layer = dnn.output; layer >= 0; layer--) {
    if (wanted[layer] === 1) for (const input of dnn.layers[layer].inputs) wanted[input] = 1;
  }
  return dnn.layers.flatMap((_, layer) =>
    wanted[layer] === 1 && (layer === dnn.output || isPopulation(layer)) ? [layer] : [],
  );
}

/** The input's term, which is low + (high - low) rate, with its low part in the constant. */
function withInputAsRates(expression: Expression, dnn: DnnSpec, { inputRange }: Calibrated): Expression {
  if (inputRange.low === 0) return expression;
  const constant = expression.constant.slice();
  for (const { layer, operator } of expression.terms) {
    if (dnn.layers[layer].kind !== 'input') continue;
    const low = new Float64Array(sizeOf(dnn.layers[layer].shape)).fill(inputRange.low);
    applyOperator(operator, low, constant);
  }
  return { terms: expression.terms, constant };
}

/** A pooled value has the scale of what it pools: its weights are then 1 / window, without a rounding. */
function poolScale(
  { folded }: Calibrated,
  layer: number,
  sources: readonly SpikingPopulation[],
): Float64Array | null {
  const pooled = folded.dnn.layers[layer].kind === 'average-pool';
  return pooled && sources.length === 1 ? sources[0].scale : null;
}

/** 1 where weights carry the scales; else the scale over that of the first source. */
function thresholdOf(
  { balance }: Calibrated,
  scale: Float64Array,
  sources: readonly SpikingPopulation[],
): number {
  return balance === 'thresholds' ? scale[0] / sources[0].scale[0] : 1;
}

/** Names of layers as ids of populations. */
function uniqueIds(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let id = name;
    for (let k = 2; taken.has(id); k++) id = `${name}_${k}`;
    taken.add(id);
    return id;
  });
}
