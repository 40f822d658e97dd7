/** digits x 10^exponent. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/**
 * The decimal number that a person wrote where a program now holds a double: its shortest
 * text that reads back as the same double. 0.1 is one tenth, not the double nearest to it.
 * @param value finite and not negative.
 */
export function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** decimal x factor as a number; null where no double has that decimal as its shortest text. */
export function scaled({ digits, exponent }: Decimal, factor: number): number | null {
  const product = digits * BigInt(factor);
  const value = Number(`${product}e${exponent}`);
  if (!Number.isFinite(value)) return null;
  const back = decimalOf(value);
  const low = Math.min(back.exponent, exponent);
  return back.digits * 10n ** BigInt(back.exponent - low) === product * 10n ** BigInt(exponent - low)
    ? value
    : null;
}
