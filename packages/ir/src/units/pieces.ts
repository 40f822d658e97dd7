import { axesOf } from '../axes.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { cutsOf, evenCuts, type Tiling, type Tilings } from './tiling.ts';

/** An axis of a population, cut into the intervals of its tiling and these into pieces. */
export interface AxisPieces {
  /** Ascending from 0 to the length of the axis: piece p is [cuts[p], cuts[p + 1]). */
  readonly cuts: Uint32Array;
  /** The pieces of interval k are firstPiece[k] .. firstPiece[k + 1] - 1. */
  readonly firstPiece: Uint32Array;
}

export type Pieces = readonly [channels: AxisPieces, rows: AxisPieces, columns: AxisPieces];

/**
 * The fewest pieces of the intervals of a population's tiling such that the neurons of a box of pieces have the same
 * number of synapses onto each block of every target. A source whose synapses have to be visited falls into neurons.
 * O(lengths of the axes * kernel).
 */
export function piecesOf(
  population: number,
  { populations, leaving: leavingAll }: LinkedNetwork,
  tilings: Tilings,
): Pieces {
  const leaving = leavingAll[population];
  const { size, shape } = populations[population];
  const lengths = axesOf(shape ?? [size]);
  const intoNeurons = leaving.some(({ links }) => links === null);
  return mapAxes((axis) => {
    const base = cutsOf(tilings[population])[axis];
    if (intoNeurons) return piecesWithin(base, evenCuts(lengths[axis], lengths[axis]));
    const changes = leaving.map(({ to, links }) => links!.along[axis].changes(cutsOf(tilings[to])[axis]));
    return piecesWithin(base, united([base, ...changes]));
  });
}

/** The tiling whose blocks are boxes of pieces. */
export function tilingOf([channels, rows, columns]: Pieces): Tiling {
  return { channels: channels.cuts, rows: rows.cuts, columns: columns.cuts };
}

/** One answer for each axis. */
export function mapAxes<Result>(
  answer: (axis: 0 | 1 | 2) => Result,
): readonly [channels: Result, rows: Result, columns: Result] {
  return [answer(0), answer(1), answer(2)];
}

function piecesWithin(base: Uint32Array, cuts: Uint32Array): AxisPieces {
  const firstPiece = new Uint32Array(base.length);
  let piece = 0;
  for (let k = 0; k < base.length; k++) {
    while (cuts[piece] < base[k]) piece++;
    firstPiece[k] = piece;
  }
  return { cuts, firstPiece };
}

function united(lists: readonly Uint32Array[]): Uint32Array {
  const [first, ...others] = lists.filter(({ length }) => length > 0);
  if (others.length === 0) return first;
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const list of lists) {
    all.set(list, length);
    length += list.length;
  }
  all.sort();
  let kept = 0;
  for (const cut of all) if (kept === 0 || all[kept - 1] !== cut) all[kept++] = cut;
  return all.slice(0, kept);
}
