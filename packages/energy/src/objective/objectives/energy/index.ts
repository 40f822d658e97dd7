import { ENERGY_KEYS, ENERGY_TERMS, hopPricesOf, windowOf, type EnergyKey, type Problem } from '@nmap/ir';
import { DYNAMIC_TERMS, PJ_PER_MW_MS, isAllIn } from '../../../counts/price-counts.ts';
import type { ObjectiveDefinition, Priced } from '../../definition.ts';
import { NO_PRICES, kindPrices, type SearchPrices } from '../../search-prices.ts';
import { withStandIns } from '../../stand-ins.ts';

/** All that the placement decides: packets, deliveries, routers, links, and static power of what is in use. */
export const energy: ObjectiveDefinition = {
  name: 'energy',
  unit: 'pJ',
  summary: "interconnect and static power over the file's window",
  balances: false,
  price(problem) {
    const { packets, statics, notes, impossible } = energyPrices(problem);
    if (impossible !== null) return { impossible };
    const pjPerMw = windowOf(problem.network).lengthMs * PJ_PER_MW_MS;
    const prices = {
      ...packets,
      perCore: statics.perCore * pjPerMw,
      perTile: statics.perTile * pjPerMw,
      perChip: statics.perChip * pjPerMw,
    };
    return saysNothing(prices) ?? { prices, notes };
  },
  value: (costs) => costs.energyPj(windowOf(costs.placed.problem.network).lengthMs),
};

/** Prices in pJ, static power apart in mW. */
export interface EnergyPrices {
  readonly packets: SearchPrices;
  readonly statics: { readonly perCore: number; readonly perTile: number; readonly perChip: number };
  /** What was counted for unknown constants. */
  readonly notes: readonly string[];
  /** Why these constants cannot price a placement; null where they can. */
  readonly impossible: string | null;
}

export function energyPrices(problem: Problem): EnergyPrices {
  const { target, notes, missing } = withStandIns(problem.target);
  const { energy: constants, topology } = target;
  const allIn = DYNAMIC_TERMS.find((key) => isAllIn(constants[key]));
  // What the table of terms prices by an amount that the placement decides.
  const of = (amount: (typeof ENERGY_TERMS)[EnergyKey]['amount']): number =>
    ENERGY_KEYS.reduce(
      (sum, key) => (ENERGY_TERMS[key].amount === amount ? sum + (constants[key].value ?? 0) : sum),
      0,
    );
  const packets = {
    ...NO_PRICES,
    perPacket: of('injections'),
    perRouter: of('routersVisited'),
    perLinkClass: kindPrices(topology, hopPricesOf(ENERGY_TERMS, constants, topology.linkKinds)),
    perLocalDelivery: of('localDeliveries'),
  };
  const statics = { perCore: of('usedCores'), perTile: of('usedTiles'), perChip: of('usedChips') };
  const impossible =
    allIn !== undefined
      ? `${allIn} already contains the interconnect`
      : missing.length > 0
        ? `${missing.join(', ')} unknown`
        : null;
  return { packets, statics, notes, impossible };
}

/** Where neither moving a packet nor using a core, tile or chip has a price. */
function saysNothing(prices: SearchPrices): Priced | null {
  const { perRouter, perTile, perChip } = prices;
  const links = prices.perLinkClass.reduce((sum, price) => sum + price, 0);
  return perRouter + links + perTile + perChip === 0
    ? { impossible: 'moving a packet costs nothing here' }
    : null;
}
