/**
 * The candidate closest to a misspelt word, or null where none is close enough to be meant.
 * Distance: optimal string alignment (insert, delete, replace, swap of two neighbours),
 * letters compared without case, `-` and `_` ignored. A candidate is close when the
 * distance is at most a third of the longer word, and at least 1 is always allowed for
 * words of two letters and more. Ties go to the earlier candidate.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  const wanted = normal(word);
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const offered = normal(candidate);
    const longer = Math.max(wanted.length, offered.length);
    const allowed = longer < 2 ? 0 : Math.max(1, Math.floor(longer / 3));
    let distance = editDistance(wanted, offered, Math.min(allowed, bestDistance));
    // An abbreviation or a truncated word is meant too: `synapses` typed as `syn`.
    if (distance > allowed && wanted.length >= 3 && offered.startsWith(wanted)) distance = allowed;
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Longest word that is compared: input is somebody's file, and the cost is the product of the lengths. */
const MAX_LENGTH = 64;

function normal(word: string): string {
  return word
    .slice(0, MAX_LENGTH)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
}

/** Optimal string alignment distance of `a` and `b`; any value above `limit` means "more than limit". */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older = new Uint32Array(b.length + 1);
  let previous = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  let current = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replace, previous[j] + 1, current[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, older[j - 2] + 1);
      }
      current[j] = cost;
    }
    [older, previous, current] = [previous, current, older];
  }
  return previous[b.length];
}
