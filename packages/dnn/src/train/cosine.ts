/** Terms of the series of the cosine: the first omitted one is below 1e-17 of the result for |x| <= pi / 2. */
const TERMS = 11;

/** cos(pi * share) for a share of 0 to 1, with the same bits on every engine. */
export function cosineOfHalfTurn(share: number): number {
  if (share > 0.5) return -cosineOfHalfTurn(1 - share);
  const square = Math.PI * share * (Math.PI * share);
  let sum = 1;
  for (let k = TERMS; k >= 1; k--) sum = 1 - (square / (2 * k * (2 * k - 1))) * sum;
  return sum;
}
