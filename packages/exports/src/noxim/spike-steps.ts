import { spikesGiven, windowOf, type NetworkSpec } from '@nmap/ir';
import { phaseOf } from '@nmap/simulator';

/** Who fires in which step: the schedule of `nmap simulate`, mode counts. */
export interface SpikeSteps {
  readonly steps: number;
  /** Spikes of each neuron. */
  readonly spikes: Float64Array;
  /** The step of the k-th spike of a neuron. */
  readonly stepOf: (neuron: number, k: number) => number;
}

export function spikeSteps(spec: NetworkSpec): SpikeSteps {
  const { steps } = windowOf(spec);
  const spikes = new Float64Array(spec.populations.reduce((sum, { size }) => sum + size, 0));
  let first = 0;
  for (const population of spec.populations) {
    const given = spikesGiven(population, spec.durationMs);
    for (let k = 0; k < population.size; k++)
      spikes[first + k] = typeof given === 'number' ? given : given(k);
    first += population.size;
  }
  return {
    steps,
    spikes,
    stepOf: (neuron, k) => Math.floor((k * steps + phaseOf(neuron, steps)) / spikes[neuron]),
  };
}
