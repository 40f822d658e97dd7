/**
 * Grids of all groups under limits on outputs: how finely a layer is cut decides how many output axons every neuron
 * before it needs, so that layers cannot be chosen one by one. From the outputs back, a number of partial choices is
 * kept, each with what it will at least cost the groups before it: that many output axons take that many cores.
 *
 * Cost O(groups * width * candidates).
 */
import type { Arrangement } from './arrangement.ts';
import { FlowCosts, type Costs } from './flow-costs.ts';
import { OutputLoads } from './output-loads.ts';
import type { Margin } from './block-loads.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

/** Partial choices kept, and how many each is continued by. */
const WIDTH = 64;
const CONTINUED = 24;

interface Partial {
  /** index[group], -1 where it is still to choose. */
  readonly indices: Int32Array;
  readonly cost: number;
  /** axons[population] = output axons that the groups chosen so far ask of it. */
  readonly axons: Float64Array;
  readonly score: number;
}

export interface Limits {
  readonly rooms: Rooms;
  readonly margin: Margin;
  /** What a core costs at least: what a group has to spend where it is cut smaller. */
  readonly perCore: number;
}

/**
 * Changes the arrangement in place.
 * @param order groups, those that hear others first
 * @returns the group that has no grid beside those before it; null where all have one
 */
export function chooseTogether(
  costs: Costs,
  arrangement: Arrangement,
  order: readonly number[],
  limits: Limits,
): number | null {
  const { choices } = arrangement;
  const { model } = costs;
  const set = (indices: Int32Array): void => {
    for (const group of order) choices[group] = { ...choices[group]!, index: indices[group] };
  };
  let kept: readonly Partial[] = [
    {
      indices: new Int32Array(choices.length).fill(-1),
      cost: 0,
      axons: new Float64Array(model.populations.length),
      score: 0,
    },
  ];
  const chosen = new Set<number>();
  for (const group of order) {
    chosen.add(group);
    const next: Partial[] = [];
    for (const partial of kept) {
      set(partial.indices);
      next.push(...continued(costs, arrangement, group, partial, limits, chosen));
    }
    if (next.length === 0) return group;
    kept = best(next, openGroups(arrangement, chosen));
  }
  set(kept[0].indices);
  return null;
}

function continued(
  costs: Costs,
  arrangement: Arrangement,
  group: number,
  partial: Partial,
  { rooms, margin, perCore }: Limits,
  chosen: ReadonlySet<number>,
): Partial[] {
  const { candidates } = arrangement.choices[group]!;
  const { sources } = candidates.tables.group;
  const { populations } = costs.model;
  const roomFor = (population: number): Room => rooms.rooms[rooms.classOf[population]];
  const room = roomFor(candidates.tables.group.members[0]);
  const flows = new FlowCosts(costs, candidates, arrangement);
  const outputs = new OutputLoads(costs.model, room, margin, candidates, arrangement);
  const waiting = sources
    .map(({ population, external, isMember }, source) => ({
      population,
      source,
      isOpen: !external && !isMember,
    }))
    .filter(({ population, isOpen }) => isOpen && !chosen.has(arrangement.groupOf[population]));
  const coresFor = (population: number, axons: number): number =>
    Math.max(
      populations[population].size / roomFor(population).neurons,
      axons / roomFor(population).outputAxons,
    );
  const found: { readonly index: number; readonly cost: number; readonly score: number }[] = [];
  for (let index = 0; index < candidates.count; index++) {
    const cost = partial.cost + flows.costOf(index);
    let score = cost + (partial.score - partial.cost);
    // What it was known to need is paid now.
    for (const { population, source } of waiting) {
      const before = partial.axons[population];
      const after = before + candidates.axons[index * sources.length + source];
      score += perCore * (coresFor(population, after) - coresFor(population, before));
    }
    found.push({ index, cost, score });
  }
  found.sort((a, b) => a.score - b.score || a.index - b.index);
  const keepsOthers = (index: number): boolean => {
    if (before.size === 0) return true;
    const standing = arrangement.choices[group];
    arrangement.choices[group] = { candidates, index };
    let keeps = true;
    for (const other of before) {
      const choice = arrangement.choices[other]!;
      const otherRoom = roomFor(choice.candidates.tables.group.members[0]);
      keeps &&= new OutputLoads(costs.model, otherRoom, margin, choice.candidates, arrangement).fits(
        choice.index,
      );
    }
    arrangement.choices[group] = standing;
    return keeps;
  };
  // In circles some that the group hears have chosen before it.
  const before = new Set(
    sources
      .filter(
        ({ population, isMember, external }) =>
          !isMember && !external && chosen.has(arrangement.groupOf[population]),
      )
      .map(({ population }) => arrangement.groupOf[population]),
  );
  const next: Partial[] = [];
  for (const { index, cost, score } of found) {
    if (next.length >= CONTINUED) break;
    if (!outputs.fits(index) || !keepsOthers(index)) continue;
    const indices = partial.indices.slice();
    indices[group] = index;
    const axons = partial.axons.slice();
    for (const { population, source } of waiting)
      axons[population] += candidates.axons[index * sources.length + source];
    // The group's own needs are behind it.
    let paid = 0;
    for (const member of candidates.tables.group.members)
      paid += perCore * (coresFor(member, partial.axons[member]) - coresFor(member, 0));
    next.push({ indices, cost, axons, score: score - paid });
  }
  return next;
}

/** Chosen groups of which some source is not: only they matter to what comes. */
function openGroups({ groupOf, choices }: Arrangement, chosen: ReadonlySet<number>): number[] {
  return [...chosen].filter((group) =>
    choices[group]!.candidates.tables.group.sources.some(
      ({ population, external }) => !external && !chosen.has(groupOf[population]),
    ),
  );
}

/** The best, one for each way in which what is open was chosen. */
function best(all: Partial[], open: readonly number[]): Partial[] {
  all.sort((a, b) => a.score - b.score || a.cost - b.cost);
  const seen = new Set<string>();
  const kept: Partial[] = [];
  for (const partial of all) {
    const key = open.map((group) => partial.indices[group]).join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(partial);
    if (kept.length === WIDTH) break;
  }
  return kept;
}
