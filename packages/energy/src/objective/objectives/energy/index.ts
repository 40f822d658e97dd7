import { ENERGY_KEYS, ENERGY_TERMS, hopPricesOf, windowOf, type EnergyKey, type Problem } from '@nmap/ir';
import { DYNAMIC_TERMS, PJ_PER_MW_MS, isAllIn } from '../../../counts/price-counts.ts';
import type { ObjectiveDefinition, Priced } from '../../definition.ts';
import { NO_PRICES, kindPrices, linkClassesOf, type SearchPrices } from '../../search-prices.ts';

/** All that the placement decides: packets, deliveries, routers, links, and static power of what is in use. */
export const energy: ObjectiveDefinition = {
  name: 'energy',
  unit: 'pJ',
  summary: "interconnect and static power over the file's window",
  balances: false,
  price(problem) {
    const { packets, statics, unknown, impossible } = energyPrices(problem);
    if (impossible !== null) return { impossible };
    const pjPerMw = windowOf(problem.network).lengthMs * PJ_PER_MW_MS;
    const prices = {
      ...packets,
      perCore: statics.perCore * pjPerMw,
      perTile: statics.perTile * pjPerMw,
      perChip: statics.perChip * pjPerMw,
    };
    return saysNothing(prices) ?? { prices, unknown };
  },
  value: (costs) => costs.energyPj(windowOf(costs.placed.problem.network).lengthMs),
};

/** Prices in pJ, static power apart in mW. */
export interface EnergyPrices {
  readonly packets: SearchPrices;
  readonly statics: { readonly perCore: number; readonly perTile: number; readonly perChip: number };
  readonly unknown: readonly string[];
  /** Why these constants cannot price a placement; null where they can. */
  readonly impossible: string | null;
}

export function energyPrices({ target }: Problem): EnergyPrices {
  const { energy: constants, topology } = target;
  const present = linkClassesOf(topology);
  const hops = hopPricesOf(ENERGY_TERMS, constants, topology.linkKinds);
  const allIn = DYNAMIC_TERMS.find((key) => isAllIn(constants[key]));
  const missing = new Set(
    hops.filter(({ value }, kind) => present[kind] && value === null).map(({ key }) => key),
  );
  const unknown: string[] = [];
  // What the table of terms prices by an amount that the placement decides.
  const of = (amount: (typeof ENERGY_TERMS)[EnergyKey]['amount']): number => {
    let sum = 0;
    for (const key of ENERGY_KEYS) {
      if (ENERGY_TERMS[key].amount !== amount) continue;
      if (constants[key].value === null) unknown.push(key);
      sum += constants[key].value ?? 0;
    }
    return sum;
  };
  const packets = {
    ...NO_PRICES,
    perPacket: of('injections'),
    perRouter: of('routersVisited'),
    perLinkClass: kindPrices(topology, hops),
    perLocalDelivery: of('localDeliveries'),
  };
  const statics = { perCore: of('usedCores'), perTile: of('usedTiles'), perChip: of('usedChips') };
  const impossible =
    allIn !== undefined
      ? `${allIn} already contains the interconnect`
      : missing.size > 0
        ? `${[...missing].join(', ')} unknown`
        : null;
  return { packets, statics, unknown, impossible };
}

/** Where neither moving a packet nor using a core, tile or chip has a price. */
function saysNothing(prices: SearchPrices): Priced | null {
  const { perRouter, perTile, perChip } = prices;
  const links = prices.perLinkClass.reduce((sum, price) => sum + price, 0);
  return perRouter + links + perTile + perChip === 0
    ? { impossible: 'moving a packet costs nothing here' }
    : null;
}
