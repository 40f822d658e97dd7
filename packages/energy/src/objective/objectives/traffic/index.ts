import { spikeHops } from '../../../counts/counts.ts';
import type { ObjectiveDefinition } from '../../definition.ts';
import { NO_PRICES, everyLink } from '../../search-prices.ts';

/** One for every packet (or tree) and one for every hop. */
export const traffic: ObjectiveDefinition = {
  name: 'traffic',
  unit: 'packet hops',
  summary: 'packets, or trees, and the links that they cross',
  balances: false,
  price: ({ target }) => ({
    prices: { ...NO_PRICES, perPacket: 1, perLinkClass: everyLink(target.topology, 1) },
    notes: [],
  }),
  value({ counts, placed }) {
    const injected = placed.problem.target.multicast === 'tree' ? counts.trees : counts.packets;
    return injected + spikeHops(counts);
  },
};
