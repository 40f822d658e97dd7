/** Says, step by step, which neurons fire. Called for steps 0, 1, 2, ... once each. */
export interface SpikeSource {
  /** Writes the neurons that fire in this step, each once, and returns their number. */
  fire(step: number, fired: Fired): number;
}

/** Room for the spikes of one step. */
export interface Fired {
  /** neuron[i] fires, a neuron or a unit; length vertexCount. */
  readonly neuron: Uint32Array;
  /** times[i] = its spikes in this step, 1 or more. */
  readonly times: Uint32Array;
}
