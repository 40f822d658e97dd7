/**
 * Draws a part for a node: one that a net of the node starts from or reaches, or a part beside it.
 */
import { NONE, type Rng } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { coresByTile } from '../../place/common/core-sequence.ts';
import { tileNeighbors } from '../../place/common/tile-neighbors.ts';
import type { Parts } from '../../routed/parts.ts';
import type { RoutedState } from '../../routed/state.ts';

/** Of 2^32: the fifth of the draws that goes beside the part drawn; of 0, 0.2 and 0.5 the best by a little. */
const BESIDE = 858_993_459;

export class Proposals {
  readonly #state: RoutedState;
  readonly #beside: PartNeighbors;

  constructor(state: RoutedState, beside: PartNeighbors) {
    this.#state = state;
    this.#beside = beside;
  }

  /** A part, perhaps the node's own; NONE where the draw came to nothing. */
  draw(node: number, rng: Rng): number {
    const { nets, pins, homeOf, parts } = this.#state;
    const { inStart, inNets, ownStart, ownNets } = nets;
    const heard = inStart[node + 1] - inStart[node];
    const count = heard + ownStart[node + 1] - ownStart[node];
    if (count === 0) return NONE;
    const pick = rng.below(count);
    const net = pick < heard ? inNets[inStart[node] + pick] : ownNets[ownStart[node] + pick - heard];
    const reached = rng.below(pins.used[net] + 1);
    const part = reached === pins.used[net] ? homeOf[net] : pins.part[pins.start[net] + reached];
    if (part < parts.count && rng.uint32() >= BESIDE) return part;
    const { start, neighbors } = this.#beside;
    const degree = start[part + 1] - start[part];
    return degree === 0 ? NONE : neighbors[start[part] + rng.below(degree)];
  }
}

/** neighbors[start[part] ..] = parts on the part's own and on neighbouring tiles, itself left out; the i/o port's last. */
export interface PartNeighbors {
  readonly start: Uint32Array;
  readonly neighbors: Uint32Array;
}

export function partNeighbors({ count, tileOf, partOfCore }: Parts, target: Target): PartNeighbors {
  const onTile = coresByTile(target);
  const joined = tileNeighbors(target.topology);
  const start = new Uint32Array(count + 2);
  const list: number[] = [];
  for (let part = 0; part <= count; part++) {
    const tile = tileOf[part];
    const around = [tile, ...joined.neighbors.subarray(joined.start[tile], joined.start[tile + 1])];
    for (const near of around) {
      for (let e = onTile.start[near]; e < onTile.start[near + 1]; e++) {
        const other = partOfCore[onTile.cores[e]];
        if (other < count && other !== part) list.push(other);
      }
    }
    start[part + 1] = list.length;
  }
  return { start, neighbors: Uint32Array.from(list) };
}
