import { geometricGap, logOfComplement } from '../common/geometric-gap.ts';
import { PROBABILITY, SEED, SELF_CONNECTIONS } from '../common/keys.ts';
import { NOTHING_PROVEN, degreesOfAllPairs } from '../common/proven-degrees.ts';
import { Rng } from '@nmap/kernels';
import { checkProbability, checkSeed, excludesSelf, pairCount, seedOf } from '../common/checks.ts';
import type { ConnectorDefinition } from '../connector.ts';

/** Every pair with probability p. */
export interface FixedProbability {
  readonly connector: 'fixed-probability';
  readonly p: number;
  readonly seed?: number;
  readonly selfConnections?: boolean;
}

/**
 * Every pair with probability p, independently. Order: by source, then by target.
 *
 * The pairs are numbered in that order and the gaps between synapses drawn from the
 * geometric distribution, so that the cost is that of the synapses, not of the pairs.
 * **Source** V. Batagelj, U. Brandes, "Efficient generation of large random networks",
 * Phys. Rev. E 71, 036113, 2005, doi:10.1103/PhysRevE.71.036113.
 */
export const fixedProbability: ConnectorDefinition<FixedProbability> = {
  name: 'fixed-probability',
  keys: { p: PROBABILITY, seed: SEED, selfConnections: SELF_CONNECTIONS },
  alsoCalled: [
    'FixedProbabilityConnector',
    'pairwise_bernoulli',
    'symmetric_pairwise_bernoulli',
    'pairwise_poisson',
    'random',
    'bernoulli',
  ],
  countIsExact: false,
  check(connector, _ends, report) {
    checkProbability(connector, report);
    checkSeed(connector, report);
  },
  count: (connector, ends) => connector.p * pairCount(ends, connector.selfConnections),
  proven: (connector, ends) =>
    connector.p === 1 ? degreesOfAllPairs(ends, connector.selfConnections) : NOTHING_PROVEN,
  visit(connector, ends, visitor) {
    const { p } = connector;
    const skipSelf = excludesSelf(ends, connector.selfConnections);
    const fromSize = ends.from.size;
    // Without self-connections a source has one candidate less; those behind it move up by one.
    const width = skipSelf ? ends.to.size - 1 : ends.to.size;
    if (p === 0 || width === 0) return;
    const rng = Rng.fork(seedOf(connector), 'fixed-probability', ends.projectionIndex);
    const scale = 1 / logOfComplement(p);
    let pre = 0;
    let slot = -1;
    for (;;) {
      slot += 1 + geometricGap(rng, scale);
      if (slot >= width) {
        const rows = Math.floor(slot / width);
        pre += rows;
        slot -= rows * width;
      }
      if (pre >= fromSize) return;
      visitor(pre, skipSelf && slot >= pre ? slot + 1 : slot, 0);
    }
  },
};
