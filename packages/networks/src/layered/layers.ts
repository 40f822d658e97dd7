import { Rng } from '@nmap/kernels';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { drawSpikes } from '../draw.ts';

/** One layer after the input. Stride 1 for a convolution, the kernel for pooling. */
export type Layer =
  | {
      readonly kind: 'conv';
      readonly channels: number;
      readonly kernel: number;
      readonly padding: 'same' | 'valid';
    }
  | { readonly kind: 'pool'; readonly kernel: number }
  | { readonly kind: 'dense'; readonly size: number };

export interface Activity {
  readonly activity: string;
  /** Of an input neuron in the window. */
  readonly meanSpikes: number;
  readonly durationMs: number;
  readonly seed: number;
}

/**
 * Each layer fires this share of what the one before it does, never less than FLOOR spikes:
 * activity of trained networks falls with depth. Both are assumed.
 */
const DECAY = 0.8;
const FLOOR = 2;

/**
 * Turns a list of layers into populations and connectors: one neuron for each activation,
 * pooling layers included; convolutions stay connectors, so that the size of the result does
 * not depend on the number of synapses.
 * Weights are 1 / fan-in of an inner neuron: a layer of integrate-and-fire neurons with a
 * threshold of 1 passes the mean rate of its input on.
 */
export function layeredNetwork(
  name: string,
  input: readonly number[],
  layers: readonly Layer[],
  activity: Activity,
): NetworkSpec {
  const populations: PopulationSpec[] = [];
  const projections: ProjectionSpec[] = [];
  const counts = { conv: 0, pool: 0, dense: 0 };
  let mean = activity.meanSpikes;
  const add = (id: string, shape: readonly number[], role: 'input' | 'hidden' | 'output'): void => {
    const size = shape.reduce((product, length) => product * length, 1);
    const rng = Rng.fork(activity.seed, `${name}/spikes/${id}`);
    populations.push({
      id,
      size,
      shape,
      role,
      model: role === 'input' ? 'input' : 'if',
      spikes: drawSpikes(activity.activity, size, mean, rng),
    });
    mean = Math.min(mean, Math.max(FLOOR, mean * DECAY));
  };

  add('input', input, 'input');
  let shape = input;
  layers.forEach((layer, index) => {
    const from = populations.at(-1)!.id;
    const last = index === layers.length - 1;
    const id = last ? 'output' : `${layer.kind}${++counts[layer.kind]}`;
    const next = shapeAfter(shape, layer);
    add(id, next, last ? 'output' : 'hidden');
    projections.push(connect(from, id, shape, layer));
    shape = next;
  });
  return { name, timestepMs: 1, durationMs: activity.durationMs, populations, projections };
}

function shapeAfter(shape: readonly number[], layer: Layer): readonly number[] {
  if (layer.kind === 'dense') return [layer.size];
  const [channels, height, width] = shape as readonly [number, number, number];
  if (layer.kind === 'pool') {
    return [channels, Math.floor(height / layer.kernel), Math.floor(width / layer.kernel)];
  }
  const lost = layer.padding === 'same' ? 0 : layer.kernel - 1;
  return [layer.channels, height - lost, width - lost];
}

function connect(from: string, to: string, shape: readonly number[], layer: Layer): ProjectionSpec {
  switch (layer.kind) {
    case 'conv': {
      const weight = 1 / (shape[0] * layer.kernel * layer.kernel);
      return { from, to, connector: 'conv2d', kernel: layer.kernel, padding: layer.padding, weight };
    }
    case 'pool':
      return {
        from,
        to,
        connector: 'pool2d',
        kernel: layer.kernel,
        weight: 1 / (layer.kernel * layer.kernel),
      };
    case 'dense': {
      const weight = 1 / shape.reduce((product, length) => product * length, 1);
      return { from, to, connector: 'all-to-all', weight };
    }
  }
}
