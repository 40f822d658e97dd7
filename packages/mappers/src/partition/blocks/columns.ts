/**
 * Columns: groups of populations that share their cores block by block, e.g. pooling with its convolution, a sum with what
 * it adds up, a pointwise with its depthwise convolution. What passes between blocks of one column stays on the core.
 *
 * Two groups are joined while that makes the whole cheaper, the pair that saves most first, ties to the pair nearest to
 * the outputs. O(projections) pairs, each judged again only where a neighbour has changed.
 */
import type { Arrangement } from './arrangement.ts';
import type { Candidates } from './candidates.ts';
import { FlowCosts, type Costs } from './flow-costs.ts';
import { groupOf, type Group } from './group.ts';
import { MOST_READERS } from './subsets.ts';
import { bestOf, neighboursOf, type Allowed } from './sweep.ts';

/** Populations that share their cores at most: what a column is judged by grows with them. */
const MOST_MEMBERS = 24;
/** A column has to save this share of what its two halves cost: less is within the error of the estimate. */
const LEAST_SAVING = 1e-3;

interface Joint {
  readonly a: number;
  readonly b: number;
  readonly saving: number;
  readonly candidates: Candidates;
  readonly index: number;
}

/**
 * Changes the arrangement in place.
 * @param choose null where members cannot share cores
 * @returns how many groups were joined to another
 */
export function joinColumns(
  costs: Costs,
  arrangement: Arrangement,
  choose: (group: Group) => Candidates | null,
  allowed: Allowed | null,
): number {
  const { groupOf: groups, choices } = arrangement;
  const joints = new Map<string, Joint>();
  const judge = (a: number, b: number): void => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const joint = jointOf(costs, arrangement, choose, allowed, low, high);
    if (joint === null) joints.delete(`${low} ${high}`);
    else joints.set(`${low} ${high}`, joint);
  };
  for (const { from, to, links } of costs.model.projections)
    if (links !== null && groups[from] >= 0 && groups[to] >= 0 && groups[from] !== groups[to])
      judge(groups[from], groups[to]);
  let joined = 0;
  for (;;) {
    const best = bestJoint(joints);
    if (best === null) return joined;
    const { a, b } = best;
    for (const member of choices[b]!.candidates.tables.group.members) groups[member] = a;
    choices[a] = { candidates: best.candidates, index: best.index };
    choices[b] = null;
    joined++;
    for (const [key, joint] of joints)
      if ([joint.a, joint.b].some((end) => end === a || end === b)) joints.delete(key);
    const near = neighboursOf(costs, arrangement, a);
    for (const other of near) judge(a, other);
    for (const other of near)
      for (const further of neighboursOf(costs, arrangement, other)) if (further !== a) judge(other, further);
  }
}

function bestJoint(joints: ReadonlyMap<string, Joint>): Joint | null {
  let best: Joint | null = null;
  for (const joint of joints.values()) {
    if (
      best === null ||
      joint.saving > best.saving ||
      (joint.saving === best.saving && (joint.b > best.b || (joint.b === best.b && joint.a > best.a)))
    )
      best = joint;
  }
  return best;
}

/** What joining two groups saves with the best grid of both; null where it saves nothing. */
function jointOf(
  costs: Costs,
  arrangement: Arrangement,
  choose: (group: Group) => Candidates | null,
  allowed: Allowed | null,
  a: number,
  b: number,
): Joint | null {
  const { choices, groupOf: groups } = arrangement;
  const [one, two] = [choices[a]!, choices[b]!];
  const [first, second] = [one.candidates.tables.group, two.candidates.tables.group];
  if (first.drawn.length + second.drawn.length > 0) return null;
  if (first.members.length + second.members.length > MOST_MEMBERS) return null;
  const group = groupOf(
    costs.model,
    [...first.members, ...second.members].sort((x, y) => x - y),
  );
  if (group.sources.some(({ readers }) => readers.length > MOST_READERS)) return null;
  const candidates = choose(group);
  if (candidates === null || candidates.count === 0) return null;
  const flowsA = new FlowCosts(costs, one.candidates, arrangement);
  const flowsB = new FlowCosts(costs, two.candidates, arrangement);
  const apart =
    flowsA.costOf(one.index) +
    flowsB.costOf(two.index) -
    flowsA.costFrom(b, one.index) -
    flowsB.costFrom(a, two.index);
  for (const member of second.members) groups[member] = a;
  choices[b] = null;
  const best = bestOf(costs, a, candidates, arrangement, allowed, -1);
  choices[b] = two;
  for (const member of second.members) groups[member] = b;
  if (best === null || best.cost > apart * (1 - LEAST_SAVING)) return null;
  return { a, b, saving: apart - best.cost, candidates, index: best.index };
}
