/** Levels of a graph from fine to coarse, and how values on one become values on another. */

export interface Hierarchy<Graph> {
  /** graphs[level]; level 0 is the finest and always there. */
  readonly graphs: readonly Graph[];
  /** coarseOf[level][node] = the node of level + 1 that it is part of; one fewer than graphs. */
  readonly coarseOf: readonly Uint32Array[];
}

export function coarsestOf<Graph>({ graphs }: Hierarchy<Graph>): Graph {
  return graphs[graphs.length - 1];
}

/** The same levels and one more above them. */
export function withCoarser<Graph>(
  { graphs, coarseOf }: Hierarchy<Graph>,
  graph: Graph,
  coarseOfCoarsest: Uint32Array,
): Hierarchy<Graph> {
  return { graphs: [...graphs, graph], coarseOf: [...coarseOf, coarseOfCoarsest] };
}

/** coarse[coarseOf[node]] = fine[node], where all nodes of a coarse one agree. */
export function lift(fine: Uint32Array, coarseOf: Uint32Array, coarseCount: number): Uint32Array {
  const coarse = new Uint32Array(coarseCount);
  for (let node = 0; node < fine.length; node++) coarse[coarseOf[node]] = fine[node]!;
  return coarse;
}

/** fine[node] = coarse[coarseOf[node]]. */
export function project(coarse: Uint32Array, coarseOf: Uint32Array): Uint32Array {
  const fine = new Uint32Array(coarseOf.length);
  for (let node = 0; node < fine.length; node++) fine[node] = coarse[coarseOf[node]]!;
  return fine;
}

/** {@link lift} from the finest level to the coarsest. */
export function liftToCoarsest(
  { graphs, coarseOf }: Hierarchy<{ readonly nodeCount: number }>,
  finest: Uint32Array,
): Uint32Array {
  return coarseOf.reduce((fine, map, level) => lift(fine, map, graphs[level + 1].nodeCount), finest);
}

/**
 * From a start on the coarsest level to what refining made of it on the finest.
 * @param top number of the coarsest level.
 * @param refine improves a start on its level.
 * @param descend the start on `level` from what was refined on the level above it.
 */
export function uncoarsen<Start, Refined>(
  top: number,
  coarsest: Start,
  refine: (start: Start, level: number) => Refined,
  descend: (refined: Refined, level: number) => Start,
): Refined {
  let refined = refine(coarsest, top);
  for (let level = top - 1; level >= 0; level--) refined = refine(descend(refined, level), level);
  return refined;
}
