/** The best arrangement for one price of a core. */
import type { Arrangement } from './arrangement.ts';
import { chooseTogether } from './beam.ts';
import type { Margin } from './block-loads.ts';
import type { Candidates } from './candidates.ts';
import { joinColumns } from './columns.ts';
import type { Costs } from './flow-costs.ts';
import { groupOf, type Group } from './group.ts';
import { OutputLoads } from './output-loads.ts';
import { limitsOutputs, type Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { sweep, totalOf, type Allowed, type Total } from './sweep.ts';

export interface Setting {
  readonly costs: Costs;
  readonly rooms: Rooms;
  readonly margin: Margin;
  /** Populations of the chip, those that hear others first. */
  readonly order: readonly number[];
  /** null where the members cannot share cores. */
  readonly choose: (group: Group) => Candidates | null;
  readonly withColumns: boolean;
}

export interface Solution {
  readonly arrangement: Arrangement;
  /** At the objective's own prices. */
  readonly total: Total;
}

/** @param perCore on top of what the objective charges. @returns a population without a grid where there is one */
export function solve(setting: Setting, perCore: number): Solution | { readonly stuck: number } {
  const { costs, rooms, margin, order, choose, withColumns } = setting;
  const priced: Costs = { ...costs, prices: { ...costs.prices, perCore: costs.prices.perCore + perCore } };
  const groups = new Int32Array(costs.model.populations.length).fill(-1);
  const choices: Arrangement['choices'] = [];
  for (const population of order) {
    groups[population] = choices.length;
    const candidates = choose(groupOf(costs.model, [population]));
    if (candidates === null || candidates.count === 0) return { stuck: population };
    choices.push({ candidates, index: mostCompact(candidates) });
  }
  const arrangement: Arrangement = { groupOf: groups, choices };
  const all = [...choices.keys()];
  let allowed: Allowed | null = null;
  if (rooms.rooms.some(limitsOutputs)) {
    const stuck = chooseTogether(priced, arrangement, all, {
      rooms,
      margin,
      perCore: leastPrice(setting, perCore),
    });
    if (stuck !== null) return { stuck: choices[stuck]!.candidates.tables.group.members[0] };
    allowed = (group, candidates) => outputsFit(setting, arrangement, group, candidates);
  }
  sweep(priced, arrangement, all, allowed);
  if (withColumns && joinColumns(priced, arrangement, choose, allowed) > 0)
    sweep(priced, arrangement, all, allowed);
  return { arrangement, total: totalOf(costs, arrangement) };
}

/** Where cores cost nothing, as much as the packets of a full one: a layer that is cut finer has more of them. */
function leastPrice({ costs, rooms }: Setting, perCore: number): number {
  const { perPacket, perHop } = costs.prices;
  const neurons = Math.max(...rooms.rooms.map((room) => Math.min(room.neurons, 4096)));
  return Math.max(costs.prices.perCore + perCore, neurons * (perPacket + perHop));
}

/** Whether the outputs of a group with a grid keep the limits, and those of all that it hears. */
function outputsFit(
  { costs: { model }, rooms, margin }: Setting,
  arrangement: Arrangement,
  group: number,
  candidates: Candidates,
): (index: number) => boolean {
  const { choices, groupOf: groups } = arrangement;
  const { members } = candidates.tables.group;
  const roomFor = (own: Candidates): Room => rooms.rooms[rooms.classOf[own.tables.group.members[0]]];
  const outputs = new OutputLoads(model, roomFor(candidates), margin, candidates, arrangement);
  const heard = new Set<number>();
  for (const member of members)
    for (const { from } of model.inflows[member])
      if (groups[from] >= 0 && groups[from] !== group) heard.add(groups[from]);
  return (index) => {
    if (!outputs.fits(index)) return false;
    const standing = choices[group];
    choices[group] = { candidates, index };
    let all = true;
    for (const other of heard) {
      const choice = choices[other]!;
      if (limitsOutputs(roomFor(choice.candidates))) {
        const loads = new OutputLoads(
          model,
          roomFor(choice.candidates),
          margin,
          choice.candidates,
          arrangement,
        );
        all = loads.fits(choice.index);
      }
      if (!all) break;
    }
    choices[group] = standing;
    return all;
  };
}

/** All channels, if they fit, of a tile with few packets: where the search begins. */
function mostCompact({ count, channels, blocks, packets, tables }: Candidates): number {
  const sources = tables.group.sources.length;
  let best = -1;
  let lowest = Infinity;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let s = 0; s < sources; s++) sum += packets[i * sources + s];
    if (best >= 0) {
      if (channels[i] < channels[best]) continue;
      const isBetter = sum < lowest || (sum === lowest && blocks[i] < blocks[best]);
      if (channels[i] === channels[best] && !isBetter) continue;
    }
    best = i;
    lowest = sum;
  }
  return best;
}
