import { forEachUnit, type UnitLayout } from './unit-layout.ts';

/** blockOf[vertex] = the group that it stays together with; null where every unit is one by itself. */
export function blockOf(layout: UnitLayout): Uint32Array | null {
  const { groupOf, vertexCount, firstVertexOf } = layout;
  if (firstVertexOf.length === vertexCount) return null;
  const column = new Uint32Array(vertexCount);
  for (const population of layout.populations)
    forEachUnit(population, (vertex, block) => {
      column[vertex] = groupOf[block]!;
    });
  return column;
}
