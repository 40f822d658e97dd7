import { log } from './math.ts';

/** A table of 32 KB stays in the cache, and annealing accepts by the million. */
const LOG_BITS = 12;
const MINUS_LOG = Float64Array.from({ length: 1 << LOG_BITS }, (_, k) => -log((k + 0.5) / (1 << LOG_BITS)));

/**
 * Seeded random numbers: xoshiro128**, seeded through SplitMix32.
 * **Source** D. Blackman, S. Vigna, "Scrambled Linear Pseudorandom Number
 * Generators", ACM TOMS 47(4), 2021, doi:10.1145/3460772.
 * Same seed, same stream, on every engine: integer arithmetic only.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param seed any integer of at most 53 bits. */
  constructor(seed: number) {
    let state = (seed >>> 0) ^ Math.imul(Math.floor(seed / 0x1_0000_0000) >>> 0, 0x9e37_79b9);
    const splitMix = (): number => {
      state = (state + 0x9e37_79b9) | 0;
      let z = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
      return (z ^ (z >>> 16)) | 0;
    };
    this.#a = splitMix();
    this.#b = splitMix();
    this.#c = splitMix();
    this.#d = splitMix() | 1;
  }

  /** Uniform integer in [0, 2^32). */
  uint32(): number {
    const b5 = Math.imul(this.#b, 5);
    const result = Math.imul((b5 << 7) | (b5 >>> 25), 9) >>> 0;
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Uniform integer in [0, bound), without bias; 1 <= bound <= 2^32. */
  below(bound: number): number {
    if (bound <= 1) return 0;
    const mask = 0xffff_ffff >>> Math.clz32(bound - 1);
    for (;;) {
      const value = (this.uint32() & mask) >>> 0;
      if (value < bound) return value;
    }
  }

  /** Uniform in [0, 1) with 53 random bits. */
  unit(): number {
    return ((this.uint32() >>> 5) * 67_108_864 + (this.uint32() >>> 6)) / 9_007_199_254_740_992;
  }

  /** Exponential with mean 1: -ln(u), u in the middle of one of 4096 equal intervals of (0, 1). */
  exponential(): number {
    return MINUS_LOG[this.uint32() >>> (32 - LOG_BITS)];
  }

  /** Fisher-Yates, in place. */
  shuffle<A extends Uint32Array | Int32Array | Float64Array | number[]>(array: A): A {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = array[i];
      array[i] = array[j]!;
      array[j] = held;
    }
    return array;
  }

  /** A stream of its own for `name`, independent of how much of this one was drawn before. */
  static fork(seed: number, name: string, occurrence = 0): Rng {
    return new Rng((fnv1a(`${seed}/${name}/${occurrence}`) ^ Math.imul(seed | 0, 0x9e37_79b9)) >>> 0);
  }
}

/** FNV-1a over the UTF-16 units of a text: 32 bits, for seeds, not for security. */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  return hash >>> 0;
}
