import type { Target } from '../target.ts';

/** The chip as if no core held more than `most` neurons, which spreads a network over more of them; null = as it is. */
export function withNeuronsPerCore(target: Target, most: number | null): Target {
  if (most === null) return target;
  const classes = target.classes.map((each) => ({
    ...each,
    limits: { ...each.limits, neurons: Math.min(each.limits.neurons ?? most, most) },
  }));
  return { ...target, classes };
}
