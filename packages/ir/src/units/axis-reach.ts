import type { AxisLink } from '../connectors/axis-links.ts';
import { intervalOf } from '../connectors/common/interval-of.ts';
import type { AxisPieces } from './pieces.ts';

/** Which intervals of the target's axis an input of each piece reaches, and with how many synapses each. */
export interface AxisReach {
  /** Entries of piece p: start[p] .. end[p] - 1, intervals ascending; pieces that reach the same share them. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly interval: Uint32Array;
  readonly count: Uint32Array;
}

/** All inputs of a piece reach the same: the first one is asked. Two passes, nothing beside the answer is held. */
export function axisReach(
  link: AxisLink,
  { cuts: pieceCuts }: AxisPieces,
  targetCuts: Uint32Array,
): AxisReach {
  const pieces = pieceCuts.length - 1;
  const start = new Uint32Array(pieces);
  const end = new Uint32Array(pieces);
  let entries = 0;
  for (let piece = 0; piece < pieces; piece++) {
    if (sharesReach(link, pieceCuts, piece)) {
      start[piece] = start[piece - 1]!;
    } else {
      start[piece] = entries;
      entries += intervalsReached(link, pieceCuts[piece], targetCuts);
    }
    end[piece] = entries;
  }
  const interval = new Uint32Array(entries);
  const count = new Uint32Array(entries);
  let write = 0;
  for (let piece = 0; piece < pieces; piece++) {
    if (write === end[piece]) continue;
    const input = pieceCuts[piece];
    for (let k = intervalOf(link.first(input), targetCuts); write < end[piece]; k++) {
      const synapses = link.count(input, targetCuts[k], targetCuts[k + 1]);
      if (synapses === 0) continue;
      interval[write] = k;
      count[write++] = synapses;
    }
  }
  return { start, end, interval, count };
}

/** Entries of {@link axisReach} of all pieces together, shared ones counted for each, without making them. */
export function reachCount(link: AxisLink, { cuts: pieceCuts }: AxisPieces, targetCuts: Uint32Array): number {
  let sum = 0;
  let reached = 0;
  for (let piece = 0; piece + 1 < pieceCuts.length; piece++) {
    if (!sharesReach(link, pieceCuts, piece)) reached = intervalsReached(link, pieceCuts[piece], targetCuts);
    sum += reached;
  }
  return sum;
}

/** Where every output has equally many inputs, inputs that begin at the same output are of one group. */
function sharesReach(link: AxisLink, cuts: Uint32Array, piece: number): boolean {
  return piece > 0 && link.evenFanIn !== null && link.first(cuts[piece]) === link.first(cuts[piece - 1]);
}

function intervalsReached(link: AxisLink, input: number, cuts: Uint32Array): number {
  const first = link.first(input);
  const end = link.end(input);
  if (first === end) return 0;
  // A group has no holes.
  if (link.evenFanIn !== null) return intervalOf(end - 1, cuts) - intervalOf(first, cuts) + 1;
  let reached = 0;
  for (let k = intervalOf(first, cuts); k + 1 < cuts.length && cuts[k] < end; k++)
    if (link.count(input, cuts[k], cuts[k + 1]) > 0) reached++;
  return reached;
}
