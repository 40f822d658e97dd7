import { Rng } from '@nmap/kernels';
import { sizeOf, type DataSet, type DnnSpec } from '@nmap/dnn';
import type { ConversionContext, ConversionPass } from '../pass.ts';
import type { ConversionStage, ConversionStageName, ConversionStageOf } from '../stages.ts';
import { CONVERSIONS } from '../table.ts';

/** Samples uniform in [low, high). */
export function randomData(shape: readonly number[], count: number, low = 0, high = 1): DataSet {
  const rng = new Rng(count);
  const values = Float32Array.from({ length: count * sizeOf(shape) }, () => low + (high - low) * rng.unit());
  return { name: 'random', shape, count, values, scale: 1, labels: null, classes: 0 };
}

/** Runs passes by name, each with its options, one after the other, on the same data for everything. */
export function runConversion<To extends ConversionStageName>(
  dnn: DnnSpec,
  data: DataSet,
  to: To,
  steps: readonly (readonly [string, Readonly<Record<string, unknown>>?])[],
): ConversionStageOf[To] {
  const context: ConversionContext = {
    rng: new Rng(1),
    data: { calibration: data, test: data },
    stat: () => undefined,
    warn: () => undefined,
    progress: () => 'go',
  };
  let stage: ConversionStage = { stage: 'trained', dnn };
  for (const [name, options] of steps) {
    const pass = CONVERSIONS.find((each) => each.name === name) as ConversionPass;
    if (pass.from !== stage.stage) throw new Error(`${name} starts from ${pass.from}, not ${stage.stage}`);
    stage = pass.run(stage, pass.options.parse(options ?? {}), context);
  }
  if (stage.stage !== to) throw new Error(`ends ${stage.stage}, not ${to}`);
  return stage as ConversionStageOf[To];
}
