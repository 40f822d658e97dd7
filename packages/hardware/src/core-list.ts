/** A run of cores, both ends included. */
export interface CoreRange {
  readonly first: number;
  readonly last: number;
}

export function rangeOf(item: string | number): CoreRange {
  if (typeof item === 'number') return { first: item, last: item };
  const [first, last] = item.split('-').map(Number) as [number, number];
  return { first, last };
}

/** The cores of a list such as [3, "12-47"] as disjoint runs, ascending. */
export function mergedRanges(items: readonly (string | number)[]): CoreRange[] {
  const sorted = items.map(rangeOf).sort((a, b) => a.first - b.first || a.last - b.last);
  const merged: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const before = merged.at(-1);
    if (before === undefined || first > before.last + 1) merged.push({ first, last });
    else before.last = Math.max(before.last, last);
  }
  return merged;
}

/** Calls `visit` once for every core of a list, in ascending order. */
export function forEachCore(items: readonly (string | number)[], visit: (core: number) => void): void {
  for (const { first, last } of mergedRanges(items)) for (let core = first; core <= last; core++) visit(core);
}
