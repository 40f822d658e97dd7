import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { annealLevel, type Chip } from './anneal-level.ts';
import { cellsOf, coreLine } from './cells.ts';
import { coarsen, type Level } from './coarsen.ts';
import { project } from './project.ts';

/** Exchanges proposed, at effort 1, at a level of k groups of n clusters: AT_LEAST + PER_CLUSTER * sqrt(n k). */
const AT_LEAST = 8e6;
const PER_CLUSTER = 300;
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
 * @returns coreOf[cluster]
 */
export function placeLevels(
  clustered: Clustered,
  chip: Chip,
  region: Uint32Array,
  options: LevelOptions,
  ctx: PassContext,
): Uint32Array {
  const { target, distance } = chip;
  const line = coreLine(target, region);
  const levels = coarsenAll(clustered, options.coarsest, () => ctx.progress(0) === 'go');

  const n = clustered.clusterCount;
  const pace = distance.kind === 'routes' ? options.effort / SLOWER : options.effort;
  const proposals = levels.map(({ classOf }) =>
    Math.ceil(pace * (AT_LEAST + PER_CLUSTER * Math.sqrt(n * classOf.length))),
  );
  const all = proposals.reduce((sum, count) => sum + count, 0);
  let made = 0;
  let going = true;
  let k = levels.length - 1;
  let cells = cellsOf(target, line, k, distance);
  let cellOf = inOrderOfIds(levels[k], cells.classStart);
  for (;;) {
    const count = proposals[k];
    const before = made;
    const goOn = (done: number): boolean => {
      going = ctx.progress((before + done * count) / all) === 'go';
      return going;
    };
    if (going) {
      const fromScratch = k === levels.length - 1;
      const search = { proposals: count, fromScratch, rng: ctx.rng, goOn };
      cellOf = annealLevel(chip, levels[k].flow, cells, cellOf, search);
    }
    if (k === 0) break;
    made += count;
    const finer = cellsOf(target, line, k - 1, distance);
    cellOf = project(levels[k], cellOf, cells, levels[k - 1], finer);
    cells = finer;
    k--;
  }
  ctx.stat('levels', levels.length);
  return cellOf.map((cell) => line.cores[cell]);
}

/** Finest first. Ends early where told to, with levels enough for what is left to do. */
function coarsenAll(clustered: Clustered, coarsest: number, goOn: () => boolean): Level[] {
  const finest: Level = {
    flow: flowGraph(clustered.traffic.graph),
    classOf: raw(clustered.classOf),
    single: new Uint8Array(clustered.clusterCount),
    members: new Uint32Array(0),
  };
  const levels = [finest];
  let last = finest;
  while (last.classOf.length > coarsest && goOn()) {
    const coarser = coarsen(last);
    // One cluster of each class is left.
    if (coarser.classOf.length === last.classOf.length) break;
    levels.push(coarser);
    last = coarser;
  }
  return levels;
}

/** A start that means nothing: the groups of each class by id. */
function inOrderOfIds(level: Level, classStart: Uint32Array): Uint32Array {
  const next = classStart.slice();
  return level.classOf.map((k) => next[k]++);
}
