/**
 * Shows images to a converted network, one after the other, and writes down what every step would have answered. A run of
 * T steps holds the runs of all fewer steps: each layer sees the same spikes up to then.
 */
import { createForward, largestIndex, readSample, sizeOf, type DataSet } from '@nmap/dnn';
import { lower } from '@nmap/ir';
import { OffChip, type InjectedCurrent, type SpikeSource } from '@nmap/simulator';
import { networkOf, presentationSteps } from '../build/network-of.ts';
import type { Spiking } from '../stages.ts';
import { ImageInput } from './image-input.ts';
import { ImageRecord } from './image-record.ts';
import type { ImageRun } from './image-run.ts';
import { inputCurrents } from './input-currents.ts';

export interface RunImagesOptions {
  readonly data: DataSet;
  readonly steps: number;
  /** Of random input spikes. */
  readonly seed: number;
  readonly progress: (fraction: number) => 'go' | 'stop';
}

/** Without spikes of its own, when the input comes as current. */
const SILENT: SpikeSource = { fire: () => 0 };

export function runImages(spiking: Spiking, options: RunImagesOptions): ImageRun {
  const { data, steps, progress } = options;
  const spec = networkOf(spiking, { name: 'run', steps, presentations: data.count, spikesOf: null });
  const { network } = lower({
    ...spec,
    populations: spec.populations.map((each) => ({ ...each, spikes: 0 })),
  });
  const period = presentationSteps(spiking, steps);
  const chip = new OffChip({ spec, network, ...inputOf(spiking, options, period) }, period);
  const record = new ImageRecord(spiking, network, { steps, images: data.count });
  const forward = createForward(spiking.calibrated.folded.trained.dnn);
  const sample = new Float64Array(sizeOf(data.shape));
  let image = 0;
  while (image < data.count) {
    readSample(data, image, sample);
    record.begin(image, largestIndex(forward.run(sample)));
    for (let phase = 0; phase < period; phase++) record.add(image, phase, chip.step());
    image++;
    if (progress(image / data.count) === 'stop') break;
  }
  return record.finish(image, data.labels === null ? null : data.labels.subarray(0, image));
}

/** What drives a spiking network with the images of a data set, one in each presentation. */
export function inputOf(
  spiking: Spiking,
  { data, steps, seed }: Pick<RunImagesOptions, 'data' | 'steps' | 'seed'>,
  period: number,
): { readonly given: SpikeSource; readonly currents: readonly InjectedCurrent[] } {
  const { input, calibrated } = spiking;
  if (input === 'current') return { given: SILENT, currents: inputCurrents(spiking, data) };
  const range = calibrated.inputRange;
  return {
    given: new ImageInput({ data, range, form: input, steps, presentationSteps: period, seed }),
    currents: [],
  };
}
