/**
 * Leaky integrate-and-fire dynamics in whole steps. In step t
 *
 *     v = kept(leak * v) + (bias + current) + weights of the spikes that arrive in t
 *
 * and the neuron fires when v is above its threshold (`inclusive`: or equal to it); then
 * v = reset, or v - threshold (`softReset`). `kept` truncates towards 0 to a whole multiple
 * of `leakGrain`, where that is above 0. A spike of step t arrives in step t + delay, delay =
 * round(delayMs / timestepMs), at least 1 step, and 1 where none is given; beyond the last
 * step nothing arrives. While refractory, v stays as the spike left it and what arrives is lost.
 *
 * Presentations: a population with `presentationMs` begins each of them at v0, and with a
 * window follows its dynamics in that part of each only; outside, nothing changes v and what
 * arrives is lost. So a layer that is d steps from the input sees exactly the spikes of one
 * image. `integrator` never fires: its potential is what a host reads.
 *
 * **Source** the discrete leaky integrate-and-fire soma of J. A. Boyle et al.,
 * "SANA-FE: Simulating Advanced Neuromorphic Architectures for Fast Exploration",
 * IEEE TCAD 44(8), 2025. There the potential is truncated to 1/64 after every leak,
 * also where the leak is 1: `leakGrain` 0.015625 gives that; the bias is added after it
 * in both. **Differs**: no truncation unless asked for; a neuron that is deaf for k
 * steps has a refractory delay of k + 1 there; delays of any length; presentations.
 *
 * An `adder` is a linear unit, a part or a relay of a neuron that was split: in every step in which the sum of what arrives is
 * not 0 it sends that sum, as one event whose weight is multiplied with that of each synapse, and keeps nothing. So a chip that
 * replays it needs events with a value.
 *
 * Neurons without dynamics (inputs, external ones, unknown models) fire as another
 * source says. Sums are taken in a fixed order, so the spikes are the same on every
 * machine. Cost: neurons per step + synapses per spike.
 */
import { Faults } from '../faults.ts';
import type { Network, NetworkSpec } from '@nmap/ir';
import { lifParameters, type LifParameters, type LifPopulation } from './lif-parameters.ts';
import type { Fired, SpikeSource } from './spike-source.ts';
import { synapsesOf, type Synapses } from './synapses.ts';

/** A constant current into each neuron of a population, another one in each presentation. */
export interface InjectedCurrent {
  readonly population: string;
  /** weight/step; presentation(k)[neuron of the population]. */
  presentation(index: number): ArrayLike<number>;
}

export class Lif implements SpikeSource {
  readonly parameters: LifParameters;
  readonly #given: SpikeSource;
  readonly #synapses: Synapses;
  readonly #neuronCount: number;
  /** pending[(step % slots) * neuronCount + neuron] = weights that arrive in that step. */
  readonly #pending: Float64Array;
  readonly #potential: Float64Array;
  /** refractoryLeft[neuron] in steps. */
  readonly #refractoryLeft: Uint32Array;
  readonly #currentInto: ReadonlyMap<string, InjectedCurrent>;
  /** Current of the running presentation; length neuronCount, or 0 where nothing is injected. */
  readonly #current: Float64Array;

  /** @param given fires the neurons without dynamics; made from the parameters, which say which these are. */
  constructor(
    spec: NetworkSpec,
    network: Network,
    stepCount: number,
    given: (parameters: LifParameters) => SpikeSource,
    currents: readonly InjectedCurrent[] = [],
  ) {
    this.parameters = lifParameters(spec, network);
    this.#given = given(this.parameters);
    this.#synapses = synapsesOf(spec, network, this.parameters.dynamic, stepCount);
    this.#neuronCount = network.neuronCount;
    this.#pending = new Float64Array(this.#synapses.slots * this.#neuronCount);
    this.#potential = this.parameters.v0.slice();
    this.#refractoryLeft = new Uint32Array(this.#neuronCount);
    checkCurrents(currents, this.parameters);
    this.#currentInto = new Map(currents.map((current) => [current.population, current]));
    this.#current = new Float64Array(currents.length === 0 ? 0 : this.#neuronCount);
  }

  /** potential[neuron] after the last step; 0 for a neuron without dynamics. */
  get potential(): Float64Array {
    return this.#potential;
  }

