import { sizeOf } from '@nmap/dnn';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '@nmap/ir';
import type { Spiking, SpikingPopulation } from '../stages.ts';
import { connectorOf, rounded } from './connector-of.ts';

export interface NetworkOptions {
  readonly name: string;
  /** Steps that each layer sees of an image. */
  readonly steps: number;
  /** Images one after the other. */
  readonly presentations: number;
  /** Spikes of each neuron in all of them, in the order of the network; null = not known yet. */
  readonly spikesOf: ArrayLike<number> | null;
}

/** Length of a simulation step in a converted network. Loihi's usual pace; counts do not depend on it. */
const TIMESTEP_MS = 1;

/** Steps from one image to the next: what a layer sees, and the way through the layers. */
export function presentationSteps({ populations }: Spiking, steps: number): number {
  return steps + Math.max(...populations.map(({ depth }) => depth));
}

/** A spiking network as the network that every other command reads. The input comes first where it is a population. */
export function networkOf(spiking: Spiking, options: NetworkOptions): NetworkSpec {
  const { populations, projections, input } = spiking;
  const period = presentationSteps(spiking, options.steps);
  const shown = populations.filter(({ role }) => input !== 'current' || role !== 'input');
  const specs: PopulationSpec[] = [];
  let first = 0;
  for (const population of shown) {
    const size = sizeOf(population.shape);
    const spikes = options.spikesOf === null ? {} : { spikes: slice(options.spikesOf, first, size) };
    first += size;
    specs.push({ ...populationSpec(spiking, population, { size, steps: options.steps, period }), ...spikes });
  }
  return {
    name: options.name,
    timestepMs: TIMESTEP_MS,
    durationMs: options.presentations * period * TIMESTEP_MS,
    populations: specs,
    projections: projections.flatMap(({ from, to, operator }): ProjectionSpec[] => {
      const source = populations[from];
      const target = populations[to];
      if (input === 'current' && source.role === 'input') return [];
      const delayMs = (target.depth - source.depth) * TIMESTEP_MS;
      return [{ from: source.id, to: target.id, ...connectorOf(operator), delayMs }];
    }),
  };
}

const slice = (list: ArrayLike<number>, first: number, count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => list[first + i]);

interface Times {
  readonly size: number;
  readonly steps: number;
  readonly period: number;
}

function populationSpec(
  { reset, start, readout, bias: biasForm }: Spiking,
  { id, shape, role, depth, threshold, bias }: SpikingPopulation,
  { size, steps, period }: Times,
): PopulationSpec {
  const common = { id, size, shape: [...shape], role };
  if (role === 'input') return { ...common, model: 'input' };
  const windowStart = biasForm === 'delayed' ? depth : 0;
  const times = {
    presentationMs: period * TIMESTEP_MS,
    windowStartMs: windowStart * TIMESTEP_MS,
    windowMs: (depth + steps - windowStart) * TIMESTEP_MS,
  };
  const own = { bias: bias.map(rounded), ...times };
  if (role === 'output' && readout === 'membrane') return { ...common, model: 'integrator', params: own };
  const params = {
    threshold: rounded(threshold),
    inclusive: 1,
    ...(reset === 'soft' ? { softReset: 1 } : { reset: 0 }),
    v0: start * rounded(threshold),
    ...own,
  };
  return { ...common, model: 'if', params };
}
