/**
 * What the sizes alone prove of any way of splitting: every unit takes so many inputs at most, so there are so many units at
 * least. A network that is too large for its chip is then refused before a synapse is listed.
 */
import {
  NmapError,
  checkSpecFits,
  synapseCountOf,
  type Diagnostic,
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
 * @throws NmapError (infeasible) where the chip has too few cores for the units, with both numbers.
 * O(populations x projections).
 */
export function checkSplitFits({ spec, target, constraints }: Source): void {
  const inputs = mostInputs(target);
  if (inputs < 2) return;
  const found = checkSpecFits(withLeastParts(spec, inputs), target, constraints).filter(isBudget);
  if (found.length > 0) throw new NmapError('infeasible', found);
}

/** Neurons and synapses of the whole chip, of which splitting only makes more. Walls are what it mends, and axons what it moves. */
function isBudget({ code }: Diagnostic): boolean {
  return code === 'E2201' || code === 'E2202';
}

function withLeastParts(spec: NetworkSpec, inputs: number): NetworkSpec {
  const parts = spec.populations.flatMap((population): PopulationSpec[] => {
    const size = population.external === true ? 0 : leastParts(spec, population, inputs);
    return size === 0 ? [] : [{ id: `${population.id}.parts`, size, spikes: 0 }];
  });
  return { ...spec, populations: [...spec.populations, ...parts] };
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
