import type { HardwareFile } from './schema.ts';

/** Sizes that follow from the keys of `topology`. */
export interface Grid {
  /** Chips across and down. */
  readonly chipColumns: number;
  readonly chipRows: number;
  /** Chips of one board across and down. */
  readonly boardColumns: number;
  readonly boardRows: number;
  /** Over all chips. */
  readonly columns: number;
  readonly rows: number;
  readonly tileCount: number;
  readonly coresPerTile: number;
  readonly coreCount: number;
}

export function gridOf(file: HardwareFile): Grid {
  const { width, height, chips, chipsPerBoard, coresPerTile } = file.topology;
  const [chipColumns, chipRows] = typeof chips === 'number' ? [chips, 1] : chips;
  const [boardColumns, boardRows] =
    chipsPerBoard === undefined
      ? [chipColumns, chipRows]
      : typeof chipsPerBoard === 'number'
        ? [chipsPerBoard, 1]
        : chipsPerBoard;
  const columns = width * chipColumns;
  const rows = height * chipRows;
  const tileCount = columns * rows;
  return {
    chipColumns,
    chipRows,
    boardColumns,
    boardRows,
    columns,
    rows,
    tileCount,
    coresPerTile,
    coreCount: tileCount * coresPerTile,
  };
}
