import type { Target } from '@nmap/ir';

/** What J adds to the hops: multiples of the busiest link's load and of the variance over all live links. */
export interface SpreadPrices {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/**
 * Packets over every link under change: their sum (the hops), the sum of their squares and the largest, so that J is
 * known after a proposal without looking at all links. The largest is looked for only where it may have fallen.
 */
export class LoadSpread {
  readonly #load: Float64Array;
  readonly #change: Float64Array;
  readonly #isTouched: Uint8Array;
  readonly #touched: number[] = [];
  readonly #prices: SpreadPrices;
  readonly #links: number;
  #hops = 0;
  #squares = 0;
  #largest = 0;

  constructor({ topology }: Target, prices: SpreadPrices) {
    this.#load = new Float64Array(topology.linkCount);
    this.#change = new Float64Array(topology.linkCount);
    this.#isTouched = new Uint8Array(topology.linkCount);
    this.#prices = prices;
    this.#links = Math.max(
      1,
      topology.liveLinks.reduce((sum, count) => sum + count, 0),
    );
  }

  /** Adds to the proposal. */
  add(link: number, packets: number): void {
    if (this.#isTouched[link] === 0) {
      this.#isTouched[link] = 1;
      this.#touched.push(link);
    }
    this.#change[link] += packets;
  }

  /** J as it is. */
  get value(): number {
    return this.#valueOf(this.#hops, this.#squares, this.#largest);
  }

  /** J if the proposal were taken. */
  valueAfter(): number {
    let hops = this.#hops;
    let squares = this.#squares;
    let largest = 0;
    let mayFall = false;
    for (const link of this.#touched) {
      const load = this.#load[link];
      const after = load + this.#change[link];
      hops += this.#change[link];
      squares += after * after - load * load;
      largest = Math.max(largest, after);
      if (load === this.#largest && after < load) mayFall = true;
    }
    if (!mayFall) largest = Math.max(largest, this.#largest);
    else
      for (let link = 0; link < this.#load.length; link++)
        if (this.#isTouched[link] === 0) largest = Math.max(largest, this.#load[link]);
    return this.#valueOf(hops, squares, largest);
  }

  take(): void {
    for (const link of this.#touched) this.#load[link] += this.#change[link];
    this.drop();
    // Anew, so that nothing of earlier sums is left.
    this.#hops = 0;
    this.#squares = 0;
    this.#largest = 0;
    for (const load of this.#load) {
      this.#hops += load;
      this.#squares += load * load;
      this.#largest = Math.max(this.#largest, load);
    }
  }

  drop(): void {
    for (const link of this.#touched) {
      this.#isTouched[link] = 0;
      this.#change[link] = 0;
    }
    this.#touched.length = 0;
  }

  #valueOf(hops: number, squares: number, largest: number): number {
    const mean = hops / this.#links;
    const { alpha, beta, gamma } = this.#prices;
    return alpha * hops + beta * largest + gamma * (squares / this.#links - mean * mean);
  }
}
