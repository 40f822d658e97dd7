/**
 * Sweeps over all pairs of parts that hold neighbouring pieces of a population: what one may hand the other is weighed
 * alone, then in twos that go opposite ways; what costs less and keeps every limit is made.
 */
import { NONE } from '@nmap/kernels';
import type { RoutedState } from '../../routed/state.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Lattice } from './lattice.ts';
import { Members } from './members.ts';
import { PairOfParts } from './pair-of-parts.ts';
import { Slabs } from './slabs.ts';
import { Trades, nearestEmpty } from './trade.ts';

export interface Found {
  readonly trades: number;
  readonly sweeps: number;
}

/** Changes `state` in place; it never costs more, and breaks no limit. Stops after `mostWork` entries of nets. */
export function search(state: RoutedState, lattice: Lattice, mostWork: number, watch: Watch): Found {
  const members = new Members(state.partOf, state.parts.count);
  const slabs = new Slabs(lattice, members, state.partOf);
  const trades = new Trades(state, members);
  const pair = new PairOfParts(state, slabs, trades);
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
        const gained = pair.improve(part, other, other === empty);
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
