/**
 * What a link is, for its price and its latency: inside a chip its direction, or that it belongs to a tree; between two
 * chips `chip`; between two boards `board`.
 */
export const LINK_CLASSES = ['eastWest', 'northSouth', 'diagonal', 'tree', 'chip', 'board'] as const;
export type LinkClass = (typeof LINK_CLASSES)[number];

/** Links of one kind have one price. */
export interface LinkKind {
  readonly class: LinkClass;
  /** Where levels of a tree are told apart: 0 for the links below the root. */
  readonly level?: number;
  /** Where links between chips are told apart: as if the link were inside a chip. */
  readonly direction?: LinkClass;
}

/** One kind for each class. */
export const PLAIN_LINK_KINDS: readonly LinkKind[] = LINK_CLASSES.map((name) => ({ class: name }));

/** Positions in LINK_CLASSES, for code that counts without looking names up. */
export const EAST_WEST = 0;
export const NORTH_SOUTH = 1;
export const DIAGONAL = 2;
export const TREE = 3;
export const CHIP = 4;
export const BOARD = 5;

/** Orders of the tiles in which neighbours in the order lie near each other on the chip, `rows` being the plainest. */
export type Curve = 'rows' | 'zigzag' | 'hilbert';

/**
 * Routers and directed links, with one deterministic route for every pair of tiles.
 * Ids are plain numbers here: this is the hot path of every placer. Whatever depends on the kind of a topology
 * is answered here, so that nobody outside asks which kind it is.
 */
export interface Topology {
  /** As in a hardware file. For messages and reports only. */
  readonly kind: string;
  /** Name of the routing rule that {@link route} follows; `+detours` where dead links make some routes leave it. */
  readonly rule: string;
  /** Over all chips. Where {@link isGrid} does not hold, a layout for reports only. */
  readonly columns: number;
  readonly rows: number;
  /** Tiles are 0 .. tileCount - 1, tile = y * columns + x. Inner routers follow, where there are any. */
  readonly tileCount: number;
  readonly routerCount: number;
  readonly linkCount: number;
  /** What can differ in price: LINK_CLASSES, and after them what a description wants told apart. */
  readonly linkKinds: readonly LinkKind[];
  /** linkClassOf[link] = index into {@link linkKinds}. */
  readonly linkClassOf: Uint8Array;
  /** Classes that links inside a chip have on any topology of this kind, whatever its size. */
  readonly linkClasses: readonly LinkClass[];
  /** True where a fault makes some routes leave the plain rule of the topology. */
  readonly hasDeadLinks: boolean;
  /** linkDead[link] = 1: no route uses it. Also 1 for numbers that name no link (beyond a mesh's edge). */
  readonly linkDead: Uint8Array;
  /** liveLinks[kind] = links of it that a route may use, without asking every one of millions. */
  readonly liveLinks: Uint32Array;

  /** Tiles near each other on the columns x rows grid are few hops apart: a search may draw from windows of it. */
  readonly isGrid: boolean;
  /** Where inner routers join the tiles: children per router, level by level from the root, the tiles as leaves in their order. */
  readonly arity?: readonly number[];
  /** The grid's opposite edges are neighbours, along both axes. */
  readonly wraps: boolean;
  /**
   * Every route goes along the row of its source first, then along a column, over links numbered
   * 4 * tile + (0 east, 1 west, 2 north, 3 south): hops are differences of coordinates, and trees have a closed form.
   */
  readonly isPlane: boolean;
  /** No tile has more than so many tiles at exactly `hops` hops, or after fewer tiles nearer by; 1 for 0 hops: itself. */
  mostTilesAt(hops: number): number;
  /** The first `count` tiles of an order, each once. O(count). */
  tilesAlong(curve: Curve, count: number): Uint32Array;
  /** Where a tile comes in {@link tilesAlong}: larger means later, gaps allowed. */
  positionAlong(curve: Curve, tile: number): number;
  /**
   * Pairs of tiles that lie next to each other, in either or both directions, some perhaps twice: those that a live
   * link joins, or, where links lead to inner routers (link = NONE), those that no tile is nearer to.
   */
  forEachNeighbors(visit: (a: number, b: number, link: number) => void): void;

  /** Links on the route; 0 for from = to; Infinity where faults cut `to` off. */
  hops(from: number, to: number): number;
  /**
   * Adds `sign` to counts[kind] for every link of the route: hops by {@link linkKinds}.
   * Same route as {@link route}.
   */
  addHops(from: number, to: number, counts: Float64Array, sign: number): void;
  /** Writes the links of the route, in order, into `out` from index 0 and returns their number. */
  route(from: number, to: number, out: Uint32Array): number;
  /** Longest route there can be: how long `out` must be. */
  readonly maxHops: number;
  /** First router of a link, and its second. A number that names no link ends where it begins. */
  linkFrom(link: number): number;
  linkTo(link: number): number;
}

/** A topology without faults: every route in closed form. */
export interface PlainTopology extends Topology {
  /** First link of the plain route from a router (inner ones included) to a tile; undefined use: from = to. */
  firstLink(router: number, to: number): number;
}
