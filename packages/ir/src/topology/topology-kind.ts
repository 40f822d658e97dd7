import type { Grid } from './common/grid.ts';
import type { PlainTopology } from './topology.ts';

/**
 * One kind of topology, as a hardware file names it: what is asked of it before there is a topology. Everything
 * else is asked of the {@link PlainTopology} that it creates.
 */
export interface TopologyKind<Name extends string = string> {
  readonly name: Name;
  /** @param levels of {@link ArityRule.levels}; empty where the kind has no arity. */
  readonly create: (grid: Grid, levels: readonly number[]) => PlainTopology;
  /**
   * Whether a link joins two tiles, given as [x, y]: what a file may list as a dead link.
   * null where links join routers that have no [x, y].
   */
  readonly joins: ((size: GridSize, from: Tile, to: Tile) => boolean) | null;
  /** What the key `arity` of a file means; null where the kind does not have it. */
  readonly arity: ArityRule | null;
}

export type Arity = number | readonly number[];

export interface ArityRule {
  /** For a file that does not say. */
  readonly usual: Arity;
  /** Children per router, level by level from the root, so that the leaves are the tiles; null where no tree has exactly these. */
  readonly levels: (arity: Arity, tileCount: number) => readonly number[] | null;
}

export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

export type Tile = readonly [x: number, y: number];

/** Keeps the name as a literal, so that the table's names make a type. */
export function defineTopology<const Name extends string>(kind: TopologyKind<Name>): TopologyKind<Name> {
  return kind;
}
