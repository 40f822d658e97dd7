/**
 * What a connector makes, axis by axis, for connectors whose synapses are a product of three axes: from neuron
 * [c, y, x] of the source onto a box of the target there are as many as
 * `channels.count(c, ...) * rows.count(y, ...) * columns.count(x, ...)`, less one for the neuron itself where `withoutSelf`.
 * Axes are those of `axesOf`. Nothing is listed: a question costs O(1) or O(kernel).
 */
export interface AxisLinks {
  readonly along: readonly [channels: AxisLink, rows: AxisLink, columns: AxisLink];
  /** True where no neuron is its own target; both ends are the same population then. */
  readonly withoutSelf: boolean;
  /**
   * Weights of the kernel for each channel of the target, 0 where the connector has no kernel: the positions of a channel
   * share them, so that a box takes `channels * kernelEntriesPerChannel` of them.
   */
  readonly kernelEntriesPerChannel: number;
}

/** One axis: which of its outputs (positions of the target) an input (position of the source) reaches, and how often. */
export interface AxisLink {
  /** Positions of the source along the axis. */
  readonly inLength: number;
  /** Positions of the target along the axis. */
  readonly outLength: number;
  /** What `fanIn` answers where it is the same for every output, else null. */
  readonly evenFanIn: number | null;
  /** Synapses from an input onto the outputs [from, to). */
  count(input: number, from: number, to: number): number;
  /** First output that an input reaches; `end(input)` where it reaches none. */
  first(input: number): number;
  /** One past the last output that an input reaches. Between the two there may be outputs that it does not reach. */
  end(input: number): number;
  /** Synapses onto an output, from all inputs. */
  fanIn(output: number): number;
  /** Inputs in [low, high) that reach at least one output in [from, to). */
  sources(from: number, to: number, low: number, high: number): number;
  /**
   * Inputs that reach other outputs than the input before them do, as far as it can be told from how often each
   * interval between `cuts` is reached; `cuts` ascend from 0 to outLength. Ascending, without 0.
   */
  changes(cuts: Uint32Array): Uint32Array;
}
