/** What several readers of one source share, by inclusion and exclusion. */

/** Readers beyond which their union is not counted but bounded by their sum. */
export const MOST_READERS = 4;

export interface Subset {
  readonly members: readonly number[];
  /** 1 or -1. */
  readonly sign: number;
}

/** All sets of the readers 0 .. count - 1 but the empty one; readers one by one where there are too many. */
export function subsetsOf(count: number): readonly Subset[] {
  if (count > MOST_READERS)
    return Array.from({ length: count }, (_, index) => ({ members: [index], sign: 1 }));
  const subsets: Subset[] = [];
  for (let bits = 1; bits < 1 << count; bits++) {
    const members: number[] = [];
    for (let index = 0; index < count; index++) if ((bits >> index) & 1) members.push(index);
    subsets.push({ members, sign: members.length % 2 === 1 ? 1 : -1 });
  }
  return subsets;
}
