import { Rng } from '@nmap/kernels';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { drawSpikes } from '../draw.ts';

export interface Activity {
  readonly activity: string;
  /** Of an input neuron in the window. */
  readonly meanSpikes: number;
  readonly durationMs: number;
  readonly seed: number;
  /** Share of its source's spikes that a layer fires; default {@link DECAY}. */
  readonly decay?: number;
}

export interface Convolution {
  readonly channels: number;
  readonly kernel: number;
  readonly stride?: number;
  /** Default `valid`. */
  readonly padding?: number | 'same' | 'valid';
  /** Default 1. */
  readonly groups?: number;
}

export interface Pooling {
  readonly kernel: number;
  /** Default: the kernel. */
  readonly stride?: number;
  readonly padding?: number;
}

/**
 * Each layer fires this share of what the one before it does, never less than FLOOR spikes:
 * activity of trained networks falls with depth. Both are assumed.
 */
const DECAY = 0.8;
const FLOOR = 2;

interface Built {
  readonly shape: readonly number[];
  readonly mean: number;
}

/**
 * Builds populations and connectors layer by layer: one neuron for each activation, pooling layers
 * and sums included; convolutions stay connectors, so that the size of the result does not depend
 * on the number of synapses.
 * Weights are 1 / fan-in of an inner neuron: a layer of integrate-and-fire neurons with a
 * threshold of 1 passes the mean rate of its input on.
 */
export class LayerGraph {
  private readonly populations: PopulationSpec[] = [];
  private readonly projections: ProjectionSpec[] = [];
  private readonly built = new Map<string, Built>();

  constructor(
    private readonly name: string,
    private readonly activity: Activity,
  ) {}

  input(shape: readonly number[]): string {
    return this.add('input', shape, this.activity.meanSpikes);
  }

  convolution(from: string, id: string, layer: Convolution): string {
    const { channels, kernel, stride = 1, padding = 'valid', groups = 1 } = layer;
    const [inChannels, height, width] = this.imageOf(from);
    const length = (input: number): number =>
      padding === 'same'
        ? Math.ceil(input / stride)
        : windowsAlong(input, kernel, stride, padding === 'valid' ? 0 : padding);
    this.follow(id, [channels, length(height), length(width)], from);
    const weight = groups / (inChannels * kernel * kernel);
    this.projections.push({
      from,
      to: id,
      connector: 'conv2d',
      kernel,
      ...(stride === 1 ? {} : { stride }),
      padding,
      ...(groups === 1 ? {} : { groups }),
      weight,
    });
    return id;
  }

  pooling(from: string, id: string, { kernel, stride = kernel, padding = 0 }: Pooling): string {
    const [channels, height, width] = this.imageOf(from);
    const length = (input: number): number => windowsAlong(input, kernel, stride, padding);
    this.follow(id, [channels, length(height), length(width)], from);
    this.projections.push({
      from,
      to: id,
      connector: 'pool2d',
      kernel,
      ...(stride === kernel ? {} : { stride }),
      ...(padding === 0 ? {} : { padding }),
      weight: 1 / (kernel * kernel),
    });
    return id;
  }

  dense(from: string, id: string, size: number): string {
    const { shape } = this.built.get(from)!;
    this.follow(id, [size], from);
    this.projections.push({ from, to: id, connector: 'all-to-all', weight: 1 / sizeOf(shape) });
    return id;
  }

  /** A neuron for each sum of two activations. */
  sum(left: string, right: string, id: string): string {
    this.follow(id, this.built.get(left)!.shape, left, right);
    for (const from of [left, right])
      this.projections.push({ from, to: id, connector: 'one-to-one', weight: 1 });
    return id;
  }

  shapeOf(id: string): readonly number[] {
    return this.built.get(id)!.shape;
  }

  /** The population that was built last is the output. */
  network(): NetworkSpec {
    const last = this.populations.length - 1;
    const populations = this.populations.map((population, index) => ({
      ...population,
      role: index === 0 ? ('input' as const) : index === last ? ('output' as const) : ('hidden' as const),
    }));
    const { name, activity, projections } = this;
    return { name, timestepMs: 1, durationMs: activity.durationMs, populations, projections };
  }

  private imageOf(id: string): readonly [number, number, number] {
    return this.built.get(id)!.shape as readonly [number, number, number];
  }

  private follow(id: string, shape: readonly number[], ...from: readonly string[]): void {
    const mean = Math.max(...from.map((source) => this.built.get(source)!.mean));
    const { decay = DECAY } = this.activity;
    this.add(id, shape, Math.min(mean, Math.max(FLOOR, mean * decay)));
  }

  private add(id: string, shape: readonly number[], mean: number): string {
    const { activity, seed } = this.activity;
    const size = sizeOf(shape);
    const rng = Rng.fork(seed, `${this.name}/spikes/${id}`);
    this.built.set(id, { shape, mean });
    this.populations.push({
      id,
      size,
      shape,
      role: 'hidden',
      model: this.populations.length === 0 ? 'input' : 'if',
      spikes: drawSpikes(activity, size, mean, rng),
    });
    return id;
  }
}

function windowsAlong(input: number, kernel: number, stride: number, padding: number): number {
  return Math.floor((input + 2 * padding - kernel) / stride) + 1;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
