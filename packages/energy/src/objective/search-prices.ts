/** What an objective charges a search: the only numbers that an optimiser needs. */
import { PLAIN_LINK_KINDS, type Topology } from '@nmap/ir';

export interface SearchPrices {
  /** Each packet that leaves its core (unicast) or each tree. */
  readonly perPacket: number;
  /** Each other core that a spike reaches, the port being one. */
  readonly perDelivery: number;
  /** Each router that a packet visits. */
  readonly perRouter: number;
  /** perLinkClass[kind] for every link, by index into the topology's `linkKinds`; 0 for kinds the chip does not have. */
  readonly perLinkClass: Float64Array;
  /** Each delivery to the source's own core. */
  readonly perLocalDelivery: number;
  /** Each core, tile and chip in use, over the whole window. */
  readonly perCore: number;
  readonly perTile: number;
  readonly perChip: number;
  /** Each ns of the average step; null where time costs nothing. */
  readonly perStepNs: StepPrices | null;
  /** Each packet over the busiest link. */
  readonly perBusiestLink: number;
}

/** What a ns of the average step costs: so much in any case, and for each core, tile and chip in use. */
export interface StepPrices {
  readonly always: number;
  readonly perCore: number;
  readonly perTile: number;
  readonly perChip: number;
}

export const NO_PRICES: SearchPrices = {
  perPacket: 0,
  perDelivery: 0,
  perRouter: 0,
  perLinkClass: new Float64Array(PLAIN_LINK_KINDS.length),
  perLocalDelivery: 0,
  perCore: 0,
  perTile: 0,
  perChip: 0,
  perStepNs: null,
  perBusiestLink: 0,
};

/** a + weight * b, price by price. */
export function addPrices(a: SearchPrices, b: SearchPrices, weight: number): SearchPrices {
  const step = (from: SearchPrices): StepPrices =>
    from.perStepNs ?? { always: 0, perCore: 0, perTile: 0, perChip: 0 };
  const sum = <Key extends string>(x: Readonly<Record<Key, number>>, y: typeof x, key: Key): number =>
    x[key] + weight * y[key];
  return {
    perPacket: sum(a, b, 'perPacket'),
    perDelivery: sum(a, b, 'perDelivery'),
    perRouter: sum(a, b, 'perRouter'),
    perLinkClass: b.perLinkClass.map((price, k) => (a.perLinkClass[k] ?? 0) + weight * price),
    perLocalDelivery: sum(a, b, 'perLocalDelivery'),
    perCore: sum(a, b, 'perCore'),
    perTile: sum(a, b, 'perTile'),
    perChip: sum(a, b, 'perChip'),
    perStepNs:
      a.perStepNs === null && b.perStepNs === null
        ? null
        : {
            always: sum(step(a), step(b), 'always'),
            perCore: sum(step(a), step(b), 'perCore'),
            perTile: sum(step(a), step(b), 'perTile'),
            perChip: sum(step(a), step(b), 'perChip'),
          },
    perBusiestLink: sum(a, b, 'perBusiestLink'),
  };
}

/** What one more hop costs a packet, by kind of the link: the link and the router behind it. */
export function pricesPerHop({ perRouter, perLinkClass }: SearchPrices): Float64Array {
  return perLinkClass.map((price) => price + perRouter);
}

/** The same price for every link that there is. */
export function everyLink(topology: Topology, price: number): Float64Array {
  return Float64Array.from(linkClassesOf(topology), (there) => (there ? price : 0));
}

/** Prices of the kinds of links; 0 for those that the chip does not have. */
export function kindPrices(
  topology: Topology,
  prices: readonly { readonly value: number | null }[],
): Float64Array {
  const present = linkClassesOf(topology);
  return Float64Array.from(prices, ({ value }, kind) => (present[kind] ? (value ?? 0) : 0));
}

/** present[kind]: does the chip have a live link of that kind? */
export function linkClassesOf({ liveLinks }: Topology): readonly boolean[] {
  return Array.from(liveLinks, (links) => links > 0);
}
