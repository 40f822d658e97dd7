/** What a hop costs, by the kind of its link. */
import type { EnergyTerm, LatencyTerm } from './cost-terms.ts';
import type { Constant } from './target.ts';
import type { LinkClass, LinkKind } from './topology/topology.ts';

/** The key that prices a hop over a link of the class. */
export function hopKeyOf<Key extends string>(
  terms: Readonly<Record<Key, EnergyTerm | LatencyTerm>>,
  linkClass: LinkClass,
): Key {
  return (Object.keys(terms) as Key[]).find((key) => terms[key].linkClass === linkClass)!;
}

/** What a constant says of a hop over a link of the kind: its value, or the one of its level or direction. */
function hopPrice({ value, byLevel, byDirection }: Constant, { level, direction }: LinkKind): number | null {
  if (level !== undefined && byLevel !== undefined) return byLevel[level];
  if (direction !== undefined && byDirection?.[direction] !== undefined) return byDirection[direction];
  return value;
}

/** A hop over a link of each kind: the key of its constant, and what that says; null where it is unknown. */
export function hopPricesOf<Key extends string>(
  terms: Readonly<Record<Key, EnergyTerm | LatencyTerm>>,
  constants: Readonly<Record<Key, Constant>>,
  kinds: readonly LinkKind[],
): { readonly key: Key; readonly value: number | null }[] {
  return kinds.map((kind) => {
    const key = hopKeyOf(terms, kind.class);
    return { key, value: hopPrice(constants[key], kind) };
  });
}
