/**
 * Which layer loses the accuracy, and by what: the distance between a layer's rates and the activations that they stand for,
 * in its parts. With a = activation / scale, r = the rate, T steps:
 *
 * - clipping: a - min(1, a), what is above the scale;
 * - quantisation: the clipped a against the nearest whole number of spikes in T steps;
 * - inherited: that number against the one that the layer's actual input, were it even, would make;
 * - timing: that one against the spikes that were fired: late ones that are missing, early ones that inhibition came too late for.
 *
 * Means of absolute values over neurons and images, in spikes a step. The four add up to at least the whole error.
 * **Source** the split into clipping, quantisation and unevenness of T. Bu et al., "Optimal ANN-SNN Conversion for High-accuracy and
 * Ultra-low-latency Spiking Neural Networks", ICLR 2022, arXiv:2303.04347; what is inherited is told apart here.
 */
import { createForward, readSample, sizeOf, type DataSet } from '@nmap/dnn';
import { lower } from '@nmap/ir';
import { OffChip } from '@nmap/simulator';
import { networkOf, presentationSteps } from '../build/network-of.ts';
import { applyOperator } from '../linear/apply.ts';
import { rateOf } from '../run/image-input.ts';
import { inputOf } from '../run/run-images.ts';
import type { Spiking } from '../stages.ts';

export interface LayerDiagnosis {
  readonly population: string;
  readonly neurons: number;
  /** Share of neurons with an activation above 0, of those above the scale, mean rate: over neurons and images. */
  readonly activeShare: number;
  readonly clippedShare: number;
  readonly meanRate: number;
  /** Mean of |r - a|. */
  readonly error: number;
  readonly clipping: number;
  readonly quantisation: number;
  readonly inherited: number;
  readonly timing: number;
}

export interface DiagnoseOptions {
  readonly data: DataSet;
  readonly steps: number;
  readonly seed: number;
}

/** One row for each population that fires and is no input. Cost: as showing the images. */
export function diagnose(spiking: Spiking, options: DiagnoseOptions): LayerDiagnosis[] {
  const { data, steps } = options;
  const { populations, projections, calibrated } = spiking;
  const spec = networkOf(spiking, { name: 'run', steps, presentations: data.count, spikesOf: null });
  const { network } = lower({
    ...spec,
    populations: spec.populations.map((each) => ({ ...each, spikes: 0 })),
  });
  const period = presentationSteps(spiking, steps);
  const chip = new OffChip({ spec, network, ...inputOf(spiking, options, period) }, period);
  const firstOf = new Map(network.populations.map(({ id, first }) => [id, first]));
  const forward = createForward(calibrated.folded.dnn);
  const sample = new Float64Array(sizeOf(data.shape));
  const sums = populations.map(() => new Float64Array(8));

  for (let image = 0; image < data.count; image++) {
    readSample(data, image, sample);
    forward.run(sample);
    const spikes = new Float64Array(network.neuronCount);
    for (let phase = 0; phase < period; phase++) {
      const { fired, count } = chip.step();
      for (let k = 0; k < count; k++) spikes[fired.neuron[k]]++;
    }
    const ratesOf = populations.map(({ id, shape, role }): Float64Array => {
      const first = firstOf.get(id);
      if (first === undefined && role === 'input')
        return sample.map((value) => rateOf(value, calibrated.inputRange));
      return spikes.slice(first, first! + sizeOf(shape)).map((count) => count / steps);
    });
    populations.forEach(({ layer, role, scale, threshold, bias }, index) => {
      if (role !== 'hidden') return;
      const input = bias.slice();
      for (const { from, to, operator } of projections) {
        if (to === index) applyOperator(operator, ratesOf[from], input);
      }
      const values = forward.values(layer);
      const rates = ratesOf[index];
      for (let i = 0; i < rates.length; i++) {
        const wanted = values[i] / scale[Math.floor((i * scale.length) / rates.length)];
        addNeuron(sums[index], {
          wanted,
          rate: rates[i],
          driven: input[i] / threshold,
          start: spiking.start,
          steps,
        });
      }
    });
  }
  return populations.flatMap(({ id, role, shape }, index) => {
    if (role !== 'hidden') return [];
    const [active, clipped, rate, error, clipping, quantisation, inherited, timing] = sums[index].map(
      (sum) => sum / (data.count * sizeOf(shape)),
    );
    const neurons = sizeOf(shape);
    return [
      {
        population: id,
        neurons,
        activeShare: active,
        clippedShare: clipped,
        meanRate: rate,
        error,
        clipping,
        quantisation,
        inherited,
        timing,
      },
    ];
  });
}

interface Neuron {
  /** Activation over scale. */
  readonly wanted: number;
  readonly rate: number;
  /** Mean input of a step in thresholds. */
  readonly driven: number;
  readonly start: number;
  readonly steps: number;
}

function addNeuron(sums: Float64Array, { wanted, rate, driven, start, steps }: Neuron): void {
  const cut = Math.min(1, Math.max(0, wanted));
  const whole = spikesFor(cut, start, steps) / steps;
  const fromInput = spikesFor(driven, start, steps) / steps;
  if (wanted > 0) sums[0]++;
  if (wanted > 1) sums[1]++;
  sums[2] += rate;
  sums[3] += Math.abs(rate - Math.max(0, wanted));
  sums[4] += Math.max(0, wanted) - cut;
  sums[5] += Math.abs(cut - whole);
  sums[6] += Math.abs(whole - fromInput);
  sums[7] += Math.abs(fromInput - rate);
}

/** Spikes in so many steps of an even input, in thresholds a step. */
function spikesFor(input: number, start: number, steps: number): number {
  return Math.min(steps, Math.max(0, Math.floor(input * steps + start)));
}
