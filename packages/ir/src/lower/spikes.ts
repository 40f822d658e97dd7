import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';

/** Spikes of a neuron firing at `rateHz` for `durationMs`, rounded to the nearest integer, halves up. */
export function spikesOfRate(rateHz: number, durationMs: number): number {
  const exact = (rateHz * durationMs) / 1000;
  const below = Math.floor(exact);
  // Not floor(exact + 0.5): the sum of 0.49999999999999994 and 0.5 rounds to 1.
  return exact - below >= 0.5 ? below + 1 : below;
}

/** One number for all neurons of a population, or what each of them has; with neither spikes nor a rate they fire once. */
export function spikesGiven(
  { spikes, rateHz }: PopulationSpec,
  durationMs: number,
): number | ((neuron: number) => number) {
  if (rateHz !== undefined) {
    if (typeof rateHz === 'number') return spikesOfRate(rateHz, durationMs);
    return (neuron) => spikesOfRate(rateHz[neuron], durationMs);
  }
  if (spikes === undefined || typeof spikes === 'number') return spikes ?? 1;
  return (neuron) => spikes[neuron];
}

/** spikes[neuron] of the whole network. */
export function spikesOf(spec: NetworkSpec, neuronCount: number): Uint32Array {
  const spikes = new Uint32Array(neuronCount);
  let first = 0;
  for (const population of spec.populations) {
    fill(spikes.subarray(first, first + population.size), population, spec.durationMs);
    first += population.size;
  }
  return spikes;
}

function fill(into: Uint32Array, population: PopulationSpec, durationMs: number): void {
  const given = spikesGiven(population, durationMs);
  if (typeof given === 'number') into.fill(given);
  else for (let i = 0; i < into.length; i++) into[i] = given(i);
}
