import type { NetworkSpec } from '../network-spec.ts';
import { countSynapses } from './table.ts';
import { endsOf } from './weighted.ts';

/** Synapses of a network, multapses counted, without listing them; as `lower` would make. */
export function synapseCountOf(spec: NetworkSpec): number {
  return spec.projections.reduce(
    (sum, projection, index) => sum + countSynapses(projection, endsOf(spec, index)),
    0,
  );
}
