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
