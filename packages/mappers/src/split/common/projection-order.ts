import { connectorNamed, type ProjectionSpec } from '@nmap/ir';
import type { SplitState } from './split-state.ts';

/**
 * The projections of a split network in an order that draws nothing anew: random connectors draw by their place in the
 * list, so those that are kept stay where they were, and lists fill the places in front of them. Where no such
 * connector would move, what is kept comes first.
 * @param kept projections of the file that are not listed, in its order. @param lists what became of the others.
 */
export function projectionOrder(
  { spec, isListed }: Pick<SplitState, 'spec' | 'isListed'>,
  kept: readonly ProjectionSpec[],
  lists: readonly ProjectionSpec[],
): ProjectionSpec[] {
  const places = [...spec.projections.keys()].filter((at) => isListed[at] === 0);
  const moving = places.filter((at, order) => at !== order && draws(spec.projections[at]));
  if (moving.length === 0) return [...kept, ...lists];
  const ordered: ProjectionSpec[] = [];
  let nextKept = 0;
  let nextList = 0;
  for (const [at, { from, to }] of spec.projections.entries()) {
    if (isListed[at] === 0) ordered.push(kept[nextKept++]);
    else if (nextList < lists.length) ordered.push(lists[nextList++]);
    // Several projections of two populations are one list.
    else ordered.push({ from, to, connector: 'list', pre: new Uint32Array(), post: new Uint32Array() });
  }
  return [...ordered, ...lists.slice(nextList)];
}

function draws({ connector }: ProjectionSpec): boolean {
  return 'seed' in (connectorNamed(connector)?.keys ?? {});
}
