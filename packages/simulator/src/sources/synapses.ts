import { startsFromCounts } from '@nmap/kernels';
import { visitWeightedSynapses, type Network, type NetworkSpec } from '@nmap/ir';
import { Faults } from '../faults.ts';

/** Doubles in the buffer of spikes on their way: 1 GiB. */
const MOST_PENDING = 2 ** 27;

/** Synapses onto neurons with dynamics, by source; those that arrive after the last step are left out. */
export interface Synapses {
  /** Synapses of a source: start[neuron] .. start[neuron + 1] - 1. */
  readonly start: Uint32Array;
  /** delay in steps x neuronCount + target: distance in the buffer of spikes on their way from the row of the present step. */
  readonly arrival: Uint32Array;
  readonly weight: Float64Array;
  /** Rows of the buffer: the longest delay in steps, and the present step. */
  readonly slots: number;
}

export function synapsesOf(
  spec: NetworkSpec,
  network: Network,
  dynamic: Uint8Array,
  stepCount: number,
): Synapses {
  const { neuronCount } = network;
  const firstOf = new Map(network.populations.map((population) => [population.id, population.first]));
  const counts = new Uint32Array(neuronCount);
  const delaySteps = (delayMs: number): number => Math.max(1, Math.round(delayMs / spec.timestepMs));
  const ends = spec.projections.map(({ from, to }) => ({
    pre: firstOf.get(from) ?? 0,
    post: firstOf.get(to) ?? 0,
  }));

  let longestDelay = 1;
  ends.forEach((first, projection) => {
    visitWeightedSynapses(spec, projection, (pre, post, _weight, delayMs) => {
      const steps = delaySteps(delayMs);
      if (dynamic[first.post + post] === 0 || steps >= stepCount) return;
      counts[first.pre + pre]++;
      if (steps > longestDelay) longestDelay = steps;
    });
  });
  checkPending(longestDelay + 1, neuronCount);
  const start = startsFromCounts(counts);
  const arrival = new Uint32Array(start[neuronCount]);
  const weight = new Float64Array(start[neuronCount]);
  const next = start.slice(0, neuronCount);
  ends.forEach((first, projection) => {
    visitWeightedSynapses(spec, projection, (pre, post, synapseWeight, delayMs) => {
      const steps = delaySteps(delayMs);
      if (dynamic[first.post + post] === 0 || steps >= stepCount) return;
      const at = next[first.pre + pre]++;
      arrival[at] = steps * neuronCount + first.post + post;
      weight[at] = synapseWeight;
    });
  });
  return { start, arrival, weight, slots: longestDelay + 1 };
}

function checkPending(slots: number, neuronCount: number): void {
  if (slots * neuronCount <= MOST_PENDING) return;
  const faults = new Faults();
  const longest = Math.max(1, Math.floor(MOST_PENDING / neuronCount) - 1);
  faults.add({
    code: 'E1634',
    where: 'delays',
    message: `the longest is ${slots - 1} steps; ${neuronCount} neurons leave room for ${longest}.`,
    have: slots - 1,
    need: longest,
    unit: 'steps',
    hint: 'Shorten the delays, or use a longer time step.',
  });
  faults.throwIfAny();
}
