import type { Problem } from '@nmap/ir';
import { chipNeurons } from './filling.ts';

/** The clustering that comes with a network whose neurons were split under these limits, as an order of groups; null without one. */
export function packedGroups(
  problem: Problem,
): { readonly order: Uint32Array; readonly groupOf: Uint32Array } | null {
  const { spec, units, vertexCount } = problem.network;
  const groupOf = spec?.split?.groupOf ?? null;
  if (groupOf === null || units !== null || groupOf.length !== vertexCount) return null;
  const order = chipNeurons(problem).sort((a, b) => groupOf[a] - groupOf[b] || a - b);
  return { order, groupOf };
}
