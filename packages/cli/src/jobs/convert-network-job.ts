import { loadModel, loadNetwork, type ModelOptions } from '@nmap/compiler';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkOutput, writeFileAtomically } from '@nmap/manifest';
import { writeNetworkSpec } from '@nmap/networks';

/** Endings of trained models, which need data to be converted. */
const TRAINED = /\.(onnx|h5|hdf5|keras)$/i;

/** Reads a network in any format and writes it as net.json. */
export async function convertNetwork({
  input,
  output,
  model: options,
}: {
  readonly input: string;
  readonly output: string;
  readonly model: ModelOptions;
}): Promise<{ diagnostics: readonly Diagnostic[]; metrics: Readonly<Record<string, number>> }> {
  if (TRAINED.test(input)) {
    // What is no model at all, or a broken one, is told first: no data would help.
    await loadModel(input, options);
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
  await checkOutput(output, [input]);
  const { spec, diagnostics } = await loadNetwork(input);
  await writeFileAtomically(output, writeNetworkSpec(spec));
  const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
  const { populations, projections } = spec;
  return {
    diagnostics,
    metrics: { neurons, populations: populations.length, projections: projections.length },
  };
}
