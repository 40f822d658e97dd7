import { NONE, raw, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { Watch } from '../../watch/watch.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { exchangeWork } from '../common/exchange-work.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { annealLevel, type Chip } from './anneal-level.ts';
import { cellsOf, coreLine } from './cells.ts';
import { coarsen, type Level } from './coarsen.ts';
import { uncoarsen } from '../../hierarchy/levels.ts';
import { project } from './project.ts';

/** Exchanges proposed, at effort 1, at a level of k groups of n clusters: AT_LEAST + PER_CLUSTER * sqrt(n k). */
const AT_LEAST = 8e6;
const PER_CLUSTER = 180;
/**
 * Exchanges proposed for a cluster at effort 1 where the clusters themselves are all that is annealed,
 * and net entries weighed in all: whichever binds first, about a dozen seconds at a thousand clusters.
 */
const ALONE = 8e4;
const ALONE_WORK = 2e9;
/** Where every distance is asked of the topology, an exchange takes some 20 times as long as on a plane: so many times fewer are proposed. */
const SLOWER = 16;

export interface LevelOptions {
  readonly effort: number;
  /** Groups up to which nothing more is joined. */
  readonly coarsest: number;
}

/**
 * Coarsens, anneals the coarsest level from anywhere, and level by level what it gave.
 * @param region cores that may be used, ascending, all live.
 */
export function placeLevels(
  clustered: Clustered,
  chip: Chip,
  region: Uint32Array,
  options: LevelOptions,
  rng: Rng,
  watch: Watch,
): { readonly coreOf: Uint32Array; readonly levels: number } {
  const { target, distance } = chip;
  const line = coreLine(target, region);
  const levels = coarsenAll(clustered, options.coarsest, watch);
  const proposals = proposalsOf(levels, clustered, chip, options.effort);
  const all = proposals.reduce((sum, count) => sum + count, 0);
  const top = levels.length - 1;
  const coarsest = cellsOf(target, line, top, distance);
  const fromCurve = top === 0 && isOnePerTile(region, raw(target.tileOf));
  const order = startOrder(clustered, levels, fromCurve, watch);
  let made = 0;
  const { cellOf } = uncoarsen(
    top,
    { cells: coarsest, cellOf: dealt(levels[top], order, coarsest.classStart) },
    (start, level) => {
      const count = proposals[level];
      const before = made;
      made += count;
      if (!watch.mayGoOn()) return start;
      const cellOf = annealLevel(
        chip,
        levels[level].flow,
        start.cells,
        start.cellOf,
        { proposals: count, start: level < top ? 'coarser' : fromCurve ? 'curve' : 'ids' },
        rng,
        watch.part(before / all, (before + count) / all),
      );
      return { cells: start.cells, cellOf };
    },
    ({ cells, cellOf }, level) => {
      const finer = cellsOf(target, line, level, distance);
      return { cells: finer, cellOf: project(levels[level + 1], cellOf, cells, levels[level], finer) };
    },
  );
  return { coreOf: cellOf.map((cell) => line.cores[cell]), levels: levels.length };
}

/** Anneals a placement that is good at large, cluster by cluster; null where it uses cores outside the region. */
export function refinePlacement(
  clustered: Clustered,
  chip: Chip,
  region: Uint32Array,
  start: Uint32Array,
  effort: number,
  rng: Rng,
  watch: Watch,
): Uint32Array | null {
  const line = coreLine(chip.target, region);
  const cells = cellsOf(chip.target, line, 0, chip.distance);
  const cellAt = new Uint32Array(chip.target.coreCount).fill(NONE);
  for (let cell = 0; cell < line.cores.length; cell++) cellAt[line.cores[cell]] = cell;
  const cellOf = start.map((core) => cellAt[core]);
  if (cellOf.includes(NONE)) return null;
  const proposals = Math.ceil(effort * (AT_LEAST + PER_CLUSTER * clustered.clusterCount));
  const flow = flowGraph(clustered.traffic.graph);
  const annealed = annealLevel(chip, flow, cells, cellOf, { proposals, start: 'coarser' }, rng, watch);
  return annealed.map((cell) => line.cores[cell]);
}

/** Finest first. Ends early where told to, with levels enough for what is left to do. */
function coarsenAll(clustered: Clustered, coarsest: number, watch: Watch): Level[] {
  const finest: Level = {
    flow: flowGraph(clustered.traffic.graph),
    classOf: raw(clustered.classOf),
    single: new Uint8Array(clustered.clusterCount),
    members: new Uint32Array(0),
  };
  const levels = [finest];
  let last = finest;
  while (last.classOf.length > coarsest && watch.mayGoOn()) {
    const coarser = coarsen(last, watch);
    // One cluster of each class is left.
    if (coarser === null || coarser.classOf.length === last.classOf.length) break;
    levels.push(coarser);
    last = coarser;
  }
  return levels;
}

/** Exchanges to propose at every level. */
function proposalsOf(levels: Level[], clustered: Clustered, { distance }: Chip, effort: number): number[] {
  const n = clustered.clusterCount;
  const pace = distance.kind === 'routes' ? effort / SLOWER : effort;
  if (levels.length === 1)
    return [Math.ceil(pace * Math.min(ALONE * n, ALONE_WORK / exchangeWork(clustered)))];
  return levels.map(({ classOf }) =>
    Math.ceil(pace * (AT_LEAST + PER_CLUSTER * Math.sqrt(n * classOf.length))),
  );
}

/** Where tiles hold several cores, the curve fills them well enough that annealing from it finds no way out: vgg8 on 16 cores a tile, two seeds, a tenth dearer. */
function isOnePerTile(region: Uint32Array, tileOf: Uint32Array): boolean {
  return new Set(region.map((core) => tileOf[core])).size === region.length;
}

/** Clusters by attachment, whose neighbours on the curve are neighbours in the traffic; what starts afresh, by id. */
function startOrder(clustered: Clustered, levels: Level[], fromCurve: boolean, watch: Watch): Uint32Array {
  if (fromCurve) return clusterOrder(clustered, 'traffic', watch);
  return Uint32Array.from(levels.at(-1)!.classOf, (_, group) => group);
}

/** The groups of each class on its cells, in the order given. */
function dealt({ classOf }: Level, order: Uint32Array, classStart: Uint32Array): Uint32Array {
  const next = classStart.slice();
  const cellOf = new Uint32Array(classOf.length);
  for (const group of order) cellOf[group] = next[classOf[group]]++;
  return cellOf;
}
