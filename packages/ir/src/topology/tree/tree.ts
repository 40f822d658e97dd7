import { NONE } from '@nmap/kernels';
import { blockOfTiles, type Grid } from '../common/grid.ts';
import {
  BOARD,
  CHIP,
  LINK_CLASSES,
  PLAIN_LINK_KINDS,
  TREE,
  type Curve,
  type LinkKind,
  type PlainTopology,
} from '../topology.ts';

/** No single chip, or board: the router joins several. */
const BETWEEN = 0xffff_ffff;

/**
 * Tree of routers with the tiles as leaves: up to the lowest common ancestor and down.
 * `arity[level]` children per router, from the root; their product is the number of tiles.
 * Routers: tiles 0 .. tileCount - 1, then the root, then its children, level by level.
 * Links: every router but the root has an index (its number, less one above the root's);
 * 2 * index leads up to its parent, 2 * index + 1 down to it. A link that does not lie
 * inside one chip is of class `chip`, and if not on one board, of class `board`.
 */
export class Tree implements PlainTopology {
  readonly kind = 'tree';
  readonly rule = 'up-down';
  readonly linkClasses = ['tree'] as const;
  readonly isGrid = false;
  readonly wraps = false;
  readonly isPlane = false;
  readonly columns: number;
  readonly rows: number;
  readonly tileCount: number;
  readonly routerCount: number;
  readonly linkCount: number;
  readonly linkKinds: readonly LinkKind[];
  readonly linkClassOf: Uint8Array;
  readonly linkDead: Uint8Array;
  readonly liveLinks: Uint32Array;
  readonly hasDeadLinks = false;
  readonly maxHops: number;
  /** Levels below the root = depth of the leaves. */
  readonly #depth: number;
  /** #span[level] = leaves below a router of that level; #span[depth] = 1. */
  readonly #span: Uint32Array;
  /** #first[level] = number of the first router of that level; #first[depth] = 0, the tiles. */
  readonly #first: Uint32Array;
  readonly #parent: Uint32Array;
  readonly #levelOf: Uint8Array;

