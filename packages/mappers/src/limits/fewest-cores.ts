import { neuronsIn, type Problem } from '@nmap/ir';
import { CoreSupply } from './core-supply.ts';
import { chipNeurons } from './filling.ts';

/** The fewest cores, in the order they are opened, with room for all neurons: ceil(n / N) where all are alike. */
export function fewestCores(problem: Problem): number {
  let neurons = 0;
  for (const vertex of chipNeurons(problem)) neurons += neuronsIn(problem.network, vertex);
  const supply = new CoreSupply(problem);
  let room = 0;
  let cores = 0;
  for (const classId of supply.order) {
    const capacity = problem.target.classes[classId].limits.neurons ?? Infinity;
    while (room < neurons && supply.has(classId)) {
      supply.take(classId);
      room += capacity;
      cores++;
    }
  }
  return cores;
}
