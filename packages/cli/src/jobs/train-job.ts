import { existsSync } from 'node:fs';
import {
  loadDataset,
  loadHardware,
  loadModel,
  writeOnnx,
  type LoadedHardware,
  type ModelOptions,
  type ProgressReport,
} from '@nmap/compiler';
import { chipPrices, trainableForChip, type ChipPrices } from '@nmap/deployment';
import {
  BUILT_IN_NETWORKS,
  accuracy,
  builtInNetwork,
  drawnDigits,
  parseRegularisers,
  quantiseActivations,
  sliceOfData,
  train,
  type DataSet,
  type DnnSpec,
  type EpochStatistics,
  type Regulariser,
} from '@nmap/dnn';
import { wilson, type ShareInterval } from '@nmap/conversion';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkOutput, writeFileAtomically } from '@nmap/manifest';
import type { DataRequest } from '../commands/data-options.ts';
import { DRAWN_DIGITS, readImages, refuseReading } from './read-images.ts';

export interface TrainRequest {
  readonly model: string;
  readonly data: string;
  readonly read: DataRequest;
  /** How the model's file is read. */
  readonly reading: ModelOptions;
  readonly validate: string | null;
  readonly validateLabels: string | null;
  readonly output: string;
  readonly epochs: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly regularise: string;
  readonly levels: number | null;
  readonly hardware: string | null;
  readonly rounds: number;
  readonly teacher: number;
  readonly seed: number;
}

/** A round: priced on the chip, where there is one, and trained. */
export interface TrainRound {
  readonly epochs: readonly EpochStatistics[];
  readonly onChip: Omit<ChipPrices, 'prices'> | null;
}

