/** Summaries of repeated measurements. An empty list has no summary: null. */

/** @param {readonly number[]} values */
export function median(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {readonly number[]} values */
export function least(values) {
  return values.length === 0 ? null : Math.min(...values);
}

/** @param {readonly number[]} values */
export function largest(values) {
  return values.length === 0 ? null : Math.max(...values);
}

/** Of positive numbers. @param {readonly number[]} values */
export function geometricMean(values) {
  if (values.length === 0) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** The finite ones: a ratio to a peer that failed is not a number. @param {readonly (number | null)[]} values */
export function known(values) {
  return /** @type {number[]} */ (values.filter((value) => value !== null && Number.isFinite(value)));
}

/** @param {number | null} value @param {number | null} peer */
export function ratio(value, peer) {
  return value === null || peer === null || peer === 0 ? null : value / peer;
}
