/**
 * Lengths of the searches that an effort pays for, in efforts: below 1 one shorter search; from 1 on one
 * of length 1, and then again and again one as long as all before it: 1, 1, 2, 4 ... as far as
 * the effort goes. More effort begins with the searches of less, so that the best of them is never worse.
 */
export function searchLengths(effort: number): number[] {
  const lengths = [Math.min(1, effort)];
  for (let spent = 1; 2 * spent <= effort; spent *= 2) lengths.push(spent);
  return lengths;
}
