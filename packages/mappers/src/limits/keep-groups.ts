import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Filling } from './filling.ts';
import { packedGroups } from './packed-groups.ts';

/** The fill that keeps the groups which a pass's own rule made while neurons were split; null where it made none. */
export function keepOwnGroups(problem: Problem, passName: string): ((filling: Filling) => void) | null {
  if (problem.network.spec?.split?.groupedBy !== passName) return null;
  const packed = packedGroups(problem);
  return packed === null ? null : (filling) => keep(filling, packed.order, packed.groupOf);
}

/** A core for every group, in their order; ends at the first neuron that finds none. */
function keep(filling: Filling, order: Uint32Array, groupOf: Uint32Array): void {
  const { tracker } = filling;
  const clusterOf = new Map<number, number>();
  for (const neuron of order) {
    if (!filling.goesOn()) return;
    let cluster = clusterOf.get(groupOf[neuron]);
    if (cluster === undefined) {
      cluster = filling.openFor(neuron);
      if (cluster === NONE) return;
      clusterOf.set(groupOf[neuron], cluster);
    } else if (!tracker.fits(neuron, cluster)) return;
    tracker.add(neuron, cluster);
  }
}
