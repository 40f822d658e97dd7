/**
 * Why a core's content is where it is: what the objective would charge for it elsewhere. Each number is the exact
 * change of the cost that a search descends, counted by the kernel that the placers use (`createSwapCost`).
 */
import { resolveObjective } from '@nmap/energy';
import { raw } from '@nmap/kernels';
import { createSwapCost } from '@nmap/mappers';
import type { Clustered, Placed, Topology } from '@nmap/ir';
import type { Moves } from '../model/report.ts';
import type { CoreOrder } from './core-order.ts';
import { ordered } from './numbers.ts';

/** So many exchanges are tried in all: every one on a small chip, those with near cores on a larger one. */
const TRIED = 40_000;
/** On more cores than these none is tried: a page would show them to nobody. */
const MOST_CORES = 20_000;
const NEAREST = 24;

export function movesOf(placed: Placed, order: CoreOrder): Moves | null {
  const { clustered, problem } = placed;
  const { target } = problem;
  if (order.count > MOST_CORES) return null;
  const { name, unit } = resolveObjective(problem);
  const byHops: Clustered = { ...clustered, problem: { ...problem, objective: 'hops' } };
  const cost = createSwapCost(clustered, raw(placed.coreOf));
  const hops = createSwapCost(byHops, raw(placed.coreOf));
  const all = order.count * target.coreCount <= TRIED;
  const near = all ? null : new NearCores(placed);
  const start = new Uint32Array(order.count + 1);
  const cores: number[] = [];
  const deltas: number[] = [];
  const hopDeltas: number[] = [];
  const classOf = raw(target.classOf);
  for (let index = 0; index < order.count; index++) {
    const here = raw(placed.coreOf)[order.clusterAt[index]];
    const others = near === null ? allCores(target.coreCount) : near.of(here);
    for (const other of others) {
      if (other === here || target.dead[other] === 1 || classOf[other] !== classOf[here]) continue;
      const delta = cost.delta(here, other);
      // Dead links would cut it off.
      if (!Number.isFinite(delta)) continue;
      cores.push(other);
      deltas.push(delta);
      hopDeltas.push(hops.delta(here, other));
    }
    start[index + 1] = cores.length;
  }
  const asIs = Uint32Array.from(cores.keys());
  return {
    objective: name,
    unit,
    all,
    start,
    core: Uint32Array.from(cores),
    delta: ordered(deltas, asIs),
    hops: ordered(hopDeltas, asIs),
  };
}

function* allCores(count: number): Iterable<number> {
  for (let core = 0; core < count; core++) yield core;
}

/** The cores on the nearest tiles, those of its own tile included, ascending. */
class NearCores {
  readonly #topology: Topology;
  readonly #tileOf: Uint32Array;
  readonly #firstOn: Uint32Array;
  readonly #coreCount: number;

  constructor({ problem: { target } }: Placed) {
    this.#topology = target.topology;
    this.#tileOf = raw(target.tileOf);
    this.#coreCount = target.coreCount;
    this.#firstOn = new Uint32Array(target.topology.tileCount).fill(target.coreCount);
    for (let core = target.coreCount - 1; core >= 0; core--) this.#firstOn[this.#tileOf[core]] = core;
  }

  of(core: number): number[] {
    const tile = this.#tileOf[core];
    const found: number[] = [];
    for (const near of this.#tilesNear(tile))
      for (let other = this.#firstOn[near]; other < this.#coreCount && this.#tileOf[other] === near; other++)
        found.push(other);
    return found
      .map((other) => ({ other, hops: this.#topology.hops(tile, this.#tileOf[other]) }))
      .sort((a, b) => a.hops - b.hops || a.other - b.other)
      .slice(0, NEAREST)
      .map(({ other }) => other)
      .sort((a, b) => a - b);
  }

  /** Two tiles each way on the grid; else the tiles that come before and after it. */
  #tilesNear(tile: number): number[] {
    const { columns, rows, isGrid, wraps, tileCount } = this.#topology;
    const reach = isGrid ? 2 : 12;
    const tiles = new Set<number>();
    if (!isGrid) {
      for (let other = tile - reach; other <= tile + reach; other++)
        if (other >= 0 && other < tileCount) tiles.add(other);
      return [...tiles];
    }
    const x = tile % columns;
    const y = Math.floor(tile / columns);
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) {
        const atX = wraps ? (x + dx + columns) % columns : x + dx;
        const atY = wraps ? (y + dy + rows) % rows : y + dy;
        if (atX >= 0 && atX < columns && atY >= 0 && atY < rows) tiles.add(atY * columns + atX);
      }
    return [...tiles];
  }
}
