/**
 * Runs the passes of a conversion. The runner alone forks the random numbers, checks every stage, times, and names the pass in
 * a failure.
 */
import { Rng } from '@nmap/kernels';
import { NmapError, type Diagnostic } from '@nmap/ir';
import {
  checkConvertible,
  verifySpiking,
  type ConversionContext,
  type ConversionData,
  type ConversionStage,
  type Exercised,
  type Spiking,
} from '@nmap/conversion';
import type { DnnSpec } from '@nmap/dnn';
import type { ResolvedConversion } from './conversion-passes.ts';

export interface ConversionRecord {
  readonly pass: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly occurrence: number;
  readonly timeMs: number;
  readonly stats: Readonly<Record<string, number>>;
}

export interface ConvertOptions {
  readonly data: ConversionData;
  readonly seed: number;
  /** ms of a clock that only goes forward. */
  readonly nowMs: () => number;
  readonly onProgress?: (pass: string, fraction: number) => 'go' | 'stop';
  /** Called with every stage: what `--dump` writes. */
  readonly onStage?: (record: ConversionRecord, stage: ConversionStage) => void;
}

export interface ConvertResult {
  readonly spiking: Spiking;
  /** null where the passes end before images are shown. */
  readonly exercised: Exercised | null;
  readonly records: readonly ConversionRecord[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A conversion whose passes show images. @throws as {@link convert}. */
export function convertAndExercise(
  dnn: DnnSpec,
  passes: readonly ResolvedConversion[],
  options: ConvertOptions,
): ConvertResult & { readonly exercised: Exercised } {
  const result = convert(dnn, passes, options);
  const { exercised } = result;
  if (exercised === null) throw new RangeError('a conversion that shows no image');
  return { ...result, exercised };
}

/** @throws NmapError (input) naming every layer that cannot become spikes, before any work. */
export function convert(
  dnn: DnnSpec,
  passes: readonly ResolvedConversion[],
  options: ConvertOptions,
): ConvertResult {
  const replacesMaxPool = passes.some(({ definition }) => definition.replacesMaxPool === true);
  const faults = checkConvertible(dnn, { replacesMaxPool });
  if (faults.length > 0) throw new NmapError('input', faults);
  const records: ConversionRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const occurrences = new Map<string, number>();
  let stage: ConversionStage = { stage: 'trained', dnn };
  for (const pass of passes) {
    const occurrence = occurrences.get(pass.name) ?? 0;
    occurrences.set(pass.name, occurrence + 1);
    const stats: Record<string, number> = {};
    const context: ConversionContext = {
      rng: Rng.fork(options.seed, pass.name, occurrence),
      data: options.data,
      stat: (name, value) => void (stats[name] = value),
      warn: (diagnostic) => void diagnostics.push(diagnostic),
      progress: (fraction) => options.onProgress?.(pass.name, fraction) ?? 'go',
    };
    const startedMs = options.nowMs();
    // The order was checked when the text was read: a pass gets the stage that it starts from.
    stage = pass.definition.run(stage, pass.options, context);
    const timeMs = options.nowMs() - startedMs;
    if (stage.stage === 'spiking') checkOwn(verifySpiking(stage), pass.name);
    const record = { pass: pass.name, options: pass.options, seed: options.seed, occurrence, timeMs, stats };
    records.push(record);
    options.onStage?.(record, stage);
  }
  if (stage.stage === 'spiking') return { spiking: stage, exercised: null, records, diagnostics };
  if (stage.stage !== 'exercised') throw new RangeError(`a conversion that ends ${stage.stage}`);
  return { spiking: stage.spiking, exercised: stage, records, diagnostics };
}

/** @throws NmapError (internal): our own result is broken. */
function checkOwn(faults: readonly string[], pass: string): void {
  if (faults.length === 0) return;
  const row = (message: string): Diagnostic => ({
    code: 'E5004',
    severity: 'error',
    where: pass,
    message,
    hint: 'This is a bug in nmap, not in your model.',
  });
  throw new NmapError('internal', faults.map(row));
}
