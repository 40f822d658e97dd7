import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { drawSpikes } from '../draw.ts';
import { defineGenerator } from '../generator.ts';
import { LayerGraph, type Activity } from '../layered/layer-graph.ts';
import { rememberedSpikes } from './remembered.ts';

/** 784-100-10: the synapses are those that are remembered; its neurons are 884 where the outputs are left out. */
export const appDigitRecogMlp = defineGenerator({
  summary: 'Digit recognition by an MLP 784-100-10: 894 neurons (remembered 884), 79,400 synapses (the same)',
  source: 'layers as in the application lists of the mapping literature; sizes unverified',
  options: {
    meanSpikes: meanSpikes(rememberedSpikes('DigitRecogMLP')),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: (activity) => {
    const graph = new LayerGraph('app-DigitRecogMLP', { ...activity, decay: 1 });
    graph.dense(graph.dense(graph.input([784]), 'dense1', 100), 'output', 10);
    return graph.network();
  },
});

interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** 64 x 64 pixels, then layers of 32 x 32, each neuron of which reads a window of the one before. */
function windows(name: string, layers: readonly Window[], activity: Activity): NetworkSpec {
  const sides = [64, ...layers.map(() => 32)];
  const ids = sides.map((_, at) => (at === 0 ? 'input' : at === layers.length ? 'output' : `layer${at}`));
  const populations = sides.map((side, at): PopulationSpec => {
    const rng = Rng.fork(activity.seed, `${name}/spikes/${ids[at]}`);
    return {
      id: ids[at],
      size: side * side,
      shape: [1, side, side],
      role: at === 0 ? 'input' : at === layers.length ? 'output' : 'hidden',
      model: at === 0 ? 'input' : 'if',
      spikes: drawSpikes(activity.activity, side * side, activity.meanSpikes, rng),
    };
  });
  const projections = layers.map(({ kernel, stride, padding }, at): ProjectionSpec => ({
    from: ids[at],
    to: ids[at + 1],
    connector: 'conv2d',
    kernel,
    stride,
    padding,
    weight: 1 / (kernel * kernel),
  }));
  return { name, timestepMs: 1, durationMs: activity.durationMs, populations, projections };
}

/** 9,025 = 95 x 95 synapses: exactly those of windows of 3 x 3, two apart, with a border of 1. */
export const appImgSmooth = defineGenerator({
  summary:
    'Image smoothing 4096-1024: 5,120 neurons (remembered 4,096: the pixels alone), 9,025 synapses (the same)',
  source: 'window derived from the number of synapses that is remembered; sizes unverified',
  options: {
    meanSpikes: meanSpikes(rememberedSpikes('ImgSmooth')),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: (activity) => windows('app-ImgSmooth', [{ kernel: 3, stride: 2, padding: 1 }], activity),
});

/** No windows of whole sides make the synapses that are remembered: these come nearest among those of 8 and 5 pixels. */
export const appEdgeDet = defineGenerator({
  summary:
    'Edge detection 4096-1024-1024-1024: 7,168 neurons (remembered 6,120), 108,936 synapses (remembered 114,057, -4.5 %)',
  source: 'layers as remembered, windows assumed (8 x 8, then 5 x 5 twice); sizes unverified',
  options: {
    meanSpikes: meanSpikes(rememberedSpikes('EdgeDet')),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: (activity) =>
    windows(
      'app-EdgeDet',
      [
        { kernel: 8, stride: 2, padding: 3 },
        { kernel: 5, stride: 1, padding: 2 },
        { kernel: 5, stride: 1, padding: 2 },
      ],
      activity,
    ),
});
