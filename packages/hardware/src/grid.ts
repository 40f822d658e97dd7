import type { HardwareFile } from './schema.ts';

/** Sizes that follow from the keys of `topology`. */
export interface Grid {
  /** Chips across and down. */
  readonly chipColumns: number;
  readonly chipRows: number;
  /** Over all chips. */
  readonly columns: number;
  readonly rows: number;
  readonly tileCount: number;
  readonly coresPerTile: number;
  readonly coreCount: number;
}

export function gridOf(file: HardwareFile): Grid {
  const { width, height, chips, coresPerTile } = file.topology;
  const [chipColumns, chipRows] = typeof chips === 'number' ? [chips, 1] : chips;
  const columns = width * chipColumns;
  const rows = height * chipRows;
  const tileCount = columns * rows;
  return {
    chipColumns,
    chipRows,
    columns,
    rows,
    tileCount,
    coresPerTile,
    coreCount: tileCount * coresPerTile,
  };
}

/** Children per router of a tree whose file does not say. */
export const DEFAULT_ARITY = 4;

/**
 * Children per router, level by level from the root, so that the leaves are the tiles.
 * One number stands for as many levels as it takes, the top one smaller where it must be:
 * 32 tiles with 4 are [2, 4, 4]. null where no such tree has exactly these leaves.
 */
export function treeLevels(arity: number | readonly number[], tileCount: number): readonly number[] | null {
  if (typeof arity !== 'number') {
    const leaves = arity.reduce((product, children) => product * children, 1);
    return leaves === tileCount ? arity : null;
  }
  const levels: number[] = [];
  let left = tileCount;
  while (left > arity) {
    let children = arity;
    while (children > 1 && left % children !== 0) children--;
    if (children === 1) return null;
    levels.unshift(children);
    left /= children;
  }
  return left > 1 || levels.length === 0 ? [left, ...levels] : levels;
}

/**
 * Whether a link joins two tiles: neighbours along x or y, round the edges on a torus; on a
 * hex torus the diagonal (x + 1, y + 1) too, as on SpiNNaker.
 */
export function isLink(
  kind: HardwareFile['topology']['kind'],
  grid: Grid,
  from: readonly [number, number],
  to: readonly [number, number],
): boolean {
  const dx = step(to[0] - from[0], grid.columns, kind !== 'mesh');
  const dy = step(to[1] - from[1], grid.rows, kind !== 'mesh');
  if (dx.includes(0) && (dy.includes(1) || dy.includes(-1))) return true;
  if (dy.includes(0) && (dx.includes(1) || dx.includes(-1))) return true;
  if (kind !== 'hex-torus') return false;
  return (dx.includes(1) && dy.includes(1)) || (dx.includes(-1) && dy.includes(-1));
}

/** The steps of -1, 0 or +1 that make this difference; two at once on a ring of two. */
function step(difference: number, size: number, wraps: boolean): number[] {
  return [-1, 0, 1].filter((d) =>
    wraps ? (((difference - d) % size) + size) % size === 0 : difference === d,
  );
}
