/**
 * Boustrophedon order of a rectangle: row by row, every second row reversed.
 * @returns cells[step] = y * width + x; length width * height, each cell once.
 */
export function snakeCurve(width: number, height: number): Uint32Array {
  const cells = new Uint32Array(width * height);
  let length = 0;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < width; i++) cells[length++] = y * width + (y % 2 === 0 ? i : width - 1 - i);
  }
  return cells;
}
