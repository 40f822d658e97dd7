import type { Diagnostic } from '../diagnostic.ts';
import type { NetworkSpec } from '../network-spec.ts';
import { checkPopulations } from './check-populations.ts';
import { checkProjections } from './check-projections.ts';
import { Violations } from './diagnostics.ts';

/**
 * Judges a network without lowering it: everything that `lower` would refuse before it
 * draws a synapse, whatever the grain: how many neurons and synapses may be listed one by one is asked by `lower`. For readers of files, which know where each object stands;
 * `where` is `populations[3] (id)`, `projections[0] (from -> to)` or `network`.
 */
export function checkNetworkSpec(spec: NetworkSpec): readonly Diagnostic[] {
  const violations = new Violations();
  checkProjections(spec, checkPopulations(spec, violations), Number.MAX_SAFE_INTEGER, violations);
  return violations.found;
}
