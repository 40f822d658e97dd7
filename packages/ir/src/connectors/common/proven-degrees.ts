import { excludesSelf, pairCount } from './checks.ts';
import type { Ends, ProvenDegrees } from '../connector.ts';

export const NOTHING_PROVEN: ProvenDegrees = {
  synapses: 0,
  ontoEveryTarget: 0,
  ontoSomeTarget: 0,
  fromEverySource: 0,
};

/** As many synapses onto every target, and from every source. */
export function evenDegrees(
  synapses: number,
  ontoEveryTarget: number,
  fromEverySource: number,
): ProvenDegrees {
  return { synapses, ontoEveryTarget, ontoSomeTarget: ontoEveryTarget, fromEverySource };
}

/** Of every pair that may be joined. */
export function degreesOfAllPairs(ends: Ends, selfConnections: boolean | undefined): ProvenDegrees {
  const itself = excludesSelf(ends, selfConnections) ? 1 : 0;
  return evenDegrees(pairCount(ends, selfConnections), ends.from.size - itself, ends.to.size - itself);
}