  fire(step: number, fired: Fired): number {
    let count = this.#given.fire(step, fired);
    const arrived = (step % this.#synapses.slots) * this.#neuronCount;
    for (const population of this.parameters.populations) {
      if (population.adder) {
        count = this.#add(population, arrived, fired, count);
        continue;
      }
      const { first, size, presentationSteps, windowStart, windowEnd } = population;
      const phase = step % presentationSteps;
      if (phase === 0) this.#begin(population, step / presentationSteps);
      if (phase < windowStart || phase >= windowEnd) {
        this.#pending.fill(0, arrived + first, arrived + first + size);
      } else {
        count = this.#integrate(population, arrived, fired, count);
      }
    }
    this.#send(step, fired, count);
    return count;
  }

  /** What adders send in this step stands in their potential. */
  #add({ first, size }: LifPopulation, arrived: number, fired: Fired, count: number): number {
    const pending = this.#pending;
    for (let neuron = first; neuron < first + size; neuron++) {
      const sum = pending[arrived + neuron];
      pending[arrived + neuron] = 0;
      this.#potential[neuron] = sum;
      if (sum === 0) continue;
      fired.neuron[count] = neuron;
      fired.times[count++] = 1;
    }
    return count;
  }

  /** A presentation: every potential starts anew. */
  #begin({ id, first, size }: LifPopulation, presentation: number): void {
    const { v0 } = this.parameters;
    for (let neuron = first; neuron < first + size; neuron++) {
      this.#potential[neuron] = v0[neuron];
      this.#refractoryLeft[neuron] = 0;
    }
    const current = this.#currentInto.get(id)?.presentation(presentation);
    if (current !== undefined) this.#current.set(current, first);
  }

  /** Adds the neurons whose potential passes the threshold behind the first `count` entries. */
  #integrate({ first, size }: LifPopulation, arrived: number, fired: Fired, count: number): number {
    const { threshold, inclusive, softReset, reset, leak, leakGrain, bias, refractorySteps } =
      this.parameters;
    const pending = this.#pending;
    const potentials = this.#potential;
    const refractoryLeft = this.#refractoryLeft;
    const currents = this.#current;
    const injected = currents.length > 0;
    for (let neuron = first; neuron < first + size; neuron++) {
      const input = pending[arrived + neuron];
      pending[arrived + neuron] = 0;
      if (refractoryLeft[neuron] > 0) {
        refractoryLeft[neuron]--;
        continue;
      }
      const grain = leakGrain[neuron];
      const leaked = leak[neuron] * potentials[neuron];
      const kept = grain > 0 ? Math.trunc(leaked / grain) * grain : leaked;
      const constant = injected ? bias[neuron] + currents[neuron] : bias[neuron];
      const potential = kept + (constant + input);
      const limit = threshold[neuron];
      if (potential > limit || (potential === limit && inclusive[neuron] === 1)) {
        potentials[neuron] = softReset[neuron] === 1 ? potential - limit : reset[neuron];
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
    const { start, arrival, weight, slots } = this.#synapses;
    const pending = this.#pending;
    const now = (step % slots) * this.#neuronCount;
    const end = pending.length;
    // With two rows all delays are one step, and every spike of this step arrives in the other row.
    const shift = now === 0 ? 0 : -end + now;
    const { graded } = this.parameters;
    for (let i = 0; i < count; i++) {
      const neuron = fired.neuron[i];
      const times = graded[neuron] === 1 ? this.#potential[neuron] : fired.times[i];
      const last = start[neuron + 1];
      if (slots === 2 && times === 1) {
        for (let synapse = start[neuron]; synapse < last; synapse++)
          pending[arrival[synapse] + shift] += weight[synapse];
        continue;
      }
      for (let synapse = start[neuron]; synapse < last; synapse++) {
        const at = now + arrival[synapse];
        pending[at < end ? at : at - end] += times * weight[synapse];
      }
    }
  }
}

function checkCurrents(currents: readonly InjectedCurrent[], { populations }: LifParameters): void {
  const faults = new Faults();
  for (const { population } of currents) {
    if (populations.some(({ id }) => id === population)) continue;
    faults.add({
      code: 'E1635',
      where: 'injected currents',
      message: `population "${population}" follows no dynamics, or is not there.`,
      have: population,
      hint: `Populations with dynamics: ${populations.map(({ id }) => id).join(', ')}.`,
    });
  }
  faults.throwIfAny();
}
