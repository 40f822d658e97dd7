import { NONE, raw } from '@nmap/kernels';
import { neuronsIn, type Placed } from '@nmap/ir';
import type { Comparison } from './comparison.ts';

/** @param before, after of the same network on the same chip. */
export function comparePlacements(before: Placed, after: Placed): Comparison {
  const { network } = before.problem;
  const other = after.problem.network;
  if (
    !sameVertices(
      network.units?.boxes ?? null,
      other.units?.boxes ?? null,
      network.vertexCount,
      other.vertexCount,
    )
  )
    return { moved: [], unknown: 'the two were placed in units of different sizes' };
  const was = raw(before.clustered.clusterOf);
  const is = raw(after.clustered.clusterOf);
  const moved = network.populations
    .filter(({ external }) => !external)
    .map(({ id, size, first, vertexCount }) => {
      let count = 0;
      for (let vertex = first; vertex < first + vertexCount; vertex++) {
        if (was[vertex] === NONE || is[vertex] === NONE) continue;
        if (raw(before.coreOf)[was[vertex]] !== raw(after.coreOf)[is[vertex]])
          count += neuronsIn(network, vertex);
      }
      return { population: id, neurons: size, moved: count };
    });
  return { moved, unknown: null };
}

function sameVertices(a: Uint32Array | null, b: Uint32Array | null, countA: number, countB: number): boolean {
  if (countA !== countB || (a === null) !== (b === null)) return false;
  return a === null || b === null || a.every((side, k) => side === b[k]);
}
