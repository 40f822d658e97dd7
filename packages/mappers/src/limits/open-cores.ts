import type { Filling } from './filling.ts';

/** Opens so many empty clusters, or as many as there are cores, roomiest class first. */
export function openCores({ tracker, supply }: Filling, count: number): void {
  for (const classId of supply.order) {
    while (tracker.clusterCount < count && supply.has(classId)) {
      tracker.openCluster(classId);
      supply.take(classId);
    }
  }
}
