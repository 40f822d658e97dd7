/**
 * Leaky integrate-and-fire dynamics in whole steps. In step t
 *
 *     v = kept(leak * v) + bias + weights of the spikes that arrive in t
 *
 * and the neuron fires when v is strictly above its threshold; then v = reset. `kept`
 * truncates towards 0 to a whole multiple of `leakGrain`, where that is above 0. A
 * spike of step t arrives in step t + delay, delay = round(delayMs / timestepMs), at
 * least 1 step, and 1 where none is given; beyond the last step nothing arrives. While
 * refractory, v stays at reset and what arrives is lost.
 *
 * **Source** the discrete leaky integrate-and-fire soma of J. A. Boyle et al.,
 * "SANA-FE: Simulating Advanced Neuromorphic Architectures for Fast Exploration",
 * IEEE TCAD 44(8), 2025. There the potential is truncated to 1/64 after every leak,
 * also where the leak is 1: `leakGrain` 0.015625 gives that; the bias is added after it
 * in both. **Differs**: no truncation unless asked for; a neuron that is deaf for k
 * steps has a refractory delay of k + 1 there; delays of any length; only the hard reset.
 *
 * Neurons without dynamics (inputs, external ones, unknown models) fire as another
 * source says. Sums are taken in a fixed order, so the spikes are the same on every
 * machine. Cost: neurons per step + synapses per spike.
 */
import { startsFromCounts } from '@nmap/kernels';
import { visitWeightedSynapses, type Network, type NetworkSpec } from '@nmap/ir';
import { Faults } from '../faults.ts';
import { lifParameters, type LifParameters } from './lif-parameters.ts';
import type { Fired, SpikeSource } from './spike-source.ts';

/** Doubles in the buffer of spikes on their way: 1 GiB. */
const MOST_PENDING = 2 ** 27;

export class Lif implements SpikeSource {
  readonly parameters: LifParameters;
  readonly #given: SpikeSource;
  readonly #synapses: Synapses;
  readonly #neuronCount: number;
  /** pending[(step % slots) * neuronCount + neuron] = weights that arrive in that step. */
  readonly #pending: Float64Array;
  readonly #slots: number;
  readonly #potential: Float64Array;
  /** refractoryLeft[neuron] in steps. */
  readonly #refractoryLeft: Uint32Array;

  /** @param given fires the neurons without dynamics; made from the parameters, which say which these are. */
  constructor(
    spec: NetworkSpec,
    network: Network,
    stepCount: number,
    given: (parameters: LifParameters) => SpikeSource,
  ) {
    this.parameters = lifParameters(spec, network);
    this.#given = given(this.parameters);
    this.#synapses = synapsesOf(spec, network, this.parameters.dynamic, stepCount);
    this.#neuronCount = network.neuronCount;
    this.#slots = this.#synapses.longestDelay + 1;
    checkPending(this.#slots, this.#neuronCount);
    this.#pending = new Float64Array(this.#slots * this.#neuronCount);
    this.#potential = this.parameters.v0.slice();
    this.#refractoryLeft = new Uint32Array(this.#neuronCount);
  }

  fire(step: number, fired: Fired): number {
    const given = this.#given.fire(step, fired);
    const count = this.#integrate(step, fired, given);
    this.#send(step, fired, count);
    return count;
  }

  /** Adds the neurons whose potential passes the threshold behind the first `count` entries. */
  #integrate(step: number, fired: Fired, count: number): number {
    const { dynamic, threshold, reset, leak, leakGrain, bias, refractorySteps } = this.parameters;
    const neuronCount = this.#neuronCount;
    const pending = this.#pending;
    const potentials = this.#potential;
    const refractoryLeft = this.#refractoryLeft;
    const arrived = (step % this.#slots) * neuronCount;
    for (let neuron = 0; neuron < neuronCount; neuron++) {
      if (dynamic[neuron] === 0) continue;
      const input = pending[arrived + neuron];
      pending[arrived + neuron] = 0;
      if (refractoryLeft[neuron] > 0) {
        refractoryLeft[neuron]--;
        continue;
      }
      const grain = leakGrain[neuron];
      const leaked = leak[neuron] * potentials[neuron];
      const kept = grain > 0 ? Math.trunc(leaked / grain) * grain : leaked;
      const potential = kept + (bias[neuron] + input);
      if (potential > threshold[neuron]) {
        potentials[neuron] = reset[neuron];
        refractoryLeft[neuron] = refractorySteps[neuron];
        fired.neuron[count] = neuron;
        fired.times[count++] = 1;
      } else {
        potentials[neuron] = potential;
      }
    }
    return count;
  }

  #send(step: number, fired: Fired, count: number): void {
    const { start, target, weight, delay } = this.#synapses;
    const slots = this.#slots;
    const neuronCount = this.#neuronCount;
    const pending = this.#pending;
    for (let i = 0; i < count; i++) {
      const neuron = fired.neuron[i];
      const times = fired.times[i];
      for (let synapse = start[neuron]; synapse < start[neuron + 1]; synapse++) {
        const slot = (step + delay[synapse]) % slots;
        pending[slot * neuronCount + target[synapse]] += times * weight[synapse];
      }
    }
  }
}

/** Synapses onto neurons with dynamics, by source; those that arrive after the last step are left out. */
interface Synapses {
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Float64Array;
  /** Steps, 1 or more. */
  readonly delay: Uint32Array;
  readonly longestDelay: number;
}

function synapsesOf(spec: NetworkSpec, network: Network, dynamic: Uint8Array, stepCount: number): Synapses {
  const firstOf = new Map(network.populations.map((population) => [population.id, population.first]));
  const counts = new Uint32Array(network.neuronCount);
  const delaySteps = (delayMs: number): number => Math.max(1, Math.round(delayMs / spec.timestepMs));
  const ends = spec.projections.map(({ from, to }) => ({
    pre: firstOf.get(from) ?? 0,
    post: firstOf.get(to) ?? 0,
  }));

  ends.forEach((first, projection) => {
    visitWeightedSynapses(spec, projection, (pre, post, _weight, delayMs) => {
      if (dynamic[first.post + post] === 1 && delaySteps(delayMs) < stepCount) counts[first.pre + pre]++;
    });
  });
  const start = startsFromCounts(counts);
  const total = start[network.neuronCount];
  const target = new Uint32Array(total);
  const weight = new Float64Array(total);
  const delay = new Uint32Array(total);
  const next = start.slice(0, network.neuronCount);
  let longestDelay = 1;
  ends.forEach((first, projection) => {
    visitWeightedSynapses(spec, projection, (pre, post, synapseWeight, delayMs) => {
      const steps = delaySteps(delayMs);
      if (dynamic[first.post + post] === 0 || steps >= stepCount) return;
      const slot = next[first.pre + pre]++;
      target[slot] = first.post + post;
      weight[slot] = synapseWeight;
      delay[slot] = steps;
      if (steps > longestDelay) longestDelay = steps;
    });
  });
  return { start, target, weight, delay, longestDelay };
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
