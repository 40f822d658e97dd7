import type { NetworkSpec } from './network-spec.ts';

/**
 * The flat directed hypergraph that every algorithm reads: one net ("axon") per source vertex, from the vertex to its
 * distinct targets, with its spike count.
 *
 * A vertex is a neuron, or, where `units` is not null, a box of neurons that all have the same number of synapses onto
 * each target ({@link Units}). Of a network of units every count of packets, axons and synapses is the one of the
 * network of its neurons, for any clustering that keeps units whole.
 */
export interface Network {
  readonly name: string;
  readonly timestepMs: number;
  readonly durationMs: number;
  readonly populations: readonly Population[];

  /** External vertices included: the length of the columns. */
  readonly vertexCount: number;
  /** External neurons included. */
  readonly neuronCount: number;
  /** Multapses counted one by one. */
  readonly synapseCount: number;

  /** spikes[vertex] in the window, of all its neurons together; integers. */
  readonly spikes: Uint32Array;
  /** external[vertex] = 1: outside the chip, at the i/o port. */
  readonly external: Uint8Array;

  /**
   * The net of a vertex: outTarget[outStart[u] .. outStart[u + 1] - 1], distinct, ascending.
   * A self-loop is a target like any other. An isolated vertex has an empty net.
   */
  readonly outStart: Uint32Array;
  readonly outTarget: Uint32Array;
  /** Synapses of ONE neuron of the vertex onto all neurons of an entry of outTarget; null where all are 1. */
  readonly outMultiplicity: Uint32Array | null;

  /** The transpose: distinct sources of a vertex, ascending. */
  readonly inStart: Uint32Array;
  readonly inSource: Uint32Array;
  /** Synapses of ONE neuron of an entry of inSource onto all neurons of the vertex; null where all are 1. */
  readonly inMultiplicity: Uint32Array | null;

  /** fanIn[vertex] = most synapses onto one neuron of it, multapses counted: what a fan-in limit sees. */
  readonly fanIn: Uint32Array;

  /** Kernels that synapses take their weights from; null where no connector has one. */
  readonly kernels: Kernels | null;
  /** What vertices are that stand for several neurons; null where each is one neuron. */
  readonly units: Units | null;
  /** What it was lowered from; null where it was made otherwise. */
  readonly spec: NetworkSpec | null;
}

/**
 * Kernels of convolutions: a core of a class with `sharedKernels` stores the entries of each kernel once, however many
 * of its neurons take their weights from it. A kernel here is the part of a projection's kernel for one range of output channels.
 */
export interface Kernels {
  /** kernel[start[vertex] .. start[vertex + 1] - 1] = the kernels of the synapses onto the vertex, ascending. */
  readonly start: Uint32Array;
  readonly kernel: Uint32Array;
  /** entries[kernel] = weights that it holds. */
  readonly entries: Float64Array;
  /** listed[vertex] = synapses onto all its neurons that belong to no kernel and are stored one by one. */
  readonly listed: Float64Array;
}

/** Columns by vertex of a network of units. */
export interface Units {
  /** size[vertex] = its neurons. */
  readonly size: Uint32Array;
  /** synapses[vertex] = onto all its neurons together, multapses counted. */
  readonly synapses: Float64Array;
  /** spikingSteps[vertex] = sum over its neurons of min(spikes, steps of the window). */
  readonly spikingSteps: Float64Array;
  /**
   * boxes[6 * vertex ..]: from and to (exclusive) along channels, rows and columns of the population as
   * `axesOf` sees it, in the order from, to, from, to, from, to.
   */
  readonly boxes: Uint32Array;
  /**
   * blockOf[vertex]: vertices of a block have to stay together, because nets name only the first vertex of a block that
   * they reach. Dense from 0, ascending by first vertex. Null where every vertex is a block by itself.
   */
  readonly blockOf: Uint32Array | null;
  /** Most synapses from any neuron to any other one; absent = not known. Where it is 1, synapses are distinct targets. */
  readonly mostParallel?: number;
}

/** A consecutive range of vertices. */
export interface Population {
  readonly id: string;
  /** Its first vertex. */
  readonly first: number;
  readonly vertexCount: number;
  /** Neurons; as many as vertices, or more in a network of units. */
  readonly size: number;
  readonly shape: readonly number[];
  readonly role: 'input' | 'hidden' | 'output';
  readonly external: boolean;
}

/** Neurons of a vertex. */
export function neuronsIn({ units }: Pick<Network, 'units'>, vertex: number): number {
  return units === null ? 1 : units.size[vertex];
}

/** Synapses onto all neurons of a vertex, multapses counted: what synapse memory sees. */
export function synapsesOnto({ units, fanIn }: Pick<Network, 'units' | 'fanIn'>, vertex: number): number {
  return units === null ? fanIn[vertex] : units.synapses[vertex];
}
