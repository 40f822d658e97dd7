/** Delays in whole steps, as `simulate --mode lif` takes them: rounded, and at least one. */
import type { NetworkSpec, ProjectionSpec } from '../network-spec.ts';

export function delayStepsOf(delayMs: number, timestepMs: number): number {
  return Math.max(1, Math.round(delayMs / timestepMs));
}

/** The longest delay of a projection, ms; null where none is given. */
function longestDelayMs({ delayMs }: Pick<ProjectionSpec, 'delayMs'>): number | null {
  if (delayMs === undefined || typeof delayMs === 'number') return delayMs ?? null;
  let longest = 0;
  for (let i = 0; i < delayMs.length; i++) if (delayMs[i] > longest) longest = delayMs[i];
  return longest;
}

/** The longest delay of a projection onto a core. */
export interface LongestDelay {
  /** Index among the projections. */
  readonly projection: number;
  readonly delayMs: number;
  readonly steps: number;
}

/** Of each projection that has delays and ends on the chip; what leaves the chip waits on none of its cores. O(delays given). */
export function longestDelays({ populations, projections, timestepMs }: NetworkSpec): LongestDelay[] {
  const external = new Set(populations.filter((each) => each.external === true).map(({ id }) => id));
  const found: LongestDelay[] = [];
  projections.forEach((each, projection) => {
    if (external.has(each.to)) return;
    const delayMs = longestDelayMs(each);
    if (delayMs === null || !(delayMs >= 0) || !(timestepMs > 0)) return;
    found.push({ projection, delayMs, steps: delayStepsOf(delayMs, timestepMs) });
  });
  return found;
}

/** Slots of delay memory that each neuron takes: the longest delay of the network in steps, 1 where none is given. */
export function delaySlotsPerNeuron(spec: NetworkSpec): number {
  return longestDelays(spec).reduce((most, { steps }) => Math.max(most, steps), 1);
}
