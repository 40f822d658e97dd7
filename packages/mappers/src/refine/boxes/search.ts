/**
 * Sweeps over all pairs of parts that hold neighbouring pieces of a population: what one may hand the other is weighed
 * alone, then in twos that go opposite ways; what costs less and keeps every limit is made.
 */
import { NONE } from '@nmap/kernels';
import type { RoutedState } from '../../routed/state.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Lattice } from './lattice.ts';
import { Members } from './members.ts';
import { Slabs, type Slab } from './slabs.ts';
import { NOTHING, Trades, nearestEmpty, type Trade } from './trade.ts';

export interface Found {
  readonly trades: number;
  readonly sweeps: number;
}

/** Of the trades of two slabs that look best apart, so many are weighed together. */
const MOST_WEIGHED = 6;
/** A pair is looked at again as long as it gains, at most so often in a sweep. */
const MOST_TRADES_OF_PAIR = 4;
/** A gain smaller than this part of the cost may be rounding in the sums, and is none. */
const ROUNDING = 1e-12;

/** Changes `state` in place; it never costs more, and breaks no limit. Stops after `mostWork` entries of nets. */
export function search(state: RoutedState, lattice: Lattice, mostWork: number, watch: Watch): Found {
  const members = new Members(state.partOf, state.parts.count);
  const slabs = new Slabs(lattice, members, state.partOf);
  const trades = new Trades(state, members);
  const { count } = state.parts;
  // changed[part] = sweep in which it last changed.
  const changed = new Uint32Array(count).fill(1);
  let made = 0;
  let work = 0;
  let sweep = 1;
  for (; work < mostWork && !watch.isOver; sweep++) {
    const before = made;
    for (let part = 0; part < count && work < mostWork; part++) {
      if (state.neurons[part] === 0) continue;
      const partners = slabs.partnersOf(part);
      const empty = state.usedParts < state.parts.mostUsed ? nearestEmpty(state, part) : NONE;
      if (empty !== NONE) partners.push(empty);
      for (const other of partners) {
        // Of pairs that did not change since they were looked at last nothing new is to be had.
        if (changed[part] + 1 < sweep && changed[other] + 1 < sweep) continue;
        const gained = improve(part, other, other === empty, { state, slabs, trades });
        if (gained > 0) changed[part] = changed[other] = sweep;
        made += gained;
      }
      const spent = trades.takeWork();
      work += spent;
      if (!watch.spend(spent, Math.min(1, work / mostWork), state.cost)) break;
    }
    state.cost = state.total();
    if (made === before) break;
  }
  return { trades: made, sweeps: sweep };
}

interface Tools {
  readonly state: RoutedState;
  readonly slabs: Slabs;
  readonly trades: Trades;
}

interface Weighed {
  readonly slab: Slab;
  readonly neurons: number;
  readonly delta: number;
}

/** Makes trades between two parts as long as one gains; returns how many. */
function improve(a: number, b: number, isEmpty: boolean, { state, slabs, trades }: Tools): number {
  const most = -ROUNDING * Math.abs(state.cost);
  for (let made = 0; ; made++) {
    if (made === MOST_TRADES_OF_PAIR) return made;
    const there = (isEmpty ? slabs.halvesOf(a) : slabs.towards(a, b)).map((slab): Weighed =>
      weighed(slab, trades.weigh(a, b, { there: slab, back: NOTHING })),
    );
    const back = isEmpty
      ? []
      : slabs.towards(b, a).map((slab) => weighed(slab, trades.weigh(a, b, { there: NOTHING, back: slab })));
    if (!takeBest(there, back)) return made;
  }

  function weighed(slab: Slab, delta: number): Weighed {
    return { slab, neurons: trades.neuronsOf(slab), delta };
  }

  function takeBest(there: readonly Weighed[], back: readonly Weighed[]): boolean {
    const { neurons, parts } = state;
    const roomA = parts.maxNeurons[a] - neurons[a];
    const roomB = parts.maxNeurons[b] - neurons[b];
    const options: { readonly trade: Trade; readonly delta: number }[] = [];
    for (const s of there)
      if (s.delta < most && s.neurons <= roomB)
        options.push({ trade: { there: s.slab, back: NOTHING }, delta: s.delta });
    for (const t of back)
      if (t.delta < most && t.neurons <= roomA)
        options.push({ trade: { there: NOTHING, back: t.slab }, delta: t.delta });
    for (const s of there)
      for (const t of back)
        if (s.delta + t.delta < most && s.neurons - t.neurons <= roomB && t.neurons - s.neurons <= roomA)
          options.push({ trade: { there: s.slab, back: t.slab }, delta: s.delta + t.delta });
    options.sort((x, y) => x.delta - y.delta);
    return options.slice(0, MOST_WEIGHED).some(({ trade }) => trades.make(a, b, trade, most) !== 0);
  }
}