export interface Trained {
  readonly name: string;
  readonly rounds: readonly TrainRound[];
  /** Of the validation's images, before (null where it begins from nothing) and after. */
  readonly before: ShareInterval | null;
  readonly after: ShareInterval;
  /** On the chip after the last round; null without one. */
  readonly onChip: Omit<ChipPrices, 'prices'> | null;
  readonly images: { readonly train: number; readonly validate: number };
  readonly output: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Images of the built-in data set that are trained on. */
const DRAWN = 8000;
/** How a network is converted to be priced. */
const PRICED_PASSES = 'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft';
const PRICED_STEPS = 16;
const PRICED_IMAGES = 20;
const PRICED_PRESET = 'fast';

export async function runTraining(
  request: TrainRequest,
  onProgress: (report: ProgressReport) => void,
): Promise<Trained> {
  const inputs = [request.data, request.validate, request.read.labels, request.validateLabels];
  const fromNothing = BUILT_IN_NETWORKS.some(({ name }) => name === request.model);
  if (!fromNothing) inputs.push(request.model);
  await checkOutput(
    request.output,
    inputs.filter((file): file is string => file !== null && file !== DRAWN_DIGITS),
  );
  const regularisers = parseRegularisers(request.regularise);
  const hardware = await hardwareOf(request, regularisers);
  const { spec, data, validation, diagnostics } = fromNothing
    ? await newNetwork(request)
    : await givenNetwork(request);

  for (const { name, labels } of [data, validation])
    if (labels === null) throw new NmapError('input', [withoutLabels(name)]);

  const teacher = spec;
  const trainable = prepared(spec, data, request);
  const priced =
    hardware === null
      ? null
      : {
          hardware,
          data: { calibration: sliceOfData(data, 0, Math.min(300, data.count)), test: validation },
        };
  const roundCount = priced === null ? 1 : request.rounds;
  const before = fromNothing ? null : shareOf(spec, validation);
  const rounds: TrainRound[] = [];
  const startedMs = performance.now();
  let current = trainable;
  for (let round = 0; round < roundCount; round++) {
    const prices = priced === null ? null : await pricesOf(current, priced, request.seed);
    const result = train(current, data, {
      epochs: request.epochs,
      batch: request.batch,
      learningRate: request.learningRate,
      seed: request.seed + round,
      regularisers,
      validation,
      ...(prices === null ? {} : { chipPrices: prices.prices }),
      ...(request.teacher === 0
        ? {}
        : { teacher: { spec: teacher, share: request.teacher, temperature: 2 } }),
      progress: progressOf({ round, rounds: roundCount, startedMs }, onProgress),
    });
    rounds.push({ epochs: result.epochs, onChip: prices && withoutPrices(prices) });
    current = result.spec;
  }
  const last = priced === null ? null : await pricesOf(current, priced, request.seed);
  await writeFileAtomically(request.output, await writeOnnx(current));
  const after = shareOf(current, validation);
  const images = { train: data.count, validate: validation.count };
  const onChip = last && withoutPrices(last);
  return {
    name: current.name,
    rounds,
    before,
    after,
    onChip,
    images,
    output: request.output,
    diagnostics,
    metrics: { before, after, rounds, onChip, images },
    details: {
      model: current.name,
      output: request.output,
      seed: request.seed,
      regularise: request.regularise,
    },
  };
}

const withoutPrices = ({ spikesPjPerImage, cores }: ChipPrices): Omit<ChipPrices, 'prices'> => ({
  spikesPjPerImage,
  cores,
});

function pricesOf(
  dnn: DnnSpec,
  {
    hardware,
    data,
  }: {
    readonly hardware: LoadedHardware;
    readonly data: { readonly calibration: DataSet; readonly test: DataSet };
  },
  seed: number,
): Promise<ChipPrices> {
  return chipPrices({
    dnn,
    data,
    hardware,
    passes: PRICED_PASSES,
    steps: PRICED_STEPS,
    images: PRICED_IMAGES,
    preset: PRICED_PRESET,
    seed,
    threads: 1,
  });
}

/** The regulariser `chip` and the chip belong together. */
async function hardwareOf(
  { hardware }: TrainRequest,
  regularisers: readonly Regulariser[],
): Promise<LoadedHardware | null> {
  const weighs = regularisers.some(({ definition }) => definition.prices === 'chip');
  if (weighs === (hardware !== null)) return hardware === null ? null : loadHardware(hardware);
  throw new NmapError('input', [
    {
      code: 'E1776',
      severity: 'error',
      where: weighs ? '--regularise' : '--hw',
      message: weighs
        ? 'chip weighs with the energy of a chip, and none is named.'
        : 'no regulariser weighs with a chip.',
      hint: weighs ? 'Add --hw loihi.' : 'Add --regularise "chip(1e-3)", or leave --hw out.',
    },
  ]);
}

const withoutLabels = (where: string): Diagnostic => ({
  code: 'E1788',
  severity: 'error',
  where,
  message: 'has no labels: there is nothing to learn, or to judge by.',
  hint: 'Give --labels, or --validate-labels, or a file that holds both.',
});

interface Start {
  readonly spec: DnnSpec;
  readonly data: DataSet;
  readonly validation: DataSet;
  readonly diagnostics: readonly Diagnostic[];
}

async function newNetwork(request: TrainRequest): Promise<Start> {
  const { read } = request;
  const load = async (
    path: string,
    labels: string | null,
  ): Promise<{ data: DataSet; diagnostics: readonly Diagnostic[] }> => {
    if (path === DRAWN_DIGITS) {
      refuseReading(labels, read);
      return { data: drawnDigits({ count: DRAWN }), diagnostics: [] };
    }
    return loadDataset(path, {
      ...(labels === null ? {} : { labels }),
      ...(read.scale === null ? {} : { scale: read.scale }),
      ...(read.samples === null ? {} : { samples: read.samples }),
      ...(read.labelColumn === null ? {} : { labelColumn: read.labelColumn }),
      ...(read.split === null ? {} : { split: read.split }),
    });
  };
  const { data: all, diagnostics } = await load(request.data, read.labels);
  const given = request.validate === null ? null : await load(request.validate, request.validateLabels);
  const [data, validation] = given === null ? lastTenth(all) : [all, given.data];
  if (data.labels === null) throw new NmapError('input', [withoutLabels(data.name)]);
  const inputShape = imageShape(data.shape);
  const spec = builtInNetwork(request.model).build({ inputShape, classes: data.classes, seed: request.seed });
  return { spec, data, validation, diagnostics: [...diagnostics, ...(given?.diagnostics ?? [])] };
}

async function givenNetwork(request: TrainRequest): Promise<Start> {
  // A word that is no file may be a misspelt network.
  if (/^[\w-]+$/.test(request.model) && !existsSync(request.model)) builtInNetwork(request.model);
  const model = await loadModel(request.model, request.reading);
  const { data: all, diagnostics } = await readImages(
    request.data,
    request.read.labels,
    model,
    request.read,
    DRAWN,
  );
  const given =
    request.validate === null
      ? null
      : await readImages(request.validate, request.validateLabels, model, request.read);
  const [data, validation] = given === null ? lastTenth(all) : [all, given.data];
  return {
    spec: model.spec,
    data,
    validation,
    diagnostics: [...model.diagnostics, ...diagnostics, ...(given?.diagnostics ?? [])],
  };
}

/** [height, width] is an image of one channel. */
const imageShape = (shape: readonly number[]): readonly number[] =>
  shape.length === 2 ? [1, ...shape] : shape;

function lastTenth(all: DataSet): readonly [DataSet, DataSet] {
  const first = all.count - Math.max(1, Math.floor(all.count / 10));
  return [sliceOfData(all, 0, first), sliceOfData(all, first)];
}

/** With quantised activations where levels are asked for; folded where a chip prices layers. */
function prepared(spec: DnnSpec, data: DataSet, { levels, hardware }: TrainRequest): DnnSpec {
  const folded = hardware === null ? spec : trainableForChip(spec);
  return levels === null ? folded : quantiseActivations(folded, data, { levels });
}

function shareOf(spec: DnnSpec, data: DataSet): ShareInterval {
  const { correct, count } = accuracy(spec, data);
  return wilson(correct, count);
}

/** More often than this is noise. */
const PROGRESS_EVERY_MS = 100;

function progressOf(
  {
    round,
    rounds,
    startedMs,
  }: { readonly round: number; readonly rounds: number; readonly startedMs: number },
  onProgress: (report: ProgressReport) => void,
): (report: {
  readonly epoch: number;
  readonly epochs: number;
  readonly samples: number;
  readonly of: number;
}) => undefined {
  let nextMs = 0;
  return ({ epoch, epochs, samples, of }) => {
    // Of all rounds together.
    const elapsedMs = performance.now() - startedMs;
    if (elapsedMs < nextMs) return undefined;
    nextMs = elapsedMs + PROGRESS_EVERY_MS;
    onProgress({
      phase: 'searching',
      pass: `epoch ${epoch} of ${epochs}`,
      passIndex: round,
      passCount: rounds,
      fraction: samples / of,
      cost: null,
      elapsedMs,
    });
    return undefined;
  };
}
