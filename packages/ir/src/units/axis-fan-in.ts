import type { AxisLink } from '../connectors/axis-links.ts';
import type { AxisPieces } from './pieces.ts';

/** Synapses along one axis of a target, for several projections onto it at once. */
export interface AxisFanIn {
  /** sums[projection][piece] = over the positions of the piece. */
  readonly sums: readonly Float64Array[];
  /**
   * The positions of piece p that may have most, as classes classStart[p] .. classStart[p + 1] - 1: of position after
   * position that none other has at least as many of in every projection, what each projection makes.
   */
  readonly classStart: Uint32Array;
  /** most[class * projections + projection] */
  readonly most: Float64Array;
}

/** O(length * projections), or O(pieces) where every projection makes the same everywhere. */
export function axisFanIn(links: readonly AxisLink[], { cuts }: AxisPieces): AxisFanIn {
  const pieces = cuts.length - 1;
  const sums = links.map(() => new Float64Array(pieces));
  const classStart = new Uint32Array(pieces + 1);
  const most: number[] = [];
  const even = links.every(({ evenFanIn }) => evenFanIn !== null);
  const fanIn = new Array<number>(links.length).fill(0);
  for (let piece = 0; piece < pieces; piece++) {
    const length = cuts[piece + 1] - cuts[piece];
    // Where all positions are alike, one of them stands for the piece.
    const step = even ? length : 1;
    const first = most.length;
    for (let position = cuts[piece]; position < cuts[piece + 1]; position += step) {
      for (const [k, link] of links.entries()) {
        fanIn[k] = link.fanIn(position);
        sums[k][piece] += fanIn[k] * step;
      }
      addClass(most, first, fanIn);
    }
    classStart[piece + 1] = links.length === 0 ? 0 : most.length / links.length;
  }
  return { sums, classStart, most: Float64Array.from(most) };
}

/** Keeps a class unless another has as much everywhere, and drops those that it surpasses. */
function addClass(most: number[], first: number, fanIn: readonly number[]): void {
  const width = fanIn.length;
  let write = first;
  for (let read = first; read < most.length; read += width) {
    let above = true;
    let below = true;
    for (let k = 0; k < width; k++) {
      if (most[read + k] < fanIn[k]) above = false;
      if (most[read + k] > fanIn[k]) below = false;
    }
    // Only met before anything was dropped: what it surpasses, the one above it would have surpassed.
    if (above) return;
    if (below) continue;
    for (let k = 0; k < width; k++) most[write + k] = most[read + k];
    write += width;
  }
  most.length = write;
  for (let k = 0; k < width; k++) most.push(fanIn[k]);
}
