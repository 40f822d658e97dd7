/** In arrays of images x steps, entry image * steps + t is after t + 1 steps. */
export interface ImageRun {
  readonly images: number;
  readonly steps: number;
  readonly classes: number;
  /** Class that is answered. */
  readonly decisions: Uint16Array;
  /** Distance of the best class to the next, in thresholds of the readout. */
  readonly margins: Float64Array;
  /** Spikes so far, input included, and the synaptic events that they make. */
  readonly spikes: Float64Array;
  readonly synapticEvents: Float64Array;
  /** Synaptic events of input spikes alone: no training changes them. */
  readonly inputEvents: Float64Array;
  /** dnnDecisions[image] = class that the trained network answers. */
  readonly dnnDecisions: Uint16Array;
  readonly labels: ArrayLike<number> | null;
  /** spikesOf[neuron] over all images. */
  readonly spikesOf: Float64Array;
  /** spikesIn[population * steps + t]: in step t alone, over all images; events likewise. */
  readonly spikesIn: Float64Array;
  readonly eventsIn: Float64Array;
}