  constructor(
    grid: Grid,
    readonly arity: readonly number[],
  ) {
    this.columns = grid.columns;
    this.rows = grid.rows;
    this.tileCount = grid.columns * grid.rows;
    const depth = arity.length;
    this.#depth = depth;
    this.maxHops = 2 * depth;
    this.#span = new Uint32Array(depth + 1);
    this.#first = new Uint32Array(depth + 1);
    this.#span[depth] = 1;
    for (let level = depth - 1; level >= 0; level--) this.#span[level] = this.#span[level + 1] * arity[level];
    let routerCount = this.tileCount;
    for (let level = 0; level < depth; level++) {
      this.#first[level] = routerCount;
      routerCount += this.tileCount / this.#span[level];
    }
    this.routerCount = routerCount;
    this.linkCount = 2 * (routerCount - 1);
    this.#parent = new Uint32Array(routerCount);
    this.#levelOf = new Uint8Array(routerCount);
    this.linkKinds = treeLinkKinds(grid, depth);
    this.linkClassOf = new Uint8Array(this.linkCount);
    this.linkDead = new Uint8Array(this.linkCount);
    const { columns, rows, chipWidth, chipHeight, boardWidth = columns, boardHeight = rows } = grid;
    const chipOf = this.#blockOfRouters(blockOfTiles(grid, chipWidth, chipHeight));
    const boardOf = this.#blockOfRouters(blockOfTiles(grid, boardWidth, boardHeight));
    for (let level = 0; level <= depth; level++) {
      for (let index = 0; index < this.tileCount / this.#span[level]; index++) {
        const router = this.#first[level] + index;
        this.#levelOf[router] = level;
        if (level === 0) continue;
        const parent = this.#first[level - 1] + Math.floor(index / arity[level - 1]);
        this.#parent[router] = parent;
        const leaves = (blockOf: Uint32Array): boolean =>
          blockOf[parent] === BETWEEN || blockOf[parent] !== blockOf[router];
        const linkClass = leaves(boardOf) ? BOARD : leaves(chipOf) ? CHIP : TREE;
        const kind = kindAtLevel(grid, depth, linkClass, level - 1);
        this.linkClassOf.fill(kind, this.#up(router), this.#up(router) + 2);
      }
    }
    this.liveLinks = new Uint32Array(this.linkKinds.length);
    for (const linkClass of this.linkClassOf) this.liveLinks[linkClass]++;
  }

  /** The leaves below the router that many levels up, less those below its child: the same from every tile. */
  mostTilesAt(hops: number): number {
    if (hops === 0) return 1;
    const level = this.#depth - hops / 2;
    if (!Number.isInteger(level) || level < 0) return 0;
    return this.#span[level] - this.#span[level + 1];
  }

  /** The leaves as they come, whatever the curve: those next to each other share the lowest inner routers. */
  tilesAlong(_curve: Curve, count: number): Uint32Array {
    return Uint32Array.from({ length: count }, (_, tile) => tile);
  }

  positionAlong(_curve: Curve, tile: number): number {
    return tile;
  }

  forEachNeighbors(visit: (a: number, b: number, link: number) => void): void {
    for (let tile = 0; tile + 1 < this.tileCount; tile++) visit(tile, tile + 1, NONE);
  }

  hops(from: number, to: number): number {
    const span = this.#span;
    let level = this.#depth;
    while (from !== to) {
      level--;
      const width = span[level] / span[level + 1];
      from = Math.floor(from / width);
      to = Math.floor(to / width);
    }
    return 2 * (this.#depth - level);
  }

  addHops(from: number, to: number, counts: Float64Array, sign: number): void {
    while (from !== to) {
      counts[this.linkClassOf[this.#up(from)]] += sign;
      counts[this.linkClassOf[this.#up(to)]] += sign;
      from = this.#parent[from]!;
      to = this.#parent[to]!;
    }
  }

  route(from: number, to: number, out: Uint32Array): number {
    const length = this.hops(from, to);
    for (let step = 0; from !== to; step++) {
      out[step] = this.#up(from);
      out[length - 1 - step] = this.#up(to) + 1;
      from = this.#parent[from]!;
      to = this.#parent[to]!;
    }
    return length;
  }

  /** From any router: down if the tile lies below it, else up. */
  firstLink(router: number, to: number): number {
    const level = this.#levelOf[router];
    if (level < this.#depth && this.#ancestor(to, level) === router) {
      return this.#up(this.#ancestor(to, level + 1)) + 1;
    }
    return this.#up(router);
  }

  linkFrom(link: number): number {
    return (link & 1) === 0 ? this.#child(link) : this.#parent[this.#child(link)];
  }

  linkTo(link: number): number {
    return (link & 1) === 0 ? this.#parent[this.#child(link)] : this.#child(link);
  }

  #up(router: number): number {
    return 2 * (router < this.tileCount ? router : router - 1);
  }

  #child(link: number): number {
    const index = link >>> 1;
    return index < this.tileCount ? index : index + 1;
  }

  #ancestor(tile: number, level: number): number {
    return this.#first[level] + Math.floor(tile / this.#span[level]);
  }

  /** Chip, or board, of every router: the one that holds all its leaves, or BETWEEN. */
  #blockOfRouters(blockOfTile: Uint32Array): Uint32Array {
    const blockOf = new Uint32Array(this.routerCount);
    blockOf.set(blockOfTile);
    for (let level = 0; level < this.#depth; level++) {
      const span = this.#span[level];
      for (let index = 0; index < this.tileCount / span; index++) {
        let block = blockOfTile[index * span];
        for (let leaf = index * span; leaf < (index + 1) * span; leaf++) {
          if (blockOfTile[leaf] !== block) block = BETWEEN;
        }
        blockOf[this.#first[level] + index] = block;
      }
    }
    return blockOf;
  }
}

/** Classes that links of a tree can have, each at every level. */
const CLASSES = [TREE, CHIP, BOARD];

function treeLinkKinds({ tellsApart = false }: Grid, depth: number): readonly LinkKind[] {
  if (!tellsApart) return PLAIN_LINK_KINDS;
  const byLevel = CLASSES.flatMap((linkClass) =>
    Array.from({ length: depth }, (_, level) => ({ class: LINK_CLASSES[linkClass], level })),
  );
  return [...PLAIN_LINK_KINDS, ...byLevel];
}

/** Index into {@link treeLinkKinds}. */
function kindAtLevel({ tellsApart = false }: Grid, depth: number, linkClass: number, level: number): number {
  return tellsApart ? PLAIN_LINK_KINDS.length + CLASSES.indexOf(linkClass) * depth + level : linkClass;
}
