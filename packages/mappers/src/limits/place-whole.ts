/** Vertices that stay together. */
import type { Filling } from './filling.ts';

/** Opens a cluster of the first class that holds them all; false where none is left. */
export function openForAll(filling: Filling, members: ArrayLike<number>): boolean {
  const { tracker, supply } = filling;
  return supply.order.some((classId) => {
    if (!supply.has(classId)) return false;
    if (joins(filling, members, tracker.openCluster(classId))) {
      supply.take(classId);
      return true;
    }
    tracker.closeCluster();
    return false;
  });
}

/** All of them, or none. */
export function joins({ tracker }: Filling, members: ArrayLike<number>, cluster: number): boolean {
  let placed = 0;
  while (placed < members.length && tracker.fits(members[placed], cluster))
    tracker.add(members[placed++], cluster);
  if (placed === members.length) return true;
  while (placed > 0) tracker.remove(members[--placed]);
  return false;
}
