/** A share with the limits between which the true one lies. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * A share of successes with its 95 % interval.
 * **Source** E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22(158), 1927,
 * doi:10.1080/01621459.1927.10502953: right also near 0 and 1, where accuracies are.
 */
export function wilson(successes: number, count: number): ShareInterval {
  const share = successes / count;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * count)) / count);
  const middle = share + (Z * Z) / (2 * count);
  const scale = 1 + (Z * Z) / count;
  return {
    share,
    low: Math.max(0, Math.min(share, (middle - spread) / scale)),
    high: Math.min(1, Math.max(share, (middle + spread) / scale)),
  };
}
