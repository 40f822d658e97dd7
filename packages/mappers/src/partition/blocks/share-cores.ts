/**
 * Groups of which one leaves room on its cores and the other fits into it, e.g. a dense layer that fills the memory of its
 * cores with the weights of a few neurons, and an early convolution: blocks of the guest move in with blocks of the
 * host, as many as there are of either. Done where cores have a price: each that is saved is worth it.
 *
 * Loads of host and guest are added as if they shared nothing, so that limits hold; output axons are added anew for every
 * pair that the guest's grid changes them of. A group is host or guest once.
 * Cost O(groups * (groups + candidates)).
 */
import type { Arrangement } from './arrangement.ts';
import type { Loads } from './block-loads.ts';
import { fullBlocksOf, gridAt, type Candidates } from './candidates.ts';
import { FlowCosts, type Costs } from './flow-costs.ts';
import type { Room } from './room.ts';
import { neighboursOf, type Allowed } from './sweep.ts';

export interface Sharing {
  readonly host: number;
  readonly guest: number;
  /** Blocks of the guest that move in, one each with a full block of the host. */
  readonly count: number;
}

/** What sharing has to know of groups beside their candidates. */
export interface SharedRooms {
  /** null where blocks of the two cannot share a core. */
  roomOf(host: number, guest: number): Room | null;
  /** Output axons of the fullest block; asked only where they are limited. */
  outputAxons(group: number, candidates: Candidates, index: number): number;
}

interface Offer extends Sharing {
  readonly index: number;
  readonly gain: number;
}

/** What a group could be as a guest, beside the others as they are. */
interface Guest {
  /** costs[index], without cores. */
  readonly costs: Float64Array;
  readonly loads: readonly Loads[];
  readonly mayBe: (index: number) => boolean;
}

/** Changes the grids of guests in place. */
export function shareCores(
  costs: Costs,
  arrangement: Arrangement,
  rooms: SharedRooms,
  allowed: Allowed | null,
): readonly Sharing[] {
  const { choices } = arrangement;
  const { perCore } = costs.prices;
  if (perCore <= 0) return [];
  const free = new Set([...choices.keys()].filter((group) => choices[group] !== null));
  const guests = new Map<number, Guest>();
  const hosts = new Set([...free].filter((group) => leavesRoom(arrangement, rooms, group)));
  const shared: Sharing[] = [];
  for (;;) {
    let best: Offer | null = null;
    if (hosts.size === 0) return shared;
    for (const guest of free) {
      let known = guests.get(guest);
      if (known === undefined) guests.set(guest, (known = guestOf(costs, arrangement, allowed, guest)));
      for (const host of hosts) {
        if (host === guest) continue;
        const room = rooms.roomOf(host, guest);
        if (room === null) continue;
        const pairs = [...shared, { host, guest }];
        const offer = offerOf(costs, arrangement, { room, host, guest }, known, (index) =>
          outputsFitTogether(arrangement, rooms, pairs, guest, index),
        );
        if (offer !== null && (best === null || offer.gain > best.gain)) best = offer;
      }
    }
    if (best === null) return shared;
    const { host, guest, count, index } = best;
    shared.push({ host, guest, count });
    choices[guest] = { candidates: choices[guest]!.candidates, index };
    free.delete(host);
    free.delete(guest);
    hosts.delete(host);
    hosts.delete(guest);
    for (const near of neighboursOf(costs, arrangement, guest)) guests.delete(near);
  }
}

/** Guests of fewer neurons would be cut into more blocks than they save cores; of the rest they may need little. */
const LEAST_NEURONS = 0.1;

function leavesRoom({ choices }: Arrangement, rooms: SharedRooms, group: number): boolean {
  const { candidates, index } = choices[group]!;
  const room = rooms.roomOf(group, group)!;
  const { neurons, synapses, inputAxons } = candidates.loads.most(gridAt(candidates, index));
  return (
    neurons <= (1 - LEAST_NEURONS) * room.neurons && synapses < room.synapses && inputAxons < room.inputAxons
  );
}

function guestOf(costs: Costs, arrangement: Arrangement, allowed: Allowed | null, group: number): Guest {
  const { candidates } = arrangement.choices[group]!;
  const flows = new FlowCosts(costs, candidates, arrangement);
  const prices = new Float64Array(candidates.count);
  const loads: Loads[] = [];
  for (let index = 0; index < candidates.count; index++) {
    prices[index] = flows.costOf(index) - costs.prices.perCore * candidates.cores[index];
    loads.push(candidates.loads.most(gridAt(candidates, index)));
  }
  const standing = arrangement.choices[group]!.index;
  const isAllowed = allowed === null ? () => true : allowed(group, candidates);
  return { costs: prices, loads, mayBe: (index) => index === standing || isAllowed(index) };
}

/** The best grid of the guest in what the host leaves free. */
function offerOf(
  { prices }: Costs,
  { choices }: Arrangement,
  { room, host, guest }: { readonly room: Room; readonly host: number; readonly guest: number },
  { costs, loads, mayBe }: Guest,
  outputsFit: (index: number) => boolean,
): Offer | null {
  const [there, own] = [choices[host]!, choices[guest]!];
  const taken = there.candidates.loads.most(gridAt(there.candidates, there.index));
  const blocks = fullBlocksOf(there.candidates, there.index);
  const { candidates, index: standing } = own;
  let best = -1;
  let highest = 0;
  for (let index = 0; index < candidates.count; index++) {
    const { neurons, synapses, inputAxons } = loads[index];
    if (
      neurons + taken.neurons > room.neurons ||
      synapses + taken.synapses > room.synapses ||
      inputAxons + taken.inputAxons > room.inputAxons
    )
      continue;
    const left = Math.max(0, candidates.blocks[index] - blocks);
    const gain = prices.perCore * (candidates.cores[standing] - left) - (costs[index] - costs[standing]);
    if (gain <= highest || !mayBe(index) || !outputsFit(index)) continue;
    best = index;
    highest = gain;
  }
  if (best < 0) return null;
  return { host, guest, index: best, gain: highest, count: Math.min(blocks, candidates.blocks[best]) };
}

/** Whether the outputs of every pair fit its cores once the guest, the last of them, has another grid: it may hear the others. */
function outputsFitTogether(
  { choices }: Arrangement,
  rooms: SharedRooms,
  pairs: readonly Pick<Sharing, 'host' | 'guest'>[],
  guest: number,
  index: number,
): boolean {
  const standing = choices[guest]!;
  choices[guest] = { candidates: standing.candidates, index };
  const axonsOf = (group: number): number =>
    rooms.outputAxons(group, choices[group]!.candidates, choices[group]!.index);
  const fits = pairs.every((pair) => {
    const { outputAxons } = rooms.roomOf(pair.host, pair.guest)!;
    return outputAxons === Infinity || axonsOf(pair.host) + axonsOf(pair.guest) <= outputAxons;
  });
  choices[guest] = standing;
  return fits;
}
