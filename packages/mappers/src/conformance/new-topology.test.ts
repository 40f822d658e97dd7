/**
 * What adding a topology takes: one class and one kind, nothing else. A ring that no table knows goes through
 * lowering, partitioning, every placer and refiner, routing, verification, the referee and the bounds.
 */
import { describe, expect, it } from '@jest/globals';
import { evaluate, hopBound } from '@nmap/energy';
import {
  buildTopology,
  defineTopology,
  type Clustered,
  type Curve,
  PLAIN_LINK_KINDS,
  type LinkClass,
  type Placed,
  type PlainTopology,
  type Problem,
  type Routed,
  type Stage,
} from '@nmap/ir';
import { verifyClustered, verifyPlaced, verifyRouted } from '@nmap/judge';
import { MAPPERS } from '../mappers.ts';
import { clusteredOn } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';

const EAST_WEST = 0;

/** Tiles in a circle, the shorter way round, of two equal ways that of rising numbers; link = 2 * tile, back 2 * tile + 1. */
class Ring implements PlainTopology {
  readonly kind = 'ring';
  readonly rule = 'shorter-way';
  readonly rows = 1;
  readonly routerCount: number;
  readonly linkCount: number;
  readonly linkClassOf: Uint8Array;
  readonly linkClasses: readonly LinkClass[] = ['eastWest'];
  readonly linkKinds = PLAIN_LINK_KINDS;
  readonly hasDeadLinks = false;
  readonly linkDead: Uint8Array;
  readonly liveLinks: Uint32Array;
  readonly isGrid = false;
  readonly wraps = true;
  readonly isPlane = false;
  readonly maxHops: number;

  constructor(readonly tileCount: number) {
    this.routerCount = tileCount;
    this.linkCount = 2 * tileCount;
    this.linkClassOf = new Uint8Array(this.linkCount);
    this.linkDead = new Uint8Array(this.linkCount);
    this.liveLinks = Uint32Array.of(this.linkCount, 0, 0, 0, 0);
    this.maxHops = tileCount >> 1;
  }

  get columns(): number {
    return this.tileCount;
  }

  mostTilesAt(hops: number): number {
    return hops === 0 ? 1 : 2;
  }

  tilesAlong(_curve: Curve, count: number): Uint32Array {
    return Uint32Array.from({ length: count }, (_, tile) => tile);
  }

  positionAlong(_curve: Curve, tile: number): number {
    return tile;
  }

  forEachNeighbors(visit: (a: number, b: number, link: number) => void): void {
    for (let link = 0; link < this.linkCount; link++) visit(this.linkFrom(link), this.linkTo(link), link);
  }

  hops(from: number, to: number): number {
    return Math.abs(this.#steps(from, to));
  }

  addHops(from: number, to: number, counts: Float64Array, sign: number): void {
    counts[EAST_WEST] += sign * this.hops(from, to);
  }

  route(from: number, to: number, out: Uint32Array): number {
    let length = 0;
    for (let tile = from; tile !== to; tile = this.linkTo(out[length - 1]))
      out[length++] = this.firstLink(tile, to);
    return length;
  }

  firstLink(router: number, to: number): number {
    return 2 * router + (this.#steps(router, to) > 0 ? 0 : 1);
  }

  linkFrom(link: number): number {
    return link >>> 1;
  }

  linkTo(link: number): number {
    const step = (link & 1) === 0 ? 1 : -1;
    return ((link >>> 1) + step + this.tileCount) % this.tileCount;
  }

  #steps(from: number, to: number): number {
    const forward = (to - from + this.tileCount) % this.tileCount;
    return 2 * forward <= this.tileCount ? forward : forward - this.tileCount;
  }
}

const ring = defineTopology({
  name: 'ring',
  create: ({ columns, rows }) => new Ring(columns * rows),
  joins: ({ columns }, [from], [to]) => [1, columns - 1].includes(Math.abs(from - to)),
  arity: null,
});

const layout = { columns: 12, rows: 1, chipColumns: 1, chipRows: 1 };
const rings = [
  ['whole', []],
  [
    'cut',
    [
      { from: 2, to: 3 },
      { from: 3, to: 2 },
    ],
  ],
] as const;
const QUICK: Readonly<Record<string, object>> = {
  'place/tabu': { effort: 0.01, starts: 2 },
  'place/multilevel': { effort: 0.01 },
  'place/exact': { effort: 0.01, nodes: 50 },
  'refine/joint': { cycles: 1 },
};

async function run<To>(name: string, from: Stage): Promise<To> {
  const mapper = MAPPERS.find((candidate) => candidate.name === name)!;
  return (await mapper.run(from, mapper.options.parse(QUICK[name] ?? {}), testContext(1))) as To;
}

const placers = MAPPERS.filter(({ from }) => from === 'clustered').map(({ name }) => name);
const refiners = MAPPERS.filter(({ from, to }) => from === 'placed' && to === 'placed').map(
  ({ name }) => name,
);
const routers = MAPPERS.filter(({ to }) => to === 'routed').map(({ name }) => name);

describe.each(rings)('a ring, %s, that no table knows', (_name, deadLinks) => {
  const topology = buildTopology(ring, { ...layout, deadLinks });
  const clustered = clusteredOn({ columns: 12, rows: 1 }, 9, { topology });
  const { problem }: { problem: Problem } = clustered;

  it('is partitioned for', async () => {
    const made = await run<Clustered>('partition/multilevel', { stage: 'lowered', problem });
    expect(verifyClustered(made)).toEqual([]);
  });

  it.each(placers)('%s', async (name) => {
    expect(verifyPlaced(await run<Placed>(name, clustered))).toEqual([]);
  });

  it.each(refiners)('%s gets no worse, and no placement falls below the bound', async (name) => {
    const before = await run<Placed>('place/random', clustered);
    const after = await run<Placed>(name, before);
    expect(verifyPlaced(after)).toEqual([]);
    const energyOf = (placed: Placed) => evaluate(placed).metrics.energyPj.interconnect!;
    expect(energyOf(after)).toBeLessThanOrEqual(energyOf(before));
    expect(evaluate(after).metrics.spikeHops).toBeGreaterThanOrEqual(hopBound(problem));
  });

  it.each(routers)('%s', async (name) => {
    const routed = await run<Routed>(name, await run<Placed>('place/hilbert', clustered));
    expect(verifyRouted(routed)).toEqual([]);
  });
});
