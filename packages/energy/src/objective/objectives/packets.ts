import type { ObjectiveDefinition } from '../definition.ts';
import { NO_PRICES } from '../search-prices.ts';

/** Spikes times other cores reached: what the partition alone decides. */
export const packets: ObjectiveDefinition = {
  name: 'packets',
  unit: 'packets',
  summary: 'spikes, once for every other core that they reach (interCorePackets)',
  price: () => ({ prices: { ...NO_PRICES, perDelivery: 1 }, unknown: [] }),
  value: ({ counts }) => counts.packets,
};
