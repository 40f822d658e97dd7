import type { YamlPath } from './yaml-source.ts';

/** An entry of a class's list of cores, and where it stands. */
export interface ClaimedRange {
  readonly first: number;
  readonly last: number;
  /** Index of the class. */
  readonly owner: number;
  readonly path: YamlPath;
}

export interface Overlap {
  /** The first core that two classes claim. */
  readonly core: number;
  readonly owners: readonly [number, number];
  /** Of the entry that stands later in the file. */
  readonly path: YamlPath;
}

/**
 * Entries that claim a core of another class, at most one overlap for each. One walk over
 * the entries by their first core, with the farthest end of two different classes so far:
 * O(k log k) for k entries, whatever they span.
 * @param claims in the order of the file.
 */
export function classOverlaps(claims: readonly ClaimedRange[]): Overlap[] {
  const order = claims.map((_, index) => index);
  order.sort((a, b) => claims[a].first - claims[b].first || a - b);
  const found: Overlap[] = [];
  // The entry that reaches farthest, and the one that does among those of other classes.
  let far = -1;
  let other = -1;
  for (const index of order) {
    const claim = claims[index];
    const rival = far >= 0 && claims[far].owner !== claim.owner ? far : other;
    if (rival >= 0 && claims[rival].last >= claim.first) {
      const later = Math.max(index, rival);
      const earlier = Math.min(index, rival);
      found.push({
        core: claim.first,
        owners: [claims[earlier].owner, claims[later].owner],
        path: claims[later].path,
      });
    }
    if (far < 0 || claims[far].last < claim.last) {
      if (far >= 0 && claims[far].owner !== claim.owner) other = far;
      far = index;
    } else if (claims[far].owner !== claim.owner && (other < 0 || claims[other].last < claim.last)) {
      other = index;
    }
  }
  return found;
}
