/**
 * Tiles of a grid along a spiral: round the edge, then round what is left inside it, to the middle. Every tile once.
 * @returns tiles[position]; begins at tile 0, along the first row.
 */
export function spiral(columns: number, rows: number): Uint32Array {
  const tiles = new Uint32Array(columns * rows);
  let left = 0;
  let right = columns - 1;
  let low = 0;
  let high = rows - 1;
  let count = 0;
  while (left <= right && low <= high) {
    for (let x = left; x <= right; x++) tiles[count++] = low * columns + x;
    low++;
    for (let y = low; y <= high; y++) tiles[count++] = y * columns + right;
    right--;
    if (low <= high) for (let x = right; x >= left; x--) tiles[count++] = high * columns + x;
    high--;
    if (left <= right) for (let y = high; y >= low; y--) tiles[count++] = y * columns + left;
    left++;
  }
  return tiles;
}
