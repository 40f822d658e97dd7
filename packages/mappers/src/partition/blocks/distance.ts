/**
 * How far packets travel, before anything is placed: blocks that exchange packets with `d` others lie within about
 * sqrt(d) cores of them on a plane.
 */

/**
 * Mean hops / sqrt(edges / clusters) after `place/multilevel`, on networks with 3 to 106 edges a cluster: rasters and tiles
 * of VGG-16, ResNet-50, MobileNet and AlexNet lie between 1.2 and 1.5, those with fewest edges at the upper end.
 */
const HOPS_OF_ROOT = 1.3;

export interface Distances {
  readonly coresPerTile: number;
  /** Hops between any two tiles, on average: none is taken to be further. */
  readonly farthest: number;
  /** Hops from the i/o port to any tile, on average. */
  readonly fromPort: number;
}

/** @param pairs pairs of a source block and a target block that exchange packets. */
export function expectedHops(
  pairs: number,
  sourceBlocks: number,
  targetBlocks: number,
  { coresPerTile, farthest }: Distances,
): number {
  const partners = pairs / Math.min(sourceBlocks, targetBlocks);
  const hops = HOPS_OF_ROOT * Math.sqrt(partners / coresPerTile);
  return Math.min(Math.max(hops, 1), farthest);
}
