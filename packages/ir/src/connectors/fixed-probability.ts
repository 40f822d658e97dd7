import { Rng, log } from '@nmap/kernels';
import { checkProbability, checkSeed, excludesSelf, pairCount, seedOf } from './checks.ts';
import type { ConnectorDefinition } from './connector.ts';

/**
 * Every pair with probability p, independently. Order: by source, then by target.
 *
 * The pairs are numbered in that order and the gaps between synapses drawn from the
 * geometric distribution, so that the cost is that of the synapses, not of the pairs.
 * **Source** V. Batagelj, U. Brandes, "Efficient generation of large random networks",
 * Phys. Rev. E 71, 036113, 2005, doi:10.1103/PhysRevE.71.036113.
 */
export const fixedProbability: ConnectorDefinition<'fixed-probability'> = {
  check(connector, _ends, report) {
    checkProbability(connector, report);
    checkSeed(connector, report);
  },
  count: (connector, ends) => connector.p * pairCount(ends, connector.selfConnections),
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

/** log(1 - p), precise for small p too; -Infinity for 1. */
export function logOfComplement(p: number): number {
  return p < 1e-4 ? -p * (1 + p * (1 / 2 + p * (1 / 3 + p / 4))) : log(1 - p);
}

/** Failures before the next success; `scale` = 1 / log(1 - p), which is 0 for p = 1. */
export function geometricGap(rng: Rng, scale: number): number {
  return scale === 0 ? 0 : Math.floor(log(1 - rng.unit()) * scale);
}
