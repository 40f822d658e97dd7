/**
 * The network in NIR, with its placement as metadata. **Source** J. E. Pedersen et al., "Neuromorphic intermediate
 * representation: A unified instruction set for interoperable brain-inspired computing", Nature Communications 15:8122,
 * 2024: a node may carry metadata, which readers keep and do not interpret.
 */
import { lossesOfNir, writeNir } from '@nmap/formats';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkSize } from '../common/check-size.ts';
import type { Exporter } from '../exporter.ts';
import { placementMetadata } from './placement-metadata.ts';

/** Each has six numbers beside its parameters. */
const MOST_NEURONS = 2 ** 24;

export const nir: Exporter = async (subject) => {
  const { spec, placed } = subject;
  if (spec === null) {
    throw new NmapError('input', [
      {
        code: 'E1880',
        severity: 'error',
        where: '--to nir',
        message: 'the manifest places a cluster graph, which has no neurons to describe.',
        hint: 'Place a network, or take --to gexf.',
      },
    ]);
  }
  checkSize('nir', placed.problem.network.neuronCount, MOST_NEURONS, 'neurons');
  const losses = await lossesOfNir(spec);
  const bytes = await writeNir(spec, placementMetadata(subject));
  return {
    files: [{ name: null, pieces: () => [bytes] }],
    diagnostics: losses.length === 0 ? [] : [lost(losses)],
  };
};

function lost(losses: readonly string[]): Diagnostic {
  return {
    code: 'W1895',
    severity: 'warning',
    where: '--to nir',
    message: `nir cannot say everything that is in the network; left out: ${losses.join(', ')}.`,
    hint: 'The network file and the manifest hold all of it.',
  };
}
