/**
 * Holm's step-down correction: the chance of one false finding among all these tests stays below the level.
 * **Source** S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6(2), 1979.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, test) => test).sort((a, b) => ps[a] - ps[b] || a - b);
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 0;
  for (const [at, test] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps.length - at) * ps[test]));
    adjusted[test] = least;
  }
  return adjusted;
}
