import { loadModel, type ModelFile, type ModelOptions, type ProgressReport } from '@nmap/compiler';
import {
  DEFAULT_CONVERSION,
  convert,
  conversionText,
  parseConversion,
  withOptions,
  type ConversionRecord,
  type ResolvedConversion,
} from '@nmap/compiler/conversion';
import {
  accuracyCurve,
  diagnose,
  dnnAccuracy,
  earlyExit,
  inputTrains,
  networkOf,
  wilson,
  type CurvePoint,
  type EarlyExit,
  type Exercised,
  type LayerDiagnosis,
  type ShareInterval,
  type Spiking,
} from '@nmap/conversion';
import { accuracy, sliceOfData, type DataSet, type DnnSpec } from '@nmap/dnn';
import { NmapError, synapseCountOf, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { checkOutput, writeFileAtomically } from '@nmap/manifest';
import type { WrittenFormat } from '@nmap/formats/tables';
import type { DataRequest } from '../commands/data-options.ts';
import { macsOf } from './macs-of.ts';
import { HOST_CURRENT, noLabels, noSpikes, notExercised } from './conversion-faults.ts';
import { refuseChance } from './refuse-chance.ts';
import { DRAWN_DIGITS, part, readImages, type Parted } from './read-images.ts';
import { silentLayers } from './silent-layers.ts';
import { writeNetwork } from './write-network.ts';

export interface ConvertModelRequest {
  readonly input: string;
  readonly output: string;
  /** What is written; null = by the ending of the name. */
  readonly to: WrittenFormat | null;
  readonly data: DataRequest;
  /** How the model's file is read. */
  readonly model: ModelOptions;
  readonly calibrate: string;
  readonly test: string | null;
  readonly testLabels: string | null;
  readonly passes: string | null;
  readonly steps: number | null;
  readonly images: number | null;
  readonly seed: number;
  readonly spikes: string | null;
  /** Whether images are shown, and spikes counted. */
  readonly exercise: boolean;
  readonly writeLabels: string | null;
}

/** What is known of the trained model before any conversion. */
export interface TrainedReport {
  readonly name: string;
  readonly format: string;
  readonly layers: number;
  readonly parameters: number;
  readonly macs: number;
  readonly testImages: number;
  /** Of the test images; null without labels. */
  readonly accuracy: ShareInterval | null;
}

export interface ConvertedModel {
  readonly trained: TrainedReport;
  readonly output: string;
  readonly passes: string;
  readonly records: readonly ConversionRecord[];
  readonly neurons: number;
  readonly synapses: number;
  readonly steps: number;
  readonly images: number;
  /** Of the images that were run; null without labels. */
  readonly dnn: ShareInterval | null;
  /** With average in place of max pooling, where that was asked for. */
  readonly pooled: ShareInterval | null;
  readonly curve: readonly CurvePoint[];
  readonly exits: readonly EarlyExit[];
  readonly diagnosis: readonly LayerDiagnosis[];
  readonly diagnostics: readonly Diagnostic[];
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ConvertControl {
  readonly onProgress: (report: ProgressReport) => void;
  readonly onTrained: (report: TrainedReport) => void;
}

/** Images whose layers are compared with the trained network's, one by one. */
const DIAGNOSED = 20;
/** Leads of the best class at which stopping early is shown, in thresholds. */
const MARGINS = [0.5, 1, 2, 3];

/** @throws NmapError (input) naming every layer that cannot become spikes, or data that do not fit the model. */
export async function convertModel(
  request: ConvertModelRequest,
  control: ConvertControl,
): Promise<ConvertedModel> {
  const files = [request.input, request.calibrate, request.test, request.data.labels, request.testLabels];
  const inputs = files.filter((file): file is string => file !== null && file !== DRAWN_DIGITS);
  const outputs = [request.output, request.spikes, request.writeLabels].filter((file) => file !== null);
  for (const [k, file] of outputs.entries()) await checkOutput(file, [...inputs, ...outputs.slice(0, k)]);
  const passes = passesOf(request);
  const asCurrent =
    passes.map(({ definition }) => definition.imageBy).findLast((by) => by !== undefined) === 'host';
  if (asCurrent && request.spikes !== null) throw new NmapError('input', [noSpikes(request.spikes)]);
  const model = await loadModel(request.input, request.model);
  const images = await imagesOf(request, model, passes);
  if (request.writeLabels !== null && images.test.labels === null)
    throw new NmapError('input', [noLabels(request.writeLabels)]);
  const trained = judge(model, images.test);
  control.onTrained(trained);
  const guessing =
    trained.accuracy === null ? [] : refuseChance(model.spec, trained.accuracy, trained.testImages);

  const { spiking, exercised, records, diagnostics } = convert(model.spec, passes, {
    data: images,
    seed: request.seed,
    nowMs: () => performance.now(),
    onProgress: progressOf(passes, control.onProgress),
  });
  const network = exercised?.network ?? withoutCounts(spiking, model.spec.name, request.steps);
  const losses = await writeNetwork(request.output, network, request.to);
  if (request.spikes !== null && exercised !== null)
    await writeFileAtomically(request.spikes, inputTrains(exercised, images.test));

  if (request.writeLabels !== null)
    await writeFileAtomically(request.writeLabels, labelRows(exercised!.run.labels!));

  const results = {
    neurons: network.populations.reduce((sum, { size }) => sum + size, 0),
    synapses: synapseCountOf(network),
    ...(exercised === null ? NOTHING_SHOWN : shownResults(exercised, images.test)),
    pooled: pooledAccuracy(passes, spiking.calibrated.folded.dnn, images.test),
  };
  const text = conversionText(passes);
  return {
    trained,
    output: request.output,
    passes: text,
    records,
    ...results,
    diagnostics: [
      ...model.diagnostics,
      ...images.diagnostics,
      ...guessing,
      ...diagnostics,
      ...losses,
      ...(asCurrent ? [HOST_CURRENT] : []),
      ...(exercised === null ? [] : silentLayers(exercised)),
    ],
    metrics: { trained, ...results },
    details: {
      model: {
        name: model.spec.name,
        format: model.format,
        sha256: model.sha256,
        fileSha256: model.fileSha256,
      },
      data: { calibration: images.calibration.count, test: images.test.count, sha256: images.sha256 },
      output: request.output,
      seed: request.seed,
      passes: text,
      records,
    },
  };
}

/** Steps of a presentation where nobody says how many. */
const DEFAULT_STEPS = 32;

/** The network with no spike counted yet: one presentation. */
function withoutCounts(spiking: Spiking, name: string, steps: number | null): NetworkSpec {
  return networkOf(spiking, { name, steps: steps ?? DEFAULT_STEPS, presentations: 1, spikesOf: null });
}

/** What is known where no image was shown. */
const NOTHING_SHOWN = { steps: 0, images: 0, dnn: null, curve: [], exits: [], diagnosis: [] };

function shownResults(
  { spiking, run, seed }: Exercised,
  test: DataSet,
): Pick<ConvertedModel, 'steps' | 'images' | 'dnn' | 'curve' | 'exits' | 'diagnosis'> {
  const compared = sliceOfData(test, 0, Math.min(DIAGNOSED, run.images));
  return {
    steps: run.steps,
    images: run.images,
    dnn: dnnAccuracy(run),
    curve: accuracyCurve(run),
    exits: MARGINS.map((margin) => earlyExit(run, margin)),
    diagnosis: diagnose(spiking, { data: compared, steps: run.steps, seed }),
  };
}

/** A table of one column: `nmap simulate --labels` reads it. */
const labelRows = (labels: ArrayLike<number>): string => `label\n${Array.from(labels).join('\n')}\n`;

function passesOf({ passes, steps, images, exercise }: ConvertModelRequest): ResolvedConversion[] {
  const given = {
    ...(steps === null ? {} : { steps }),
    ...(images === null ? {} : { images }),
  };
  const parsed = parseConversion(passes ?? DEFAULT_CONVERSION, exercise ? 'exercised' : 'spiking');
  const written = passes === null ? undefined : parsed.find(({ name }) => name === 'exercise');
  if (!exercise && written !== undefined)
    throw new NmapError('input', [notExercised(conversionText([written]))]);
  return withOptions(
    parsed.filter(({ name }) => exercise || name !== 'exercise'),
    { exercise: given },
  );
}

async function imagesOf(
  { calibrate, test, testLabels, data }: ConvertModelRequest,
  model: ModelFile,
  passes: readonly ResolvedConversion[],
): Promise<Parted & { readonly sha256: string }> {
  const file = await readImages(calibrate, data.labels, model, data);
  if (test !== null) {
    const tested = await readImages(test, testLabels, model, data);
    const diagnostics = [...file.diagnostics, ...tested.diagnostics];
    return { calibration: file.data, test: tested.data, diagnostics, sha256: tested.sha256 };
  }
  const wanted = passes.find(({ to }) => to === 'calibrated')?.options['images'] as number;
  const parted = part(file.data, wanted);
  return { ...parted, diagnostics: [...file.diagnostics, ...parted.diagnostics], sha256: file.sha256 };
}

function judge({ spec, format }: ModelFile, test: DataSet): TrainedReport {
  const parameters = spec.layers.reduce(
    (sum, layer) =>
      layer.kind === 'conv' || layer.kind === 'dense' ? sum + layer.weight.length + layer.bias.length : sum,
    0,
  );
  const answers = test.labels === null ? null : accuracy(spec, test);
  return {
    name: spec.name,
    format,
    layers: spec.layers.length,
    parameters,
    macs: macsOf(spec),
    testImages: test.count,
    accuracy: answers === null ? null : wilson(answers.correct, answers.count),
  };
}

function pooledAccuracy(
  passes: readonly ResolvedConversion[],
  folded: DnnSpec,
  data: DataSet,
): ShareInterval | null {
  if (data.labels === null || !passes.some(({ definition }) => definition.replacesMaxPool)) return null;
  const { correct, count } = accuracy(folded, data);
  return wilson(correct, count);
}

/** More often than this is noise. */
const PROGRESS_EVERY_MS = 100;

function progressOf(
  passes: readonly ResolvedConversion[],
  onProgress: ConvertControl['onProgress'],
): (pass: string, fraction: number) => 'go' {
  const startedMs = performance.now();
  let nextMs = 0;
  return (pass, fraction) => {
    const elapsedMs = performance.now() - startedMs;
    if (elapsedMs < nextMs) return 'go';
    nextMs = elapsedMs + PROGRESS_EVERY_MS;
    const passIndex = passes.findIndex(({ name }) => name === pass);
    const passCount = passes.length;
    onProgress({ phase: 'searching', pass, passIndex, passCount, fraction, cost: null, elapsedMs });
    return 'go';
  };
}
