import { maxLinkLoad } from '../../counts/counts.ts';
import type { ObjectiveDefinition } from '../definition.ts';
import { NO_PRICES, everyLink } from '../search-prices.ts';

/**
 * What a hop costs a search beside the busiest link, in packets over it, shared by all links: of placements with the
 * same busiest link the one with fewer hops is better.
 */
const HOPS = 0.1;

/** A search descends a norm of all loads, see `LoadNorm` of the mappers; the number is the exact maximum. */
export const congestion: ObjectiveDefinition = {
  name: 'congestion',
  unit: 'packets',
  summary: 'packets over the busiest link in the window (maxLinkLoad)',
  price({ target }) {
    const links = target.topology.liveLinks.reduce((sum, count) => sum + count, 0);
    return {
      prices: {
        ...NO_PRICES,
        perLinkClass: everyLink(target.topology, HOPS / Math.max(1, links)),
        perBusiestLink: 1,
      },
      unknown: [],
    };
  },
  value: ({ counts }) => maxLinkLoad(counts),
};
