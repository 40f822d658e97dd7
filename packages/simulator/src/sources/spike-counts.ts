/**
 * Replays spike counts: a neuron with s spikes in T steps fires its k-th spike
 * (k = 0 .. s - 1) in step floor((k * T + phase) / s), with a phase of its own in
 * 0 .. T - 1: as evenly as whole steps allow, at most one spike a step where s <= T
 * and at least one where s >= T, and not all neurons at once.
 *
 * The phase is floor(T * frac(neuron * golden ratio)), from the high bits of
 * neuron * 2654435769 modulo 2^32, so that neighbours fire far apart (Knuth, The Art
 * of Computer Programming 3, section 6.4, multiplicative hashing). No random numbers.
 */
import { Faults } from '../faults.ts';
import type { Fired, SpikeSource } from './spike-source.ts';

const GOLDEN = 0x9e37_79b9;
/** Below this a quotient of integers never rounds up to the next integer. */
const EXACT = 2 ** 52;

export class SpikeCounts implements SpikeSource {
  readonly #spikes: Uint32Array;
  readonly #stepCount: number;
  /** firstIn[step] = a neuron that fires next in that step, as neuron + 1; 0 = none. Linked through #following. */
  readonly #firstIn: Uint32Array;
  readonly #following: Uint32Array;
  /** Spikes that the neuron has fired. */
  readonly #done: Uint32Array;

  /** @param spikes spikes[neuron] in the whole window; 0 for a neuron that another source drives. */
  constructor(spikes: Uint32Array, stepCount: number) {
    this.#spikes = spikes;
    this.#stepCount = stepCount;
    this.#firstIn = new Uint32Array(stepCount);
    this.#following = new Uint32Array(spikes.length);
    this.#done = new Uint32Array(spikes.length);
    const faults = new Faults();
    for (let neuron = spikes.length - 1; neuron >= 0; neuron--) {
      if (spikes[neuron] === 0) continue;
      // Beyond this the step of a spike is no longer exact in a double.
      if ((spikes[neuron] + 1) * stepCount > EXACT) {
        const message = `${spikes[neuron]} spikes in ${stepCount} steps are more than can be spread exactly.`;
        faults.addOfKind({
          code: 'E1620',
          where: `neuron ${neuron}`,
          message,
          have: spikes[neuron],
          unit: 'spikes',
          hint: 'Use fewer steps.',
        });
        continue;
      }
      this.#schedule(neuron);
    }
    faults.throwIfAny();
  }

  fire(step: number, fired: Fired): number {
    let count = 0;
    let neuron = this.#firstIn[step];
    while (neuron !== 0) {
      const id = neuron - 1;
      neuron = this.#following[id];
      const done = this.#done[id];
      // The first spike that falls into a later step: k * T + phase >= (step + 1) * s.
      const first = ((step + 1) * this.#spikes[id] - this.#phase(id)) / this.#stepCount;
      const after = Math.min(this.#spikes[id], Math.ceil(first));
      fired.neuron[count] = id;
      fired.times[count++] = after - done;
      this.#done[id] = after;
      if (after < this.#spikes[id]) this.#schedule(id);
    }
    return count;
  }

  #phase(neuron: number): number {
    return phaseOf(neuron, this.#stepCount);
  }

  #schedule(neuron: number): void {
    const step = Math.floor(
      (this.#done[neuron] * this.#stepCount + this.#phase(neuron)) / this.#spikes[neuron],
    );
    this.#following[neuron] = this.#firstIn[step];
    this.#firstIn[step] = neuron + 1;
  }
}

/** The phase of a neuron, 0 .. stepCount - 1, by its number in the whole network. */
export function phaseOf(neuron: number, stepCount: number): number {
  return Math.floor(((Math.imul(neuron, GOLDEN) >>> 0) * stepCount) / 0x1_0000_0000);
}
