import { Rng } from '@nmap/kernels';
import { accuracy, largestIndex } from '../accuracy.ts';
import { checkDnnSpec } from '../check/check-spec.ts';
import { checkDataSet, readSample, type DataSet } from '../data-set.ts';
import { DnnError, dnnError } from '../dnn-error.ts';
import { createForward } from '../forward/create-forward.ts';
import { sizeOf, type DnnSpec } from '../spec.ts';
import { augment } from './augment.ts';
import { cosineOfHalfTurn } from './cosine.ts';
import { addCrossEntropy, addDistillation } from './loss.ts';
import { createOptimiser } from './optimisers.ts';
import { fullOptions, type FullOptions, type TrainOptions } from './options.ts';
import { createPenalties, type Penalties } from './penalties.ts';
import { createTrainable, type Trainable } from './trainable.ts';

export interface EpochStatistics {
  /** From 1. */
  readonly epoch: number;
  /** Means over the samples while they were trained on, penalties apart. */
  readonly loss: number;
  readonly penalty: number;
  readonly accuracy: number;
  /** Of the data for validation, after the epoch; null without. */
  readonly validationAccuracy: number | null;
}

export interface TrainResult {
  readonly spec: DnnSpec;
  readonly epochs: readonly EpochStatistics[];
  /** Whether `progress` ended it early. */
  readonly stopped: boolean;
}

/** Samples that percentiles of activations are measured on, and steps between two measurements. */
const SCALE_SAMPLES = 128;
const SCALE_STEPS = 64;

/**
 * Trains all weights, factors and ceilings on labelled data, by softmax cross-entropy. The network
 * that is given stays as it is. Same network, data, options and seed give the same bits on every
 * machine: sums run in one order, and exp, log and cosine are our own.
 * Cost: about three forward passes a sample.
 */
export function train(spec: DnnSpec, data: DataSet, options: TrainOptions = {}): TrainResult {
  const full = fullOptions(options);
  checkFits(spec, data);
  if (full.validation !== undefined) checkFits(spec, full.validation);
  if (full.teacher !== undefined) checkTeacher(spec, full.teacher.spec);
  const net = createTrainable(spec);
  const penalties = createPenalties(net, spec, full);
  const run = new Training(net, penalties, spec, data, full);
  const epochs: EpochStatistics[] = [];
  let stopped = false;
  while (epochs.length < full.epochs && !stopped) {
    const { stopped: ended, ...means } = run.epoch(epochs.length + 1);
    stopped = ended;
    const { validation } = full;
    const validationAccuracy = validation === undefined ? null : accuracy(net.spec(), validation).share;
    epochs.push({ epoch: epochs.length + 1, ...means, validationAccuracy });
  }
  return { spec: net.spec(), epochs, stopped };
}

/** Holds the scratch of a training and the count of its steps. */
class Training {
  readonly #sample: Float64Array;
  readonly #scratch: Float64Array;
  readonly #probabilities: readonly [Float64Array, Float64Array];
  readonly #order: Uint32Array;
  readonly #orderRng: Rng;
  readonly #augmentRng: Rng;
  readonly #optimise: ReturnType<typeof createOptimiser>;
  readonly #teacher: ReturnType<typeof createForward> | null;
  readonly net: Trainable;
  readonly penalties: Penalties;
  readonly spec: DnnSpec;
  readonly data: DataSet;
  readonly options: FullOptions;
  #step = 0;

  constructor(net: Trainable, penalties: Penalties, spec: DnnSpec, data: DataSet, options: FullOptions) {
    this.net = net;
    this.penalties = penalties;
    this.spec = spec;
    this.data = data;
    this.options = options;
    this.#sample = new Float64Array(sizeOf(data.shape));
    this.#scratch = new Float64Array(sizeOf(data.shape));
    const classes = sizeOf(spec.layers[spec.output].shape);
    this.#probabilities = [new Float64Array(classes), new Float64Array(classes)];
    this.#order = Uint32Array.from({ length: data.count }, (_, index) => index);
    this.#orderRng = Rng.fork(options.seed, 'dnn/order');
    this.#augmentRng = Rng.fork(options.seed, 'dnn/augment');
    this.#optimise = createOptimiser(options.optimiser, net.parameters);
    this.#teacher = options.teacher === undefined ? null : createForward(options.teacher.spec);
  }

