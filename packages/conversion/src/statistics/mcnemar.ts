import { exp, log } from '@nmap/kernels';

/** Whether two classifiers differ on the same images. */
export interface McNemar {
  /** Images that only the first, only the second answers rightly. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Chance of a difference this large or larger if both were equally good, two-sided. */
  readonly pValue: number;
}

/**
 * McNemar's test, exact: of the images that only one of two answers rightly, half should be the first's.
 * **Source** Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12(2), 1947, doi:10.1007/BF02295996. **Differs**: the exact binomial form, for few differing images.
 */
export function mcNemar(firstIsRight: ArrayLike<number>, secondIsRight: ArrayLike<number>): McNemar {
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < firstIsRight.length; i++) {
    if (firstIsRight[i] === secondIsRight[i]) continue;
    if (firstIsRight[i] !== 0) onlyFirst++;
    else onlySecond++;
  }
  const count = onlyFirst + onlySecond;
  // 2 P(X <= least), X binomial with 1/2: the terms from the logarithm of the first, which may be tiny.
  const least = Math.min(onlyFirst, onlySecond);
  let logTerm = -count * log(2);
  let tail = exp(logTerm);
  for (let k = 1; k <= least; k++) {
    logTerm += log((count - k + 1) / k);
    tail += exp(logTerm);
  }
  return { onlyFirst, onlySecond, pValue: Math.min(1, 2 * tail) };
}
