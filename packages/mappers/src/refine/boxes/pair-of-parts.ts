import type { RoutedState } from '../../routed/state.ts';
import type { Slab, Slabs } from './slabs.ts';
import { NOTHING, type Trade, type Trades } from './trade.ts';

/** Of the trades of two slabs that look best apart, so many are weighed together. */
const MOST_WEIGHED = 6;
/** A pair is looked at again as long as it gains, at most so often in a sweep. */
const MOST_TRADES = 4;
/** A gain smaller than this part of the cost may be rounding in the sums, and is none. */
const ROUNDING = 1e-12;

interface Sized {
  readonly slab: Slab;
  readonly neurons: number;
}

interface Weighed extends Sized {
  /** What handing it over alone would add to the cost. */
  readonly delta: number;
}

/** Trades between two parts that gain. */
export class PairOfParts {
  readonly #state: RoutedState;
  readonly #slabs: Slabs;
  readonly #trades: Trades;

  constructor(state: RoutedState, slabs: Slabs, trades: Trades) {
    this.#state = state;
    this.#slabs = slabs;
    this.#trades = trades;
  }

  /** Makes trades as long as one gains; returns how many. @param isEmpty b holds nothing. */
  improve(a: number, b: number, isEmpty: boolean): number {
    let made = 0;
    while (made < MOST_TRADES && this.#makeBest(a, b, isEmpty)) made++;
    return made;
  }

  #makeBest(a: number, b: number, isEmpty: boolean): boolean {
    const { neurons, parts, cost } = this.#state;
    const most = -ROUNDING * Math.abs(cost);
    const roomA = parts.maxNeurons[a] - neurons[a];
    const roomB = parts.maxNeurons[b] - neurons[b];
    const fits = (there: number, back: number): boolean => there - back <= roomB && back - there <= roomA;
    const sizedThere = (isEmpty ? this.#slabs.halvesOf(a) : this.#slabs.towards(a, b)).map((s) =>
      this.#sized(s),
    );
    const sizedBack = isEmpty ? [] : this.#slabs.towards(b, a).map((s) => this.#sized(s));
    // What has no counterpart is not weighed: most of it are whole pieces between full cores.
    const there = sizedThere
      .filter((s) => fits(s.neurons, 0) || sizedBack.some((t) => fits(s.neurons, t.neurons)))
      .map((s): Weighed => ({ ...s, delta: this.#trades.weigh(a, b, { there: s.slab, back: NOTHING }) }));
    const back = sizedBack
      .filter((t) => fits(0, t.neurons) || sizedThere.some((s) => fits(s.neurons, t.neurons)))
      .map((t): Weighed => ({ ...t, delta: this.#trades.weigh(a, b, { there: NOTHING, back: t.slab }) }));
    const options: { readonly trade: Trade; readonly delta: number }[] = [];
    const offer = (s: Weighed | null, t: Weighed | null): void => {
      const delta = (s?.delta ?? 0) + (t?.delta ?? 0);
      if (delta < most && fits(s?.neurons ?? 0, t?.neurons ?? 0))
        options.push({ trade: { there: s?.slab ?? NOTHING, back: t?.slab ?? NOTHING }, delta });
    };
    for (const s of there) offer(s, null);
    for (const t of back) offer(null, t);
    for (const s of there) for (const t of back) offer(s, t);
    options.sort((x, y) => x.delta - y.delta);
    return options.slice(0, MOST_WEIGHED).some(({ trade }) => this.#trades.make(a, b, trade, most) !== 0);
  }

  #sized(slab: Slab): Sized {
    return { slab, neurons: this.#trades.neuronsOf(slab) };
  }
}
