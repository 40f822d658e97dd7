import { maxLinkLoad } from '../../../counts/counts.ts';
import type { ObjectiveDefinition } from '../../definition.ts';
import { NO_PRICES, everyLink } from '../../search-prices.ts';

/**
 * What a search pays for one packet less over the busiest link, in packets and hops more, shared by all links: without it
 * a placement is pulled apart for the last per cent.
 */
const TRAFFIC = 12;

/** A search descends a norm of all loads, see `LoadNorm` of the mappers; the number is the exact maximum. */
export const congestion: ObjectiveDefinition = {
  name: 'congestion',
  unit: 'packets',
  summary: 'packets over the busiest link in the window (maxLinkLoad)',
  balances: true,
  price({ target }) {
    const links = target.topology.liveLinks.reduce((sum, count) => sum + count, 0);
    const each = TRAFFIC / Math.max(1, links);
    return {
      prices: {
        ...NO_PRICES,
        perDelivery: each,
        perLinkClass: everyLink(target.topology, each),
        perBusiestLink: 1,
      },
      notes: [],
    };
  },
  value: ({ counts }) => maxLinkLoad(counts),
};
