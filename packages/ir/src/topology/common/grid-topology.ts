import { gilbertCurve, gilbertPosition, snakeCurve } from '@nmap/kernels';
import { LINK_CLASSES, type Curve, type LinkClass, type LinkKind, type PlainTopology } from '../topology.ts';
import { hasBoards, type Grid } from './grid.ts';
import {
  classOfStep,
  countGridLinks,
  gridLinkKinds,
  gridLinksOnDemand,
  type GridLinks,
  type GridSteps,
} from './grid-links.ts';

/**
 * What all topologies have in common whose links join neighbours on the grid, link = tile * directions + direction.
 * A link that leads over an edge without wrapping, or back to its own tile, names nothing.
 */
export abstract class GridTopology implements PlainTopology {
  abstract readonly kind: string;
  abstract readonly rule: string;
  readonly columns: number;
  readonly rows: number;
  readonly tileCount: number;
  readonly routerCount: number;
  readonly linkCount: number;
  readonly liveLinks: Uint32Array;
  readonly linkClasses: readonly LinkClass[];
  readonly linkKinds: readonly LinkKind[];
  readonly hasDeadLinks = false;
  readonly isGrid = true;
  readonly wraps: boolean;
  readonly isPlane: boolean = false;
  abstract readonly maxHops: number;
  readonly #links: () => GridLinks;
  readonly #directions: number;
  /** Links between chips are of more kinds than one, so their hops are no differences of coordinates. */
  protected readonly hasManyKinds: boolean;
  #route: Uint32Array | null = null;

  constructor(grid: Grid, steps: GridSteps) {
    this.columns = grid.columns;
    this.rows = grid.rows;
    this.tileCount = grid.columns * grid.rows;
    this.routerCount = this.tileCount;
    this.#directions = steps.x.length;
    this.linkCount = this.tileCount * this.#directions;
    this.wraps = steps.wraps;
    this.linkKinds = gridLinkKinds(grid);
    this.hasManyKinds = grid.tellsApart === true || hasBoards(grid);
    this.liveLinks = countGridLinks(grid, steps);
    const classes = steps.x.map((_, direction) => classOfStep(steps, direction));
    this.linkClasses = LINK_CLASSES.filter((_, linkClass) => classes.includes(linkClass));
    this.#links = gridLinksOnDemand(grid, steps);
  }

  get linkClassOf(): Uint8Array {
    return this.#links().linkClassOf;
  }

  get linkDead(): Uint8Array {
    return this.#links().linkDead;
  }

  /** With 4 directions a ring of radius r has 4 r tiles, with SpiNNaker's 6 it has 6 r. */
  mostTilesAt(hops: number): number {
    return hops === 0 ? 1 : this.#directions * hops;
  }

  tilesAlong(curve: Curve, count: number): Uint32Array {
    if (curve === 'rows') return Uint32Array.from({ length: count }, (_, tile) => tile);
    return (curve === 'zigzag' ? snakeCurve : gilbertCurve)(this.columns, this.rows, count);
  }

  positionAlong(curve: Curve, tile: number): number {
    if (curve === 'hilbert') return gilbertPosition(this.columns, this.rows, tile);
    const x = tile % this.columns;
    const isBack = curve === 'zigzag' && ((tile - x) / this.columns) % 2 === 1;
    return isBack ? tile - x + this.columns - 1 - x : tile;
  }

  forEachNeighbors(visit: (a: number, b: number, link: number) => void): void {
    const { linkDead } = this;
    for (let link = 0; link < this.linkCount; link++)
      if (linkDead[link] === 0) visit(this.linkFrom(link), this.linkTo(link), link);
  }

  /** {@link addHops} where the route has to be walked. */
  protected addHopsOfRoute(from: number, to: number, counts: Float64Array, sign: number): void {
    const { linkClassOf } = this;
    const route = (this.#route ??= new Uint32Array(this.maxHops));
    const length = this.route(from, to, route);
    for (let step = 0; step < length; step++) counts[linkClassOf[route[step]]] += sign;
  }

  abstract hops(from: number, to: number): number;
  abstract addHops(from: number, to: number, counts: Float64Array, sign: number): void;
  abstract route(from: number, to: number, out: Uint32Array): number;
  abstract firstLink(router: number, to: number): number;
  abstract linkFrom(link: number): number;
  abstract linkTo(link: number): number;
}
