import { axesOf, type Population } from '@nmap/ir';
import { runsOf, type Sides } from '@nmap/judge';
import { hasBoxes, type ManifestCore, type ManifestNeurons } from '@nmap/manifest';

/** A population, and its first neuron in the network: vertices of a network of units are not neurons. */
export interface ListedPopulation {
  readonly population: Population;
  readonly firstNeuron: number;
}

/** Populations by name, in the order of the network. */
export function listedPopulations(populations: readonly Population[]): ReadonlyMap<string, ListedPopulation> {
  let firstNeuron = 0;
  return new Map(
    populations.map((population) => {
      const listed = { population, firstNeuron };
      firstNeuron += population.size;
      return [population.id, listed] as const;
    }),
  );
}

/** Inclusive ranges of neurons within a population. */
export interface ListedRange extends ListedPopulation {
  readonly first: number;
  readonly last: number;
}

/** The neurons on a core: its populations in the order of the network, their ranges as the manifest has them. */
export function* rangesOn(
  { neurons }: ManifestCore,
  populations: ReadonlyMap<string, ListedPopulation>,
): Iterable<ListedRange> {
  const listed = Object.keys(neurons).map((id) => populations.get(id)!);
  listed.sort((a, b) => a.firstNeuron - b.firstNeuron);
  for (const { population, firstNeuron } of listed)
    for (const [first, last] of rangesOf(neurons[population.id], population))
      yield { population, firstNeuron, first, last };
}

function* rangesOf(
  neurons: ManifestNeurons,
  { shape }: Population,
): Iterable<readonly [first: number, last: number]> {
  if (!hasBoxes(neurons)) {
    yield* neurons;
    return;
  }
  const axes = axesOf(shape);
  for (const box of neurons.boxes) yield* runsOf(box.flat() as unknown as Sides, axes);
}
