/** Which populations share cores, and the grid of every group: what the search changes. */
import type { AxisLink, Tiling } from '@nmap/ir';
import { joinedIntervals } from './axis-counts.ts';
import type { BoxModel } from './box-model.ts';
import type { Candidates } from './candidates.ts';
import { cutsOf } from './cuts.ts';

export interface Choice {
  readonly candidates: Candidates;
  /** Position in the candidates; -1 = not chosen yet. */
  readonly index: number;
}

export interface Arrangement {
  /** groupOf[population] = its group; -1 = external. */
  readonly groupOf: Int32Array;
  /** choices[group]; null where the group was merged into another. */
  readonly choices: (Choice | null)[];
}

export function sizeAt({ tables, channels, rows, columns }: Candidates, index: number, axis: number): number {
  const at = axis === 0 ? channels[index] : axis === 1 ? rows[index] : columns[index];
  return tables.axes[axis as 0 | 1 | 2].sizes[at];
}

/** Cuts of a population along an axis, as its group is cut. */
export function cutsAlong(
  model: BoxModel,
  { candidates, index }: Choice,
  population: number,
  axis: 0 | 1 | 2,
): Uint32Array {
  const base = candidates.tables.group.base[axis];
  return knownCuts(model.populations[population].axes[axis], base, sizeAt(candidates, index, axis));
}

export function tilingOf(model: BoxModel, choice: Choice, population: number): Tiling {
  return {
    channels: cutsAlong(model, choice, population, 0),
    rows: cutsAlong(model, choice, population, 1),
    columns: cutsAlong(model, choice, population, 2),
  };
}

/** Pairs of intervals that are joined, for every way in which either side is cut; counted once each. */
export class JoinedIntervals {
  readonly #known = new WeakMap<AxisLink, Map<string, number>>();

  count(link: AxisLink, inBase: number, inSize: number, outBase: number, outSize: number): number {
    let known = this.#known.get(link);
    if (known === undefined) this.#known.set(link, (known = new Map<string, number>()));
    const key = `${inBase} ${inSize} ${outBase} ${outSize}`;
    let pairs = known.get(key);
    if (pairs === undefined) {
      const inCuts = knownCuts(link.inLength, inBase, inSize);
      pairs = joinedIntervals(link, inCuts, knownCuts(link.outLength, outBase, outSize));
      known.set(key, pairs);
    }
    return pairs;
  }
}

const cuts = new Map<string, Uint32Array>();
const MOST_CUTS = 1 << 14;

/** {@link cutsOf}, each made once. */
export function knownCuts(length: number, base: number, size: number): Uint32Array {
  const key = `${length} ${base} ${size}`;
  let known = cuts.get(key);
  if (known === undefined) {
    if (cuts.size > MOST_CUTS) cuts.clear();
    cuts.set(key, (known = cutsOf(length, base, size)));
  }
  return known;
}
