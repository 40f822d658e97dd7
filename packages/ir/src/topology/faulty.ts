import { NONE } from '@nmap/kernels';
import type { Curve, LinkClass, LinkKind, PlainTopology, Topology } from './topology.ts';

/** Entries that the tables of all destinations may hold together before the oldest is dropped. */
const TABLE_BUDGET = 1 << 26;

/** What is known about the way to one tile. */
interface Table {
  /** hops[router] to the tile; NONE where it cannot be reached. */
  readonly hops: Uint32Array;
  /** next[router] = first link of the route to the tile. */
  readonly next: Uint32Array;
}

/**
 * A topology with dead links: every route is a shortest path over the live links.
 * At each router it takes the link that the plain rule would take, if that one is live and
 * on a shortest path, else the live link with the lowest number that is. So a plain route
 * without a dead link stays as it was, and routes to one tile form a tree.
 *
 * A table per destination, made by breadth-first search from it when it is first asked for:
 * O(routers + links) time, O(routers) memory. Old tables are dropped when all together grow
 * too large; that changes time only, never a route.
 */
export class FaultyTopology implements Topology {
  readonly kind: string;
  readonly rule: string;
  readonly columns: number;
  readonly rows: number;
  readonly tileCount: number;
  readonly routerCount: number;
  readonly linkCount: number;
  readonly linkClassOf: Uint8Array;
  readonly linkClasses: readonly LinkClass[];
  readonly linkKinds: readonly LinkKind[];
  readonly linkDead: Uint8Array;
  readonly liveLinks: Uint32Array;
  readonly hasDeadLinks = true;
  readonly isGrid: boolean;
  readonly arity?: readonly number[];
  readonly wraps: boolean;
  readonly isPlane = false;
  readonly maxHops: number;
  readonly #plain: PlainTopology;
  /** Live links by the router they lead to: what a search from the destination walks. */
  readonly #inStart: Uint32Array;
  readonly #inLink: Uint32Array;
  readonly #tables: (Table | undefined)[];
  readonly #built: number[] = [];
  readonly #mostTables: number;
  readonly #queue: Uint32Array;

  constructor(plain: PlainTopology, linkDead: Uint8Array) {
    this.kind = plain.kind;
    this.rule = `${plain.rule}+detours`;
    this.linkClasses = plain.linkClasses;
    this.linkKinds = plain.linkKinds;
    this.isGrid = plain.isGrid;
    if (plain.arity !== undefined) this.arity = plain.arity;
    this.wraps = plain.wraps;
    this.columns = plain.columns;
    this.rows = plain.rows;
    this.tileCount = plain.tileCount;
    this.routerCount = plain.routerCount;
    this.linkCount = plain.linkCount;
    this.linkClassOf = plain.linkClassOf;
    this.linkDead = linkDead;
    this.maxHops = plain.routerCount - 1;
    this.#plain = plain;
    this.#tables = new Array<Table | undefined>(plain.tileCount);
    this.#mostTables = Math.max(1, Math.floor(TABLE_BUDGET / plain.routerCount));
    this.#queue = new Uint32Array(plain.routerCount);
    this.#inStart = new Uint32Array(plain.routerCount + 1);
    this.liveLinks = new Uint32Array(plain.linkKinds.length);
    let live = 0;
    for (let link = 0; link < plain.linkCount; link++) {
      if (linkDead[link] === 1) continue;
      live++;
      this.liveLinks[plain.linkClassOf[link]]++;
      this.#inStart[plain.linkTo(link) + 1]++;
    }
    for (let router = 0; router < plain.routerCount; router++)
      this.#inStart[router + 1] += this.#inStart[router];
    this.#inLink = new Uint32Array(live);
    const next = this.#inStart.slice(0, plain.routerCount);
    for (let link = 0; link < plain.linkCount; link++) {
      if (linkDead[link] === 0) this.#inLink[next[plain.linkTo(link)]++] = link;
    }
  }

  /** As without faults: detours only lead further away. */
  mostTilesAt(hops: number): number {
    return this.#plain.mostTilesAt(hops);
  }

  tilesAlong(curve: Curve, count: number): Uint32Array {
    return this.#plain.tilesAlong(curve, count);
  }

  positionAlong(curve: Curve, tile: number): number {
    return this.#plain.positionAlong(curve, tile);
  }

  forEachNeighbors(visit: (a: number, b: number, link: number) => void): void {
    this.#plain.forEachNeighbors((a, b, link) => {
      if (link === NONE || this.linkDead[link] === 0) visit(a, b, link);
    });
  }

  hops(from: number, to: number): number {
    const hops = this.#table(to).hops[from];
    return hops === NONE ? Infinity : hops;
  }

  /** Adds nothing where `to` is cut off. */
  addHops(from: number, to: number, counts: Float64Array, sign: number): void {
    const next = this.#table(to).next;
    for (let router = from; router !== to;) {
      const link = next[router];
      if (link === NONE) return;
      counts[this.linkClassOf[link]] += sign;
      router = this.#plain.linkTo(link);
    }
  }

  /** Length 0 where `to` is cut off: ask `hops` first. */
  route(from: number, to: number, out: Uint32Array): number {
    const next = this.#table(to).next;
    let length = 0;
    for (let router = from; router !== to;) {
      const link = next[router];
      if (link === NONE) return 0;
      out[length++] = link;
      router = this.#plain.linkTo(link);
    }
    return length;
  }

  linkFrom(link: number): number {
    return this.#plain.linkFrom(link);
  }

  linkTo(link: number): number {
    return this.#plain.linkTo(link);
  }

  #table(to: number): Table {
    const known = this.#tables[to];
    if (known !== undefined) return known;
    const table = this.#search(to);
    if (this.#built.length >= this.#mostTables) this.#tables[this.#built.shift()!] = undefined;
    this.#built.push(to);
    this.#tables[to] = table;
    return table;
  }

  #search(to: number): Table {
    const plain = this.#plain;
    const queue = this.#queue;
    const hops = new Uint32Array(this.routerCount).fill(NONE);
    const next = new Uint32Array(this.routerCount).fill(NONE);
    hops[to] = 0;
    queue[0] = to;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const router = queue[head];
      for (let entry = this.#inStart[router]; entry < this.#inStart[router + 1]; entry++) {
        const link = this.#inLink[entry];
        const before = plain.linkFrom(link);
        if (hops[before] === NONE) {
          hops[before] = hops[router] + 1;
          queue[tail++] = before;
        }
        if (hops[before] === hops[router] + 1 && link < next[before]) next[before] = link;
      }
    }
    for (let index = 1; index < tail; index++) {
      const router = queue[index];
      const preferred = plain.firstLink(router, to);
      if (this.linkDead[preferred] === 0 && hops[plain.linkTo(preferred)] === hops[router] - 1) {
        next[router] = preferred;
      }
    }
    return { hops, next };
  }
}
