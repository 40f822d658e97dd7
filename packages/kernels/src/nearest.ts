/**
 * The candidate closest to a misspelt word, or null where none is close enough to be meant.
 * Distance: optimal string alignment (insert, delete, replace, swap of two neighbours),
 * letters compared without case, `-` and `_` ignored. A candidate is close when the
 * distance is at most a third of the longer word, and at least 1 is always allowed for
 * words of two letters and more. Ties go to the earlier candidate.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0) return null;
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

/** Rows of the table of {@link editDistance}, for words that {@link nearestWord} compares. */
const ROWS = [0, 1, 2].map(() => new Uint8Array(MAX_LENGTH + 1)) as [Uint8Array, Uint8Array, Uint8Array];

/** Optimal string alignment distance of `a` and `b`; any value above `limit` means "more than limit". */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const short = Math.max(a.length, b.length) <= MAX_LENGTH;
  let [older, previous, current]: (Uint8Array | Uint32Array)[] = short
    ? ROWS
    : ROWS.map(() => new Uint32Array(b.length + 1));
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = previous[j - 1] + (same ? 0 : 1);
      if (previous[j] + 1 < cost) cost = previous[j] + 1;
      if (current[j - 1] + 1 < cost) cost = current[j - 1] + 1;
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped && older[j - 2] + 1 < cost) cost = older[j - 2] + 1;
      current[j] = cost;
      if (cost < least) least = cost;
    }
    // Nothing below costs less than the least of this row: a swap starts a row higher, and costs one more.
    if (least > limit) return limit + 1;
    [older, previous, current] = [previous, current, older];
  }
  return previous[b.length];
}
