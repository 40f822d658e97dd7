import { loadModel, loadNetwork, type ModelOptions, type NetworkFormat } from '@nmap/compiler';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkOutput } from '@nmap/manifest';
import type { WrittenFormat } from '@nmap/formats/tables';
import { fileOfSpikes } from '../spike-files.ts';
import { writeNetwork } from './write-network.ts';

/** Endings of trained models, which need data to be converted; HDF5 holds networks, too. */
const TRAINED = /\.(onnx|h5|hdf5|keras)$/i;
const HDF5 = /\.(h5|hdf5)$/i;

/** Reads a network in any format and writes it in one of those that are written. */
export async function convertNetwork({
  input,
  output,
  to,
  model: options,
  reading,
}: {
  readonly input: string;
  readonly output: string;
  /** What is written; null = by the ending of the name. */
  readonly to: WrittenFormat | null;
  readonly model: ModelOptions;
  readonly reading: {
    readonly format: NetworkFormat | undefined;
    readonly lenient: boolean;
    /** Files of recorded spikes, `[POPULATION=]FILE`. */
    readonly spikes: readonly string[];
  };
}): Promise<{ diagnostics: readonly Diagnostic[]; metrics: Readonly<Record<string, number>> }> {
  if (TRAINED.test(input) && (await isModel(input, options))) {
    throw new NmapError('input', [
      {
        code: 'E1770',
        severity: 'error',
        where: input,
        message: 'is a trained model: its spikes come from images.',
        need: '--calibrate DATA',
        hint: 'Add --calibrate data.npz, and --labels where they are not in it.',
      },
    ]);
  }
  await checkOutput(output, [input, ...reading.spikes.map(fileOfSpikes)]);
  const { spec, diagnostics } = await loadNetwork(input, {
    format: reading.format ?? null,
    lenient: reading.lenient,
    spikes: reading.spikes,
  });
  const losses = await writeNetwork(output, spec, to);
  const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
  const { populations, projections } = spec;
  return {
    diagnostics: [...diagnostics, ...losses],
    metrics: { neurons, populations: populations.length, projections: projections.length },
  };
}

/** What is no model at all, or a broken one, is told first: no data would help. HDF5 may be a network instead. */
async function isModel(input: string, options: ModelOptions): Promise<boolean> {
  try {
    await loadModel(input, options);
    return true;
  } catch (error) {
    if (!HDF5.test(input) || !(error instanceof NmapError)) throw error;
    const isNone = error.diagnostics.some(({ code }) => code === 'E1815');
    if (!isNone) throw error;
    return false;
  }
}
