/** The best grid of every group beside those of its neighbours, again and again until nothing gets better. */
import type { Arrangement } from './arrangement.ts';
import type { Candidates } from './candidates.ts';
import { FlowCosts, type Costs, type Sent } from './flow-costs.ts';

const MOST_ROUNDS = 8;

/** For a group and its candidates: whether a grid keeps output limits where it stands. */
export type Allowed = (group: number, candidates: Candidates) => (index: number) => boolean;

/** Changes `choices` in place. @param order groups in the order in which they choose. */
export function sweep(
  costs: Costs,
  arrangement: Arrangement,
  order: readonly number[],
  allowed: Allowed | null,
): void {
  const { choices } = arrangement;
  let waiting = new Set(order);
  for (let round = 0; round < MOST_ROUNDS && waiting.size > 0; round++) {
    const next = new Set<number>();
    for (const group of order) {
      if (!waiting.has(group) || choices[group] === null) continue;
      const { candidates, index } = choices[group];
      const best = bestOf(costs, group, candidates, arrangement, allowed, index);
      if (best === null || best.index === index) continue;
      choices[group] = { candidates, index: best.index };
      for (const other of neighboursOf(costs, arrangement, group)) next.add(other);
    }
    waiting = next;
  }
}

/** @param standing the index to keep where nothing is cheaper; -1 = none. */
export function bestOf(
  costs: Costs,
  group: number,
  candidates: Candidates,
  arrangement: Arrangement,
  allowed: Allowed | null,
  standing: number,
): { readonly index: number; readonly cost: number } | null {
  const flows = new FlowCosts(costs, candidates, arrangement);
  const cost = new Float64Array(candidates.count);
  const limit = standing < 0 ? Infinity : flows.costOf(standing);
  const { cores } = candidates;
  const isBetter = (a: number, b: number): boolean =>
    cost[a] < cost[b] || (cost[a] === cost[b] && cores[a] < cores[b]);
  let best = standing;
  if (standing >= 0) cost[standing] = limit;
  const better: number[] = [];
  for (let index = 0; index < candidates.count; index++) {
    cost[index] = flows.costOf(index);
    if (best >= 0 && !isBetter(index, best)) continue;
    if (allowed === null) best = index;
    else better.push(index);
  }
  if (allowed !== null && better.length > 0) {
    const isAllowed = allowed(group, candidates);
    better.sort((a, b) => cost[a] - cost[b] || cores[a] - cores[b] || a - b);
    best = better.find(isAllowed) ?? standing;
  }
  return best < 0 ? null : { index: best, cost: cost[best] };
}

/** Groups that send the group something, or hear it. */
export function neighboursOf(
  { model }: Costs,
  { groupOf, choices }: Arrangement,
  group: number,
): Set<number> {
  const found = new Set<number>();
  for (const member of choices[group]!.candidates.tables.group.members) {
    for (const { from } of model.inflows[member]) if (groupOf[from] >= 0) found.add(groupOf[from]);
    for (const { to } of model.outflows[member]) if (groupOf[to] >= 0) found.add(groupOf[to]);
  }
  found.delete(group);
  return found;
}

export interface Total extends Readonly<Sent> {
  readonly cores: number;
  readonly cost: number;
}

/** Of the whole arrangement. */
export function totalOf(costs: Costs, arrangement: Arrangement): Total {
  const { perPacket, perHop, perCore } = costs.prices;
  const total = { packets: 0, hops: 0, cores: 0 };
  for (const choice of arrangement.choices) {
    if (choice === null) continue;
    const sent = new FlowCosts(costs, choice.candidates, arrangement).into(choice.index);
    total.packets += sent.packets;
    total.hops += sent.hops;
    total.cores += choice.candidates.cores[choice.index];
  }
  return { ...total, cost: perPacket * total.packets + perHop * total.hops + perCore * total.cores };
}
