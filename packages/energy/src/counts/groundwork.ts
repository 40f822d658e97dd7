import { raw, type Column } from '@nmap/kernels';
import type { ClassId, CoreId, Placed, Problem, TileId } from '@nmap/ir';
import { pairTraffic, type PairTraffic } from '../metrics/pair-traffic.ts';
import { partsOf } from './parts.ts';
import { reachOf, type Reach } from './reach.ts';

/** What follows from where the neurons are, and most counts begin with. */
export interface Ground {
  readonly reach: Reach;
  readonly pairs: PairTraffic;
}

export function groundOf(problem: Problem, partOf: Uint32Array): Ground {
  const reach = reachOf(problem, partOf);
  return { reach, pairs: pairTraffic(problem, partOf, reach) };
}

/** What every count of a placement begins with, made once for all of them. */
export interface Groundwork extends Ground {
  /** The problem on its used cores alone. */
  readonly problem: Problem;
  /** partOf[neuron] = used core, numbered in the order of the cores, or the port of `problem`. */
  readonly partOf: Uint32Array;
}

/**
 * Takes the empty cores off the chip: no count reads them, and the columns of a chip with a million cores cost more
 * than a small network on it. Tiles and links stay as they are.
 */
export function groundworkOf(placed: Placed): Groundwork {
  const { target } = placed.problem;
  const corePartOf = partsOf(placed);
  const used = usedCores(corePartOf, target.coreCount);
  const numberOf = new Map(Array.from(used, (core, index) => [core, index]));
  numberOf.set(target.coreCount, used.length);
  const partOf = new Uint32Array(corePartOf.length);
  let lastCore = -1;
  let number = 0;
  for (let neuron = 0; neuron < partOf.length; neuron++) {
    const core = corePartOf[neuron];
    // Neighbours by id mostly share a core.
    if (core !== lastCore) number = numberOf.get(core)!;
    lastCore = core;
    partOf[neuron] = number;
  }
  const problem: Problem = {
    ...placed.problem,
    target: {
      ...target,
      coreCount: used.length,
      tileOf: used.map((core) => raw(target.tileOf)[core]) as unknown as Column<CoreId, TileId>,
      classOf: used.map((core) => raw(target.classOf)[core]) as unknown as Column<CoreId, ClassId>,
      dead: Uint8Array.from(used, (core) => target.dead[core]),
    },
  };
  return { problem, partOf, ...groundOf(problem, partOf) };
}

/** Ascending; the port is none. */
function usedCores(partOf: Uint32Array, port: number): Uint32Array {
  const cores = new Set<number>();
  let last = port;
  for (const core of partOf) {
    if (core === last || core === port) continue;
    cores.add(core);
    last = core;
  }
  return Uint32Array.from(cores).sort();
}
