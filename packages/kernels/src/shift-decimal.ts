/**
 * A number with its decimal point moved: 4.2e-12 by 12 places is 4.2, where 4.2e-12 * 1e12 is not. Constants that
 * change their unit keep the digits that somebody wrote, there and back.
 */
export function shiftDecimal(value: number, places: number): number {
  const [digits, exponent] = value.toExponential().split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
