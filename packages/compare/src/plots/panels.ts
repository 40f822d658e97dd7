/** Where small plots of the same kind stand: rows of equal cells under a title, above a legend. */

export interface Cell {
  /** Pixels of the plotting area. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly column: number;
  readonly row: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Cell[];
}

export interface Sizes {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Between plotting areas: room for names of axes and panels. */
  readonly gapX: number;
  readonly gapY: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function layOut(count: number, sizes: Sizes): Layout {
  const columns = Math.max(1, Math.min(sizes.columns, count));
  const rows = Math.max(1, Math.ceil(count / columns));
  const { width, height, gapX, gapY } = sizes;
  const cells = Array.from({ length: count }, (_, index): Cell => {
    const column = index % columns;
    const row = Math.floor(index / columns);
    const left = sizes.left + column * (width + gapX);
    const top = sizes.top + row * (height + gapY);
    return { left, top, width, height, column, row };
  });
  return {
    cells,
    width: sizes.left + columns * width + (columns - 1) * gapX + sizes.right,
    height: sizes.top + rows * height + (rows - 1) * gapY + sizes.bottom,
  };
}
