/**
 * Boustrophedon order of a rectangle: row by row, every second row reversed.
 * @param count cells wanted: the first ones of the walk, by default all.
 * @returns cells[step] = y * width + x; length `count`, each cell at most once.
 */
export function snakeCurve(width: number, height: number, count = width * height): Uint32Array {
  const cells = new Uint32Array(Math.min(count, width * height));
  let length = 0;
  for (let y = 0; length < cells.length; y++) {
    for (let i = 0; i < width && length < cells.length; i++)
      cells[length++] = y * width + (y % 2 === 0 ? i : width - 1 - i);
  }
  return cells;
}
