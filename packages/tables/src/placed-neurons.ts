import { NONE } from '@nmap/kernels';
import { axesOf, type NetworkSpec } from '@nmap/ir';
import { hasBoxes, type Manifest, type ManifestNeurons, type NeuronBox } from '@nmap/manifest';

/** A consecutive range of neurons, counted over the network. */
export interface NeuronPopulation {
  readonly id: string;
  readonly first: number;
  readonly size: number;
  readonly shape: readonly number[];
  readonly external: boolean;
  readonly role: 'input' | 'hidden' | 'output';
}

/** Neuron by neuron where a manifest puts them. */
export interface PlacedNeurons {
  readonly populations: readonly NeuronPopulation[];
  readonly neuronCount: number;
  /** placeOf[neuron] = position among the listed cores; NONE for external ones. */
  readonly placeOf: Uint32Array;
  /** coreOf[place] = number of the core; ascending. */
  readonly coreOf: Uint32Array;
}

/** The manifest is sound: every neuron is on one core. */
export function placedNeurons(spec: NetworkSpec, { cores }: Pick<Manifest, 'cores'>): PlacedNeurons {
  let first = 0;
  const populations = spec.populations.map((population): NeuronPopulation => {
    const { id, size, shape = [size], external = false, role = 'hidden' } = population;
    const placed = { id, first, size, shape, external, role };
    first += size;
    return placed;
  });
  const byId = new Map(populations.map((population) => [population.id, population]));
  const placeOf = new Uint32Array(first).fill(NONE);
  cores.forEach(({ neurons }, place) => {
    for (const [id, held] of Object.entries(neurons)) {
      const population = byId.get(id)!;
      for (const [from, to] of runsIn(held, population))
        placeOf.fill(place, population.first + from, population.first + to);
    }
  });
  return { populations, neuronCount: first, placeOf, coreOf: Uint32Array.from(cores, ({ core }) => core) };
}

/** Runs [from, to) of numbers within the population. */
function* runsIn(held: ManifestNeurons, { shape }: NeuronPopulation): Iterable<readonly [number, number]> {
  if (!hasBoxes(held)) {
    for (const [first, last] of held) yield [first, last + 1];
    return;
  }
  const [, rows, columns] = axesOf(shape);
  for (const [channels, ofRows, ofColumns] of held.boxes as readonly NeuronBox[])
    for (let channel = channels[0]; channel < channels[1]; channel++)
      for (let row = ofRows[0]; row < ofRows[1]; row++) {
        const line = (channel * rows + row) * columns;
        yield [line + ofColumns[0], line + ofColumns[1]];
      }
}

/** Neurons as runs of their populations; ascending. */
export function neuronRuns(
  neurons: ArrayLike<number>,
  populations: readonly NeuronPopulation[],
): [population: string, first: number, last: number][] {
  const runs: [string, number, number][] = [];
  let at = 0;
  let end = -1;
  for (let i = 0; i < neurons.length; i++) {
    const neuron = neurons[i];
    // Lists that are in order walk through the populations once; slots may go back.
    if (neuron < populations[at].first) at = 0;
    while (neuron >= populations[at].first + populations[at].size) at++;
    const { id, first } = populations[at];
    const last = runs.at(-1);
    if (last !== undefined && neuron === end + 1 && last[0] === id) last[2] = neuron - first;
    else runs.push([id, neuron - first, neuron - first]);
    end = neuron;
  }
  return runs;
}
