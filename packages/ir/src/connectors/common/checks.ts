import type { Ends, Report } from '../connector.ts';

/** Pairs (pre, post) that a connector may use. */
export function pairCount(ends: Ends, selfConnections: boolean | undefined): number {
  const pairs = ends.from.size * ends.to.size;
  return excludesSelf(ends, selfConnections) ? pairs - ends.from.size : pairs;
}

/** `selfConnections: false` means something only within one population. */
export function excludesSelf(ends: Ends, selfConnections: boolean | undefined): boolean {
  return ends.recurrent && selfConnections === false;
}

/** Same draws for the same seed and place in the network, whatever the other projections draw. */
export function seedOf(connector: { readonly seed?: number }): number {
  return connector.seed ?? 1;
}

export function checkSeed(
  connector: { readonly connector: string; readonly seed?: number },
  report: Report,
): void {
  const { seed } = connector;
  if (seed === undefined || Number.isSafeInteger(seed)) return;
  report({
    code: 'E1111',
    message: `seed of ${connector.connector} is ${seed}, must be an integer.`,
    have: seed,
    need: 'an integer',
    hint: 'Give a whole number, or leave it out for 1.',
  });
}

export function checkProbability(
  connector: { readonly connector: string; readonly p: number },
  report: Report,
): void {
  const { p } = connector;
  if (typeof p === 'number' && p >= 0 && p <= 1) return;
  report({
    code: 'E1111',
    message: `p of ${connector.connector} is ${p}, must lie in 0..1.`,
    have: p,
    need: '0..1',
    hint: 'p is the probability of one synapse.',
  });
}

/** `n` partners out of `available`, all distinct. */
export function checkDistinct(
  connector: { readonly connector: string; readonly n: number },
  available: number,
  unit: string,
  report: Report,
): void {
  const { n } = connector;
  if (!Number.isSafeInteger(n) || n < 0) {
    report({
      code: 'E1111',
      message: `n of ${connector.connector} is ${n}, must be an integer of at least 0.`,
      have: n,
      need: 'an integer >= 0',
      unit,
    });
  } else if (n > available) {
    report({
      code: 'E1112',
      message: `${connector.connector} asks for ${n} distinct ${unit}, has ${available}.`,
      have: available,
      need: n,
      unit,
      hint: `Lower n to ${available} at most, or use fixed-total-number, which allows repeats.`,
    });
  }
}
