/**
 * Decimal text to double, correctly rounded.
 * Up to 15 digits the mantissa and the power of ten are both exact, so one
 * division rounds once (W. Clinger, "How to Read Floating Point Numbers
 * Accurately", PLDI 1990, doi:10.1145/93542.93557: the fast case). Up to 22
 * digits, as programs write doubles in full, one step of division in pairs of
 * doubles (T. J. Dekker, "A floating-point technique for extending the available
 * precision", Numer. Math. 18, 1971, doi:10.1007/BF01397083) decides all but the
 * cases next to a midpoint. Everything else goes through the engine's own conversion.
 */

/** Digits that a double holds exactly, whatever they are. */
export const EXACT_DIGITS = 15;

/** Digits that {@link longDecimal} takes: 10^22 is the largest exact power of ten. */
export const LONG_DIGITS = 22;

/** POWERS_OF_TEN[k] = 10^k, exact. */
export const POWERS_OF_TEN: Float64Array = Float64Array.from({ length: LONG_DIGITS + 1 }, (_, k) =>
  Number(`1e${k}`),
);

const STRICT_DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Reads `bytes[start..end)` as one decimal number; NaN where it is not one. `1e999` gives Infinity. */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative) at++;
  let mantissa = 0;
  let digits = 0;
  let fraction = -1;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48);
      digits++;
      if (fraction >= 0) fraction++;
    } else if (byte === 46 && fraction < 0) {
      fraction = 0;
    } else break;
  }
  if (at === end && digits > 0 && digits <= EXACT_DIGITS) {
    const size = fraction > 0 ? mantissa / POWERS_OF_TEN[fraction] : mantissa;
    return negative ? -size : size;
  }
  if (at === end && digits > 0 && digits <= LONG_DIGITS) {
    const size = longDecimal(bytes, negative ? start + 1 : start, end, Math.max(fraction, 0));
    return negative ? -size : size;
  }
  if (end - start > 400) return Number.NaN;
  const text = asciiText(bytes, start, end);
  return STRICT_DECIMAL.test(text) ? Number(text) : Number.NaN;
}

/** Splits a double in two halves of 26 bits: 2^27 + 1. */
const SPLIT = 134_217_729;
/** Far above the error of the quotient below (about 2^-100), far below half a unit of the last place. */
const DOUBT = 2 ** -40;

/**
 * The digits of `bytes[start..end)`, at most {@link LONG_DIGITS} and one point among them, as
 * digits / 10^fraction, correctly rounded.
 */
export function longDecimal(bytes: Uint8Array, start: number, end: number, fraction: number): number {
  let high = 0;
  let low = 0;
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 46) continue;
    if (digits < EXACT_DIGITS) high = high * 10 + (byte - 48);
    else low = low * 10 + (byte - 48);
    digits++;
  }
  // numerator + rest = high * 10^k + low, exactly.
  const scale = POWERS_OF_TEN[Math.max(0, digits - EXACT_DIGITS)];
  const product = high * scale;
  const numerator = product + low;
  const rest = productError(high, scale, product) + (low - (numerator - product));
  const divisor = POWERS_OF_TEN[fraction];
  const quotient = numerator / divisor;
  const back = quotient * divisor;
  const correction = (numerator - back - productError(quotient, divisor, back) + rest) / divisor;
  const value = quotient + correction;
  // The correction is known to about 2^-50 of itself: where that could tip the rounding, ask the engine.
  if (quotient + correction * (1 + DOUBT) !== value || quotient + correction * (1 - DOUBT) !== value) {
    return Number(asciiText(bytes, start, end));
  }
  return value;
}

/** a * b - product, exactly. */
function productError(a: number, b: number, product: number): number {
  const aBig = SPLIT * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = SPLIT * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** Bytes as text, one character each: for ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]);
  return text;
}
