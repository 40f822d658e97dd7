import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import type { ManifestTables } from '@nmap/manifest';
import { neuronRuns, type NeuronPopulation, type PlacedNeurons } from './placed-neurons.ts';
import type { Axons } from './synapses/axons.ts';
import type { SynapseColumns } from './synapses/synapse-columns.ts';

type IoEntry = ManifestTables['io'][number];
type Destinations = NonNullable<IoEntry['destinations']>;

interface Parts {
  readonly placed: PlacedNeurons;
  readonly synapses: SynapseColumns;
  readonly axons: Axons;
  readonly destinations: (neurons: Iterable<number>) => Destinations;
}

/**
 * Which populations enter and leave, and where: external ones at the i/o port, each with the axons that hear it or the
 * neurons that it hears; inputs and outputs on the chip with their cores.
 */
export function ioEntries(
  target: Target,
  { placed, synapses, axons, destinations }: Parts,
  keyOf: ((neuron: number) => number) | null,
): IoEntry[] {
  const { ioTile, topology } = target;
  const port = { tile: ioTile, x: ioTile % topology.columns, y: Math.floor(ioTile / topology.columns) };
  const entries: IoEntry[] = [];
  for (const population of placed.populations) {
    const { id, first, size, external, role } = population;
    if (!external) {
      if (role === 'hidden') continue;
      const direction = role === 'input' ? 'in' : 'out';
      entries.push({ population: id, direction, at: 'cores', cores: coresOf(population, placed) });
      continue;
    }
    const enters = axons.heardStart[first + size] > axons.heardStart[first];
    const sources = synapses.sourcesOutside.get(id) ?? [];
    const direction = enters ? (sources.length > 0 ? 'both' : 'in') : sources.length > 0 ? 'out' : 'none';
    entries.push({
      population: id,
      direction,
      at: 'port',
      ...port,
      ...(sources.length === 0 ? {} : { sources: neuronRuns(sources, placed.populations) }),
      ...(!enters
        ? {}
        : keyOf === null
          ? { destinations: inOut(population, destinations) }
          : { key: keyOf(first) }),
    });
  }
  return entries;
}

function coresOf({ first, size }: NeuronPopulation, { placeOf, coreOf }: PlacedNeurons): number[] {
  const places = new Set<number>();
  for (let neuron = first; neuron < first + size; neuron++)
    if (placeOf[neuron] !== NONE) places.add(placeOf[neuron]);
  return [...places].sort((a, b) => a - b).map((place) => coreOf[place]);
}

/** What is outside sends nothing to the port that it comes from. */
function inOut({ first, size }: NeuronPopulation, destinations: Parts['destinations']): Destinations {
  const { start, core, axon } = destinations(Array.from({ length: size }, (_, k) => first + k));
  const kept = { start: [0], core: [] as number[], axon: [] as number[] };
  for (let k = 0; k < size; k++) {
    for (let at = start[k]; at < start[k + 1]; at++) {
      if (core[at] < 0) continue;
      kept.core.push(core[at]);
      kept.axon.push(axon[at]);
    }
    kept.start.push(kept.core.length);
  }
  return kept;
}
