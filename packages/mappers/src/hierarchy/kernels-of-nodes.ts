import type { Kernels } from '@nmap/ir';

/**
 * The kernels of groups: those of all members, each once, ascending.
 * @param groupOf groupOf[member]; `groupCount` or more = in no group.
 */
export function kernelsOfNodes(fine: Kernels, groupOf: Uint32Array, groupCount: number): Kernels {
  const of: number[][] = Array.from({ length: groupCount }, () => []);
  const listed = new Float64Array(groupCount);
  for (let member = 0; member < groupOf.length; member++) {
    const group = groupOf[member];
    if (group >= groupCount) continue;
    listed[group] += fine.listed[member];
    const kernels = of[group];
    for (let k = fine.start[member]; k < fine.start[member + 1]; k++)
      if (!kernels.includes(fine.kernel[k])) kernels.push(fine.kernel[k]);
  }
  const start = new Uint32Array(groupCount + 1);
  for (let group = 0; group < groupCount; group++) start[group + 1] = start[group] + of[group].length;
  const kernel = new Uint32Array(start[groupCount]);
  for (let group = 0; group < groupCount; group++)
    kernel.set(
      of[group].sort((a, b) => a - b),
      start[group],
    );
  return { start, kernel, entries: fine.entries, listed };
}
