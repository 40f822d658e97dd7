/**
 * The flat directed hypergraph that every algorithm reads: one net ("axon") per
 * source neuron, from the neuron to its distinct targets, with its spike count.
 */
export interface Network {
  readonly name: string;
  readonly timestepMs: number;
  readonly durationMs: number;
  readonly populations: readonly Population[];

  /** External neurons included. */
  readonly neuronCount: number;
  /** Multapses counted one by one. */
  readonly synapseCount: number;

  /** spikes[neuron] in the window; integers. */
  readonly spikes: Uint32Array;
  /** external[neuron] = 1: outside the chip, at the i/o port. */
  readonly external: Uint8Array;

  /**
   * The net of a neuron: outTarget[outStart[u] .. outStart[u + 1] - 1], distinct, ascending.
   * A self-loop is a target like any other. An isolated neuron has an empty net.
   */
  readonly outStart: Uint32Array;
  readonly outTarget: Uint32Array;
  /** Parallel synapses behind an entry of outTarget; null where all are 1. */
  readonly outMultiplicity: Uint32Array | null;

  /** The transpose: distinct sources of a neuron, ascending. */
  readonly inStart: Uint32Array;
  readonly inSource: Uint32Array;
  /** Parallel synapses behind an entry of inSource; null where all are 1. */
  readonly inMultiplicity: Uint32Array | null;

  /** fanIn[neuron] = its synapses, multapses counted: what a fan-in limit and synapse memory see. */
  readonly fanIn: Uint32Array;
}

/** A consecutive range of neurons. */
export interface Population {
  readonly id: string;
  readonly first: number;
  readonly size: number;
  readonly shape: readonly number[];
  readonly role: 'input' | 'hidden' | 'output';
  readonly external: boolean;
}
