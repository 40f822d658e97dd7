/**
 * What the sizes alone prove of any way of splitting: every unit takes so many inputs at most, so there are so many units at
 * least. A network that is too large for its chip is then refused before a synapse is listed.
 */
import {
  checkSpecFits,
  synapseCountOf,
  type Diagnostic,
  type Network,
  type NetworkSpec,
  type PopulationSpec,
  type ProjectionSpec,
  type Source,
} from '@nmap/ir';
import { mostInputs } from './walls.ts';

/** Connectors whose synapses onto one neuron come from as many sources. */
const OF_DISTINCT_SOURCES: ReadonlySet<ProjectionSpec['connector']> = new Set([
  'all-to-all',
  'one-to-one',
  'conv2d',
  'pool2d',
]);

/**
 * Budgets that the sizes prove too small, with both numbers; [] where they prove nothing. O(populations x projections).
 */
export function overBySizes({ spec, target, constraints }: Source): Diagnostic[] {
  const inputs = mostInputs(target);
  if (inputs < 2) return [];
  const sized = withParts(spec, (population) => leastParts(spec, population, inputs));
  return checkSpecFits(sized, target, constraints).filter(isBudget);
}

/**
 * The same by what every neuron hears: more than the sizes prove, since no two neurons share a unit.
 * @param over over[neuron] = 1: to be split. @param inputs that a unit takes at most. O(neurons).
 */
export function overByNeurons(
  { spec, target, constraints }: Source,
  { populations, inStart }: Network,
  over: Uint8Array,
  inputs: number,
): Diagnostic[] {
  const byId = new Map(populations.map((population) => [population.id, population]));
  const listed = withParts(spec, ({ id }) => {
    const { first, size } = byId.get(id)!;
    let parts = 0;
    for (let neuron = first; neuron < first + size; neuron++)
      if (over[neuron] === 1)
        parts += Math.ceil((inStart[neuron + 1] - inStart[neuron] - 1) / (inputs - 1)) - 1;
    return parts;
  });
  return checkSpecFits(listed, target, constraints).filter(isBudget);
}

/** Neurons and synapses of the whole chip, of which splitting only makes more. Walls are what it mends, and axons what it moves. */
function isBudget({ code }: Diagnostic): boolean {
  return code === 'E2201' || code === 'E2202';
}

/** With so many parts of every population, each of which is an input of another unit. */
function withParts(spec: NetworkSpec, partsOf: (population: PopulationSpec) => number): NetworkSpec {
  const parts = spec.populations.flatMap((population): PopulationSpec[] => {
    const size = population.external === true ? 0 : partsOf(population);
    return size === 0 ? [] : [{ id: `${population.id}.parts`, size, spikes: 0 }];
  });
  const sums = parts.map(({ id }): ProjectionSpec => ({ from: id, to: id, connector: 'one-to-one' }));
  return {
    ...spec,
    populations: [...spec.populations, ...parts],
    projections: [...spec.projections, ...sums],
  };
}

/** Each unit beside a neuron takes an input of another unit: f inputs need (f - 1) / (inputs - 1) units. */
function leastParts(spec: NetworkSpec, { id, size }: PopulationSpec, inputs: number): number {
  const mostFrom = new Map<string, number>();
  for (const projection of spec.projections) {
    if (projection.to !== id || !OF_DISTINCT_SOURCES.has(projection.connector)) continue;
    const synapses = synapseCountOf({ ...spec, projections: [projection] });
    // Two projections of the same neurons are one input where axons are what is limited.
    mostFrom.set(projection.from, Math.max(mostFrom.get(projection.from) ?? 0, synapses));
  }
  const sources = [...mostFrom.values()].reduce((sum, each) => sum + each, 0);
  return Math.max(0, Math.ceil((sources - size) / (inputs - 1)) - size);
}
