import { LINK_CLASSES, windowOf, type Constant, type Objective, type Problem, type Topology } from '@nmap/ir';
import { DYNAMIC_TERMS, isAllIn } from './counts/price-counts.ts';

/** What the objective charges for a packet on its way: the only numbers that an optimiser needs. */
export interface HopPrices {
  /** Which objective these prices stand for; `traffic` where the one asked for could not be priced. */
  readonly name: Objective;
  readonly unit: 'pJ' | 'ns' | 'packet hops';
  /** Each packet that leaves its core (unicast) or each tree. */
  readonly perPacket: number;
  /** Each router that a packet visits. */
  readonly perRouter: number;
  /** perLinkClass[class] for every link, by index into LINK_CLASSES; 0 for classes the chip does not have. */
  readonly perLinkClass: Float64Array;
  /** Each delivery to the source's own core. */
  readonly perLocalDelivery: number;
  /** Each core in use, over the whole window. */
  readonly perCore: number;
  /** What was left out or replaced, for the report; null where nothing was. */
  readonly note: string | null;
}

const HOP_ENERGIES = ['hopEastWestPj', 'hopNorthSouthPj', 'hopDiagonalPj', 'hopTreePj', 'hopChipPj'] as const;
const HOP_LATENCIES = [
  'hopEastWestNs',
  'hopNorthSouthNs',
  'hopDiagonalNs',
  'hopTreeNs',
  'hopChipNs',
] as const;

/**
 * Prices of the problem's objective. Where a link class of the chip has no known price, or
 * where moving a packet costs nothing at all, the objective says nothing about a placement:
 * `traffic` takes its place and the note says so.
 */
export function hopPrices(problem: Problem): HopPrices {
  const { topology } = problem.target;
  const present = linkClassesOf(topology);
  switch (problem.objective) {
    case 'traffic':
      return trafficPrices(present, null);
    case 'energy':
      return energyPrices(problem, present);
    case 'latency':
      return latencyPrices(problem, present);
  }
}

function energyPrices(problem: Problem, present: readonly boolean[]): HopPrices {
  const { energy } = problem.target;
  const allIn = DYNAMIC_TERMS.find((key) => isAllIn(energy[key]));
  if (allIn !== undefined) {
    return trafficPrices(
      present,
      `energy: ${allIn} already contains the interconnect, so traffic is minimised`,
    );
  }
  const constants = HOP_ENERGIES.map((key) => energy[key]);
  const missing = HOP_ENERGIES.filter((key, linkClass) => present[linkClass] && energy[key].value === null);
  if (missing.length > 0) {
    return trafficPrices(present, `energy: ${missing.join(', ')} unknown, so traffic is minimised`);
  }
  const unknown: string[] = [];
  const known = (key: keyof typeof energy): number => {
    if (energy[key].value === null) unknown.push(key);
    return energy[key].value ?? 0;
  };
  const prices: HopPrices = {
    name: 'energy',
    unit: 'pJ',
    perPacket: known('packetInjectionPj'),
    perRouter: known('routerPj'),
    perLinkClass: classPrices(constants, present),
    perLocalDelivery: known('localDeliveryPj'),
    perCore: known('coreStaticMw') * windowOf(problem.network).lengthMs * 1e6,
    note: null,
  };
  return checked(prices, unknown, present);
}

function latencyPrices(problem: Problem, present: readonly boolean[]): HopPrices {
  const { latency } = problem.target;
  const constants = HOP_LATENCIES.map((key) => latency[key]);
  const missing = HOP_LATENCIES.filter((key, linkClass) => present[linkClass] && latency[key].value === null);
  if (missing.length > 0) {
    return trafficPrices(present, `latency: ${missing.join(', ')} unknown, so traffic is minimised`);
  }
  const unknown: string[] = [];
  const known = (key: keyof typeof latency): number => {
    if (latency[key].value === null) unknown.push(key);
    return latency[key].value ?? 0;
  };
  const prices: HopPrices = {
    name: 'latency',
    unit: 'ns',
    perPacket: known('packetInjectionNs') + known('packetReceiveNs'),
    perRouter: known('routerNs'),
    perLinkClass: classPrices(constants, present),
    perLocalDelivery: 0,
    perCore: 0,
    note: null,
  };
  return checked(prices, unknown, present);
}

/** One for every packet and one for every hop. */
function trafficPrices(present: readonly boolean[], note: string | null): HopPrices {
  return {
    name: 'traffic',
    unit: 'packet hops',
    perPacket: 1,
    perRouter: 0,
    perLinkClass: Float64Array.from(present, (there) => (there ? 1 : 0)),
    perLocalDelivery: 0,
    perCore: 0,
    note,
  };
}

function checked(prices: HopPrices, unknown: readonly string[], present: readonly boolean[]): HopPrices {
  const moving = prices.perRouter + prices.perLinkClass.reduce((sum, price) => sum + price, 0);
  if (moving === 0) {
    return trafficPrices(
      present,
      `${prices.name}: moving a packet costs nothing here, so traffic is minimised`,
    );
  }
  if (unknown.length === 0) return prices;
  return { ...prices, note: `${prices.name}: ${unknown.join(', ')} unknown, taken as 0` };
}

function classPrices(constants: readonly Constant[], present: readonly boolean[]): Float64Array {
  return Float64Array.from(constants, (constant, linkClass) =>
    present[linkClass] ? (constant.value ?? 0) : 0,
  );
}

/** present[class]: does the chip have a live link of that class? */
export function linkClassesOf({ liveLinks }: Topology): readonly boolean[] {
  return LINK_CLASSES.map((_, linkClass) => liveLinks[linkClass] > 0);
}
