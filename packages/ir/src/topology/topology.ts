/** What a link is, for its price and its latency. A link between two chips is `chip`, whatever its direction. */
export const LINK_CLASSES = ['eastWest', 'northSouth', 'diagonal', 'tree', 'chip'] as const;
export type LinkClass = (typeof LINK_CLASSES)[number];

/**
 * Routers and directed links, with one deterministic route for every pair of tiles.
 * Ids are plain numbers here: this is the hot path of every placer.
 */
export interface Topology {
  readonly kind: 'mesh' | 'torus' | 'hex-torus' | 'tree';
  /** Over all chips. On a tree the leaves are laid out as a grid for reports only. */
  readonly columns: number;
  readonly rows: number;
  /** Tiles are 0 .. tileCount - 1, tile = y * columns + x. Inner routers of a tree follow. */
  readonly tileCount: number;
  readonly routerCount: number;
  readonly linkCount: number;
  /** linkClassOf[link] = index into LINK_CLASSES. */
  readonly linkClassOf: Uint8Array;
  /** True where a fault makes some routes leave the plain rule of the topology. */
  readonly hasDeadLinks: boolean;
  /** linkDead[link] = 1: no route uses it. Also 1 for numbers that name no link (beyond a mesh's edge). */
  readonly linkDead: Uint8Array;
  /** liveLinks[class] = links of it that a route may use, without asking every one of millions. */
  readonly liveLinks: Uint32Array;

  /** Links on the route; 0 for from = to; Infinity where faults cut `to` off. */
  hops(from: number, to: number): number;
  /**
   * Adds `sign` to counts[class] for every link of the route: hops by link class.
   * Same route as {@link route}.
   */
  addHops(from: number, to: number, counts: Float64Array, sign: number): void;
  /** Writes the links of the route, in order, into `out` from index 0 and returns their number. */
  route(from: number, to: number, out: Uint32Array): number;
  /** Longest route there can be: how long `out` must be. */
  readonly maxHops: number;
  /** First router of a link, and its second. */
  linkFrom(link: number): number;
  linkTo(link: number): number;
}
