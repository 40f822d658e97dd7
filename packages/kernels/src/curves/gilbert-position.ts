import { evenHalf } from './gilbert.ts';

/**
 * Where a cell comes on the curve: `gilbertCurve(width, height)[gilbertPosition(width, height, cell)] = cell`.
 * Follows the one piece that holds the cell, in coordinates along the piece's major and minor side.
 * Cost O(log(width * height)), no memory.
 */
export function gilbertPosition(width: number, height: number, cell: number): number {
  const x = cell % width;
  const y = (cell - x) / width;
  let [major, minor, u, v] = width >= height ? [width, height, x, y] : [height, width, y, x];
  let position = 0;
  for (;;) {
    if (minor === 1) return position + u;
    if (major === 1) return position + v;
    if (2 * major > 3 * minor) {
      const half = evenHalf(major);
      if (u < half) {
        major = half;
      } else {
        position += half * minor;
        u -= half;
        major -= half;
      }
      continue;
    }
    const up = evenHalf(minor);
    const across = Math.floor(major / 2);
    if (v >= up) {
      position += up * across;
      v -= up;
      minor -= up;
    } else if (u < across) {
      [major, minor, u, v] = [up, across, v, u];
    } else {
      // Walked back from the far corner.
      position += up * across + major * (minor - up);
      [major, minor, u, v] = [up, major - across, up - 1 - v, major - 1 - u];
    }
  }
}