  epoch(epoch: number): { loss: number; penalty: number; accuracy: number; stopped: boolean } {
    const { data, options } = this;
    this.#orderRng.shuffle(this.#order);
    const sums = { loss: 0, penalty: 0, correct: 0 };
    for (let start = 0; start < data.count; start += options.batch) {
      if (this.penalties.needsScales && this.#step % SCALE_STEPS === 0) this.#measureScales();
      const end = Math.min(start + options.batch, data.count);
      for (let i = start; i < end; i++) this.#one(this.#order[i], sums);
      this.#optimise(this.#learningRate(), end - start);
      this.net.keepCeilings();
      this.#step++;
      if (!Number.isFinite(sums.loss + sums.penalty)) throw diverged(epoch, options.learningRate);
      const report = { epoch, epochs: options.epochs, samples: end, of: data.count };
      const asked = options.progress?.({ ...report, loss: sums.loss / end, accuracy: sums.correct / end });
      if (asked === 'stop') return { ...means(sums, end), stopped: true };
    }
    return { ...means(sums, data.count), stopped: false };
  }

  #one(index: number, sums: { loss: number; penalty: number; correct: number }): void {
    const { net, data, options } = this;
    readSample(data, index, this.#sample);
    if (options.maximumShift > 0 || options.mirror) {
      augment(this.#sample, data.shape, options, this.#augmentRng, this.#scratch);
    }
    const logits = net.run(this.#sample);
    const label = (data.labels as Uint8Array)[index];
    if (largestIndex(logits) === label) sums.correct++;
    net.clear();
    const gradient = net.gradient(this.spec.output);
    const share = options.teacher?.share ?? 0;
    sums.loss += addCrossEntropy(logits, label, 1 - share, this.#probabilities[0], gradient);
    if (this.#teacher !== null && options.teacher !== undefined) {
      const answer = this.#teacher.run(this.#sample);
      sums.loss += addDistillation(logits, answer, options.teacher, this.#probabilities, gradient);
    }
    sums.penalty += this.penalties.add();
    net.backward();
  }

  #learningRate(): number {
    const { learningRate, schedule, epochs, batch } = this.options;
    if (schedule === 'constant') return learningRate;
    const steps = epochs * Math.ceil(this.data.count / batch);
    return (learningRate * (1 + cosineOfHalfTurn(this.#step / steps))) / 2;
  }

  /** On the same samples every time, so that scales move with the network alone. */
  #measureScales(): void {
    for (let index = 0; index < Math.min(SCALE_SAMPLES, this.data.count); index++) {
      readSample(this.data, index, this.#sample);
      this.net.run(this.#sample);
      this.penalties.observe();
    }
    this.penalties.updateScales();
  }
}

function means(
  sums: { loss: number; penalty: number; correct: number },
  count: number,
): { loss: number; penalty: number; accuracy: number } {
  return { loss: sums.loss / count, penalty: sums.penalty / count, accuracy: sums.correct / count };
}

function checkFits(spec: DnnSpec, data: DataSet): void {
  const faults = checkDnnSpec(spec);
  if (faults.length > 0) throw new DnnError(faults);
  checkDataSet(data);
  const input = spec.layers.find(({ kind }) => kind === 'input');
  const reads = sizeOf(input?.shape ?? []);
  if (sizeOf(data.shape) !== reads) {
    throw dnnError(
      'E1720',
      data.name,
      `samples of [${data.shape.join(', ')}], ${sizeOf(data.shape)} values; ${spec.name} reads ${reads}`,
    );
  }
  if (data.labels === null || data.count === 0) {
    throw dnnError('E1721', data.name, 'has no labels or no samples', 'Training needs labelled samples.');
  }
  const outputs = sizeOf(spec.layers[spec.output].shape);
  if (data.classes > outputs) {
    throw dnnError(
      'E1724',
      data.name,
      `has ${data.classes} classes, ${spec.name} has ${outputs} outputs`,
      'Take a network with an output for each class.',
    );
  }
}

function checkTeacher(spec: DnnSpec, teacher: DnnSpec): void {
  const outputs = sizeOf(spec.layers[spec.output].shape);
  const answers = sizeOf(teacher.layers[teacher.output].shape);
  if (outputs !== answers) {
    throw dnnError('E1724', 'teacher', `has ${answers} outputs, the network has ${outputs}`);
  }
}

function diverged(epoch: number, learningRate: number): Error {
  return dnnError(
    'E1723',
    `epoch ${epoch}`,
    `the loss is no finite number at learning rate ${learningRate}`,
    'Lower the learning rate, or the weight of the regulariser.',
  );
}
