import { exp, log, type Rng } from '@nmap/kernels';

/** Above this a Poisson draw is the sum of several: exp(-mean) stays far from zero. */
const POISSON_CHUNK = 32;

/** Above this a draw would cost more than it is worth: the normal distribution differs by less than 0.3 % anywhere. */
const POISSON_EXACT = 10_000;

/**
 * Poisson variate of a mean of 0 or more: Knuth's product method, means added in chunks, exact; of large
 * means the rounded normal variate of the same mean and variance.
 */
export function poisson(rng: Rng, mean: number): number {
  if (mean > POISSON_EXACT) return Math.max(0, Math.floor(mean + Math.sqrt(mean) * gaussian(rng) + 0.5));
  let total = 0;
  for (let left = mean; left > 0; left -= POISSON_CHUNK) {
    const floor = exp(-Math.min(left, POISSON_CHUNK));
    for (let product = rng.unit(); product > floor; product *= rng.unit()) total++;
  }
  return total;
}

/** Standard normal variate: G. Marsaglia's polar method, without sine or cosine. One of each pair is used. */
export function gaussian(rng: Rng): number {
  for (;;) {
    const u = 2 * rng.unit() - 1;
    const v = 2 * rng.unit() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
}

/** Spread of the logarithm of the rates: cortical rates are about lognormal with a sigma near 1. */
const LOGNORMAL_SIGMA = 1;

/**
 * Spikes of each neuron of a population in the window: `mean` rounded for all; or one each,
 * Poisson around the mean; or Poisson around a rate that is lognormal with that mean.
 */
export function drawSpikes(activity: string, size: number, mean: number, rng: Rng): number | Uint32Array {
  if (activity === 'mean') return Math.floor(mean + 0.5);
  const spikes = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const rate =
      activity === 'lognormal'
        ? mean * exp(LOGNORMAL_SIGMA * gaussian(rng) - (LOGNORMAL_SIGMA * LOGNORMAL_SIGMA) / 2)
        : mean;
    spikes[i] = poisson(rng, rate);
  }
  return spikes;
}

/**
 * Draws distinct numbers below a bound, uniform without replacement: R. W. Floyd's method,
 * one draw for each number. Keeps its scratch between calls.
 */
export class DistinctDrawer {
  /** stamp[number] = last call that took it. */
  readonly #stamp: Uint32Array;
  #call = 0;

  constructor(bound: number) {
    this.#stamp = new Uint32Array(bound);
  }

  /** Writes `count` distinct numbers other than `excluded`, ascending, into `out` from `at`. */
  draw(rng: Rng, count: number, excluded: number, out: Uint32Array, at: number): void {
    const stamp = this.#stamp;
    const call = ++this.#call;
    // Numbers at and above `excluded` stand for the next one.
    const bound = stamp.length - 1;
    for (let last = bound - count, k = at; last < bound; last++, k++) {
      const drawn = rng.below(last + 1);
      const taken = stamp[drawn] === call ? last : drawn;
      stamp[taken] = call;
      out[k] = taken < excluded ? taken : taken + 1;
    }
    out.subarray(at, at + count).sort();
  }
}
