import { NONE } from '@nmap/kernels';
import type { Clustered, Problem } from '@nmap/ir';
import { toClustered } from '../../limits/cluster-legally.ts';
import { Filling, nextFit } from '../../limits/filling.ts';
import { firstClustering } from '../../limits/first-clustering.ts';
import { packedGroups } from '../../limits/packed-groups.ts';
import type { PassContext } from '../../pass.ts';
import { unlimited } from './unlimited.ts';

/** The clustering that came with a split network, or a first one. @throws NmapError (not-found). */
export function splitClustering(problem: Problem, ctx: PassContext): Clustered {
  const filling = new Filling(problem);
  const packed = packedGroups(problem);
  if (packed !== null && nextFit(filling, packed.order, packed.groupOf) === NONE)
    return toClustered(problem, filling);
  return toClustered(problem, firstClustering(problem, 'split/auto', unlimited(ctx)));
}
