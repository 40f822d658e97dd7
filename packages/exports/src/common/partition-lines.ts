import type { ExportSubject } from '../exporter.ts';
import { checkSize } from './check-size.ts';
import { listedPopulations, rangesOn } from './listed-neurons.ts';
import { joined } from './pieces.ts';

/** Lines, and entries of a column in memory. */
const MOST_NEURONS = 100_000_000;

/**
 * The part of each neuron, one a line, parts counted from 0: core by core as the manifest lists them, and one more
 * for external neurons, since partition files have no word for what is in no part.
 */
export function partitionLines(format: string, { manifest, placed }: ExportSubject): () => Iterable<string> {
  const { populations, neuronCount } = placed.problem.network;
  checkSize(format, neuronCount, MOST_NEURONS, 'neurons');
  const listed = listedPopulations(populations);
  const partOf = new Uint32Array(neuronCount).fill(manifest.cores.length);
  for (const [part, entry] of manifest.cores.entries())
    for (const { firstNeuron, first, last } of rangesOn(entry, listed))
      partOf.fill(part, firstNeuron + first, firstNeuron + last + 1);
  return () => joined(lines(partOf));
}

function* lines(parts: Uint32Array): Iterable<string> {
  for (const part of parts) yield `${part}\n`;
}
