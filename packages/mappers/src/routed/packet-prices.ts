/** What a unicast packet costs under the objective: injection, routers and links. */
import type { SearchPrices } from '@nmap/energy';
import type { TileDistance } from '../place/common/tile-distance.ts';

/**
 * between[from * tileOf.length + to] = price of one packet between two parts.
 * @param tileOf tileOf[part], the i/o port's last.
 */
export function packetPrices(
  tileOf: Uint32Array,
  prices: SearchPrices,
  distance: TileDistance,
): Float64Array {
  const width = tileOf.length;
  const port = width - 1;
  const between = new Float64Array(width * width);
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < width; to++) {
      // The tile distance charges a router with each link; the first router comes on top.
      between[from * width + to] =
        from !== to
          ? prices.perPacket +
            prices.perDelivery +
            prices.perRouter +
            distance.between(tileOf[from], tileOf[to])
          : from === port
            ? 0
            : prices.perLocalDelivery;
    }
  }
  return between;
}
