import { sizeOf } from '@nmap/dnn';
import type { Network } from '@nmap/ir';
import type { OffChipStep } from '@nmap/simulator';
import type { Spiking } from '../stages.ts';
import type { ImageRun } from './image-run.ts';

/** What is written down while images are shown. */
export class ImageRecord {
  readonly #steps: number;
  readonly #readout: Spiking['readout'];
  readonly #depths: readonly number[];
  /** populationOf[neuron] */
  readonly #populationOf: Uint16Array;
  /** fanOut[neuron] = its synapses, multapses counted. */
  readonly #fanOut: Uint32Array;
  readonly #inputSize: number;
  readonly #output: { readonly first: number; readonly threshold: number; readonly depth: number };
  /** Spikes of the classes so far, for the readout by spikes. */
  readonly #counts: Float64Array;
  readonly #run: Omit<ImageRun, 'images' | 'labels'>;

  constructor(
    { populations, input, readout }: Spiking,
    network: Network,
    options: { steps: number; images: number },
  ) {
    const { steps, images } = options;
    const shown = populations.filter(({ role }) => input !== 'current' || role !== 'input');
    this.#steps = steps;
    this.#readout = readout;
    this.#depths = shown.map(({ depth }) => depth);
    this.#populationOf = new Uint16Array(network.neuronCount);
    network.populations.forEach(({ first, size }, k) => this.#populationOf.fill(k, first, first + size));
    this.#fanOut = fanOutOf(network);
    this.#inputSize = shown[0].role === 'input' ? sizeOf(shown[0].shape) : 0;
    const output = network.populations[shown.length - 1];
    const { threshold, depth } = shown[shown.length - 1];
    this.#output = { first: output.first, threshold, depth };
    this.#counts = new Float64Array(output.size);
    const column = (): Float64Array => new Float64Array(images * steps);
    this.#run = {
      steps,
      classes: output.size,
      decisions: new Uint16Array(images * steps),
      margins: column(),
      spikes: column(),
      synapticEvents: column(),
      inputEvents: column(),
      dnnDecisions: new Uint16Array(images),
      spikesOf: new Float64Array(network.neuronCount),
      spikesIn: new Float64Array(shown.length * steps),
      eventsIn: new Float64Array(shown.length * steps),
    };
  }

  begin(image: number, dnnDecision: number): void {
    this.#counts.fill(0);
    this.#run.dnnDecisions[image] = dnnDecision;
  }

  /** One step of a presentation: spikes count for the step in which the layer sees that part of the image. */
  add(image: number, phase: number, { fired, count, potential }: OffChipStep): void {
    const { spikes, synapticEvents, inputEvents, spikesOf, spikesIn, eventsIn } = this.#run;
    const first = image * this.#steps;
    for (let k = 0; k < count; k++) {
      const neuron = fired.neuron[k];
      const population = this.#populationOf[neuron];
      const t = Math.max(0, phase - this.#depths[population]);
      const events = this.#fanOut[neuron];
      spikesOf[neuron]++;
      spikesIn[population * this.#steps + t]++;
      eventsIn[population * this.#steps + t] += events;
      spikes[first + t]++;
      synapticEvents[first + t] += events;
      if (neuron < this.#inputSize) inputEvents[first + t] += events;
      if (neuron >= this.#output.first) this.#counts[neuron - this.#output.first]++;
    }
    const t = phase - this.#output.depth;
    if (t >= 0) this.#decide(first + t, potential);
  }

  #decide(at: number, potential: Float64Array): void {
    const { classes, decisions, margins } = this.#run;
    const { first, threshold } = this.#output;
    let best = -1;
    let bestScore = -Infinity;
    let nextScore = -Infinity;
    for (let k = 0; k < classes; k++) {
      const left = potential[first + k] / threshold;
      const score = this.#readout === 'membrane' ? left : this.#counts[k] + left;
      if (score > bestScore) {
        nextScore = bestScore;
        bestScore = score;
        best = k;
      } else if (score > nextScore) nextScore = score;
    }
    decisions[at] = best;
    margins[at] = classes === 1 ? Math.abs(bestScore) : bestScore - nextScore;
  }

  /** Sums over the steps so far, cut to the images that were shown. */
  finish(images: number, labels: ImageRun['labels']): ImageRun {
    const { spikes, synapticEvents, inputEvents } = this.#run;
    for (const column of [spikes, synapticEvents, inputEvents]) {
      for (let at = 0; at < images * this.#steps; at++)
        if (at % this.#steps !== 0) column[at] += column[at - 1];
    }
    const cut = (column: Float64Array): Float64Array => column.subarray(0, images * this.#steps);
    return {
      ...this.#run,
      images,
      labels,
      decisions: this.#run.decisions.subarray(0, images * this.#steps),
      margins: cut(this.#run.margins),
      spikes: cut(spikes),
      synapticEvents: cut(synapticEvents),
      inputEvents: cut(inputEvents),
      dnnDecisions: this.#run.dnnDecisions.subarray(0, images),
    };
  }
}

function fanOutOf({ neuronCount, outStart, outMultiplicity }: Network): Uint32Array {
  const fanOut = new Uint32Array(neuronCount);
  for (let neuron = 0; neuron < neuronCount; neuron++) {
    if (outMultiplicity === null) fanOut[neuron] = outStart[neuron + 1] - outStart[neuron];
    else for (let k = outStart[neuron]; k < outStart[neuron + 1]; k++) fanOut[neuron] += outMultiplicity[k];
  }
  return fanOut;
}
