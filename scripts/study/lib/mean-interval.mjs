/** Quantiles 0.975 of Student's t with 1, 2, ... degrees of freedom; beyond the last the normal one. */
const T975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const NORMAL975 = 1.96;

/**
 * Mean over seeds, with half the width of its 95 % interval (Student's t); null half with one value, and null where a value is.
 * @param {readonly (number | null)[]} values
 */
export function meanInterval(values) {
  const count = values.length;
  if (count === 0 || values.some((value) => value === null)) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, half: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, half: (T975[count - 2] ?? NORMAL975) * Math.sqrt(variance / count) };
}

/** @param {readonly (number | null)[]} values @param {{ readonly scale?: number, readonly digits?: number }} [form] */
export function intervalText(values, { scale = 1, digits = 1 } = {}) {
  const found = meanInterval(values);
  if (found === null) return '-';
  // No sign before a mean that is rounded to 0.
  const mean = (found.mean * scale).toFixed(digits).replace(/^-(0(?:\.0*)?)$/, '$1');
  return found.half === null ? mean : `${mean} ± ${(found.half * scale).toFixed(digits)}`;
}
