/**
 * Prices of multicast trees from one part to others: the ways of the tree ({@link TreeWays}), one injection and one first
 * router, and what is delivered.
 */
import { pricesPerHop } from '@nmap/energy';
import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { TreeWays } from '../place/common/tree-ways.ts';
import type { Parts } from './parts.ts';
import type { PinTable } from './pin-table.ts';

export class TreePrices {
  readonly #parts: Parts;
  readonly #ways: TreeWays;
  /** Fixed price of a tree: injection and first router. */
  readonly #perTree: number;
  /** Tiles of the parts that a tree reaches. */
  readonly #tiles: Uint32Array;

  constructor(parts: Parts, target: Target) {
    const { prices, distance, count } = parts;
    this.#parts = parts;
    this.#ways = new TreeWays(target, pricesPerHop(prices), distance);
    this.#perTree = prices.perPacket + prices.perRouter;
    this.#tiles = new Uint32Array(count + 2);
  }

  /**
   * Price of one spike from `home` to the parts of the net, less the part `without` and with the
   * part `extra` (NONE: no such part).
   */
  price(home: number, pins: PinTable, net: number, without: number, extra: number): number {
    const { tileOf, count, prices } = this.#parts;
    const tiles = this.#tiles;
    const list = pins.part;
    const first = pins.start[net];
    const end = first + pins.used[net];
    let remote = 0;
    let isLocal = false;
    // One step more than the list is long, for the extra part.
    for (let slot = first; slot <= end; slot++) {
      const part = slot === end ? extra : list[slot];
      if (part === without || part === NONE) continue;
      if (part === home) isLocal = true;
      else tiles[remote++] = tileOf[part]!;
    }
    const delivery = isLocal && home !== count ? prices.perLocalDelivery : 0;
    if (remote === 0) return delivery;
    return (
      delivery + (this.#perTree + remote * prices.perDelivery + this.#ways.price(tileOf[home], tiles, remote))
    );
  }
}
