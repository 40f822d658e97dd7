/**
 * `exp` and `log` with the same bits on every engine: only + - * /, comparisons
 * and the bits of a double. An engine may compute `Math.exp` and `Math.log` as it
 * likes, and its last bit could decide a draw, and with it a placement.
 *
 * Method: reduction to a small argument around a power of two, then a series whose
 * first omitted term is below half an ulp. Relative error under 1e-15 for `exp` in
 * the normal range; under 1e-15 for `log`. Cost: about 20 multiplications.
 */

/** ln 2 in two parts: 32 leading bits, exact times any exponent, and the next 52. */
const LN2_HIGH = 0xb17217f7 / 4_294_967_296;
const LN2_LOW = 0xd1cf79abc9e3b / 4_294_967_296 / 4_503_599_627_370_496;
const INVERSE_LN2 = 1 / (LN2_HIGH + LN2_LOW);
const SQRT2 = Math.sqrt(2);

const bits = new DataView(new ArrayBuffer(8));

/** 2^exponent for a normal exponent, -1022 .. 1023. */
function powerOfTwo(exponent: number): number {
  bits.setInt32(0, (exponent + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

/** e^x. Infinity above 709.78, 0 below -745.13, NaN for NaN. */
export function exp(x: number): number {
  if (!(x > -745.2)) return Number.isNaN(x) ? x : 0;
  if (x > 709.79) return Infinity;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // sum of r^n / n! to n = 14; |r| <= 0.3466, so that the next term is below 1e-18.
  let sum = 1 / 6_227_020_800 + r * (1 / 87_178_291_200);
  sum = 1 / 39_916_800 + r * (1 / 479_001_600 + r * sum);
  sum = 1 / 362_880 + r * (1 / 3_628_800 + r * sum);
  sum = 1 / 5_040 + r * (1 / 40_320 + r * sum);
  sum = 1 / 120 + r * (1 / 720 + r * sum);
  sum = 1 / 6 + r * (1 / 24 + r * sum);
  sum = 1 + r * (1 + r * (1 / 2 + r * sum));
  // In two steps where 2^k itself would not be a normal double.
  if (k > 1023) return sum * powerOfTwo(k - 1) * 2;
  if (k < -1022) return sum * powerOfTwo(k + 64) * powerOfTwo(-64);
  return sum * powerOfTwo(k);
}

/** Natural logarithm. -Infinity for 0, NaN below 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let exponent = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    // Subnormal: its exponent field is 0 and says nothing.
    value *= 18_014_398_509_481_984;
    exponent = -54;
  }
  bits.setFloat64(0, value);
  const high = bits.getInt32(0);
  exponent += (high >> 20) - 1023;
  bits.setInt32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  // log m = 2 atanh((m - 1) / (m + 1)) = 2 s (1 + s^2 / 3 + s^4 / 5 + ...), s^2 <= 0.0295.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 1 / 21 + square * (1 / 23);
  sum = 1 / 17 + square * (1 / 19 + square * sum);
  sum = 1 / 13 + square * (1 / 15 + square * sum);
  sum = 1 / 9 + square * (1 / 11 + square * sum);
  sum = 1 / 5 + square * (1 / 7 + square * sum);
  sum = square * (1 / 3 + square * sum);
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * s * sum + 2 * s);
}
