import type { Clustered, Placed } from '@nmap/ir';
import { notDearer } from '../objective/not-dearer.ts';

/** A gain smaller than this part of the cost may be rounding in the sum, and is none. */
const ROUNDING = 1e-12;

/** The new placement if it is cheaper, else the input itself: a refiner never makes it worse. */
export function bestOf(
  input: Placed,
  costBefore: number,
  coreOf: Uint32Array,
  costAfter: number,
  make: (clustered: Clustered, coreOf: Uint32Array) => Placed,
): Placed {
  return costAfter < costBefore - ROUNDING * Math.abs(costBefore)
    ? notDearer(input, make(input.clustered, coreOf.slice()))
    : input;
}
