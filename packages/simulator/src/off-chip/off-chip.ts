/**
 * Runs a network's dynamics without a chip: the same neurons in the same steps as a replay on a placed
 * chip (`simulate` with mode `lif`), and so the same spikes, without packets, routes and energy.
 *
 * Cost: neurons per step + synapses per spike. Memory: 12 bytes a synapse.
 */
import type { Network, NetworkSpec } from '@nmap/ir';
import { Lif, type InjectedCurrent } from '../sources/lif.ts';
import type { Fired, SpikeSource } from '../sources/spike-source.ts';

export interface OffChipRun {
  readonly spec: NetworkSpec;
  /** Lowered from `spec`. */
  readonly network: Network;
  /** Fires the neurons without dynamics. */
  readonly given: SpikeSource;
  readonly currents?: readonly InjectedCurrent[];
}

export interface OffChipStep {
  readonly step: number;
  /** The first `count` entries are the spikes of this step. */
  readonly fired: Fired;
  readonly count: number;
  /** potential[neuron] after the step; valid until the next one. */
  readonly potential: Float64Array;
}

/** Keeps the network's synapses, so that it can be run step after step for any number of presentations. */
export class OffChip {
  readonly #lif: Lif;
  readonly #fired: Fired;
  #step = 0;

  /** @param mostSteps no run goes on beyond it: longer delays need no room. */
  constructor({ spec, network, given, currents = [] }: OffChipRun, mostSteps: number) {
    this.#lif = new Lif(spec, network, mostSteps, () => given, currents);
    this.#fired = {
      neuron: new Uint32Array(network.neuronCount),
      times: new Uint32Array(network.neuronCount),
    };
  }

  /** One step more. */
  step(): OffChipStep {
    const step = this.#step++;
    const count = this.#lif.fire(step, this.#fired);
    return { step, fired: this.#fired, count, potential: this.#lif.potential };
  }
}
