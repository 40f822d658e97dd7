import { grouped, type Violations } from './diagnostics.ts';

/** Where a network of single neurons has more than ids of 32 bits tell apart, or counts are no longer exact. */
export function reportTooMany(
  unit: 'neurons' | 'synapses',
  counted: number,
  most: number,
  violations: Violations,
): void {
  const count = Math.round(counted);
  violations.at('network')({
    code: 'E1120',
    message: `has ${grouped(count)} ${unit}, can hold ${grouped(most)}.`,
    have: count,
    need: most,
    unit,
    hint:
      most === Number.MAX_SAFE_INTEGER
        ? 'Map parts of the network one at a time.'
        : 'Lower it to units of several neurons, whose synapses are not listed (--grain position or block), or map parts of it one at a time.',
  });
}
