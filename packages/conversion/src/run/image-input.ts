import { Rng } from '@nmap/kernels';
import { readSample, sizeOf, type DataSet } from '@nmap/dnn';
import type { Fired, SpikeSource } from '@nmap/simulator';

/** What one image after the other sends into a converted network. */
export interface ImageInputOptions {
  readonly data: DataSet;
  /** x = low + (high - low) rate; rates beyond 0 and 1 are cut. */
  readonly range: { readonly low: number; readonly high: number };
  readonly form: 'spikes' | 'poisson';
  /** An image sends spikes in the first `steps` of every `presentationSteps`. */
  readonly steps: number;
  readonly presentationSteps: number;
  /** Of the random spikes. */
  readonly seed: number;
}

/**
 * Fires the pixels of image k in presentation k; neurons 0 .. size - 1 of the network are the pixels.
 * `spikes`: a pixel of rate r integrates r in every step from 1/2 on and fires at 1, so that it has sent
 * round(r t) spikes after t steps. `poisson`: it fires with probability r in every step (Bernoulli draws of a
 * stream of its own for each image).
 */
export class ImageInput implements SpikeSource {
  readonly #options: ImageInputOptions;
  readonly #sample: Float64Array;
  readonly #rate: Float64Array;
  readonly #potential: Float64Array;
  /** Pixels with a rate above 0, ascending. */
  readonly #active: Uint32Array;
  #activeCount = 0;
  #rng = new Rng(0);

  constructor(options: ImageInputOptions) {
    this.#options = options;
    const size = sizeOf(options.data.shape);
    this.#sample = new Float64Array(size);
    this.#rate = new Float64Array(size);
    this.#potential = new Float64Array(size);
    this.#active = new Uint32Array(size);
  }

  fire(step: number, fired: Fired): number {
    const { steps, presentationSteps, form } = this.#options;
    const phase = step % presentationSteps;
    if (phase === 0) this.#show(step / presentationSteps);
    if (phase >= steps) return 0;
    return form === 'spikes' ? this.#integrate(fired) : this.#draw(fired);
  }

  #show(image: number): void {
    const { data, range, seed } = this.#options;
    this.#activeCount = 0;
    this.#rng = Rng.fork(seed, 'input/poisson', image);
    if (image >= data.count) return;
    readSample(data, image, this.#sample);
    for (let pixel = 0; pixel < this.#sample.length; pixel++) {
      const rate = rateOf(this.#sample[pixel], range);
      if (rate === 0) continue;
      this.#rate[pixel] = rate;
      this.#potential[pixel] = 0.5;
      this.#active[this.#activeCount++] = pixel;
    }
  }

  #integrate(fired: Fired): number {
    let count = 0;
    for (let k = 0; k < this.#activeCount; k++) {
      const pixel = this.#active[k];
      const potential = this.#potential[pixel] + this.#rate[pixel];
      const fires = potential >= 1;
      this.#potential[pixel] = fires ? potential - 1 : potential;
      if (!fires) continue;
      fired.neuron[count] = pixel;
      fired.times[count++] = 1;
    }
    return count;
  }

  #draw(fired: Fired): number {
    let count = 0;
    for (let k = 0; k < this.#activeCount; k++) {
      const pixel = this.#active[k];
      if (this.#rng.unit() >= this.#rate[pixel]) continue;
      fired.neuron[count] = pixel;
      fired.times[count++] = 1;
    }
    return count;
  }
}

/** Rate of a pixel, 0 .. 1. */
export function rateOf(value: number, { low, high }: ImageInputOptions['range']): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}
