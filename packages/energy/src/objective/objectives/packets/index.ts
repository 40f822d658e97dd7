import type { ObjectiveDefinition } from '../../definition.ts';
import { NO_PRICES, everyLink } from '../../search-prices.ts';

/** What the longest way costs a search, in packets: of placements with as many packets the one with fewer hops is better. */
const LONGEST_WAY = 1e-3;

/** Spikes times other cores reached: what the partition alone decides. */
export const packets: ObjectiveDefinition = {
  name: 'packets',
  unit: 'packets',
  summary: 'spikes, once for every other core that they reach (interCorePackets)',
  balances: false,
  price: ({ target: { topology } }) => ({
    prices: {
      ...NO_PRICES,
      perDelivery: 1,
      perLinkClass: everyLink(topology, LONGEST_WAY / Math.max(1, topology.maxHops)),
    },
    notes: [],
  }),
  value: ({ counts }) => counts.packets,
};
