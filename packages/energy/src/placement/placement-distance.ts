import { LINK_CLASSES, type Target } from '@nmap/ir';
import { linkClassesOf, type HopPrices } from './hop-prices.ts';

/** Up to this many tiles a table of all pairs is made where the distance has no closed form: 2 MB. */
const TABLE_TILES = 512;

/** Prices per step along x and along y, where that is all there is to a distance. */
export interface MeshPrices {
  readonly alongX: number;
  readonly alongY: number;
}

/**
 * What the way from one tile to another costs: the links, and a router for every link. The
 * constant part of a packet (its injection and its first router) is left out: no placement
 * changes it. 0 from a tile to itself, Infinity where faults cut the way.
 */
export function placementDistance(target: Target, prices: HopPrices): (from: number, to: number) => number {
  const mesh = meshPrices(target, prices);
  const { columns } = target.topology;
  if (mesh !== null) {
    const { alongX, alongY } = mesh;
    const inverse = 1 / columns;
    return (from, to) => {
      const fromY = ((from + 0.5) * inverse) | 0;
      const toY = ((to + 0.5) * inverse) | 0;
      const dy = fromY - toY;
      const dx = from - to - dy * columns;
      return alongX * (dx < 0 ? -dx : dx) + alongY * (dy < 0 ? -dy : dy);
    };
  }
  const exact = exactDistance(target, prices);
  const { tileCount } = target.topology;
  if (tileCount > TABLE_TILES) return exact;
  const table = new Float64Array(tileCount * tileCount);
  for (let from = 0; from < tileCount; from++) {
    for (let to = 0; to < tileCount; to++) table[from * tileCount + to] = exact(from, to);
  }
  return (from, to) => table[from * tileCount + to]!;
}

/** The closed form of a mesh of one chip without faults; null for everything else. */
export function meshPrices(target: Target, prices: HopPrices): MeshPrices | null {
  const { topology } = target;
  if (topology.kind !== 'mesh' || topology.hasDeadLinks) return null;
  const several = linkClassesOf(topology)[LINK_CLASSES.indexOf('chip')]!;
  const [alongX, alongY, , , chip] = prices.perLinkClass as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (several && (alongX !== chip || alongY !== chip)) return null;
  return { alongX: alongX + prices.perRouter, alongY: alongY + prices.perRouter };
}

function exactDistance(target: Target, prices: HopPrices): (from: number, to: number) => number {
  const { topology } = target;
  const perClass = pricePerLink(prices);
  const uniform = uniformPrice(target, perClass);
  if (uniform !== null) return (from, to) => (from === to ? 0 : uniform * topology.hops(from, to));
  const counts = new Float64Array(LINK_CLASSES.length);
  return (from, to) => {
    if (topology.hasDeadLinks && topology.hops(from, to) === Infinity) return Infinity;
    counts.fill(0);
    topology.addHops(from, to, counts, 1);
    let sum = 0;
    for (let linkClass = 0; linkClass < counts.length; linkClass++)
      sum += counts[linkClass]! * perClass[linkClass]!;
    return sum;
  };
}

/** A link and the router behind it. */
export function pricePerLink(prices: HopPrices): Float64Array {
  return prices.perLinkClass.map((price) => price + prices.perRouter);
}

function uniformPrice(target: Target, perClass: Float64Array): number | null {
  const present = linkClassesOf(target.topology);
  const seen = new Set(perClass.filter((_, linkClass) => present[linkClass]!));
  if (seen.size !== 1) return null;
  return [...seen][0]!;
}
