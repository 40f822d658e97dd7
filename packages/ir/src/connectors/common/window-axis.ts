import { intervalOf } from './interval-of.ts';
import type { AxisLink } from '../axis-links.ts';
import type { Axis } from './axis-taps.ts';
import { groupedAxis } from './grouped-axis.ts';

/**
 * An axis of a sliding window: output o reads the inputs o * stride - before + t * dilation, t < kernel, that exist.
 * Holes, where the stride passes the kernel or taps are dilated, are exact.
 */
export function windowAxis(axis: Axis): AxisLink {
  const { input, output, kernel, stride, before } = axis;
  // A window of one that goes step by step joins each position with its own.
  if (kernel === 1 && stride === 1 && before === 0) return groupedAxis(input, output, input);
  return new WindowAxis(axis);
}

class WindowAxis implements AxisLink {
  readonly inLength: number;
  readonly outLength: number;
  readonly evenFanIn = null;
  readonly #kernel: number;
  readonly #stride: number;
  readonly #before: number;
  readonly #dilation: number;
  /** Outputs that read one input through taps are this far apart. */
  readonly #period: number;
  /** Taps that read one input by outputs are this far apart. */
  readonly #tapPeriod: number;

  constructor({ input, output, kernel, stride, before, dilation }: Axis) {
    this.inLength = input;
    this.outLength = output;
    this.#kernel = kernel;
    this.#stride = stride;
    this.#before = before;
    this.#dilation = dilation;
    const divisor = commonDivisor(stride, dilation);
    this.#period = dilation / divisor;
    this.#tapPeriod = stride / divisor;
  }

  count(input: number, from: number, to: number): number {
    const first = this.#firstFrom(input, from);
    const end = Math.min(to, this.#spanEnd(input));
    return first >= end ? 0 : Math.floor((end - 1 - first) / this.#period) + 1;
  }

  first(input: number): number {
    return Math.min(this.#firstFrom(input, 0), this.end(input));
  }

  end(input: number): number {
    const first = this.#firstFrom(input, 0);
    const end = this.#spanEnd(input);
    return first >= end ? 0 : first + Math.floor((end - 1 - first) / this.#period) * this.#period + 1;
  }

  fanIn(output: number): number {
    const origin = output * this.#stride - this.#before;
    const first = Math.max(0, Math.ceil(-origin / this.#dilation));
    const last = Math.min(this.#kernel - 1, Math.floor((this.inLength - 1 - origin) / this.#dilation));
    return Math.max(0, last - first + 1);
  }

  /**
   * Taps whose offsets are equal modulo the stride read inputs of one residue: of tap t the indices [q, q + outputs)
   * within it, q growing by `period` from one such tap to the next. Residues are disjoint. O(min(kernel, stride)).
   */
  sources(from: number, to: number, low: number, high: number): number {
    if (from >= to || low >= high) return 0;
    const origin = from * this.#stride - this.#before;
    let count = 0;
    for (let tap = 0; tap < this.#kernel && tap < this.#tapPeriod; tap++) {
      const taps = Math.ceil((this.#kernel - tap) / this.#tapPeriod);
      const start = origin + tap * this.#dilation;
      const below = (input: number): number =>
        covered(Math.ceil((input - start) / this.#stride), to - from, this.#period, taps);
      count += below(high) - below(low);
    }
    return count;
  }

  changes(cuts: Uint32Array): Uint32Array {
    const found: number[] = [];
    for (let input = 1; input < this.inLength; input++) if (this.#differs(input, cuts)) found.push(input);
    return Uint32Array.from(found);
  }

  /** Whether some interval is reached otherwise than by the input before. */
  #differs(input: number, cuts: Uint32Array): boolean {
    const end = Math.max(this.end(input - 1), this.end(input));
    const first = Math.min(this.#firstFrom(input - 1, 0), this.#firstFrom(input, 0));
    for (let k = intervalOf(first, cuts); k + 1 < cuts.length && cuts[k] < end; k++) {
      if (this.count(input - 1, cuts[k], cuts[k + 1]) !== this.count(input, cuts[k], cuts[k + 1]))
        return true;
    }
    return false;
  }

  /** First output from `from` on that is a whole number of dilations before the input, whether or not the kernel reaches. */
  #firstFrom(input: number, from: number): number {
    const span = (this.#kernel - 1) * this.#dilation;
    let output = Math.max(from, Math.ceil((input + this.#before - span) / this.#stride));
    // At most `period` steps: the offsets modulo the dilation repeat. Without a hit no output ever reads the input.
    for (let step = 0; step < this.#period; step++, output++) {
      if ((input + this.#before - output * this.#stride) % this.#dilation === 0) return output;
    }
    return Infinity;
  }

  #spanEnd(input: number): number {
    return Math.min(this.outLength, Math.floor((input + this.#before) / this.#stride) + 1);
  }
}

/** Indices below `index` in the union of `runs` intervals of `length`, each `period` behind the one before, from 0. */
function covered(index: number, length: number, period: number, runs: number): number {
  if (index <= 0) return 0;
  if (length >= period) return Math.min(index, (runs - 1) * period + length);
  const whole = Math.min(runs, Math.floor(index / period));
  return whole * length + (whole < runs ? Math.min(length, index - whole * period) : 0);
}

function commonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
