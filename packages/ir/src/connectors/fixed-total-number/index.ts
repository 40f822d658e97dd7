import { SEED } from '../common/keys.ts';
import { evenDegrees } from '../common/proven-degrees.ts';
import { Rng } from '@nmap/kernels';
import { checkSeed, seedOf } from '../common/checks.ts';
import type { ConnectorDefinition } from '../connector.ts';

/** Exactly n synapses, both ends uniform and independent: multapses and self-loops occur (Potjans & Diesmann 2014). */
export interface FixedTotalNumber {
  readonly connector: 'fixed-total-number';
  readonly n: number;
  readonly seed?: number;
}

/**
 * Exactly n synapses, both ends uniform and independent: multapses and self-loops occur.
 * Order: as drawn, the source before the target.
 * **Source** T. C. Potjans, M. Diesmann, "The Cell-Type Specific Cortical Microcircuit",
 * Cerebral Cortex 24(3), 2014, doi:10.1093/cercor/bhs358.
 */
export const fixedTotalNumber: ConnectorDefinition<FixedTotalNumber> = {
  name: 'fixed-total-number',
  keys: { n: { kind: 'count', required: 'synapses in all' }, seed: SEED },
  alsoCalled: ['FixedTotalNumberConnector', 'MultapseConnector', 'fixed_total_number'],
  countIsExact: true,
  makesMultapses: true,
  check(connector, _ends, report) {
    const { n } = connector;
    if (!Number.isSafeInteger(n) || n < 0) {
      report({
        code: 'E1111',
        message: `n of fixed-total-number is ${n}, must be an integer of at least 0.`,
        have: n,
        need: 'an integer >= 0',
        unit: 'synapses',
      });
    }
    checkSeed(connector, report);
  },
  count: (connector) => connector.n,
  proven: (connector) => evenDegrees(connector.n, 0, 0),
  visit(connector, ends, visitor) {
    const { n } = connector;
    const fromSize = ends.from.size;
    const toSize = ends.to.size;
    const rng = Rng.fork(seedOf(connector), 'fixed-total-number', ends.projectionIndex);
    for (let k = 0; k < n; k++) {
      const pre = rng.below(fromSize);
      visitor(pre, rng.below(toSize), 0);
    }
  },
};
