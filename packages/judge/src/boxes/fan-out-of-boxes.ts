/** How many cores each neuron reaches: counted one by one, where a chip limits it. */
import type { NetworkSpec } from '@nmap/ir';
import { runsOf, type Sides } from '../manifest/stated-boxes.ts';
import { axesOfSpec } from './axis-rule.ts';
import type { BoxesOfCore } from './boxes-of-core.ts';

export interface FanOutOfCores {
  /** Most other cores, the i/o port among them, that one neuron of a core reaches. */
  readonly maxFanOutCores: Float64Array;
  /** The same with its own core where it has a target there. */
  readonly maxReachedCores: Float64Array;
}

/** Five bytes a neuron. */
export class FanOutOfBoxes {
  readonly #spec: NetworkSpec;
  /** others[population][neuron] = other cores reached; home = 1 where it reaches its own. */
  readonly #others: readonly Uint32Array[];
  readonly #home: readonly Uint8Array[];

  constructor(spec: NetworkSpec) {
    this.#spec = spec;
    this.#others = spec.populations.map(({ size }) => new Uint32Array(size));
    this.#home = spec.populations.map(({ size }) => new Uint8Array(size));
  }

  /** The neuron has a target on one more core, its own where `isHome`. */
  add(population: number, neuron: number, isHome: boolean): void {
    if (isHome) this.#home[population][neuron] = 1;
    else this.#others[population][neuron]++;
  }

  of(cores: readonly BoxesOfCore[]): FanOutOfCores {
    const maxFanOutCores = new Float64Array(cores.length);
    const maxReachedCores = new Float64Array(cores.length);
    for (const [core, held] of cores.entries())
      for (const [population, boxes] of held)
        for (const box of boxes) {
          this.#visit(population, box, (others, reached) => {
            maxFanOutCores[core] = Math.max(maxFanOutCores[core], others);
            maxReachedCores[core] = Math.max(maxReachedCores[core], reached);
          });
        }
    return { maxFanOutCores, maxReachedCores };
  }

  #visit(population: number, box: Sides, found: (others: number, reached: number) => void): void {
    const others = this.#others[population];
    const home = this.#home[population];
    for (const [from, to] of runsOf(box, axesOfSpec(this.#spec.populations[population])))
      for (let neuron = from; neuron <= to; neuron++) found(others[neuron], others[neuron] + home[neuron]);
  }
}
