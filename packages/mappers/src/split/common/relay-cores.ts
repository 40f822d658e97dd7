import { liveCoresByClass, type CoreLimits, type Target } from '@nmap/ir';

/**
 * Cores for relays alone. Relays of one neuron share a core: they hear one axon, and the neuron reaches one core for all of
 * them. First fit over the cores that are open.
 */
export class RelayCores {
  /** Relays that one core takes of one neuron. */
  readonly mostRelays: number;
  readonly #limits: CoreLimits;
  readonly #mostReached: number;
  readonly #open: { neurons: number; axons: number; outputs: number }[] = [];
  #left: number;

  /** @param taken cores of each class that groups take already. */
  constructor(target: Target, mostReached: number, taken: Uint32Array) {
    const live = liveCoresByClass(target);
    const left = target.classes.map((_, id) => live[id] - taken[id]);
    const relaysOf = target.classes.map(({ limits }) => relaysOn(limits, mostReached));
    const best = relaysOf.reduce(
      (most, relays, id) => (left[id] > 0 && (most === -1 || relays > relaysOf[most]) ? id : most),
      -1,
    );
    this.mostRelays = best === -1 ? 0 : relaysOf[best];
    this.#limits = target.classes[Math.max(0, best)].limits;
    this.#left = best === -1 ? 0 : left[best];
    this.#mostReached = mostReached;
  }

  /** How many cores were opened. */
  get count(): number {
    return this.#open.length;
  }

  /** The number of a core with room for so many relays of one neuron; null where none is left. */
  take(relays: number): number | null {
    if (relays === 0 || relays > this.mostRelays) return null;
    const { inputAxons, outputAxons } = this.#limits;
    const outputs = relays * this.#mostReached;
    const neurons = neuronsOfOneSynapse(this.#limits);
    let core = this.#open.findIndex(
      (load) =>
        load.neurons + relays <= neurons &&
        load.axons + 1 <= (inputAxons ?? Infinity) &&
        load.outputs + outputs <= (outputAxons ?? Infinity),
    );
    if (core === -1) {
      if (this.#left === 0) return null;
      this.#left--;
      core = this.#open.push({ neurons: 0, axons: 0, outputs: 0 }) - 1;
    }
    this.#open[core].neurons += relays;
    this.#open[core].axons++;
    this.#open[core].outputs += outputs;
    return core;
  }
}

/** Each has one synapse and sends to as many cores as it may. */
function relaysOn(limits: CoreLimits, mostReached: number): number {
  if (limits.inputAxons === 0) return 0;
  return Math.min(neuronsOfOneSynapse(limits), Math.floor((limits.outputAxons ?? Infinity) / mostReached));
}

function neuronsOfOneSynapse({ neurons, synapses, synapseMemoryBits, bitsPerSynapse }: CoreLimits): number {
  const inMemory =
    synapseMemoryBits === null || bitsPerSynapse === null || bitsPerSynapse === 0
      ? Infinity
      : Math.floor(synapseMemoryBits / bitsPerSynapse);
  return Math.min(neurons ?? Infinity, synapses ?? Infinity, inMemory);
}
