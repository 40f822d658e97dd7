import type { Rng } from '@nmap/kernels';
import type { Diagnostic } from '@nmap/ir';
import type { DataSet } from '@nmap/dnn';
import type { z } from 'zod';
import type { ConversionStageName, ConversionStageOf } from './stages.ts';

/** What a pass may use beside its input: no clock, no file, no global. */
export interface ConversionContext {
  /** Forked by pass name and occurrence. */
  readonly rng: Rng;
  /** Images to calibrate and exercise with. */
  readonly data: ConversionData;
  /** Records a number for the report. */
  stat(name: string, value: number): void;
  /** Something that the user should know. */
  warn(diagnostic: Diagnostic): void;
  /** Share that is done. `stop` = end early where that gives a right result; else it is asked in vain. */
  progress(fraction: number): 'go' | 'stop';
}

export interface ConversionData {
  /** Statistics are taken of these. */
  readonly calibration: DataSet;
  /** Spikes are counted on these, and accuracy is measured: no image of the calibration, where there are enough. */
  readonly test: DataSet;
}

/** One step of a conversion: its folder, its name in the text form and its page are the same. */
export interface ConversionPass<
  From extends ConversionStageName = ConversionStageName,
  To extends ConversionStageName = ConversionStageName,
  Schema extends z.ZodObject = z.ZodObject,
> {
  /** `fold`, `normalise/percentile`, `reset/soft`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Authors, year, identifier; null for folklore. */
  readonly paper: string | null;
  readonly from: From;
  readonly to: To;
  readonly options: Schema;
  /** It puts something else in place of max pooling, which has no spiking form: the network after it is another one. */
  readonly replacesMaxPool?: true;
  /** Who brings the image in, where the pass decides that: neurons that stand for pixels, or a host that adds currents. */
  readonly imageBy?: 'neurons' | 'host';
  run(
    input: ConversionStageOf[From],
    options: z.output<Schema>,
    ctx: ConversionContext,
  ): ConversionStageOf[To];
}

/** Keeps the types of a definition. */
export function defineConversion<
  From extends ConversionStageName,
  To extends ConversionStageName,
  Schema extends z.ZodObject,
>(definition: ConversionPass<From, To, Schema>): ConversionPass<From, To, Schema> {
  return definition;
}
