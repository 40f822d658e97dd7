import { spikeHops } from '../../../counts/counts.ts';
import type { ObjectiveDefinition } from '../../definition.ts';
import { NO_PRICES, everyLink } from '../../search-prices.ts';

export const hops: ObjectiveDefinition = {
  name: 'hops',
  unit: 'hops',
  summary: 'links that packets, or trees, cross (spikeHops)',
  balances: false,
  price: ({ target }) => ({
    prices: { ...NO_PRICES, perLinkClass: everyLink(target.topology, 1) },
    notes: [],
  }),
  value: ({ counts }) => spikeHops(counts),
};
