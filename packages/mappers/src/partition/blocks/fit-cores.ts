/**
 * The cheapest arrangement that the chip has cores for: where the cheapest of all needs too many, cores get a price, and
 * the price is raised and lowered until they are enough and little more.
 */
import type { Solution } from './solve.ts';

/** The first price is this share of what a core's packets cost; it grows by so much while cores are too few. */
const FIRST_SHARE = 0.25;
const GROWTH = 6;
const MOST_RAISES = 9;
const BISECTIONS = 4;

export type Priced = (perCore: number) => Solution | { readonly stuck: number };

/** @returns the cheapest that fits; else the one with fewest cores, `fits` = false, or what stands in the way */
export function fitCores(
  priced: Priced,
  fits: (solution: Solution) => boolean,
): { readonly solution: Solution; readonly fits: boolean } | { readonly stuck: number } {
  const free = priced(0);
  if ('stuck' in free) return free;
  if (fits(free)) return { solution: free, fits: true };
  let best: Solution | null = null;
  let fewest = free;
  let low = 0;
  let price = Math.max((FIRST_SHARE * free.total.cost) / free.total.cores, Number.MIN_VALUE * 2 ** 60);
  const ask = (perCore: number): boolean => {
    const found = priced(perCore);
    if ('stuck' in found) return false;
    if (found.total.cores < fewest.total.cores) fewest = found;
    if (!fits(found)) return false;
    if (best === null || found.total.cost < best.total.cost) best = found;
    return true;
  };
  for (let raise = 0; raise < MOST_RAISES && !ask(price); raise++) {
    low = price;
    price *= GROWTH;
  }
  if (best === null) return { solution: fewest, fits: false };
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = low === 0 ? price / GROWTH : Math.sqrt(low * price);
    if (ask(middle)) price = middle;
    else low = middle;
  }
  return { solution: best, fits: true };
}
