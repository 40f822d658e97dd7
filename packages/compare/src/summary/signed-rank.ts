/**
 * Wilcoxon's signed-rank test, two-sided, with ties and zeros: the difference of pairs is judged by the ranks of its
 * sizes, of which each sign is as likely as the other if there is no difference.
 *
 * **Source** F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1(6), 1945; zeros after
 * J. W. Pratt, "Remarks on Zeros and Ties in the Wilcoxon Signed Rank Procedures", JASA 54(287), 1959: they are ranked with
 * the others and have no sign. Ties share the mean of their ranks.
 *
 * Exact up to {@link MOST_EXACT} pairs: all 2^n signs are counted by their sum of ranks, in O(n^3) with doubled ranks, which
 * are whole. Beyond, the normal distribution with the variance of these very ranks, without correction for continuity.
 */
import { errorFunction } from 'simple-statistics';
import type { SignedRank } from './summary.ts';

/** A sum of ranks then has at most 40,200 values, and the table of them some millions of additions. */
const MOST_EXACT = 200;

/** @param differences one for each pair; infinite ones are larger than any other. */
export function signedRank(differences: readonly number[]): Omit<SignedRank, 'adjusted'> {
  const doubled = doubledRanks(differences.map(Math.abs));
  const signed = doubled.filter((_, pair) => differences[pair] !== 0);
  const sum = signed.reduce((total, rank) => total + rank, 0);
  const above = doubled.reduce((total, rank, pair) => (differences[pair] > 0 ? total + rank : total), 0);
  const smaller = Math.min(above, sum - above);
  const exact = differences.length <= MOST_EXACT;
  return {
    differing: signed.length,
    statistic: smaller / 2,
    p: signed.length === 0 ? 1 : exact ? exactP(signed, smaller, sum) : normalP(signed, smaller, sum),
    method: exact ? 'exact' : 'normal',
  };
}

/** Twice the rank of each size, from 1; equal sizes share the mean. */
function doubledRanks(sizes: readonly number[]): number[] {
  const order = sizes.map((_, pair) => pair).sort((a, b) => compare(sizes[a], sizes[b]) || a - b);
  const ranks = new Array<number>(sizes.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && sizes[order[to]] === sizes[order[from]]) to++;
    // Ranks from + 1 to `to`: twice their mean.
    for (let at = from; at < to; at++) ranks[order[at]] = from + 1 + to;
    from = to;
  }
  return ranks;
}

/** Infinity less infinity is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Share of all signs whose smaller sum is at most this one. */
function exactP(doubled: readonly number[], smaller: number, sum: number): number {
  // shareOf[s]: share of the signs seen so far whose positive ranks come to s.
  const shareOf = new Float64Array(sum + 1);
  shareOf[0] = 1;
  let highest = 0;
  for (const rank of doubled) {
    highest += rank;
    for (let s = highest; s >= 0; s--) shareOf[s] = (shareOf[s] + (s >= rank ? shareOf[s - rank] : 0)) / 2;
  }
  let p = 0;
  for (let s = 0; s <= smaller; s++) p += shareOf[s];
  return Math.min(1, 2 * p);
}

function normalP(doubled: readonly number[], smaller: number, sum: number): number {
  const variance = doubled.reduce((total, rank) => total + rank * rank, 0) / 4;
  const deviations = (sum / 2 - smaller) / Math.sqrt(variance);
  const p = Math.min(1, 1 - errorFunction(deviations / Math.SQRT2));
  // The approximation is good to a few of these, and the same on every engine only when it is cut there.
  return Math.round(p * 1e6) / 1e6;
}
