import { NONE } from '@nmap/kernels';
import type { Cells } from './cells.ts';
import type { Level } from './coarsen.ts';

/**
 * Puts the members of every group into the halves of its cell. Where the last cell of a class has
 * one half only, its second member goes to the free cell of the class that is nearest along the line.
 * @param cellOf cellOf[group] @returns finer cell of every group of the finer level.
 */
export function project(
  coarse: Level,
  cellOf: Uint32Array,
  coarseCells: Cells,
  fine: Level,
  fineCells: Cells,
): Uint32Array {
  const fineCellOf = new Uint32Array(fine.flow.clusterCount);
  const taken = new Uint8Array(fineCells.count);
  const homeless: number[] = [];
  for (let group = 0; group < cellOf.length; group++) {
    const k = coarse.classOf[group];
    const first = fineCells.classStart[k] + 2 * (cellOf[group] - coarseCells.classStart[k]);
    for (let m = 0; m < 2; m++) {
      const member = coarse.members[2 * group + m];
      if (member === NONE) continue;
      if (first + m >= fineCells.classStart[k + 1]) {
        homeless.push(member);
        continue;
      }
      fineCellOf[member] = first + m;
      taken[first + m] = 1;
    }
  }
  for (const member of homeless) {
    let cell = fineCells.classStart[fine.classOf[member] + 1] - 1;
    while (taken[cell] === 1) cell--;
    taken[cell] = 1;
    fineCellOf[member] = cell;
  }
  return fineCellOf;
}
