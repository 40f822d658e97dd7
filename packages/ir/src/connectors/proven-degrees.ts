import type { Connector } from '../network-spec.ts';
import { excludesSelf, pairCount } from './checks.ts';
import type { Ends } from './connector.ts';
import { mostWindowTaps } from './conv2d.ts';
import { mostPoolTaps } from './pool2d.ts';
import { countSynapses } from './table.ts';

/** What the sizes alone prove of a projection's synapses, whatever is drawn. Lower bounds, 0 = nothing. */
export interface ProvenDegrees {
  readonly synapses: number;
  /** Synapses onto every target, all from distinct sources. */
  readonly ontoEveryTarget: number;
  /** Synapses onto some target, all from distinct sources. */
  readonly ontoSomeTarget: number;
  /** Distinct targets of every source. */
  readonly fromEverySource: number;
}

/** O(1), nothing allocated. Only after a clean check of the connector; of `list` only the lengths are read. */
export function provenDegrees(connector: Connector, ends: Ends): ProvenDegrees {
  const even = (ontoEveryTarget: number, fromEverySource: number): ProvenDegrees => ({
    synapses: countSynapses(connector, ends),
    ontoEveryTarget,
    ontoSomeTarget: ontoEveryTarget,
    fromEverySource,
  });
  switch (connector.connector) {
    case 'all-to-all':
      return allPairs(ends, connector.selfConnections);
    case 'fixed-probability':
      return connector.p === 1 ? allPairs(ends, connector.selfConnections) : NOTHING;
    case 'one-to-one':
      return even(1, 1);
    case 'fixed-fan-in':
      return even(connector.n, 0);
    case 'fixed-fan-out':
      return even(0, connector.n);
    case 'list':
    case 'fixed-total-number':
      return even(0, 0);
    case 'distance-dependent':
      return NOTHING;
    case 'conv2d':
      return { ...even(0, 0), ontoSomeTarget: mostWindowTaps(connector, ends) };
    case 'pool2d':
      return { ...even(0, 0), ontoSomeTarget: mostPoolTaps(connector, ends) };
  }
}

const NOTHING: ProvenDegrees = { synapses: 0, ontoEveryTarget: 0, ontoSomeTarget: 0, fromEverySource: 0 };

function allPairs(ends: Ends, selfConnections: boolean | undefined): ProvenDegrees {
  const itself = excludesSelf(ends, selfConnections) ? 1 : 0;
  const ontoEveryTarget = ends.from.size - itself;
  return {
    synapses: pairCount(ends, selfConnections),
    ontoEveryTarget,
    ontoSomeTarget: ontoEveryTarget,
    fromEverySource: ends.to.size - itself,
  };
}
