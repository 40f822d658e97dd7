/** Exponents of two that have buckets of their own; what lies outside falls into the first or last. */
const LEAST_EXPONENT = -32;
const EXPONENTS = 64;

const float = new Float32Array(1);
const bitsOfFloat = new Uint32Array(float.buffer);

/**
 * Histogram of positive numbers whose buckets grow with the numbers: 2^mantissaBits of equal
 * width between one power of two and the next, from 2^-32 to 2^32. A percentile read from it is
 * off by less than one bucket, a share 2^-mantissaBits of the number. Counts, maximum and sum
 * are exact, so memory does not grow with the data.
 */
export class Histogram {
  /** Width of a bucket as a share of its numbers: what a percentile may be off by. */
  readonly relativeError: number;
  /** Numbers seen, and how many of them are above 0. */
  count = 0;
  positive = 0;
  /** Largest number seen; 0 where none is above 0. */
  max = 0;
  /** Sum of the positive ones. */
  sum = 0;
  readonly #shift: number;
  readonly #first: number;
  readonly #counts: Float64Array;

  constructor(mantissaBits: number) {
    this.relativeError = 1 / (1 << mantissaBits);
    this.#shift = 23 - mantissaBits;
    this.#first = (127 + LEAST_EXPONENT) << mantissaBits;
    this.#counts = new Float64Array(EXPONENTS << mantissaBits);
  }

  add(value: number): void {
    this.count++;
    if (!(value > 0)) return;
    this.positive++;
    this.sum += value;
    if (value > this.max) this.max = value;
    float[0] = value;
    const bucket = (bitsOfFloat[0] >>> this.#shift) - this.#first;
    const last = this.#counts.length - 1;
    this.#counts[bucket < 0 ? 0 : bucket > last ? last : bucket]++;
  }

  /**
   * The number that `percent` % of the numbers (of all, or of those above 0) do not exceed:
   * nearest rank, placed within its bucket by its rank there. 0 where there are none.
   */
  percentile(percent: number, over: 'all' | 'non-zero'): number {
    const zeros = over === 'all' ? this.count - this.positive : 0;
    const rank = Math.max(1, Math.ceil((percent / 100) * (zeros + this.positive)));
    let before = zeros;
    if (rank <= before || this.positive === 0) return 0;
    if (rank >= zeros + this.positive) return this.max;
    const counts = this.#counts;
    let bucket = 0;
    while (before + counts[bucket] < rank) before += counts[bucket++];
    const low = this.#edge(bucket);
    const value = low + (this.#edge(bucket + 1) - low) * ((rank - before) / counts[bucket]);
    return Math.min(value, this.max);
  }

  /** Smallest number of a bucket. */
  #edge(bucket: number): number {
    bitsOfFloat[0] = (bucket + this.#first) << this.#shift;
    return float[0];
  }
}
