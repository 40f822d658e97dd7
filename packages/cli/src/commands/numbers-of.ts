const DEFAULT_SEED = 1;

/** A whole number from `least` on, or null where the option is not given; what is wrong goes into `faults`. */
export function integerOption(name: string, value: unknown, least: number, faults: string[]): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
    faults.push(`--${name} takes an integer of at least ${least}, got ${JSON.stringify(value)}.`);
  return value as number;
}

/** A number above 0, or null where the option is not given; what is wrong goes into `faults`. */
export function positiveOption(name: string, value: unknown, faults: string[]): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0)
    faults.push(`--${name} takes a number above 0, got ${JSON.stringify(value)}.`);
  return value as number;
}

/** NMAP_SEED; unset or empty = the default. */
export function seedOf(text: string | undefined, faults: string[]): number {
  if (text === undefined || text.trim() === '') return DEFAULT_SEED;
  const seed = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(seed)) faults.push(`NMAP_SEED takes an integer of at least 0, got "${text}".`);
  return seed;
}
