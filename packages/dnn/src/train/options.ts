import { DnnError, type DnnFault } from '../dnn-error.ts';
import type { DataSet } from '../data-set.ts';
import type { PoolingForm } from '../regularise/fan-out/synapses-behind.ts';
import type { Regulariser } from '../regularise/regulariser.ts';
import type { DnnSpec } from '../spec.ts';
import type { OptimiserKind } from './optimisers.ts';

export interface TrainOptions {
  /** Times that every sample is seen. */
  readonly epochs?: number;
  /** Samples of a step. */
  readonly batch?: number;
  /** Of the first step. */
  readonly learningRate?: number;
  /** `cosine` falls to 0 at the last step. */
  readonly schedule?: 'constant' | 'cosine';
  readonly optimiser?: OptimiserKind;
  /** Of the order of samples and of augmentation. */
  readonly seed?: number;
  /** Pixels by which images are shifted at random. */
  readonly maximumShift?: number;
  /** Whether half of the images are mirrored. */
  readonly mirror?: boolean;
  readonly regularisers?: readonly Regulariser[];
  /** What fan-outs are counted for. */
  readonly pooling?: PoolingForm;
  /** chipPrices[layer][neuron] = picojoules of one of its spikes; null for a layer that is not on the chip. */
  readonly chipPrices?: readonly (ArrayLike<number> | null)[];
  /** A network whose answers are learnt beside the labels. */
  readonly teacher?: Teacher;
  /** Judged after every epoch, never trained on. */
  readonly validation?: DataSet;
  /** Told of every step; `stop` ends training with what has been reached. */
  readonly progress?: (report: TrainProgress) => 'stop' | undefined;
}

export interface Teacher {
  readonly spec: DnnSpec;
  /** Share of the loss that the teacher decides; the labels decide the rest. */
  readonly share: number;
  /** Softens the answers of both. */
  readonly temperature: number;
}

export interface TrainProgress {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Of this epoch. */
  readonly samples: number;
  readonly of: number;
  /** Means over this epoch so far. */
  readonly loss: number;
  readonly accuracy: number;
}

export type FullOptions = Required<Omit<TrainOptions, 'teacher' | 'validation' | 'progress' | 'chipPrices'>> &
  Pick<TrainOptions, 'teacher' | 'validation' | 'progress' | 'chipPrices'>;

/** Fills in what was left out and refuses what cannot be meant. */
export function fullOptions(options: TrainOptions): FullOptions {
  const full: FullOptions = {
    epochs: 5,
    batch: 32,
    learningRate: 1e-3,
    schedule: 'cosine',
    optimiser: { kind: 'adam' },
    seed: 1,
    maximumShift: 0,
    mirror: false,
    regularisers: [],
    pooling: 'neurons',
    ...options,
  };
  const faults: DnnFault[] = [];
  const demand = (holds: boolean, where: string, value: number, needs: string): void => {
    if (!holds) faults.push({ code: 'E1722', where, message: `is ${value}, and must be ${needs}` });
  };
  const whole = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most;
  demand(whole(full.epochs, 1, 10_000), 'epochs', full.epochs, 'a whole number from 1 to 10000');
  demand(whole(full.batch, 1, 65_536), 'batch', full.batch, 'a whole number from 1 to 65536');
  demand(
    full.learningRate > 0 && full.learningRate <= 10,
    'learning rate',
    full.learningRate,
    'above 0 and at most 10',
  );
  demand(whole(full.maximumShift, 0, 64), 'maximum shift', full.maximumShift, 'a whole number from 0 to 64');
  if (full.optimiser.kind === 'sgd') {
    const { momentum } = full.optimiser;
    demand(momentum >= 0 && momentum < 1, 'momentum', momentum, 'at least 0 and below 1');
  }
  if (full.teacher !== undefined) {
    const { share, temperature } = full.teacher;
    demand(share >= 0 && share <= 1, 'share of the teacher', share, 'from 0 to 1');
    demand(temperature > 0 && temperature < Infinity, 'temperature', temperature, 'above 0');
  }
  if (faults.length > 0) throw new DnnError(faults);
  return full;
}
