/**
 * What an objective charges beyond packets and their ways: cores, tiles and chips in use, the time of a step and the
 * busiest link. No sum over packets, so a change is the difference of two totals.
 */
import { fullBarrierNs, stepNsOf, type SearchPrices } from '@nmap/energy';
import type { Target } from '@nmap/ir';

export class StandingCosts {
  readonly prices: SearchPrices;
  readonly #barrierNs: number;

  constructor(prices: SearchPrices, target: Target) {
    this.prices = prices;
    this.#barrierNs = fullBarrierNs(stepNsOf(target));
  }

  /** @param coresNs norm of the cores' times in the average step; @param links norm of the packets over the links. */
  total(cores: number, tiles: number, chips: number, coresNs: number, links: number): number {
    const { perCore, perTile, perChip, perStepNs, perBusiestLink } = this.prices;
    const use = cores * perCore + tiles * perTile + chips * perChip;
    if (perStepNs === null) return use + links * perBusiestLink;
    const perNs =
      perStepNs.always + cores * perStepNs.perCore + tiles * perStepNs.perTile + chips * perStepNs.perChip;
    return use + links * perBusiestLink + perNs * (coresNs + this.#barrierNs);
  }
}
