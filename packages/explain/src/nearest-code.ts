import { nearestWord } from '@nmap/kernels';

/** A code as it was meant: small letters and lone digits are read, too. */
export function meantCode(word: string, codes: readonly string[]): string {
  const upper = word.trim().toUpperCase();
  if (!/^\d{4}$/.test(upper)) return upper;
  return codes.find((code) => code.slice(1) === upper) ?? `E${upper}`;
}

/** The code that was meant by one that does not exist: of close spelling, else of the nearest number; null for no code at all. */
export function nearestCode(word: string, codes: readonly string[]): string | null {
  const upper = word.toUpperCase();
  const swapped = Array.from({ length: 3 }, (_, k) => swap(upper, k + 1));
  const spelt = codes.find((code) => swapped.includes(code)) ?? nearestWord(word, codes);
  const number = Number(/\d+/.exec(word)?.[0] ?? NaN);
  if (spelt !== null || Number.isNaN(number)) return spelt;
  const letter = /^W/i.test(word) ? 'W' : 'E';
  const distance = (code: string): number => Math.abs(Number(code.slice(1)) - number);
  return codes
    .filter((code) => code.startsWith(letter))
    .reduce<string | null>(
      (best, code) => (best === null || distance(code) < distance(best) ? code : best),
      null,
    );
}

/** Two neighbouring digits in the other order: the commonest slip of whoever copies a number. */
function swap(word: string, at: number): string {
  return `${word.slice(0, at)}${word.slice(at + 1, at + 2)}${word.slice(at, at + 1)}${word.slice(at + 2)}`;
}
